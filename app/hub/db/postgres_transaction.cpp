// Transactions of a PostgreSQL link: begin, savepoints, claims of municipalities, commit.
#include "hub/db/postgres_error.h"
#include "hub/db/postgres_link.h"

#include <utility>

namespace hub {
namespace {

using domain::Result;

/// FNV-1a gives the same number in every process.
std::int64_t lockNumber(std::string_view name) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : name) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    }
    return static_cast<std::int64_t>(hash);
}

} // namespace

Result<void> PostgresLink::beginWith(const char *sql) {
    m_failed.reset();
    m_claims.clear();
    m_prefetch.clear();
    m_call = 0;
    if (auto connected = ensureConnected(); !connected) {
        return connected;
    }
    m_inTransaction = true;
    auto begun = sendPlain(sql);
    if (!begun) {
        m_inTransaction = false;
    }
    return begun;
}

Result<void> PostgresLink::commit() {
    if (m_failed) {
        const domain::Error error = *m_failed;
        rollback();
        return domain::fail(error);
    }
    if (!m_connection) {
        m_inTransaction = false;
        return domain::fail(connectionLost());
    }
    auto done = sendPlain("COMMIT", Wait::For::Result) ? settle() : Result<ResultHandle>(lost());
    if (!done && !m_connection) {
        m_inTransaction = false;
        m_failed.reset();
        return domain::fail({.kind = domain::ErrorKind::StorageBusy,
                             .code = "unavailable",
                             .params = {{"commit", "unknown"}}});
    }
    if (!done) {
        rollback();
        return domain::passOn(done);
    }
    m_inTransaction = false;
    // PostgreSQL answers COMMIT of an aborted transaction with ROLLBACK and reports success.
    return std::string_view(PQcmdStatus(done->get())) == "COMMIT" ? Result<void>()
                                                                  : domain::fail(errorOfState("25P02", ""));
}

/// Does not wait: the answer is read together with the next one.
void PostgresLink::rollback() {
    const bool open = std::exchange(m_inTransaction, false);
    m_failed.reset();
    m_prefetch.clear();
    giveUpPending();
    if (!open || !m_connection || !sendPlain("ROLLBACK")) {
        return;
    }
    giveUpPending();
    if (m_connection && !flush(false)) {
        static_cast<void>(lost());
    }
}

Result<void> PostgresLink::savepoint() {
    if (m_failed) {
        return domain::fail(*m_failed);
    }
    m_prefetch.clear();
    ++m_call;
    return sendPlain("SAVEPOINT one_call");
}

Result<void> PostgresLink::release(Answers answers) {
    if (m_failed) {
        return domain::fail(*m_failed);
    }
    if (auto sent = sendPlain("RELEASE one_call"); !sent) {
        return sent;
    }
    if (answers == Answers::Awaited || m_waits.size() >= mostUnread) {
        return settleQuietly();
    }
    // The server works on it while the next call is prepared here.
    return flush(false) ? Result<void>() : lost();
}

/// If an earlier call has failed, its savepoint is gone too, and the whole transaction is lost.
void PostgresLink::rollbackToSavepoint() {
    if (!m_waits.empty() && m_waits.front().call < m_call) {
        static_cast<void>(settleQuietly());
    }
    if (m_failed && m_failedCall < m_call) {
        return;
    }
    giveUpPending();
    m_failed.reset();
    m_prefetch.clear();
    if (!sendPlain("ROLLBACK TO one_call") || !sendPlain("RELEASE one_call")) {
        m_failed = connectionLost();
    }
}

Result<void> PostgresLink::claim(std::string_view municipality) {
    if (m_claims.contains(municipality)) {
        return {};
    }
    if (m_claimsRule == Claims::Refuse) {
        return domain::fail({.kind = domain::ErrorKind::StorageBusy,
                             .code = "unavailable",
                             .params = {{"claim", std::string(municipality)}}});
    }
    m_prefetch.clear(); // the previous holder of the claim may have changed the data
    auto posted = post("SELECT pg_advisory_xact_lock($1)", {lockNumber(municipality)});
    if (posted) {
        m_claims.emplace(municipality);
    }
    return posted;
}

} // namespace hub
