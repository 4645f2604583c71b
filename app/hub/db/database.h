// The hub's database behind one small interface: SQLite (a file, one writer with group commit, readers of
// their own) or PostgreSQL (a server that several hub processes share). Statements are written once, in the
// common subset of SQLite >= 3.40 and PostgreSQL 15; parameters are $1, $2 ... in the order of their first
// appearance.
//
// What keeps one set of statements true on both: integers are 64 bits wide and text is compared by its bytes
// on either; INSERT OR IGNORE is written ON CONFLICT DO NOTHING; a value for a BLOB column is Value::blob();
// after a statement failed nothing but a rollback (or ROLLBACK TO) may follow it.
#pragma once

#include "domain/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace hub {

/// A prepared statement being run. Values read from it live until the next step().
class Rows {
public:
    virtual ~Rows() = default;
    /// False at the end.
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

/// One connection inside one transaction. Statements are prepared once and kept. One thread at a time.
class Connection {
public:
    virtual ~Connection() = default;
    /// Runs a statement that gives rows. `sql` must outlive the connection (a literal): its address is the
    /// cache key.
    virtual domain::Result<std::unique_ptr<Rows>> query(std::string_view sql,
                                                        std::initializer_list<Value> values) = 0;
    /// Runs a statement that changes; the number of rows changed. Conflict "constraint" where a constraint
    /// refuses.
    virtual domain::Result<std::int64_t> execute(std::string_view sql,
                                                 std::initializer_list<Value> values) = 0;

    /// execute() where the answer is not needed to go on: PostgreSQL is sent many such statements in one go.
    /// What is wrong with one may be said by a later call on this connection, at the latest by the commit.
    virtual domain::Result<void> post(std::string_view sql, std::initializer_list<Value> values) {
        auto done = execute(sql, values);
        return done ? domain::Result<void>() : tl::unexpected<domain::Error>(done.error());
    }
    /// Says that query() will soon be asked just this, text and values: a database that is a server's gets it
    /// on the way with whatever goes there next, so that several answers come in one round trip. What follows
    /// is the same with and without it: an answer is taken once, and not at all after a statement of this
    /// transaction changed a table that it was read from. A statement that fails fails what comes next.
    virtual void prefetch(std::string_view sql, std::initializer_list<Value> values) {
        static_cast<void>(sql);
        static_cast<void>(values);
    }
    /// Whether prefetch() does anything, so that what to prefetch is worth finding out.
    [[nodiscard]] virtual bool prefetches() const { return false; }
    /// query() for what may be long: rows come in portions while they are read. Inside a transaction only.
    virtual domain::Result<std::unique_ptr<Rows>> stream(std::string_view sql,
                                                         std::initializer_list<Value> values) {
        return query(sql, values);
    }
    /// Says that this transaction changes what belongs to `municipality`: until its end no other transaction,
    /// of whichever process, does. Where only one writes at a time, nothing needs to be done. StorageBusy
    /// with param "claim" where the writer wants to begin again with the claim first (Link::setClaims).
    virtual domain::Result<void> claim(std::string_view municipality) {
        static_cast<void>(municipality);
        return {};
    }
};

/// A connection of its own, with the transaction in the caller's hands.
class Link : public Connection {
public:
    /// Writing links begin IMMEDIATE, so that a busy database is known at once (StorageBusy).
    virtual domain::Result<void> begin() = 0;
    /// The same for work that claims nothing before it reads: all it reads is of one moment. Where somebody
    /// else has changed meanwhile what it changes (each change counts its municipality's counter), it fails
    /// with StorageBusy and param "again".
    virtual domain::Result<void> beginSnapshot() { return begin(); }
    /// Durable when it returns (synchronous=FULL). StorageFull, StorageBusy, StorageCorrupt.
    virtual domain::Result<void> commit() = 0;
    virtual void rollback() = 0;
    /// One level of savepoints inside the transaction: a group commit holds many calls, each undone alone.
    virtual domain::Result<void> savepoint() = 0;
    /// Later: the answers to what was posted may come with those to what follows. What was wrong with this
    /// call then fails whatever is done next, its own commit included, with StorageBusy and param "again": to
    /// know whose fault it was, run the calls again and await each one's answers.
    enum class Answers : std::uint8_t { Awaited, Later };
    virtual domain::Result<void> release(Answers answers) = 0;
    virtual void rollbackToSavepoint() = 0;
    /// What a claim that was not made at the transaction's beginning does: wait for its turn at once (what
    /// was read before may be old by then), or refuse, so that everything is read again under the claim.
    enum class Claims : std::uint8_t { MayWait, Refuse };
    virtual void setClaims(Claims claims) { static_cast<void>(claims); }
};

/// What the processes on one database tell each other. Texts of at most 7,000 bytes.
class NotificationChannel {
public:
    virtual ~NotificationChannel() = default;
    /// Within milliseconds, from another thread; several texts may arrive as one, end to end. Never fails:
    /// who was not told looks by itself when its waiting time is over.
    virtual void tell(std::string text) = 0;
};

class Database {
public:
    enum class Mode : std::uint8_t { Read, Write };
    struct Options {
        std::string path;      ///< of the SQLite file
        bool inMemory = false; ///< a private database in memory, shared by this Database's links
        /// "postgresql://user@host:port/name?sslmode=verify-full&sslrootcert=FILE": then the two above don't
        /// count. Without a password (Rejected "password-in-url"): it comes from passwordFile, PGPASSWORD or
        /// PGPASSFILE. Several hosts may be named; the one that takes writes is used.
        std::string server;
        std::string passwordFile; ///< its first line; read again at every new connection
    };
    /// Opens and migrates. Errors as of openService.
    [[nodiscard]] static domain::Result<std::unique_ptr<Database>> open(const Options &options);
    virtual ~Database() = default;
    [[nodiscard]] virtual domain::Result<std::unique_ptr<Link>> link(Mode mode) = 0;
    /// True where other processes write to it too, and several links may write at a time.
    [[nodiscard]] virtual bool isShared() const { return false; }
    /// `heard` is called, on a thread of the channel's own, with every text that another process told, and
    /// without one after an interruption, when anything may have been told. Null where nobody else can be.
    using Heard = std::function<void(const std::optional<std::string> &)>;
    // NOLINTNEXTLINE(performance-unnecessary-value-param): whoever tells others keeps it
    [[nodiscard]] virtual domain::Result<std::unique_ptr<NotificationChannel>>
    notificationChannel(Heard heard) {
        static_cast<void>(heard);
        return std::unique_ptr<NotificationChannel>();
    }
};

} // namespace hub
