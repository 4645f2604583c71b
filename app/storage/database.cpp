#include "storage/database.h"

#include <QSqlError>
#include <QVariant>

#include <algorithm>
#include <atomic>
#include <sqlite3.h>

using domain::Error;
using domain::ErrorKind;
using domain::fail;
using domain::Result;

namespace storage {

namespace {

constexpr auto busyTimeout = "QSQLITE_BUSY_TIMEOUT=5000";

QString uniqueName() {
    static std::atomic<int> counter{0};
    return QStringLiteral("hokatsu-store-%1").arg(++counter);
}

ErrorKind kindOf(int primaryCode) {
    switch (primaryCode) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorKind::StorageBusy;
    case SQLITE_FULL:
        return ErrorKind::StorageFull;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_IOERR: // the disk or the share went away: nothing can be written, nothing is known to be
                       // damaged
        return ErrorKind::StorageReadOnly;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ErrorKind::StorageCorrupt;
    default:
        return ErrorKind::Bug;
    }
}

QString textOf(std::string_view sql) {
    return QString::fromUtf8(sql.data(), static_cast<qsizetype>(sql.size()));
}

} // namespace

Error errorOf(const QSqlError &error) {
    const int code = error.nativeErrorCode().toInt();
    // The index of the write-ahead log could not grow: that has one reason only.
    const ErrorKind kind = code == SQLITE_IOERR_SHMSIZE ? ErrorKind::StorageFull : kindOf(code & 0xff);
    return Error{.kind = kind, .code = "sqlite-" + std::to_string(code)};
}

Statement::Statement(const QSqlDatabase &database, std::string_view sql) : m_query(database) {
    m_query.setForwardOnly(true);
    if (!m_query.prepare(textOf(sql))) {
        m_unusable = errorOf(m_query.lastError());
    }
}

Statement &Statement::add(std::int64_t value) {
    m_query.bindValue(m_next++, QVariant(qlonglong(value)));
    return *this;
}

Statement &Statement::add(std::string_view bytes) {
    // An empty view may have no address; SQLite would take that for NULL.
    const char *start = bytes.empty() ? "" : bytes.data();
    m_query.bindValue(m_next++, QByteArray::fromRawData(start, static_cast<qsizetype>(bytes.size())));
    return *this;
}

Statement &Statement::add(std::string &&bytes) {
    m_query.bindValue(m_next++, QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())));
    return *this;
}

Statement &Statement::addNull() {
    m_query.bindValue(m_next++, QVariant());
    return *this;
}

void Statement::copyBytes(int column, std::span<std::uint8_t> to) const {
    const QByteArray bytes = m_query.value(column).toByteArray();
    if (static_cast<std::size_t>(bytes.size()) == to.size()) {
        std::copy(bytes.begin(), bytes.end(), to.begin());
    }
}

Result<void> Statement::start() {
    m_next = 0;
    if (m_unusable) {
        return fail(*m_unusable);
    }
    if (m_query.exec()) {
        return {};
    }
    Error error = errorOf(m_query.lastError());
    m_query.finish();
    return fail(std::move(error));
}

Result<void> Statement::finish() {
    const QSqlError error = m_query.lastError();
    m_query.finish();
    if (error.isValid()) {
        return fail(errorOf(error));
    }
    return {};
}

Result<int> Statement::run() {
    if (auto started = start(); !started) {
        return domain::passOn(started);
    }
    const int changed = m_query.numRowsAffected();
    m_query.finish();
    return changed;
}

Result<std::unique_ptr<Database>> Database::open(const QString &path) {
    std::unique_ptr<Database> database(new Database(uniqueName()));
    if (auto connected = database->connect(path); !connected) {
        return domain::passOn(connected);
    }
    if (auto ready = database->setUp(); !ready) {
        return domain::passOn(ready);
    }
    return database;
}

Result<void> Database::connect(const QString &path) {
    m_connection = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
    m_connection.setConnectOptions(QString::fromLatin1(busyTimeout));
    m_connection.setDatabaseName(path);
    if (!m_connection.isValid()) {
        return fail(ErrorKind::Bug, "no-sqlite-driver");
    }
    if (!m_connection.open()) {
        return fail(errorOf(m_connection.lastError()));
    }
    return {};
}

Result<void> Database::setUp() {
    for (const auto *pragma : {"PRAGMA journal_mode=WAL", "PRAGMA foreign_keys=ON",
                               "PRAGMA temp_store=MEMORY", "PRAGMA journal_size_limit=16777216"}) {
        if (auto done = execute(pragma); !done) {
            return done;
        }
    }
    // SQLite opens a file that it may not write to without a word; only a write lock tells.
    auto writable = Transaction::begin(*this);
    if (!writable) {
        return domain::passOn(writable);
    }
    return {};
}

Database::~Database() {
    m_statements.clear();
    if (m_connection.isOpen()) {
        m_connection.close();
    }
    m_connection = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Statement &Database::prepared(std::string_view sql) {
    const auto found = m_statements.find(sql);
    if (found != m_statements.end() && found->second->usable()) {
        return *found->second;
    }
    auto statement = std::make_unique<Statement>(m_connection, sql);
    return *m_statements.insert_or_assign(std::string(sql), std::move(statement)).first->second;
}

Result<void> Database::execute(std::string_view sql) {
    return Statement(m_connection, sql).each([](const Statement &) {});
}

Result<void> Database::script(std::string_view sql) {
    constexpr std::string_view separator = ";\n";
    while (!sql.empty()) {
        const auto end = sql.find(separator);
        const std::string_view one = sql.substr(0, end);
        if (one.find_first_not_of(" \n") != std::string_view::npos) {
            if (auto done = execute(one); !done) {
                return done;
            }
        }
        sql = end == std::string_view::npos ? std::string_view() : sql.substr(end + separator.size());
    }
    return {};
}

Result<std::int64_t> Database::number(std::string_view sql) {
    std::int64_t value = 0;
    const auto done =
        Statement(m_connection, sql).each([&value](const Statement &row) { value = row.number(0); });
    if (!done) {
        return domain::passOn(done);
    }
    return value;
}

Result<void> Database::pragmas(std::initializer_list<std::string_view> pragmas) {
    for (const std::string_view pragma : pragmas) {
        if (auto done = execute(pragma); !done) {
            return done;
        }
    }
    return {};
}

Result<void> Database::setDurability(Durability durability) {
    if (m_durability == durability) {
        return {};
    }
    auto done = durability == Durability::Full
                    ? pragmas({"PRAGMA synchronous=FULL", "PRAGMA wal_autocheckpoint=4000",
                               "PRAGMA cache_size=-8000"})
                    : pragmas({"PRAGMA synchronous=NORMAL", "PRAGMA wal_autocheckpoint=12000",
                               "PRAGMA cache_size=-16000"});
    if (done) {
        m_durability = durability;
    }
    return done;
}

Result<Transaction> Transaction::begin(Database &database, Durability durability) {
    if (database.m_depth > 0) {
        return beginInside(database);
    }
    if (auto set = database.setDurability(durability); !set) {
        return domain::passOn(set);
    }
    if (auto begun = database.prepared("BEGIN IMMEDIATE").run(); !begun) {
        return domain::passOn(begun);
    }
    database.m_spoilt = false;
    return Transaction(database);
}

Result<Transaction> Transaction::beginInside(Database &database) {
    if (database.m_spoilt) { // a savepoint would open a transaction of its own now
        return fail(ErrorKind::StorageFull, "transaction-given-up");
    }
    if (auto begun = database.prepared("SAVEPOINT inner_part").run(); !begun) {
        return domain::passOn(begun);
    }
    return Transaction(database);
}

Transaction::~Transaction() {
    if (m_database != nullptr) {
        rollBack();
    }
}

/// A failed statement may have ended the transaction already (disk full): going back then fails, and rightly
/// so, but whoever is around this part must know.
void Transaction::rollBack() {
    if (m_depth == 1) {
        std::ignore = m_database->prepared("ROLLBACK").run();
    } else if (!m_database->prepared("ROLLBACK TO inner_part").run() ||
               !m_database->prepared("RELEASE inner_part").run()) {
        m_database->m_spoilt = true;
    }
    end();
}

void Transaction::end() {
    --m_database->m_depth;
    m_database = nullptr;
}

Result<void> Transaction::commit() {
    if (m_depth == 1 && m_database->m_spoilt) {
        return fail(ErrorKind::StorageFull, "transaction-given-up");
    }
    auto done = m_database->prepared(m_depth == 1 ? "COMMIT" : "RELEASE inner_part").run();
    if (!done) {
        return domain::passOn(done); // still open: the destructor rolls back
    }
    end();
    return {};
}

} // namespace storage
