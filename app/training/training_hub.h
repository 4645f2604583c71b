// The practice hub: invented facilities and families, two trainees, and parents who act by themselves.
#pragma once

#include "domain/clock.h"
#include "domain/random.h"
#include "domain/result.h"
#include "hub/calls/router.h"
#include "hub/calls/service.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace training {

struct Credentials {
    std::string loginId;
    std::string password;
    std::string totpSecret; ///< base32
};
/// Who practises: a manager of the first facilities, and a municipal officer beside.
struct Trainee : Credentials {
    Credentials municipal;
};

/// Fills an empty training database (an invented municipality, facilities, slots of the coming four weeks,
/// reservations in several states) and makes the trainees; keeps their credentials in DIR/trainee.json
/// (0600), so that a restart signs in the same. On a database that is already prepared it only reads that
/// file. Errors: those of storage; Forbidden "not-training" when the directory holds a real hub's data.
[[nodiscard]] domain::Result<Trainee> prepareTraining(hub::Service &service,
                                                      const std::filesystem::path &dataDirectory,
                                                      const domain::Clock &clock, domain::Random &random);

enum class ParentAct : std::uint8_t { Book, Ask, Cancel };

/// Simulated parents: a thread of its own that books, asks and cancels through the hub's own calls, as a
/// connected system with a token of its own. Its functions may be called from any thread, also from a
/// handler: they only enqueue.
class Parents {
public:
    Parents(const domain::Clock &clock, domain::Random &random);
    ~Parents();
    Parents(const Parents &) = delete;
    Parents &operator=(const Parents &) = delete;

    /// Begins to act on `service` with the credentials that prepareTraining() left in the directory. The
    /// service must outlive stop().
    [[nodiscard]] domain::Result<void> start(hub::Service &service,
                                             const std::filesystem::path &dataDirectory);
    /// Waits for the act under way. Idempotent.
    void stop();
    /// One parent does this as soon as possible, also while paused.
    void actNow(ParentAct act);
    /// Paused parents do nothing by themselves.
    void setPaused(bool paused);
    [[nodiscard]] bool paused() const;
    /// Until everything asked for by actNow() has been tried. Not from a handler.
    void waitUntilIdle();
    /// Acts that the hub accepted so far.
    [[nodiscard]] int actsDone() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

/// `POST /v1/training/parents` and `/v1/training/control`; for ServiceConfig::extraRoutes of a training hub.
/// `parents` must outlive the service.
[[nodiscard]] std::vector<hub::Route> trainingRoutes(Parents &parents);

} // namespace training
