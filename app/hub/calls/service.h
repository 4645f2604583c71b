// The whole hub without sockets: routing, sign-in, rules, storage, the change feed and its waiting clients.
//
// The HTTP server, the in-process fake of the desk's tests and the simulation all drive this one class.
#pragma once

#include "domain/result.h"
#include "hub/http/http_message.h"

#include <functional>

namespace hub {

struct Context;

class Service {
public:
    virtual ~Service() = default;

    /// Answers on one of the service's threads, exactly once, also after stop(). A held call
    /// (`changes?wait=`) takes no thread while it waits. The returned function gives the wait up (the client
    /// left); it may be called at any time, from any thread, and more than once; `done` is then not called
    /// for a held call.
    using Done = std::function<void(Response)>;
    using CancelCallback = std::function<void()>;
    virtual CancelCallback submit(Request request, Done done) = 0;

    /// The same on the calling thread, start to end; `wait` is treated as 0. For simulation and in-process
    /// use.
    virtual Response handle(const Request &request) = 0;

    /// Runs `work` in a writing transaction of its own, without a caller, and waits for the commit; wakes
    /// those who wait for what it touched. For the program around the service (training's preparation,
    /// tests), not for handlers.
    virtual domain::Result<void> administer(const std::function<domain::Result<void>(Context &)> &work) = 0;

    /// Periodic work that is due now (reservations that expire, old idempotency rows ...). submit()'s own
    /// timer calls it every few seconds; tests with a manual clock call it themselves.
    virtual void runDueWork() = 0;

    /// From now on `/readyz` and isReady() say no, everything else goes on: a balancer sends nobody here any
    /// more before stop() closes the door. Idempotent.
    virtual void drain() {}

    /// Answers held calls with what they have, finishes queued work, refuses new requests with 503.
    /// Idempotent.
    virtual void stop() = 0;

    /// True while expiring and erasing wait because the clock is not believed (hub/calls/clock_guard.h).
    [[nodiscard]] virtual bool isClockHeld() const { return false; }

    /// True once the database answers and stop() was not called (`/readyz`).
    [[nodiscard]] virtual bool isReady() const = 0;
};

} // namespace hub
