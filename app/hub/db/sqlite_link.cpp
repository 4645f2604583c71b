#include "hub/db/sqlite_link.h"

#include "hub/db/sqlite_error.h"

#include <sqlite3.h>

namespace hub {

namespace {

using domain::Result;

/// How long a statement waits for another process (a command line that runs beside the hub).
constexpr std::chrono::milliseconds busyWait{5000};

/// The maximum number of kept copies of one statement, for reads that run at the same time.
constexpr std::size_t mostCopies = 20;

int bindOne(sqlite3_stmt *statement, int index, const Value &value, sqlite3_destructor_type life) {
    const auto size = static_cast<sqlite3_uint64>(value.bytes.size());
    const char *bytes = value.bytes.data() == nullptr ? "" : value.bytes.data();
    switch (value.type) {
    case Value::Type::Null:
        return sqlite3_bind_null(statement, index);
    case Value::Type::Integer:
        return sqlite3_bind_int64(statement, index, value.integer);
    case Value::Type::Text:
        return sqlite3_bind_text64(statement, index, bytes, size, life, SQLITE_UTF8);
    case Value::Type::Blob:
        return sqlite3_bind_blob64(statement, index, bytes, size, life);
    }
    return SQLITE_MISUSE;
}

int bindAll(sqlite3_stmt *statement, std::initializer_list<Value> values, sqlite3_destructor_type life) {
    int index = 0;
    for (const Value &value : values) {
        if (const int code = bindOne(statement, ++index, value, life); code != SQLITE_OK) {
            return code;
        }
    }
    return index == sqlite3_bind_parameter_count(statement) ? SQLITE_OK : SQLITE_MISUSE;
}

class SqliteRows final : public Rows {
public:
    SqliteRows(SqliteLink &link, std::string_view sql, sqlite3_stmt *statement)
        : m_link(link), m_sql(sql), m_statement(statement) {}
    ~SqliteRows() override { m_link.giveBack(m_sql, m_statement); }
    SqliteRows(const SqliteRows &) = delete;
    SqliteRows &operator=(const SqliteRows &) = delete;

    Result<bool> next() override {
        const int code = sqlite3_step(m_statement);
        if (code == SQLITE_ROW || code == SQLITE_DONE) {
            return code == SQLITE_ROW;
        }
        return domain::fail(errorOf(code, m_link.handle()));
    }
    [[nodiscard]] std::int64_t integer(int column) const override {
        return sqlite3_column_int64(m_statement, column);
    }
    [[nodiscard]] std::string_view text(int column) const override {
        const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column));
        return bytes == nullptr ? std::string_view() : std::string_view(bytes, size);
    }
    [[nodiscard]] bool isNull(int column) const override {
        return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
    }

private:
    SqliteLink &m_link;
    std::string_view m_sql;
    sqlite3_stmt *m_statement;
};

} // namespace

SqliteLink::SqliteLink(sqlite3 *handle, Database::Mode mode, TurnLock turns)
    : m_handle(handle), m_mode(mode), m_turns(std::move(turns)) {}

SqliteLink::~SqliteLink() {
    if (sqlite3_get_autocommit(m_handle) == 0) {
        rollback();
    }
    endTurn();
    for (const auto &[text, statement] : m_idle) {
        sqlite3_finalize(statement);
    }
    sqlite3_close_v2(m_handle);
}

Result<std::unique_ptr<SqliteLink>> SqliteLink::open(const std::string &path, bool inMemory,
                                                     Database::Mode mode, TurnLock turns) {
    const int flags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    sqlite3 *handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags, inMemory ? "memdb" : nullptr);
    if (code != SQLITE_OK) {
        auto error = errorOf(code, handle);
        sqlite3_close_v2(handle);
        return domain::fail(std::move(error));
    }
    std::unique_ptr<SqliteLink> link(new SqliteLink(handle, mode, std::move(turns)));
    if (auto ready = link->setUp(inMemory); !ready) {
        return domain::passOn(ready);
    }
    return link;
}

Result<void> SqliteLink::setUp(bool inMemory) {
    sqlite3_busy_timeout(m_handle, static_cast<int>(busyWait.count()));
    if (inMemory) {
        return runScript("PRAGMA foreign_keys = ON; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;");
    }
    auto ready = runScript("PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;"
                           "PRAGMA mmap_size = 1073741824; PRAGMA temp_store = MEMORY;");
    if (!ready) {
        return ready;
    }
    return m_mode == Database::Mode::Write
               ? runScript("PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000;")
               : runScript("PRAGMA cache_size = -8192; PRAGMA query_only = ON;");
}

Result<sqlite3_stmt *> SqliteLink::prepare(std::string_view sql) {
    sqlite3_stmt *statement = nullptr;
    const int code = sqlite3_prepare_v3(m_handle, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) {
        return domain::fail(errorOf(code, m_handle));
    }
    return statement;
}

Result<sqlite3_stmt *> SqliteLink::take(std::string_view sql) {
    const auto found = m_idle.find(sql.data());
    if (found == m_idle.end()) {
        return prepare(sql);
    }
    sqlite3_stmt *statement = found->second;
    m_idle.erase(found);
    // A text that was not a literal may have been freed and another one may now have its address.
    if (sql == sqlite3_sql(statement)) {
        return statement;
    }
    sqlite3_finalize(statement);
    return take(sql);
}

void SqliteLink::giveBack(std::string_view sql, sqlite3_stmt *statement) {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    if (m_idle.count(sql.data()) < mostCopies) {
        m_idle.emplace(sql.data(), statement);
    } else {
        sqlite3_finalize(statement);
    }
}

Result<std::unique_ptr<Rows>> SqliteLink::query(std::string_view sql, std::initializer_list<Value> values) {
    auto statement = take(sql);
    if (!statement) {
        return domain::passOn(statement);
    }
    auto rows = std::make_unique<SqliteRows>(*this, sql, *statement);
    if (const int code = bindAll(*statement, values, SQLITE_TRANSIENT); code != SQLITE_OK) {
        return domain::fail(errorOf(code, m_handle));
    }
    return rows;
}

Result<std::int64_t> SqliteLink::execute(std::string_view sql, std::initializer_list<Value> values) {
    auto statement = take(sql);
    if (!statement) {
        return domain::passOn(statement);
    }
    int code = bindAll(*statement, values, SQLITE_STATIC);
    if (code == SQLITE_OK) {
        do {
            code = sqlite3_step(*statement);
        } while (code == SQLITE_ROW);
    }
    Result<std::int64_t> changed = sqlite3_changes64(m_handle);
    if (code != SQLITE_DONE) {
        changed = domain::fail(errorOf(code, m_handle));
    }
    giveBack(sql, *statement);
    return changed;
}

Result<void> SqliteLink::simple(std::string_view sql) {
    auto done = execute(sql, {});
    if (!done) {
        return domain::passOn(done);
    }
    return {};
}

Result<void> SqliteLink::runScript(std::string_view sql) {
    const std::string script(sql);
    const int code = sqlite3_exec(m_handle, script.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) {
        return domain::fail(errorOf(code, m_handle));
    }
    return {};
}

Result<std::int64_t> SqliteLink::userVersion() {
    auto rows = query("PRAGMA user_version", {});
    if (!rows) {
        return domain::passOn(rows);
    }
    if (auto found = (*rows)->next(); !found) {
        return domain::passOn(found);
    }
    return (*rows)->integer(0);
}

bool SqliteLink::takeTurn() {
    if (!m_turns || m_hasTurn) {
        return true;
    }
    m_hasTurn = m_mode == Database::Mode::Write ? m_turns->try_lock_for(busyWait)
                                                : m_turns->try_lock_shared_for(busyWait);
    return m_hasTurn;
}

void SqliteLink::endTurn() {
    if (!m_hasTurn) {
        return;
    }
    m_hasTurn = false;
    m_mode == Database::Mode::Write ? m_turns->unlock() : m_turns->unlock_shared();
}

Result<void> SqliteLink::begin() {
    if (!takeTurn()) {
        return domain::fail(errorOf(SQLITE_BUSY, nullptr));
    }
    auto begun = simple(m_mode == Database::Mode::Write ? std::string_view("BEGIN IMMEDIATE")
                                                        : std::string_view("BEGIN"));
    if (!begun) {
        endTurn();
    }
    return begun;
}

Result<void> SqliteLink::commit() {
    auto done = simple("COMMIT");
    if (!done) {
        rollback();
        return done;
    }
    endTurn();
    return done;
}

void SqliteLink::rollback() {
    // After some errors (a full disk) SQLite has already rolled back by itself.
    if (sqlite3_get_autocommit(m_handle) == 0) {
        static_cast<void>(simple("ROLLBACK"));
    }
    endTurn();
}

Result<void> SqliteLink::savepoint() {
    return simple("SAVEPOINT one_call");
}
Result<void> SqliteLink::release(Answers) {
    return simple("RELEASE one_call");
}
void SqliteLink::rollbackToSavepoint() {
    if (sqlite3_get_autocommit(m_handle) == 0) {
        static_cast<void>(simple("ROLLBACK TO one_call"));
        static_cast<void>(simple("RELEASE one_call"));
    }
}

} // namespace hub
