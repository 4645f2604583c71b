#include "hub/service/call_pipeline.h"

#include "hub/auth/accounts.h"
#include "hub/auth/scopes.h"
#include "hub/auth/systems.h"
#include "hub/calls/idempotency.h"
#include "hub/http/problem_response.h"
#include "hub/records/record_store.h"

#include <algorithm>
#include <array>
#include <exception>

namespace hub {
namespace {

constexpr int systemFactor = 10; // a connected system makes calls for many families

domain::Error rateLimited(const Allowance &allowance) {
    return {.kind = domain::ErrorKind::RateLimited, .code = "rate-limited", .retryAfter = allowance.wait};
}

/// Adds the RateLimit header fields if the caller is near its limit.
void showAllowance(const Allowance &allowance, Response &response) {
    if (allowance.perMinute == 0 || (allowance.granted && allowance.remaining > allowance.perMinute / 8)) {
        return;
    }
    response.headers["RateLimit-Policy"] = "\"calls\";q=" + std::to_string(allowance.perMinute) + ";w=60";
    response.headers["RateLimit"] =
        "\"calls\";r=" + std::to_string(allowance.remaining) + ";t=" + std::to_string(allowance.wait.count());
}

Allowance takeAllowance(Call &call, const Context &context, CallShared &shared) {
    if (call.counted || !context.caller) {
        return {};
    }
    call.counted = true;
    const bool isSystem = !context.caller->systemId.empty();
    const std::string who = isSystem ? context.caller->systemId : context.caller->session.text();
    return shared.perSession.take(who, std::chrono::steady_clock::now(), isSystem ? systemFactor : 1);
}

/// An expired token does not count as a failure: a desk that slept tries with one and then refreshes it.
bool isFailedSignIn(const domain::Error &error) {
    return error.kind == domain::ErrorKind::SignedOut && error.code != "token-expired";
}

/// Counts a call's failure once, however often the call runs.
const Allowance &countFailure(Call &call, CallShared &shared) {
    if (!call.failure) {
        call.failure = call.counted ? Allowance()
                                    : shared.perAddress.take(call.request.remoteAddress,
                                                             std::chrono::steady_clock::now());
    }
    return *call.failure;
}

/// The media type in lower case, without parameters.
std::string mediaType(std::string_view contentType) {
    std::string type(contentType.substr(0, contentType.find(';')));
    while (!type.empty() && type.back() == ' ') {
        type.pop_back();
    }
    for (char &c : type) {
        c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    return type;
}

domain::Result<void> checkBodyType(const Call &call) {
    static constexpr std::array<std::string_view, 3> accepted{"application/json",
                                                              "application/merge-patch+json", "text/csv"};
    if (call.request.body.empty()) {
        return {};
    }
    const std::string type = mediaType(call.request.header("content-type"));
    if (std::find(accepted.begin(), accepted.end(), type) != accepted.end()) {
        return {};
    }
    if (call.route->pattern.starts_with("/v1/oauth/") && type == "application/x-www-form-urlencoded") {
        return {};
    }
    domain::Error error{.kind = domain::ErrorKind::Malformed, .code = "malformed"};
    error.fields.push_back({.pointer = "/headers/Content-Type", .code = "not-json"});
    return domain::fail(std::move(error));
}

HandlerResult answerOnce(Call &call, Context &context) {
    const auto operation = operationKey(call.request, context.caller);
    if (!operation) {
        return domain::passOn(operation);
    }
    auto before = storedAnswer(*operation, context.db);
    if (!before) {
        return domain::passOn(before);
    }
    if (*before) {
        return std::move(**before);
    }
    HandlerResult result = call.route->handler(call.request, context);
    if (!result || result->status >= 400) {
        return result;
    }
    if (const auto stored = storeAnswer(*operation, *result, context.db, context.now()); !stored) {
        return domain::passOn(stored);
    }
    return result;
}

/// Sends the queries of sign-in, of the table of stored answers and of the handler together. Only for a token
/// that was valid before, so that strangers cannot make the hub work in vain.
void prefetch(const Call &call, Context &context, const CallShared &shared) {
    if (!context.db.prefetches() || !call.route->prefetch) {
        return;
    }
    const auto who = shared.known.find(call.request.header("authorization"));
    if (!who) {
        return;
    }
    if (who->role == domain::Role::System) {
        auth::prefetchSystem(context.db, who->name);
    } else {
        auth::prefetchUser(context.db, who->name, who->role);
    }
    if (!call.municipality.empty()) {
        prefetchCounter(context.db, call.municipality);
    }
    if (call.route->idempotency == Idempotency::Required) {
        prefetchAnswer(call.request, who->name, context.db);
    }
    call.route->prefetch(call.request, context);
}

HandlerResult answer(Call &call, Context &context, CallShared &shared, Allowance &allowance) {
    prefetch(call, context, shared);
    if (const auto signedIn = signIn(call, context, shared); !signedIn) {
        if (!isFailedSignIn(signedIn.error())) {
            return domain::passOn(signedIn);
        }
        allowance = countFailure(call, shared);
        return allowance.granted ? domain::passOn(signedIn) : domain::fail(rateLimited(allowance));
    }
    allowance = takeAllowance(call, context, shared);
    if (!allowance.granted) {
        return domain::fail(rateLimited(allowance));
    }
    if (const auto body = checkBodyType(call); !body) {
        return domain::passOn(body);
    }
    if (call.route->idempotency == Idempotency::Required) {
        return answerOnce(call, context);
    }
    return call.route->handler(call.request, context);
}

/// Runs `work`. An exception becomes an error.
template <class Work> HandlerResult guarded(const Call &call, const Work &work) {
    try {
        return work();
    } catch (const std::exception &thrown) {
        logException(call.route->pattern, thrown, call.request.requestId);
        return domain::fail(domain::ErrorKind::Bug, "exception");
    }
}

Response refusal(domain::Error error, const Call &call) {
    error.requestId = call.request.requestId;
    Response response = problemResponse(error, call.language);
    const bool comesAgain = error.params.contains("claim") || error.params.contains("again");
    if (response.status >= 500 && !comesAgain) {
        logFault(call.route->pattern, error, call.request.requestId);
    }
    return response;
}

} // namespace

Context makeContext(const CallShared &shared, Connection &db) {
    return Context{.db = db,
                   .clock = shared.clock,
                   .random = shared.random,
                   .settings = shared.settings,
                   .caller = {},
                   .language = wire::Language::Japanese,
                   .changedScopes = {},
                   .longPoll = {},
                   .params = {}};
}

domain::Result<void> signIn(const Call &call, Context &context, CallShared &shared) {
    if (call.route->signIn == SignIn::None) {
        return {};
    }
    auto caller = shared.callerOf(call.request.header("authorization"), context.db, shared.settings,
                                  shared.clock.now());
    if (!caller) {
        return domain::passOn(caller);
    }
    context.caller = std::move(*caller);
    if (context.db.prefetches()) {
        shared.known.remember(call.request.header("authorization"),
                              {nameOf(*context.caller), context.caller->user.role});
    }
    return auth::checkScope(*context.caller, *call.route);
}

CallOutcome runInTransaction(Call &call, Connection &db, CallShared &shared) {
    Context context = makeContext(shared, db);
    context.language = call.language;
    context.params = call.params;
    Allowance allowance;
    HandlerResult result = guarded(call, [&] { return answer(call, context, shared, allowance); });
    CallOutcome outcome;
    if (result) {
        outcome.response = std::move(*result);
        // Also for a refusal that is an answer: what it counted or revoked (a wrong code, a reused token)
        // must be stored.
        outcome.keep = true;
        outcome.longPoll = std::move(context.longPoll);
        if (outcome.keep) {
            outcome.changedScopes = std::move(context.changedScopes);
        }
    } else {
        if (isStorageFault(result.error())) {
            outcome.fault = result.error();
        }
        outcome.response = refusal(result.error(), call);
    }
    // A public read gives nothing to guess; at every other route without sign-in a stranger may guess.
    const bool takesGuesses = call.route->signIn == SignIn::None && call.route->work == Work::Write;
    if (takesGuesses && outcome.response.status >= 400 && outcome.response.status < 500) {
        static_cast<void>(countFailure(call, shared));
    }
    showAllowance(allowance, outcome.response);
    return outcome;
}

Response runAuth(Call &call, AuthTransactions &transactions, CallShared &shared) {
    const HandlerResult result = guarded(call, [&]() -> HandlerResult {
        if (const auto body = checkBodyType(call); !body) {
            return domain::passOn(body);
        }
        return call.route->authHandler(call.request, transactions);
    });
    if (result) {
        return *result;
    }
    if (call.route->signIn == SignIn::Required && isFailedSignIn(result.error())) {
        if (const Allowance &allowance = countFailure(call, shared); !allowance.granted) {
            return refusal(rateLimited(allowance), call);
        }
    }
    return refusal(result.error(), call);
}

std::optional<Response> refuseAddress(const Call &call, CallShared &shared) {
    if (call.counted || call.route->signIn == SignIn::Required || call.route->work == Work::Read) {
        return std::nullopt;
    }
    const auto now = std::chrono::steady_clock::now();
    const std::string &address = call.request.remoteAddress;
    const Allowance allowance = call.route->work == Work::Auth ? shared.perAddress.take(address, now)
                                                               : shared.perAddress.look(address, now);
    if (allowance.granted) {
        return std::nullopt;
    }
    Response response = refusal(rateLimited(allowance), call);
    showAllowance(allowance, response);
    return response;
}

} // namespace hub
