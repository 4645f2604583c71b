#include "hub/db/database.h"
#include "hub/db/migrations.h"
#include "hub/db/postgres_database.h"
#include "hub/db/sqlite_link.h"

#include <array>
#include <atomic>

namespace hub {

namespace {

using domain::Result;

class SqliteDatabase final : public Database {
public:
    SqliteDatabase(std::string path, bool inMemory)
        : m_path(std::move(path)), m_inMemory(inMemory),
          m_turns(inMemory ? std::make_shared<std::shared_timed_mutex>() : nullptr) {}

    Result<std::unique_ptr<Link>> link(Mode mode) override { return open(mode).map(asLink); }
    Result<void> prepare();

private:
    static std::unique_ptr<Link> asLink(std::unique_ptr<SqliteLink> link) { return link; }
    Result<std::unique_ptr<SqliteLink>> open(Mode mode) {
        return SqliteLink::open(m_path, m_inMemory, mode, m_turns);
    }

    std::string m_path;
    bool m_inMemory;
    TurnLock m_turns;
    /// Keeps a database in memory alive between links. For a file, the last connection to close checkpoints
    /// the write-ahead log.
    std::unique_ptr<SqliteLink> m_keeper;
};

Result<void> apply(SqliteLink &link, const Migration &migration) {
    for (const std::string_view script : migration.scripts) {
        if (auto done = link.runScript(script); !done) {
            return done;
        }
    }
    return link.runScript("PRAGMA user_version = " + std::to_string(migration.number));
}

/// Runs inside a writing transaction, so that two programs that open a new database at the same time do not
/// both create it.
Result<void> migrate(SqliteLink &link) {
    auto version = link.userVersion();
    if (!version) {
        return domain::passOn(version);
    }
    const auto steps = migrations();
    if (*version > steps.back().number) {
        return domain::fail(domain::ErrorKind::StorageTooNew, "unavailable",
                            {{"found", std::to_string(*version)}});
    }
    for (const Migration &step : steps.subspan(static_cast<std::size_t>(*version))) {
        if (auto done = apply(link, step); !done) {
            return done;
        }
    }
    return {};
}

Result<void> SqliteDatabase::prepare() {
    auto opened = open(Mode::Write);
    if (!opened) {
        return domain::passOn(opened);
    }
    m_keeper = std::move(*opened);
    if (auto begun = m_keeper->begin(); !begun) {
        return begun;
    }
    if (auto migrated = migrate(*m_keeper); !migrated) {
        m_keeper->rollback();
        return migrated;
    }
    return m_keeper->commit();
}

/// A name that no other in-memory database of this process has.
std::string privateName() {
    static std::atomic<unsigned> count{0};
    return "/hub-" + std::to_string(++count);
}

} // namespace

Result<std::unique_ptr<Database>> Database::open(const Options &options) {
    if (!options.server.empty()) {
        return openPostgres(options);
    }
    auto database =
        std::make_unique<SqliteDatabase>(options.inMemory ? privateName() : options.path, options.inMemory);
    if (auto ready = database->prepare(); !ready) {
        return domain::passOn(ready);
    }
    return std::unique_ptr<Database>(std::move(database));
}

} // namespace hub
