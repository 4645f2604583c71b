// The table of calls. Each handler is a plain function; the router adds what all share: sign-in and scope,
// the Idempotency-Key with its stored answer, If-Match, limits, problem documents.
#pragma once

#include "hub/calls/context.h"

#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace hub {

/// Where a handler runs.
enum class Work : std::uint8_t {
    Read,  ///< on a reading connection, in a read transaction
    Write, ///< on the one writer, in a savepoint of the group commit; rolled back when the result is an error
    Auth,  ///< on a hash thread, WITHOUT a transaction: the handler opens short ones itself through
           ///< AuthTransactions
};
enum class SignIn : std::uint8_t { Required, None };
enum class Idempotency : std::uint8_t { Required, None };

using HandlerResult = domain::Result<Response>;
/// An error becomes a problem document. Read and Write handlers.
using Handler = std::function<HandlerResult(const Request &, Context &)>;

/// Says what the call will ask the database, as far as the request tells (Connection::prefetch): ids in their
/// right form, nothing that is not there to be asked for by the handler itself. Called before sign-in for
/// callers that were signed in a moment ago, and only where it helps.
using Prefetch = std::function<void(const Request &, Context &)>;

/// Lets an Auth handler run short transactions while it hashes passwords outside of them.
class AuthTransactions {
public:
    virtual ~AuthTransactions() = default;
    /// Runs `work` in a transaction of its own and waits for the commit. An error rolls back.
    virtual domain::Result<void> write(const std::function<domain::Result<void>(Context &)> &work) = 0;
    virtual domain::Result<void> read(const std::function<domain::Result<void>(Context &)> &work) = 0;
    [[nodiscard]] virtual const HubSettings &settings() const = 0;
    [[nodiscard]] virtual const domain::Clock &clock() const = 0;
    [[nodiscard]] virtual domain::Random &random() = 0;
};
using AuthHandler = std::function<HandlerResult(const Request &, AuthTransactions &)>;

struct Route {
    std::string_view method;
    std::string_view pattern; ///< "/v1/reservations/{id}/approve"; placeholders fill Context::params in order
    Work work = Work::Read;
    SignIn signIn = SignIn::Required;
    Idempotency idempotency = Idempotency::None; ///< Required for every PUT, PATCH, POST, DELETE outside auth
    Handler handler;                             ///< Read, Write
    AuthHandler authHandler;                     ///< Auth
    Prefetch prefetch{};                         ///< may be empty
    bool runsInline = false; ///< Read: a few rows by their keys, and never held; see route_kinds.h
};

} // namespace hub
