// The whole hub without sockets: routing, sign-in, rules, storage, the change feed and its waiting clients.
//
// The HTTP server, the in-process fake of the desk's tests and the simulation all drive this one class.
#pragma once

#include "domain/clock.h"
#include "domain/open_time.h"
#include "domain/random.h"
#include "domain/result.h"
#include "hub/http/http_message.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace hub {

struct Route;
struct Context;

struct ServiceConfig {
    std::filesystem::path dataDirectory; ///< holds hub.sqlite and hub.key; must exist
    bool training = false;               ///< realm
    int readThreads = 2;
    int hashThreads = 1;   ///< password hashing; a queue longer than 64 answers 429
    bool inMemory = false; ///< tests: the database lives in memory
    /// Tests: cheap password hashing (Argon2id's minimum), never outside tests.
    bool cheapPasswords = false;
    /// Days after the visit until personal members of reservations are erased; 0 = never.
    int keepPersonalDays = 0;
    /// Calls beside the contract's own, for example those of the training realm (hub/calls/router.h).
    std::shared_ptr<const std::vector<Route>> extraRoutes;
    /// Calls a minute for each session of an account on a device (a connected system gets ten times as many);
    /// 0 = no limit. Empty: 600, or no limit where the database lives in memory. Only submit() counts.
    std::optional<int> callsPerMinute;
    /// Calls a minute for each address on routes before sign-in; 0 = no limit. Empty: 300, or as above.
    std::optional<int> callsPerMinuteBeforeSignIn;
    /// A PostgreSQL database instead of dataDirectory/hub.sqlite (Database::Options::server and
    /// passwordFile). The directory still holds hub.key, which must be the same file at every hub of that
    /// database: it signs tokens, seals second factors and keys the hashes of personal data, so that a hub
    /// with another key would refuse everybody; such a one does not start (Rejected "hub-key-differs").
    /// Everything else that hubs must agree on is in the database: the epoch, sessions, used TOTP steps,
    /// sign-in's growing waits and locks, stored answers, counters and the audit chain. Calls a minute are
    /// counted by each hub for itself: behind a balancer an account may make that many at every hub.
    std::string databaseServer{};
    std::string databasePasswordFile{};
    int writeLinks = 16; ///< transactions at a time; PostgreSQL only, SQLite has one
};

class Service {
public:
    /// Opens (and migrates) the database. `clock` and `random` must outlive the service. The epoch is made
    /// once. Errors: StorageBusy (another hub uses the directory), StorageFull, StorageReadOnly,
    /// StorageCorrupt, StorageTooNew.
    [[nodiscard]] static domain::Result<std::unique_ptr<Service>>
    open(const ServiceConfig &config, const domain::Clock &clock, domain::Random &random);
    virtual ~Service() = default;

    /// Answers on one of the service's threads, exactly once, also after stop(). A held call
    /// (`changes?wait=`) takes no thread while it waits. The returned function gives the wait up (the client
    /// left); it may be called at any time, from any thread, and more than once; `done` is then not called
    /// for a held call.
    using Done = std::function<void(Response)>;
    using GiveUp = std::function<void()>;
    virtual GiveUp submit(Request request, Done done) = 0;

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
