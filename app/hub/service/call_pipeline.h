// One call inside one transaction: who calls, may they so often, was it answered before, and only then the
// handler.
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

/// What all calls of a service share. Immutable but for the limiters and what is remembered, which lock
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

/// A request on its way, with its route.
struct Call {
    Request request;
    const Route *route = nullptr;
    std::vector<std::string> params;
    wire::Language language = wire::Language::Japanese;
    /// Limits don't count it: in-process calls, and those that were counted already.
    bool counted = false;
    /// Its failure was counted for its address, with this result.
    std::optional<Allowance> failure{};
    /// Where it will change something, as far as that is known (MunicipalityIndex).
    std::string municipality{};
};

/// What came of it.
struct CallOutcome {
    Response response;
    bool keep = false; ///< a writing call's effect stays; otherwise its savepoint is rolled back
    std::optional<domain::Error> fault; ///< storage failed: nothing of the transaction can be trusted
    std::set<ChangedScope> changedScopes;
    std::optional<LongPoll> longPoll;
};

[[nodiscard]] Context makeContext(const CallShared &shared, Connection &db);

/// Sign-in of the call's caller, for those routes that need one.
[[nodiscard]] domain::Result<void> signIn(const Call &call, Context &context, CallShared &shared);

/// Read and Write routes. Never throws.
///
/// Idempotency: only an answer that took effect (below 400) is stored, in the savepoint of its effect. A
/// refusal rolls its savepoint back and stores nothing, so the same operation sent again is judged anew by
/// what holds then. Calls are written one after the other, so a key is never "still running": the second one
/// finds the answer of the first.
[[nodiscard]] CallOutcome runInTransaction(Call &call, Connection &db, CallShared &shared);

/// Auth routes. Never throws.
[[nodiscard]] Response runAuth(Call &call, AuthTransactions &transactions, CallShared &shared);

/// 429 where an address has used up what it may try before sign-in: each log-in, and each failure at another
/// door (a wrong secret, code or refresh token, a call without a good token). Who is signed in is not asked,
/// so that a stranger behind the same exit address stops nobody's work.
[[nodiscard]] std::optional<Response> refuseAddress(const Call &call, CallShared &shared);

} // namespace hub
