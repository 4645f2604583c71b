// One call inside one transaction: authentication, rate limit, idempotency lookup, then the handler.
#pragma once

#include "hub/calls/route_table.h"
#include "hub/calls/service.h"
#include "hub/http/rate_limiter.h"
#include "hub/service/caller_cache.h"
#include "hub/service/service_parts.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace hub {

/// The state that all calls of a service share. Only the limiters and caches change, and they lock
/// themselves.
struct CallShared {
    const domain::Clock &clock;
    domain::Random &random;
    HubSettings settings;
    CallerFinder callerOf;
    RateLimiter perSession;
    RateLimiter perAddress;
    CallerCache known{};
};

/// A request in progress, with its route.
struct Call {
    Request request;
    const Route *route = nullptr;
    std::vector<std::string> params;
    wire::Language language = wire::Language::Japanese;
    /// True if rate limits must not count the call: it runs in process, or it was counted before.
    bool counted = false;
    /// The result of counting the call's failure for its address; set once.
    std::optional<Allowance> failure{};
    /// The municipality that the call will change, if it is known (MunicipalityIndex).
    std::string municipality{};
};

/// The result of a call.
struct CallOutcome {
    Response response;
    bool keep = false; ///< true: the effect of a writing call stays; false: its savepoint is rolled back
    std::optional<domain::Error> fault; ///< storage failed, so nothing of the transaction can be trusted
    std::set<ChangedScope> changedScopes;
    std::optional<LongPoll> longPoll;
};

[[nodiscard]] Context makeContext(const CallShared &shared, Connection &db);

/// Identifies the caller for a route that requires sign-in.
[[nodiscard]] domain::Result<void> signIn(const Call &call, Context &context, CallShared &shared);

/// Runs a Read or Write route. Never throws.
///
/// Idempotency: only a successful answer (below 400) is stored, in the savepoint of its effect. A refusal
/// rolls back its savepoint and stores nothing, so the same operation sent again is judged anew. Calls are
/// written one after the other, so a key is never "still running": the second call finds the answer of the
/// first.
[[nodiscard]] CallOutcome runInTransaction(Call &call, Connection &db, CallShared &shared);

/// Runs an Auth route. Never throws.
[[nodiscard]] Response runAuth(Call &call, AuthTransactions &transactions, CallShared &shared);

/// 429 if an address has used up its attempts before sign-in. Every log-in counts, and every other failure
/// does (a wrong secret, code or refresh token, a call without a valid token). Signed-in callers are not
/// checked, so that a stranger behind the same public address cannot stop their work.
[[nodiscard]] std::optional<Response> refuseAddress(const Call &call, CallShared &shared);

} // namespace hub
