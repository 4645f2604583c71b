// One SQLite connection: prepared statements that are kept, checked transactions, errors by SQLite's own
// codes.
#pragma once

#include "domain/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace storage {

/// StorageBusy, StorageFull, StorageReadOnly, StorageCorrupt by the code that SQLite gave, Bug for the rest.
/// SQLite's sentence is left out: it may quote what it was working on.
[[nodiscard]] domain::Error errorOf(const QSqlError &error);

/// A prepared statement. Values are added from left to right, then it runs once and is ready for the next
/// values.
class Statement {
public:
    Statement(const QSqlDatabase &database, std::string_view sql);
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    Statement &add(std::int64_t value);
    /// Bytes (ids, texts as UTF-8, packed parts). Not copied: they must live until the statement has run.
    Statement &add(std::string_view bytes);
    Statement &add(const std::string &bytes) { return add(std::string_view(bytes)); }
    /// A temporary is copied.
    Statement &add(std::string &&bytes);
    Statement &add(const char *) = delete;
    Statement &addNull();
    Statement &add(const std::optional<std::int64_t> &value) { return value ? add(*value) : addNull(); }

    /// For a statement without rows: how many it changed.
    domain::Result<int> run();
    /// Calls `row(*this)` for every row; the statement has ended when this returns, so a commit is not held
    /// up.
    template <class RowFunction> domain::Result<void> each(RowFunction &&row) {
        if (auto started = start(); !started) {
            return started;
        }
        while (m_query.next()) {
            row(*this);
        }
        return finish();
    }

    [[nodiscard]] bool usable() const { return !m_unusable; }

    // Of the present row.
    [[nodiscard]] std::int64_t number(int column) const { return m_query.value(column).toLongLong(); }
    [[nodiscard]] std::string bytes(int column) const {
        return m_query.value(column).toByteArray().toStdString();
    }
    /// Into a buffer of exactly their length; bytes of another length leave it as it was.
    void copyBytes(int column, std::span<std::uint8_t> to) const;
    [[nodiscard]] bool isNull(int column) const { return m_query.isNull(column); }

private:
    domain::Result<void> start();
    domain::Result<void> finish();

    QSqlQuery m_query;
    int m_next = 0;
    std::optional<domain::Error> m_unusable; ///< it could not be prepared
};

/// Whether a commit must be on the disk when it returns, or may be lost (never damaged) by a power cut.
/// Relaxed is for great amounts that can be had again: it also checkpoints seldom and uses a larger page
/// cache meanwhile.
enum class Durability : std::uint8_t { Full, Relaxed };

class Database {
public:
    /// Opens, switches to WAL and makes sure that it can be written to.
    [[nodiscard]] static domain::Result<std::unique_ptr<Database>> open(const QString &path);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// Kept by its text. Where it cannot be prepared, running it says why.
    [[nodiscard]] Statement &prepared(std::string_view sql);
    /// For a text that does not come again.
    [[nodiscard]] Statement once(std::string_view sql) { return Statement(m_connection, sql); }
    /// One statement without values or rows, not kept.
    domain::Result<void> execute(std::string_view sql);
    /// Statements separated by ";\n".
    domain::Result<void> script(std::string_view sql);
    /// The single number that a query without values gives; 0 where there is no row.
    [[nodiscard]] domain::Result<std::int64_t> number(std::string_view sql);

private:
    friend class Transaction;
    explicit Database(QString name) : m_name(std::move(name)) {}
    domain::Result<void> connect(const QString &path);
    domain::Result<void> setUp();
    domain::Result<void> setDurability(Durability durability);
    domain::Result<void> pragmas(std::initializer_list<std::string_view> pragmas);

    QString m_name;
    QSqlDatabase m_connection;
    std::map<std::string, std::unique_ptr<Statement>, std::less<>> m_statements;
    std::optional<Durability> m_durability;
    int m_depth = 0;       ///< transactions that are open, one in the other
    bool m_spoilt = false; ///< SQLite has given the outermost up by itself
};

/// BEGIN IMMEDIATE until commit(); rolled back where that was not reached. Inside another one it is a part of
/// that: it can still be rolled back alone, and is on the disk when the outermost has committed.
class Transaction {
public:
    [[nodiscard]] static domain::Result<Transaction> begin(Database &database,
                                                           Durability durability = Durability::Full);
    Transaction(Transaction &&other) noexcept
        : m_database(std::exchange(other.m_database, nullptr)), m_depth(other.m_depth) {}
    Transaction &operator=(Transaction &&) = delete;
    ~Transaction();
    domain::Result<void> commit();

private:
    explicit Transaction(Database &database) : m_database(&database), m_depth(++database.m_depth) {}
    static domain::Result<Transaction> beginInside(Database &database);
    void end();
    void rollBack();
    Database *m_database;
    int m_depth; ///< 1: the outermost
};

/// The same result where only success matters.
template <class Value> [[nodiscard]] domain::Result<void> withoutValue(const domain::Result<Value> &result) {
    if (!result) {
        return domain::passOn(result);
    }
    return {};
}

} // namespace storage
