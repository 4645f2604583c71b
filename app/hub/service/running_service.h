// The running service: it decides which thread does what.
#pragma once

#include "hub/service/auth_transactions.h"
#include "hub/service/call_pipeline.h"
#include "hub/service/group_writer.h"
#include "hub/service/job_queue.h"
#include "hub/service/municipality_index.h"
#include "hub/service/open_service.h"
#include "hub/service/service_parts.h"
#include "hub/service/wait_registry.h"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace hub {

/// A reading call from its arrival to its answer. It may be held in between.
struct ReadCall final : Waiter {
    Call call;
    Service::Done done;
    bool wasHeld = false;
    WaitRegistry::Time deadline{}; ///< end of the hold; set by the first hold
    Response latest;               ///< sent when the deadline comes
    std::atomic<bool> cancelled{false};
};

struct AuthCall {
    Call call;
    Service::Done done;
};

class RunningService : public Service {
public:
    RunningService(const ServiceConfig &config, ServiceParts parts, const domain::Clock &clock,
                   domain::Random &random);
    ~RunningService() override;
    [[nodiscard]] domain::Result<void> start(const ServiceConfig &config);

    CancelCallback submit(Request request, Done done) override;
    Response handle(const Request &request) override;
    domain::Result<void> administer(const std::function<domain::Result<void>(Context &)> &work) override;
    void runDueWork() override;
    void drain() override { m_draining = true; }
    void stop() override;
    [[nodiscard]] bool isReady() const override;
    [[nodiscard]] bool isClockHeld() const override { return m_parts.isClockHeld && m_parts.isClockHeld(); }

protected:
    /// The first half of start(): opens every link and starts no thread. The simulation continues from here
    /// without threads.
    [[nodiscard]] domain::Result<void> openLinks(const ServiceConfig &config);
    /// For use without threads: runs one reading call, one group of writes or one sign-in that submit()
    /// queued, on the calling thread. False if none waits.
    bool serveOne();
    [[nodiscard]] WaitRegistry::Time nextHoldEnd(WaitRegistry::Time otherwise) const {
        return m_waiting->nextDeadline(otherwise);
    }
    /// Answers the held calls whose time is over.
    void endHolds(WaitRegistry::Time now) { answerHeld(m_waiting->takeDue(now)); }

private:
    /// Finds the route. Returns the refusal if there is none.
    [[nodiscard]] std::optional<Response> prepare(Call &call) const;
    CancelCallback submitRead(Call call, Done done);
    /// Runs on the calling thread if an inline read link is idle. False otherwise.
    bool readHere(const std::shared_ptr<ReadCall> &call);
    void submitWrite(Call call, const Done &done);
    void submitAuth(Call call, Done done);

    void readLoop(Link &link);
    void read(const std::shared_ptr<ReadCall> &call, Link &link);
    void holdOrAnswer(const std::shared_ptr<ReadCall> &call, CallOutcome outcome, std::uint64_t since);
    void askAgain(const std::shared_ptr<ReadCall> &call);
    void hashLoop(PooledReadLink &reader);
    void timerLoop();
    using ReadLinkPool = std::vector<std::unique_ptr<PooledReadLink>>;
    [[nodiscard]] domain::Result<void> openReadLinks(int count, ReadLinkPool &pool);
    [[nodiscard]] domain::Result<void> openInlineReadLinks(const ServiceConfig &config);
    [[nodiscard]] domain::Result<void> openWriter(const ServiceConfig &config);
    void publish(const std::set<ChangedScope> &touched);
    void wake(const std::vector<std::shared_ptr<Waiter>> &waiters);
    /// Handles a message from another hub on the same database.
    void hear(const std::optional<std::string> &text);
    [[nodiscard]] std::unique_ptr<WriteJob> jobOf(Call call, const Done &done);
    void answerHeld(const std::vector<std::shared_ptr<Waiter>> &waiters);

    Response handleRead(Call &call);
    Response handleWrite(Call call);
    void stopThreads();

    ServiceParts m_parts;
    CallShared m_shared;
    RouteTable m_routes;
    std::shared_ptr<WaitRegistry> m_waiting = std::make_shared<WaitRegistry>();
    MunicipalityIndex m_municipalities; ///< declared before the writer, which uses it
    std::unique_ptr<NotificationChannel> m_notifications;
    std::unique_ptr<GroupWriter> m_writer;
    WorkQueue<std::shared_ptr<ReadCall>> m_reads;
    WorkQueue<std::unique_ptr<AuthCall>> m_hashes;
    std::vector<std::unique_ptr<Link>> m_readLinks;
    ReadLinkPool m_hashLinks;
    ReadLinkPool m_inlineLinks;          ///< only if the database belongs to this process alone
    mutable PooledReadLink m_handleLink; ///< for handle() and isReady()

    std::vector<std::thread> m_readers;
    std::vector<std::thread> m_hashers;
    std::thread m_timer;
    std::mutex m_timerMutex;
    std::condition_variable m_timerWake;
    bool m_timerStop = false;
    std::atomic<bool> m_stopping{false};
    std::atomic<bool> m_draining{false};
    std::once_flag m_stopOnce;
};

} // namespace hub
