// What the desk writes into its log: steps of signing in, the way to the hub, rounds of fetching and sending,
// refusals, and what is wrong with the profile. In kinds, counts and codes only (log/log.h). Data thread.
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

    /// Once the profile's folder is ours.
    void open(const QString &file, bool training);
    /// Before the folder is somebody else's.
    void close();
    /// Follows the engine until it goes.
    void follow(const syncing::Engine &engine);

    /// A step of the account, where it is another one than before, and the problem that it shows.
    void noteStep(SignInStep step, const std::optional<domain::Error> &problem);
    void noteSessionEnded(const QString &code);
    /// What an act or a question ended with; only what the disk and its files are to blame for is written.
    void noteFault(const domain::Error &error);
    /// A damaged file was put aside and replaced.
    void noteRepair(const domain::Error &report);

private:
    void noteConnection(syncing::Connection connection, const domain::Error &because);
    void noteRefusal(domain::RecordKind kind, const domain::Error &refusal);
    void noteRound();
    void tellRounds();

    const domain::Clock &m_clock;
    logging::FileLog m_file;
    std::optional<std::pair<SignInStep, std::string>> m_step; ///< and the code of its problem
    bool m_isOpen = false;
    std::optional<domain::Instant> m_toldRounds;
    std::int64_t m_records = 0; ///< that changed here since the rounds were told
    std::int64_t m_rounds = 0;
};

} // namespace services
