// One connection to PostgreSQL with its kept statements, always in libpq's pipeline mode: what needs no
// answer is sent without waiting and settled by the next statement that does.
#pragma once

#include "hub/db/postgres_address.h"
#include "hub/db/postgres_prefetch.h"

#include <atomic>
#include <deque>
#include <set>
#include <string>
#include <unordered_map>

namespace hub {

struct FinishConnection {
    void operator()(PGconn *connection) const { PQfinish(connection); }
};
using ConnectionHandle = std::unique_ptr<PGconn, FinishConnection>;

/// A new connection that is ready for statements. StorageBusy "unavailable" where no server answers (within
/// the URL's connect_timeout, 5 s unless it says otherwise), StorageReadOnly where it lets nobody in.
[[nodiscard]] domain::Result<ConnectionHandle> connectTo(const PostgresAddress &address, Database::Mode mode);

/// When the connection breaks, whatever was open on it fails with StorageBusy and param "again"; the next
/// begin() connects anew. A commit whose answer was lost fails with param "commit" = "unknown" and without
/// "again": it may have taken effect.
class PostgresLink final : public Link {
public:
    [[nodiscard]] static domain::Result<std::unique_ptr<PostgresLink>> open(PostgresAddress address,
                                                                            Database::Mode mode);
    ~PostgresLink() override;
    PostgresLink(const PostgresLink &) = delete;
    PostgresLink &operator=(const PostgresLink &) = delete;

    domain::Result<std::unique_ptr<Rows>> query(std::string_view sql,
                                                std::initializer_list<Value> values) override;
    domain::Result<std::int64_t> execute(std::string_view sql, std::initializer_list<Value> values) override;
    domain::Result<void> post(std::string_view sql, std::initializer_list<Value> values) override;
    void prefetch(std::string_view sql, std::initializer_list<Value> values) override;
    [[nodiscard]] bool prefetches() const override { return true; }
    domain::Result<std::unique_ptr<Rows>> stream(std::string_view sql,
                                                 std::initializer_list<Value> values) override;
    domain::Result<void> claim(std::string_view municipality) override;
    domain::Result<void> begin() override { return beginWith("BEGIN"); }
    domain::Result<void> beginSnapshot() override {
        return beginWith("BEGIN ISOLATION LEVEL REPEATABLE READ");
    }
    domain::Result<void> commit() override;
    void rollback() override;
    domain::Result<void> savepoint() override;
    domain::Result<void> release(Answers answers) override;
    void rollbackToSavepoint() override;
    void setClaims(Claims claims) override { m_claimsRule = claims; }

    /// Several statements in a row, none of them kept.
    domain::Result<void> runScript(const std::string &sql);
    /// The next rows of a cursor that stream() opened.
    domain::Result<ResultHandle> fetch(const std::string &cursor, int rows);
    /// How often this link has waited for the server so far; from any thread.
    [[nodiscard]] std::uint64_t roundTrips() const { return m_roundTrips; }

private:
    /// So much may be under way without an answer having been read.
    static constexpr std::size_t mostUnread = 200;
    struct Statement {
        std::string name;
        std::string text;
        std::vector<Oid> types;
    };
    /// Something sent whose result was not read yet.
    struct Wait {
        enum class For : std::uint8_t { Nothing, Result, Sync } what = For::Nothing;
        bool forgiven = false;               ///< of a transaction that was given up
        PostgresPrefetch::Read prefetched{}; ///< whose answer it is
        int call = 0;                        ///< of which it is a part (m_call)
    };
    PostgresLink(PostgresAddress address, Database::Mode mode);
    domain::Result<void> connect();
    domain::Result<void> beginWith(const char *sql);
    domain::Result<void> ensureConnected();
    domain::Result<const Statement *> take(std::string_view sql);
    domain::Result<const Statement *> prepare(std::string_view sql);
    domain::Result<void> send(std::string_view sql, std::initializer_list<Value> values, Wait wait);
    void awaitLater(Wait wait);
    domain::Result<void> sendPlain(const char *sql, Wait::For what = Wait::For::Nothing);
    domain::Result<ResultHandle> ask(std::string_view sql, std::initializer_list<Value> values);
    /// Sends the rest, reads everything, gives the result that was waited for; the first error otherwise.
    domain::Result<ResultHandle> settle();
    domain::Result<void> settleQuietly();
    domain::Result<void> readOne(ResultHandle &wanted);
    domain::Result<ResultHandle> nextResult();
    domain::Result<void> checkResult(PGresult *result);
    void fail(const domain::Error &error, const Wait &wait);
    domain::Result<ResultHandle> answerOf(PrefetchedRead &read);
    [[nodiscard]] bool flush(bool untilAnswer);
    [[nodiscard]] bool awaitSocket(bool forWriting);
    void giveUpPending();
    tl::unexpected<domain::Error> lost();

    PostgresAddress m_address;
    Database::Mode m_mode;
    ConnectionHandle m_connection;
    std::deque<Wait> m_waits;
    bool m_inTransaction = false;
    bool m_isStandby = false; ///< the server takes no writes (any more): another one is to be found
    /// The first error of the transaction: nothing runs in it any more until it is rolled back.
    std::optional<domain::Error> m_failed;
    int m_call = 0;       ///< of the transaction, counted by its savepoints
    int m_failedCall = 0; ///< to which m_failed belongs
    PostgresPrefetch m_prefetch;
    std::atomic<std::uint64_t> m_roundTrips{0};
    std::set<std::string, std::less<>> m_claims;
    Claims m_claimsRule = Claims::MayWait;
    std::unordered_map<const char *, Statement> m_statements; ///< by the address of their text
    std::uint64_t m_named = 0;                                ///< statements and cursors
};

} // namespace hub
