// The desk's log: steps of sign-in, the connection to the hub, rounds of pulling and pushing, refusals, and
// faults of the profile. It contains only kinds, counts and codes (log/log.h). Data thread.
#pragma once

#include "log/file_log.h"
#include "services/account.h"
#include "sync/engine.h"

#include <QObject>

#include <string>
#include <utility>

namespace services {

class DeskLog : public QObject {
public:
    DeskLog(const domain::Clock &clock, QObject *parent) : QObject(parent), m_clock(clock), m_file(clock) {}
    ~DeskLog() override;

    /// Call it when the profile's folder is locked.
    void open(const QString &file, bool training);
    /// Call it before the folder is unlocked.
    void close();
    /// Follows the engine until the engine is destroyed.
    void follow(const syncing::Engine &engine);

    /// Logs a step of the account and its problem, if the step has changed.
    void noteStep(SignInStep step, const std::optional<domain::Error> &problem);
    void noteSessionEnded(const QString &code);
    /// Logs the error of an act or a question, but only if the disk or its files are the cause.
    void noteFault(const domain::Error &error);
    /// A damaged file was moved away and replaced.
    void noteRepair(const domain::Error &report);

private:
    void noteConnection(syncing::Connection connection, const domain::Error &because);
    void noteRefusal(domain::RecordKind kind, const domain::Error &refusal);
    void noteRound();
    void tellRounds();

    const domain::Clock &m_clock;
    logging::FileLog m_file;
    std::optional<std::pair<SignInStep, std::string>> m_step; ///< the last step with the code of its problem
    bool m_isOpen = false;
    std::optional<domain::Instant> m_toldRounds;
    std::int64_t m_records = 0; ///< records that changed since rounds were last logged
    std::int64_t m_rounds = 0;
};

} // namespace services
