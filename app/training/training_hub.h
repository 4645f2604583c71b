// The practice hub: sample facilities and families, two trainees, and simulated parents.
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
/// The people who practise: a manager of the first facilities, and a municipal officer.
struct Trainee : Credentials {
    Credentials municipal;
};

/// Fills an empty training database (a sample municipality, facilities, slots of the coming four weeks,
/// reservations in several states) and creates the trainees. It stores their credentials in DIR/trainee.json
/// (0600), so that they stay valid after a restart. For a prepared database it only reads that file. Errors:
/// those of storage; Forbidden "not-training" if the directory contains a real hub's data.
[[nodiscard]] domain::Result<Trainee> prepareTraining(hub::Service &service,
                                                      const std::filesystem::path &dataDirectory,
                                                      const domain::Clock &clock, domain::Random &random);

enum class ParentAct : std::uint8_t { Book, Ask, Cancel };

/// Simulated parents: a thread that books, asks and cancels through the hub's own calls, as a connected
/// system with its own token. Any thread may call the functions, also a handler, because they only enqueue.
class Parents {
public:
    Parents(const domain::Clock &clock, domain::Random &random);
    ~Parents();
    Parents(const Parents &) = delete;
    Parents &operator=(const Parents &) = delete;

    /// Starts to act on `service` with the credentials that prepareTraining() stored in the directory. The
    /// service must outlive stop().
    [[nodiscard]] domain::Result<void> start(hub::Service &service,
                                             const std::filesystem::path &dataDirectory);
    /// Waits for the current act to end. Idempotent.
    void stop();
    /// Makes one parent do this as soon as possible, also while paused.
    void actNow(ParentAct act);
    /// Paused parents do nothing automatically.
    void setPaused(bool paused);
    [[nodiscard]] bool paused() const;
    /// Waits until every act requested by actNow() has been tried. Do not call it from a handler.
    void waitUntilIdle();
    /// The number of acts that the hub has accepted.
    [[nodiscard]] int actsDone() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

/// The routes `POST /v1/training/parents` and `/v1/training/control`, for ServiceConfig::extraRoutes of a
/// practice hub. `parents` must outlive the service.
[[nodiscard]] std::vector<hub::Route> trainingRoutes(Parents &parents);

} // namespace training
