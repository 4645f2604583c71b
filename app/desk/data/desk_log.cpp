#include "desk/data/desk_log.h"

#include <QFileInfo>

#include <array>
#include <utility>

namespace services {
namespace {

using logging::Level;
using logging::Line;

/// A busy hub causes a round every second, so rounds are logged together.
constexpr std::chrono::minutes roundsAtMost{1};

std::string_view wordOf(SignInStep step) {
    constexpr std::array names{
        "starting",  "store-problem",  "keychain-problem", "needs-hub", "password", "new-password",
        "enrolment", "recovery-codes", "second-factor",    "signed-in", "locked"};
    return names.at(static_cast<std::size_t>(step));
}

std::string_view wordOf(syncing::Connection connection) {
    constexpr std::array names{"starting", "online", "offline", "signed-out"};
    return names.at(static_cast<std::size_t>(connection));
}

/// True for errors that something is broken on this PC and does not recover by itself.
Level severityOf(const domain::Error &error) {
    switch (error.kind) {
    case domain::ErrorKind::Bug:
    case domain::ErrorKind::StorageFull:
    case domain::ErrorKind::StorageReadOnly:
    case domain::ErrorKind::StorageCorrupt:
    case domain::ErrorKind::StorageTooNew:
        return Level::Fault;
    default:
        return Level::Warning;
    }
}

} // namespace

DeskLog::~DeskLog() {
    close();
}

void DeskLog::open(const QString &file, bool training) {
    m_file.open(QFileInfo(file).filesystemFilePath());
    m_isOpen = true;
    m_file.write(Line(Level::Info, "started")
                     .version("desk", HOKATSU_VERSION)
                     .version("qt", qVersion())
                     .code("profile", training ? "training" : "real"));
}

void DeskLog::close() {
    if (!std::exchange(m_isOpen, false)) {
        return;
    }
    tellRounds();
    m_file.write(Line(Level::Info, "ended"));
    m_file.close();
}

void DeskLog::follow(const syncing::Engine &engine) {
    using syncing::Engine;
    connect(&engine, &Engine::connectionChanged, this, &DeskLog::noteConnection);
    connect(&engine, &Engine::refused, this, &DeskLog::noteRefusal);
    connect(&engine, &Engine::changed, this, [this](const std::vector<storage::EntityKey> &keys) {
        m_records += static_cast<std::int64_t>(keys.size());
    });
    connect(&engine, &Engine::caughtUp, this, &DeskLog::noteRound);
    connect(&engine, &Engine::unreadable, this, [this](std::int64_t records) {
        m_file.write(Line(Level::Fault, "unreadable-records").number("records", records));
    });
}

void DeskLog::noteStep(SignInStep step, const std::optional<domain::Error> &problem) {
    std::pair now(step, problem ? problem->code : std::string());
    if (m_step == now) {
        return;
    }
    m_step = std::move(now);
    Line line(problem ? severityOf(*problem) : Level::Info, "account");
    line.code("step", wordOf(step));
    m_file.write(problem ? line.error(*problem) : line);
}

void DeskLog::noteSessionEnded(const QString &code) {
    m_file.write(Line(Level::Warning, "session-ended").code("code", code.toStdString()));
}

void DeskLog::noteFault(const domain::Error &error) {
    if (severityOf(error) == Level::Fault) {
        m_file.write(Line(Level::Fault, "store").error(error));
    }
}

void DeskLog::noteRepair(const domain::Error &report) {
    m_file.write(Line(Level::Fault, "store-replaced").error(report));
}

void DeskLog::noteConnection(syncing::Connection connection, const domain::Error &because) {
    tellRounds();
    const bool away =
        connection == syncing::Connection::Offline || connection == syncing::Connection::SignedOut;
    Line line(away ? severityOf(because) : Level::Info, "hub");
    line.code("connection", wordOf(connection));
    m_file.write(away ? line.error(because) : line);
}

void DeskLog::noteRefusal(domain::RecordKind kind, const domain::Error &refusal) {
    m_file.write(Line(Level::Warning, "act-refused").code("record", domain::nameOf(kind)).error(refusal));
}

/// Logs the first round at once, and then rounds with changes once a minute.
void DeskLog::noteRound() {
    ++m_rounds;
    const domain::Instant now = m_clock.now();
    const bool isSoon = m_toldRounds && now >= *m_toldRounds && now < *m_toldRounds + roundsAtMost;
    if (!isSoon) {
        tellRounds();
    }
}

void DeskLog::tellRounds() {
    if (m_records > 0) {
        m_file.write(Line(Level::Info, "caught-up").number("rounds", m_rounds).number("records", m_records));
        m_toldRounds = m_clock.now();
        m_records = 0;
        m_rounds = 0;
    }
}

} // namespace services
