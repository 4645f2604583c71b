// One small interface for the hub's two databases: SQLite (a file with one writer, group commit and separate
// readers) or PostgreSQL (a server that several hub processes share). Each statement is written once, in the
// common subset of SQLite >= 3.40 and PostgreSQL 15; parameters are $1, $2 ... in the order of their first
// appearance.
//
// Rules that keep one set of statements valid on both: integers have 64 bits; text is compared by its bytes;
// INSERT OR IGNORE is written ON CONFLICT DO NOTHING; a value for a BLOB column is Value::blob(); after a
// failed statement only a rollback (or ROLLBACK TO) may follow.
#pragma once

#include "domain/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace hub {

/// The rows of a running statement. Values read from them are valid until the next call of next().
class Rows {
public:
    virtual ~Rows() = default;
    /// False after the last row.
    virtual domain::Result<bool> next() = 0;
    [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
    [[nodiscard]] virtual std::string_view text(int column) const = 0;
    [[nodiscard]] virtual bool isNull(int column) const = 0;
};

struct Value {
    enum class Type : std::uint8_t { Null, Integer, Text, Blob };
    Type type = Type::Null;
    std::int64_t integer = 0;
    std::string_view bytes;

    Value() = default;
    Value(std::int64_t number)
        : type(Type::Integer), integer(number) {}                     // NOLINT(google-explicit-constructor)
    Value(int number) : type(Type::Integer), integer(number) {}       // NOLINT(google-explicit-constructor)
    Value(std::string_view text) : type(Type::Text), bytes(text) {}   // NOLINT(google-explicit-constructor)
    Value(const std::string &text) : type(Type::Text), bytes(text) {} // NOLINT(google-explicit-constructor)
    Value(const char *text) : type(Type::Text), bytes(text) {}        // NOLINT(google-explicit-constructor)
    Value(std::nullptr_t) {}                                          // NOLINT(google-explicit-constructor)
    [[nodiscard]] static Value blob(std::string_view bytes) {
        Value value;
        value.type = Type::Blob;
        value.bytes = bytes;
        return value;
    }
    [[nodiscard]] static Value orNull(std::string_view text) { return text.empty() ? Value() : Value(text); }
};

/// One connection inside one transaction. Each statement is prepared once and kept. Only one thread may use
/// it at a time.
class Connection {
public:
    virtual ~Connection() = default;
    /// Runs a statement that returns rows. `sql` must outlive the connection (use a literal), because its
    /// address is the cache key.
    virtual domain::Result<std::unique_ptr<Rows>> query(std::string_view sql,
                                                        std::initializer_list<Value> values) = 0;
    /// Runs a statement that changes rows and returns their number. Conflict "constraint" if a constraint
    /// refuses the change.
    virtual domain::Result<std::int64_t> execute(std::string_view sql,
                                                 std::initializer_list<Value> values) = 0;

    /// Like execute(), for callers that do not need the answer before they go on: PostgreSQL receives many
    /// such statements at once. An error may be reported by a later call on this connection, at the latest by
    /// the commit.
    virtual domain::Result<void> post(std::string_view sql, std::initializer_list<Value> values) {
        auto done = execute(sql, values);
        return done ? domain::Result<void>() : tl::unexpected<domain::Error>(done.error());
    }
    /// Announces that query() will soon run exactly this text with these values. PostgreSQL receives the
    /// statement together with the next one, so several answers need one round trip. Results are the same
    /// with and without prefetch(): an answer is used once, and never after a statement of this transaction
    /// has changed a table that it was read from. If the statement fails, the next call fails.
    virtual void prefetch(std::string_view sql, std::initializer_list<Value> values) {
        static_cast<void>(sql);
        static_cast<void>(values);
    }
    /// Whether prefetch() has an effect. Callers need not work out what to prefetch if it has none.
    [[nodiscard]] virtual bool prefetches() const { return false; }
    /// Like query(), for long results: rows arrive in portions while they are read. Only inside a
    /// transaction.
    virtual domain::Result<std::unique_ptr<Rows>> stream(std::string_view sql,
                                                         std::initializer_list<Value> values) {
        return query(sql, values);
    }
    /// Declares that this transaction changes data of `municipality`. No other transaction of any process
    /// does so until this one ends. A database with only one writer needs no action. StorageBusy with param
    /// "claim" if the writer prefers to start again with the claim first (Link::setClaims).
    virtual domain::Result<void> claim(std::string_view municipality) {
        static_cast<void>(municipality);
        return {};
    }
};

/// A connection whose transactions the caller controls.
class Link : public Connection {
public:
    /// A writing link begins IMMEDIATE, so that a busy database is reported at once (StorageBusy).
    virtual domain::Result<void> begin() = 0;
    /// Begins a transaction whose reads all see one moment, for work that claims nothing before it reads. If
    /// another transaction has changed the same municipality meanwhile (each change increments the
    /// municipality's counter), it fails with StorageBusy and param "again".
    virtual domain::Result<void> beginSnapshot() { return begin(); }
    /// The changes are durable when it returns (synchronous=FULL). Errors: StorageFull, StorageBusy,
    /// StorageCorrupt.
    virtual domain::Result<void> commit() = 0;
    virtual void rollback() = 0;
    /// Starts a savepoint, one level deep. A group commit holds many calls, and a savepoint lets each be
    /// undone alone.
    virtual domain::Result<void> savepoint() = 0;
    /// Later: answers to posted statements may arrive with the answers to later statements. An error of this
    /// call then fails whatever runs next, including the commit, with StorageBusy and param "again". To find
    /// the call at fault, run the calls again and await each one's answers.
    enum class Answers : std::uint8_t { Awaited, Later };
    virtual domain::Result<void> release(Answers answers) = 0;
    virtual void rollbackToSavepoint() = 0;
    /// What happens to a claim that was not made at the beginning of the transaction. MayWait waits for the
    /// lock; data read before may then be outdated. Refuse fails, so that the caller reads everything again
    /// under the claim.
    enum class Claims : std::uint8_t { MayWait, Refuse };
    virtual void setClaims(Claims claims) { static_cast<void>(claims); }
};

/// Short messages between the processes that share one database. A text has at most 7,000 bytes.
class NotificationChannel {
public:
    virtual ~NotificationChannel() = default;
    /// Another thread sends the text within milliseconds; several texts may arrive concatenated. Best effort:
    /// a process that misses a message polls when its waiting time expires.
    virtual void tell(std::string text) = 0;
};

class Database {
public:
    enum class Mode : std::uint8_t { Read, Write };
    struct Options {
        std::string path;      ///< path of the SQLite file
        bool inMemory = false; ///< a private database in memory that this Database's links share
        /// "postgresql://user@host:port/name?sslmode=verify-full&sslrootcert=FILE". If it is set, `path` and
        /// `inMemory` are ignored. It must not contain a password (Rejected "password-in-url"); the password
        /// comes from passwordFile, PGPASSWORD or PGPASSFILE. It may name several hosts; the hub uses the one
        /// that accepts writes.
        std::string server;
        std::string passwordFile; ///< the password is its first line; read again for every new connection
    };
    /// Opens and migrates the database. Errors as of openService.
    [[nodiscard]] static domain::Result<std::unique_ptr<Database>> open(const Options &options);
    virtual ~Database() = default;
    [[nodiscard]] virtual domain::Result<std::unique_ptr<Link>> link(Mode mode) = 0;
    /// True if other processes also write to the database and several links may write at the same time.
    [[nodiscard]] virtual bool isShared() const { return false; }
    /// `heard` is called on a thread of the channel. It gets each text that another process sent, and no text
    /// after an interruption, because messages may have been missed. The channel is null if no other process
    /// can use the database.
    using Heard = std::function<void(const std::optional<std::string> &)>;
    // NOLINTNEXTLINE(performance-unnecessary-value-param): whoever tells others keeps it
    [[nodiscard]] virtual domain::Result<std::unique_ptr<NotificationChannel>>
    notificationChannel(Heard heard) {
        static_cast<void>(heard);
        return std::unique_ptr<NotificationChannel>();
    }
};

} // namespace hub
