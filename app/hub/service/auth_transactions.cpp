#include "hub/service/auth_transactions.h"

#include "hub/http/problem_response.h"

#include <exception>

namespace hub {
namespace {

domain::Result<void> guarded(const TransactionWork &work, Context &context, const Call *call = nullptr) {
    try {
        return work(context);
    } catch (const std::exception &thrown) {
        if (call != nullptr) {
            logException(call->route->pattern, thrown, call->request.requestId);
        } else {
            logException("work of its own", thrown, {});
        }
        return domain::fail(domain::ErrorKind::Bug, "exception");
    }
}

/// Signs the caller in if the route requires it, and runs `work` in the same transaction.
domain::Result<void> workSignedIn(const Call &call, CallShared &shared, Context &context,
                                  const TransactionWork &work) {
    context.language = call.language;
    context.params = call.params;
    if (auto signedIn = signIn(call, context, shared); !signedIn) {
        return signedIn;
    }
    return guarded(work, context, &call);
}

} // namespace

WriteJob::Outcome WorkJob::run(Connection &db) {
    Context context = makeContext(m_shared, db);
    m_result = guarded(m_work, context);
    Outcome outcome;
    outcome.keep = m_result.has_value();
    if (!m_result && isStorageFault(m_result.error())) {
        outcome.fault = m_result.error();
    }
    outcome.changedScopes = std::move(context.changedScopes);
    return outcome;
}

domain::Result<void> ServiceAuthTransactions::write(const TransactionWork &work) {
    auto job = std::make_unique<WorkJob>(
        m_shared, [this, &work](Context &context) { return workSignedIn(m_call, m_shared, context, work); },
        WorkJob::Reads::UnderClaims);
    // Only one sign-in runs at a time over all hubs of the database, so that growing waits and locks count
    // every attempt.
    job->claims.insert("sign-in");
    auto done = job->done();
    if (m_writes == Writes::Now) {
        m_writer.runNow(*job);
        return done.get();
    }
    std::unique_ptr<WriteJob> queued = std::move(job);
    if (!m_writer.enqueue(queued)) {
        return domain::fail(domain::ErrorKind::HubFault, "unavailable");
    }
    return done.get();
}

domain::Result<void> ServiceAuthTransactions::read(const TransactionWork &work) {
    const std::scoped_lock lock(m_reader.mutex);
    if (auto begun = m_reader.link->begin(); !begun) {
        return begun;
    }
    Context context = makeContext(m_shared, *m_reader.link);
    auto result = workSignedIn(m_call, m_shared, context, work);
    m_reader.link->rollback();
    return result;
}

} // namespace hub
