// One SQLite connection with its prepared statements.
#pragma once

#include "hub/db/database.h"

#include <chrono>
#include <memory>
#include <shared_mutex>
#include <string>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace hub {

/// A database in memory has no write-ahead log, so this lock makes readers and the writer take turns. Null
/// for a file.
using TurnLock = std::shared_ptr<std::shared_timed_mutex>;

class SqliteLink final : public Link {
public:
    [[nodiscard]] static domain::Result<std::unique_ptr<SqliteLink>>
    open(const std::string &path, bool inMemory, Database::Mode mode, TurnLock turns);
    ~SqliteLink() override;
    SqliteLink(const SqliteLink &) = delete;
    SqliteLink &operator=(const SqliteLink &) = delete;

    domain::Result<std::unique_ptr<Rows>> query(std::string_view sql,
                                                std::initializer_list<Value> values) override;
    domain::Result<std::int64_t> execute(std::string_view sql, std::initializer_list<Value> values) override;
    domain::Result<void> begin() override;
    domain::Result<void> commit() override;
    void rollback() override;
    domain::Result<void> savepoint() override;
    domain::Result<void> release(Answers answers) override;
    void rollbackToSavepoint() override;

    /// Runs several statements in a row and keeps none of them prepared.
    domain::Result<void> runScript(std::string_view sql);
    domain::Result<std::int64_t> userVersion();

    /// Returns a statement to the cache after its rows were read. Only the rows call it.
    void giveBack(std::string_view sql, sqlite3_stmt *statement);
    [[nodiscard]] sqlite3 *handle() const { return m_handle; }

private:
    SqliteLink(sqlite3 *handle, Database::Mode mode, TurnLock turns);
    domain::Result<sqlite3_stmt *> take(std::string_view sql);
    domain::Result<sqlite3_stmt *> prepare(std::string_view sql);
    domain::Result<void> simple(std::string_view sql);
    domain::Result<void> setUp(bool inMemory);
    [[nodiscard]] bool takeTurn();
    void endTurn();

    sqlite3 *m_handle;
    Database::Mode m_mode;
    TurnLock m_turns;
    bool m_hasTurn = false;
    /// The address of the statement's text is the key. It occurs several times if the statement ran again
    /// while its rows were still being read.
    std::unordered_multimap<const char *, sqlite3_stmt *> m_idle;
};

} // namespace hub
