// One connection to PostgreSQL with its prepared statements, always in libpq's pipeline mode. A statement
// without a needed answer is sent without waiting; the next statement that needs an answer collects its
// result.
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

/// A new connection that is ready for statements. StorageBusy "unavailable" if no server answers within the
/// URL's connect_timeout (5 s by default); StorageReadOnly if the server refuses the sign-in.
[[nodiscard]] domain::Result<ConnectionHandle> connectTo(const PostgresAddress &address, Database::Mode mode);

/// If the connection breaks, everything open on it fails with StorageBusy and param "again", and the next
/// begin() connects again. If the answer to a commit is lost, the commit fails with param "commit" =
/// "unknown" and without "again", because it may have taken effect.
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

    /// Runs several statements in a row and keeps none of them prepared.
    domain::Result<void> runScript(const std::string &sql);
    /// Fetches the next rows of a cursor that stream() opened.
    domain::Result<ResultHandle> fetch(const std::string &cursor, int rows);
    /// The number of round trips of this link so far. Any thread may call it.
    [[nodiscard]] std::uint64_t roundTrips() const { return m_roundTrips; }

private:
    /// The maximum number of statements in flight before answers are read.
    static constexpr std::size_t mostUnread = 200;
    struct Statement {
        std::string name;
        std::string text;
        std::vector<Oid> types;
    };
    /// A statement that was sent and whose result has not been read.
    struct Wait {
        enum class For : std::uint8_t { Nothing, Result, Sync } what = For::Nothing;
        bool forgiven = false;               ///< its error is ignored: its transaction was rolled back
        PostgresPrefetch::Read prefetched{}; ///< the prefetched read that gets its result
        int call = 0;                        ///< the call that it belongs to (m_call)
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
    /// Sends the rest, reads all results and returns the requested one, or the first error.
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
    bool m_isStandby = false; ///< the server accepts no writes (any more), so another one must be found
    /// The first error of the transaction. No statement runs after it until the rollback.
    std::optional<domain::Error> m_failed;
    int m_call = 0;       ///< number of the current call in the transaction; each savepoint starts a new one
    int m_failedCall = 0; ///< the call that m_failed belongs to
    PostgresPrefetch m_prefetch;
    std::atomic<std::uint64_t> m_roundTrips{0};
    std::set<std::string, std::less<>> m_claims;
    Claims m_claimsRule = Claims::MayWait;
    /// The address of the statement's text is the key.
    std::unordered_map<const char *, Statement> m_statements;
    std::uint64_t m_named = 0; ///< counter for the names of statements and cursors
};

} // namespace hub
