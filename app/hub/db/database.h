// The hub's database behind one small interface: SQLite now (one writer with group commit, readers of their
// own). Statements are written once, in the common subset of SQLite >= 3.40 and PostgreSQL 15; parameters are
// $1, $2 ... in the order of their first appearance.
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
};

/// A connection of its own, with the transaction in the caller's hands.
class Link : public Connection {
public:
    /// Writing links begin IMMEDIATE, so that a busy database is known at once (StorageBusy).
    virtual domain::Result<void> begin() = 0;
    /// Durable when it returns (synchronous=FULL). StorageFull, StorageBusy, StorageCorrupt.
    virtual domain::Result<void> commit() = 0;
    virtual void rollback() = 0;
    /// One level of savepoints inside the transaction: a group commit holds many calls, each undone alone.
    virtual domain::Result<void> savepoint() = 0;
    virtual domain::Result<void> release() = 0;
    virtual void rollbackToSavepoint() = 0;
};

class Database {
public:
    enum class Mode : std::uint8_t { Read, Write };
    struct Options {
        std::string path;      ///< of the SQLite file
        bool inMemory = false; ///< a private database in memory, shared by this Database's links
    };
    /// Opens and migrates. Errors as of Service::open.
    [[nodiscard]] static domain::Result<std::unique_ptr<Database>> open(const Options &options);
    virtual ~Database() = default;
    [[nodiscard]] virtual domain::Result<std::unique_ptr<Link>> link(Mode mode) = 0;
};

} // namespace hub
