// The types of the route table. Each handler is a plain function. The call pipeline adds what all calls
// share: sign-in and scope, the Idempotency-Key with its stored answer, limits, problem documents.
#pragma once

#include "hub/calls/context.h"

#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace hub {

/// The thread and transaction in which a handler runs.
enum class Work : std::uint8_t {
    Read,  ///< on a reading connection, in a read transaction
    Write, ///< on the writer, in a savepoint of the group commit; an error rolls it back
    Auth,  ///< on a hash thread, WITHOUT a transaction; the handler opens short ones through AuthTransactions
};
enum class SignIn : std::uint8_t { Required, None };
enum class Idempotency : std::uint8_t { Required, None };

using HandlerResult = domain::Result<Response>;
/// A Read or Write handler. An error becomes a problem document.
using Handler = std::function<HandlerResult(const Request &, Context &)>;

/// Prefetches the queries of a call as far as the request determines them (Connection::prefetch). It checks
/// the form of ids and asks nothing that the handler may not ask. It runs before sign-in for callers that
/// were signed in a moment ago, and only on databases where prefetching has an effect.
using Prefetch = std::function<void(const Request &, Context &)>;

/// Lets an Auth handler run short transactions and hash passwords between them.
class AuthTransactions {
public:
    virtual ~AuthTransactions() = default;
    /// Runs `work` in its own transaction and waits for the commit. An error rolls back.
    virtual domain::Result<void> write(const std::function<domain::Result<void>(Context &)> &work) = 0;
    virtual domain::Result<void> read(const std::function<domain::Result<void>(Context &)> &work) = 0;
    [[nodiscard]] virtual const HubSettings &settings() const = 0;
    [[nodiscard]] virtual const domain::Clock &clock() const = 0;
    [[nodiscard]] virtual domain::Random &random() = 0;
};
using AuthHandler = std::function<HandlerResult(const Request &, AuthTransactions &)>;

struct Route {
    std::string_view method;
    /// "/v1/reservations/{id}/approve"; the placeholders' values go to Context::params in order.
    std::string_view pattern;
    Work work = Work::Read;
    SignIn signIn = SignIn::Required;
    /// Required for every PUT, PATCH, POST and DELETE outside auth.
    Idempotency idempotency = Idempotency::None;
    Handler handler;         ///< for Read and Write
    AuthHandler authHandler; ///< for Auth
    Prefetch prefetch{};     ///< may be empty
    bool runsInline = false; ///< for Read: a few rows by their keys, never held; see route_kinds.h
};

} // namespace hub
