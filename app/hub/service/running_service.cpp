#include "hub/service/running_service.h"

#include "domain/calendar.h"
#include "hub/db/meta.h"
#include "hub/http/problem_response.h"
#include "hub/service/open_service.h"
#include "hub/service/write_jobs.h"

#include <algorithm>

namespace hub {
namespace {

constexpr std::size_t hashQueueLimit = 64;
constexpr std::chrono::seconds dueWorkEvery{5};
constexpr std::chrono::seconds longestHold{60}; ///< the limit for a handler's request
/// If thousands of held desks were answered at the same moment, all of them would ask again at the same
/// moment, and a change or booking would wait behind them. So this many are answered at a time, with a pause
/// between in which other work runs; the desks then stay spread out.
constexpr std::size_t mostAnsweredAtOnce = 32;
constexpr std::chrono::milliseconds pauseBetween{5};

Response tooManySignIns(const Call &call) {
    return problemResponse({.kind = domain::ErrorKind::RateLimited,
                            .code = "rate-limited",
                            .retryAfter = std::chrono::seconds(5)},
                           call.language);
}

int limitOf(std::optional<int> wished, int usual, bool inMemory) {
    return wished.value_or(inMemory ? 0 : usual);
}

} // namespace

RunningService::RunningService(const ServiceConfig &config, ServiceParts parts, const domain::Clock &clock,
                               domain::Random &random)
    : m_parts(std::move(parts)), m_shared{.clock = clock,
                                          .random = random,
                                          .settings = m_parts.settings,
                                          .callerOf = m_parts.callerOf,
                                          .perSession = RateLimiter(
                                              limitOf(config.callsPerMinute, 600, config.inMemory)),
                                          .perAddress = RateLimiter(limitOf(config.callsPerMinuteBeforeSignIn,
                                                                            300, config.inMemory))},
      m_routes(std::move(m_parts.routes)) {}

RunningService::~RunningService() {
    stopThreads();
}

domain::Result<void> RunningService::start(const ServiceConfig &config) {
    if (auto opened = openLinks(config); !opened) {
        return opened;
    }
    if (auto opened = openInlineReadLinks(config); !opened) {
        return opened;
    }
    m_writer->start();
    for (const auto &link : m_readLinks) {
        m_readers.emplace_back([this, &link] { readLoop(*link); });
    }
    for (const auto &pooled : m_hashLinks) {
        m_hashers.emplace_back([this, &pooled] { hashLoop(*pooled); });
    }
    m_timer = std::thread([this] { timerLoop(); });
    return {};
}

std::unique_ptr<WriteJob> RunningService::jobOf(Call call, const Done &done) {
    const bool shared = m_parts.database->isShared();
    auto job =
        std::make_unique<CallJob>(std::move(call), m_shared, done, shared ? &m_municipalities : nullptr);
    if (shared) {
        job->claims = m_municipalities.known(*job->request());
        job->placed = !job->claims.empty();
    }
    return job;
}

void RunningService::readLoop(Link &link) {
    while (auto call = m_reads.pop()) {
        read(*call, link);
    }
}

void RunningService::read(const std::shared_ptr<ReadCall> &call, Link &link) {
    if (call->cancelled && call->wasHeld) {
        return;
    }
    const std::uint64_t since = m_waiting->sequence();
    if (const auto begun = link.begin(); !begun) {
        logFault("no reading", begun.error(), call->call.request.requestId);
        return call->done(unavailableResponse(call->call.language));
    }
    CallOutcome outcome = runInTransaction(call->call, link, m_shared);
    link.rollback();
    if (outcome.fault && outcome.fault->params.contains("again") && link.begin()) { // on a new connection
        outcome = runInTransaction(call->call, link, m_shared);
        link.rollback();
    }
    if (outcome.fault) {
        logFault("a reading call", *outcome.fault, call->call.request.requestId);
    }
    holdOrAnswer(call, std::move(outcome), since);
}

void RunningService::holdOrAnswer(const std::shared_ptr<ReadCall> &call, CallOutcome outcome,
                                  std::uint64_t since) {
    const auto now = std::chrono::steady_clock::now();
    if (!outcome.longPoll || outcome.longPoll->wait <= std::chrono::seconds(0)) {
        if (!(call->cancelled && call->wasHeld)) {
            call->done(std::move(outcome.response));
        }
        return;
    }
    if (!call->wasHeld) {
        call->deadline = now + std::min(outcome.longPoll->wait, longestHold);
    }
    call->wasHeld = true;
    call->latest = std::move(outcome.response);
    WaitRegistry::Held held = WaitRegistry::Held::Closed;
    if (now < call->deadline) {
        held = m_waiting->hold(call, std::move(outcome.longPoll->scope), since, call->deadline);
    }
    if (held == WaitRegistry::Held::Changed) {
        return askAgain(call);
    }
    if (held == WaitRegistry::Held::Closed) {
        if (!call->cancelled) {
            call->done(std::move(call->latest));
        }
        return;
    }
    // The client left between the read and the hold, and nobody else would remove the call.
    if (call->cancelled) {
        m_waiting->remove(call.get());
    }
    m_timerWake.notify_one();
}

void RunningService::askAgain(const std::shared_ptr<ReadCall> &call) {
    auto queued = call;
    if (m_reads.push(queued) != decltype(m_reads)::Push::Taken && !call->cancelled) {
        call->done(std::move(call->latest));
    }
}

void RunningService::wake(const std::vector<std::shared_ptr<Waiter>> &waiters) {
    for (const auto &waiter : waiters) {
        askAgain(std::static_pointer_cast<ReadCall>(waiter));
    }
}

void RunningService::publish(const std::set<ChangedScope> &touched) {
    if (m_notifications) {
        for (std::string &text : textsOf(touched)) {
            m_notifications->tell(std::move(text));
        }
    }
    wake(m_waiting->publish(touched));
}

void RunningService::hear(const std::optional<std::string> &text) {
    wake(text ? m_waiting->publish(touchedIn(*text)) : m_waiting->publishAll());
}

void RunningService::answerHeld(const std::vector<std::shared_ptr<Waiter>> &waiters) {
    for (const auto &waiter : waiters) {
        const auto call = std::static_pointer_cast<ReadCall>(waiter);
        if (!call->cancelled) {
            call->done(std::move(call->latest));
        }
    }
}

void RunningService::hashLoop(PooledReadLink &reader) {
    while (auto auth = m_hashes.pop()) {
        ServiceAuthTransactions transactions((*auth)->call, m_shared, *m_writer, reader,
                                             ServiceAuthTransactions::Writes::Queued);
        (*auth)->done(runAuth((*auth)->call, transactions, m_shared));
    }
}

bool RunningService::serveOne() {
    if (m_writer->runWaiting()) {
        return true;
    }
    if (const auto call = m_reads.tryPop()) {
        read(*call, *m_readLinks.front());
        return true;
    }
    const auto auth = m_hashes.tryPop();
    if (!auth) {
        return false;
    }
    ServiceAuthTransactions transactions((*auth)->call, m_shared, *m_writer, *m_hashLinks.front(),
                                         ServiceAuthTransactions::Writes::Now);
    (*auth)->done(runAuth((*auth)->call, transactions, m_shared));
    return true;
}

void RunningService::timerLoop() {
    auto nextDueWork = std::chrono::steady_clock::now() + dueWorkEvery;
    auto nextAnswers = std::chrono::steady_clock::now();
    std::unique_lock lock(m_timerMutex);
    while (!m_timerStop) {
        // A hold that begins between this line and the wait would be missed, so the thread wakes at least
        // once a second.
        const auto wake = std::min(std::max(nextAnswers, m_waiting->nextDeadline(nextDueWork)),
                                   std::chrono::steady_clock::now() + std::chrono::seconds(1));
        m_timerWake.wait_until(lock, wake);
        lock.unlock();
        const auto now = std::chrono::steady_clock::now();
        if (now >= nextAnswers) {
            answerHeld(m_waiting->takeDue(now, mostAnsweredAtOnce));
            nextAnswers = now + pauseBetween;
        }
        if (now >= nextDueWork) {
            nextDueWork = now + dueWorkEvery;
            if (m_writer->isStuck()) {
                std::unique_ptr<WriteJob> job = std::make_unique<ProbeJob>(m_shared.clock);
                m_writer->enqueue(job);
            } else if (m_parts.dueWork) {
                std::unique_ptr<WriteJob> job = std::make_unique<DueWorkJob>(m_parts.dueWork, m_shared);
                m_writer->enqueue(job);
            }
        }
        lock.lock();
    }
}

void RunningService::runDueWork() {
    if (!m_parts.dueWork) {
        return;
    }
    if (m_writer->isStuck()) {
        ProbeJob probe(m_shared.clock);
        m_writer->runNow(probe);
    }
    DueWorkJob job(m_parts.dueWork, m_shared);
    m_writer->runNow(job);
}

domain::Result<void> RunningService::administer(const std::function<domain::Result<void>(Context &)> &work) {
    WorkJob job(m_shared, work, WorkJob::Reads::OneMoment);
    auto done = job.done();
    m_writer->runNow(job);
    return done.get();
}

std::optional<Response> RunningService::prepare(Call &call) const {
    call.language = languageOf(call.request);
    if ((m_draining || m_writer->isStuck()) && call.request.path == "/readyz") {
        return unavailableResponse(call.language);
    }
    RouteMatch match = m_routes.find(call.request.method, call.request.path);
    if (match.route != nullptr) {
        call.route = match.route;
        call.params = std::move(match.params);
        return std::nullopt;
    }
    if (match.allowed.empty()) {
        return problemResponse({.kind = domain::ErrorKind::NotFound, .code = "not-found"}, call.language);
    }
    Response response = httpProblem(405, "method-not-allowed", "Method Not Allowed");
    response.headers["Allow"] = match.allowed;
    return response;
}

Service::CancelCallback RunningService::submit(Request request, Done done) {
    Call call{.request = std::move(request)};
    std::optional<Response> refused =
        m_stopping ? unavailableResponse(languageOf(call.request)) : prepare(call);
    if (!refused) {
        refused = refuseAddress(call, m_shared);
    }
    if (refused) {
        done(std::move(*refused));
        return [] {};
    }
    switch (call.route->work) {
    case Work::Read:
        return submitRead(std::move(call), std::move(done));
    case Work::Write:
        submitWrite(std::move(call), done);
        break;
    case Work::Auth:
        submitAuth(std::move(call), std::move(done));
        break;
    }
    return [] {};
}

Service::CancelCallback RunningService::submitRead(Call call, Done done) {
    auto read = std::make_shared<ReadCall>();
    read->call = std::move(call);
    read->done = std::move(done);
    if (read->call.route->runsInline && readHere(read)) {
        return [] {};
    }
    auto queued = read;
    if (m_reads.push(queued) != decltype(m_reads)::Push::Taken) {
        read->done(unavailableResponse(read->call.language));
        return [] {};
    }
    return [waiting = std::weak_ptr(m_waiting), weak = std::weak_ptr(read)] {
        const auto left = weak.lock();
        const auto registry = waiting.lock();
        if (!left || !registry) {
            return;
        }
        left->cancelled = true;
        registry->remove(left.get());
    };
}

bool RunningService::readHere(const std::shared_ptr<ReadCall> &call) {
    for (const auto &pooled : m_inlineLinks) {
        const std::unique_lock lock(pooled->mutex, std::try_to_lock);
        if (!lock) {
            continue;
        }
        read(call, *pooled->link);
        return true;
    }
    return false;
}

void RunningService::submitWrite(Call call, const Done &done) {
    const wire::Language language = call.language;
    std::unique_ptr<WriteJob> job = jobOf(std::move(call), done);
    if (!m_writer->enqueue(job)) {
        done(unavailableResponse(language));
    }
}

void RunningService::submitAuth(Call call, Done done) {
    auto auth = std::make_unique<AuthCall>(AuthCall{std::move(call), std::move(done)});
    switch (m_hashes.push(auth, hashQueueLimit)) {
    case decltype(m_hashes)::Push::Taken:
        return;
    case decltype(m_hashes)::Push::Full:
        return auth->done(tooManySignIns(auth->call));
    case decltype(m_hashes)::Push::Closed:
        return auth->done(unavailableResponse(auth->call.language));
    }
}

Response RunningService::handle(const Request &request) {
    Call call{.request = request, .counted = true};
    if (m_stopping) {
        return unavailableResponse(languageOf(request));
    }
    if (auto refused = prepare(call)) {
        return std::move(*refused);
    }
    switch (call.route->work) {
    case Work::Read:
        return handleRead(call);
    case Work::Write:
        return handleWrite(std::move(call));
    case Work::Auth:
        break;
    }
    ServiceAuthTransactions transactions(call, m_shared, *m_writer, m_handleLink,
                                         ServiceAuthTransactions::Writes::Now);
    return runAuth(call, transactions, m_shared);
}

Response RunningService::handleRead(Call &call) {
    const std::scoped_lock lock(m_handleLink.mutex);
    if (const auto begun = m_handleLink.link->begin(); !begun) {
        return unavailableResponse(call.language);
    }
    CallOutcome outcome = runInTransaction(call, *m_handleLink.link, m_shared);
    m_handleLink.link->rollback();
    return std::move(outcome.response);
}

Response RunningService::handleWrite(Call call) {
    Response response;
    const auto job = jobOf(std::move(call), [&response](Response answer) { response = std::move(answer); });
    m_writer->runNow(*job);
    return response;
}

void RunningService::stop() {
    m_stopping = true;
    std::call_once(m_stopOnce, [this] { stopThreads(); });
}

void RunningService::stopThreads() {
    m_stopping = true;
    answerHeld(m_waiting->close()); // from now on a read answers at once instead of waiting
    m_hashes.close();               // hashing ends before the writer, because it waits for the writer
    for (std::thread &thread : m_hashers) {
        if (thread.joinable()) {
            thread.join();
        }
    }
    m_reads.close();
    for (std::thread &thread : m_readers) {
        if (thread.joinable()) {
            thread.join();
        }
    }
    {
        const std::scoped_lock lock(m_timerMutex);
        m_timerStop = true;
    }
    m_timerWake.notify_all();
    if (m_timer.joinable()) {
        m_timer.join();
    }
    if (m_writer) {
        m_writer->stop();
    }
    m_notifications.reset(); // notifications are received until here
}

bool RunningService::isReady() const {
    if (m_stopping || m_draining || m_writer->isStuck()) {
        return false;
    }
    const std::scoped_lock lock(m_handleLink.mutex);
    if (!m_handleLink.link->begin()) {
        return false;
    }
    bool answers = false;
    if (auto rows = m_handleLink.link->query("SELECT 1", {}); rows) {
        const auto row = (*rows)->next();
        answers = row && *row;
    }
    m_handleLink.link->rollback();
    return answers;
}

domain::Result<std::unique_ptr<Service>> startService(const ServiceConfig &config, ServiceParts parts,
                                                      const domain::Clock &clock, domain::Random &random) {
    if (config.extraRoutes) {
        parts.routes.insert(parts.routes.end(), config.extraRoutes->begin(), config.extraRoutes->end());
    }
    auto service = std::make_unique<RunningService>(config, std::move(parts), clock, random);
    if (auto started = service->start(config); !started) {
        return domain::passOn(started);
    }
    return std::unique_ptr<Service>(std::move(service));
}

} // namespace hub
