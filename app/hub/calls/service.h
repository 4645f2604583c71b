// The interface of the whole hub without sockets: routing, sign-in, rules, storage, the change feed and its
// waiting clients.
//
// The HTTP server, the in-process hub of the desk's tests and the simulation all use this class.
#pragma once

#include "domain/result.h"
#include "hub/http/http_message.h"

#include <functional>

namespace hub {

struct Context;

class Service {
public:
    virtual ~Service() = default;

    /// Calls `done` exactly once on a thread of the service, also after stop(). A held call (`changes?wait=`)
    /// uses no thread while it waits. The returned function cancels the call because the client has left. It
    /// may be called at any time, from any thread and more than once; `done` of a held call is then not
    /// called.
    using Done = std::function<void(Response)>;
    using CancelCallback = std::function<void()>;
    virtual CancelCallback submit(Request request, Done done) = 0;

    /// Runs the call on the calling thread and returns its answer; `wait` is treated as 0. For the simulation
    /// and for use in process.
    virtual Response handle(const Request &request) = 0;

    /// Runs `work` in a writing transaction without a caller, waits for the commit, and wakes the clients
    /// that wait for its changes. For the program around the service (preparing the practice hub, tests), not
    /// for handlers.
    virtual domain::Result<void> administer(const std::function<domain::Result<void>(Context &)> &work) = 0;

    /// Runs the periodic work that is due now (expiring reservations, removing old idempotency rows ...). The
    /// service's timer calls it every few seconds; tests with a manual clock call it themselves.
    virtual void runDueWork() = 0;

    /// From now on `/readyz` and isReady() return no, so a balancer sends no more requests. Everything else
    /// goes on until stop(). Idempotent.
    virtual void drain() {}

    /// Answers held calls with their latest answer, finishes queued work, and refuses new requests with 503.
    /// Idempotent.
    virtual void stop() = 0;

    /// True while expiring and erasing wait because the clock is not trusted (hub/calls/clock_guard.h).
    [[nodiscard]] virtual bool isClockHeld() const { return false; }

    /// True if the database answers and stop() has not been called (`/readyz`).
    [[nodiscard]] virtual bool isReady() const = 0;
};

} // namespace hub
