#include "hub/service/group_writer.h"

#include "hub/http/problem_response.h"

#include <algorithm>
#include <chrono>

namespace hub {
namespace {

/// Limits the size of a transaction and the wait of the first caller in a group.
constexpr std::size_t largestGroup = 256;
constexpr std::chrono::milliseconds longestGroup{25};
/// The maximum number of runs. Deadlocks, lost connections and wrong claims are rare, so a call that meets
/// three of them is refused as retryable.
constexpr int mostRuns = 4;
/// The queue key of jobs whose municipality must be looked up.
constexpr const char *unplacedKey = "?";

/// True for errors that the statements of one call can cause.
bool isOfOneCall(const domain::Error &error) {
    return error.kind == domain::ErrorKind::Conflict || error.kind == domain::ErrorKind::Malformed ||
           error.kind == domain::ErrorKind::Bug;
}

/// A call that runs for the first time does not wait for the answers to its posted statements. If one fails,
/// the whole group runs again, and then each call's errors are known before the next call begins.
Link::Answers answersTo(const WriteJob &job) {
    return job.isRepeatable() && job.runs == 1 ? Link::Answers::Later : Link::Answers::Awaited;
}

bool isClaim(const domain::Error &error) {
    return error.params.contains("claim");
}

/// Reports the result to the job, whether the caller or the queue owns it.
void settle(WriteJob &job, const std::optional<domain::Error> &fault) {
    if (fault) {
        job.fail(*fault);
    } else {
        job.answer();
    }
}

} // namespace

GroupWriter::GroupWriter(std::vector<std::unique_ptr<Link>> links, Publish publish, Find find)
    : m_publish(std::move(publish)), m_find(std::move(find)) {
    for (auto &link : links) {
        m_workers.push_back(std::make_unique<Worker>());
        m_workers.back()->link = std::move(link);
    }
}

GroupWriter::~GroupWriter() {
    stop();
}

void GroupWriter::start() {
    for (const auto &worker : m_workers) {
        worker->thread = std::thread([this, &worker = *worker] { loop(worker); });
    }
}

void GroupWriter::stop() {
    m_queues.close();
    for (const auto &worker : m_workers) {
        if (worker->thread.joinable()) {
            worker->thread.join();
        }
    }
}

std::string GroupWriter::queueKeyOf(const WriteJob &job) const {
    if (!m_find) {
        return {}; // one writer needs only one queue
    }
    if (!job.placed) {
        return unplacedKey;
    }
    if (job.readsOneMoment()) {
        return "one moment";
    }
    std::string key;
    for (const std::string &claim : job.claims) {
        key += claim + ',';
    }
    return key;
}

bool GroupWriter::enqueue(std::unique_ptr<WriteJob> &job) {
    const std::string key = queueKeyOf(*job);
    return m_queues.push(key, job);
}

void GroupWriter::loop(Worker &worker) {
    while (auto turn = m_queues.take()) {
        serve(worker, std::move(*turn));
    }
}

void GroupWriter::serve(Worker &worker, KeyedJobQueues<WriteJob>::Turn turn) {
    if (turn.key == unplacedKey) {
        place(worker, std::move(turn));
    } else {
        runTurn(worker, std::move(turn));
    }
}

bool GroupWriter::runWaiting() {
    auto turn = m_queues.tryTake();
    if (turn) {
        serve(*m_workers.front(), std::move(*turn));
    }
    return turn.has_value();
}

/// Looks up the municipalities that the waiting jobs will change and puts the jobs into their queues. If the
/// lookup fails, the jobs run without it and meet the same error where it can be answered.
void GroupWriter::place(Worker &worker, KeyedJobQueues<WriteJob>::Turn turn) {
    const std::scoped_lock lock(worker.gate);
    const bool canAsk = worker.link->begin().has_value();
    for (auto job = std::move(turn.first); job; job = m_queues.next(turn.key)) {
        if (canAsk) {
            m_find(*job, *worker.link);
        }
        job->placed = true;
        const std::string key = queueKeyOf(*job);
        m_queues.giveBack(key, std::move(job));
    }
    worker.link->rollback();
    m_queues.done(turn.key);
}

void GroupWriter::runTurn(Worker &worker, KeyedJobQueues<WriteJob>::Turn turn) {
    std::vector<std::unique_ptr<WriteJob>> jobs;
    jobs.push_back(std::move(turn.first));
    Group group;
    group.entries.emplace_back(*jobs.front());
    group.alone = turn.alone && m_find != nullptr;
    group.next = [this, &jobs, key = turn.key]() -> WriteJob * {
        auto job = m_queues.next(key);
        if (!job) {
            return nullptr;
        }
        jobs.push_back(std::move(job));
        return jobs.back().get();
    };
    {
        const std::scoped_lock lock(worker.gate);
        write(worker, group);
    }
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        if (!group.entries[i].again) {
            continue;
        }
        const std::string key = queueKeyOf(*jobs[i]);
        m_queues.giveBack(key, std::move(jobs[i]));
    }
    m_queues.done(turn.key);
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        if (jobs[i]) {
            settle(*jobs[i], group.entries[i].fault);
        }
    }
}

void GroupWriter::runNow(WriteJob &job) {
    Worker &worker = *m_workers.front();
    std::optional<domain::Error> fault;
    for (bool again = true; again;) {
        const std::scoped_lock lock(worker.gate);
        Group group;
        group.entries.emplace_back(job);
        group.alone = m_find != nullptr;
        write(worker, group);
        again = group.entries.front().again;
        fault = std::move(group.entries.front().fault);
    }
    settle(job, fault);
}

void GroupWriter::write(Worker &worker, Group &group) {
    const auto done = writeAll(worker, group);
    if (done) {
        return;
    }
    worker.link->rollback();
    noteFailure(done.error());
    blame(group, done.error());
}

/// A disk fault is remembered until a probe succeeds. A database that is busy or unreachable is tried again
/// each time, because it recovers by itself.
void GroupWriter::noteFailure(const domain::Error &error) {
    const bool comesAgain = error.params.contains("again");
    const bool ofDisk = isStorageFault(error) && error.kind != domain::ErrorKind::StorageBusy;
    if (ofDisk && !comesAgain && !m_stuck.exchange(true)) {
        logFault("nothing can be written: /readyz says no until something can", error, {});
    }
}

void GroupWriter::noteCommit(const Group &group) {
    const bool probed =
        std::ranges::any_of(group.entries, [](const Entry &entry) { return entry.job->isProbe(); });
    if (probed && m_stuck.exchange(false)) {
        logRecovery("writing goes on");
    }
}

/// Nothing of the group was stored (or nobody knows). Jobs that may run again do so; the others get the
/// error.
void GroupWriter::blame(Group &group, const domain::Error &error) {
    for (Entry &entry : group.entries) {
        entry.again = entry.again || mayRunAgain(*entry.job, error);
        if (!entry.again) {
            entry.fault = error;
        }
    }
}

bool GroupWriter::mayRunAgain(const WriteJob &job, const domain::Error &error) {
    return job.isRepeatable() && job.runs < mostRuns && error.params.contains("again");
}

domain::Result<void> GroupWriter::begin(Worker &worker, const Group &group) {
    const WriteJob &first = *group.entries.front().job;
    if (auto begun = first.readsOneMoment() ? worker.link->beginSnapshot() : worker.link->begin(); !begun) {
        return begun;
    }
    worker.link->setClaims(Link::Claims::MayWait);
    for (const std::string &municipality : first.claims) {
        if (auto claimed = worker.link->claim(municipality); !claimed) {
            return claimed;
        }
    }
    return {};
}

domain::Result<void> GroupWriter::writeAll(Worker &worker, Group &group) {
    const auto started = std::chrono::steady_clock::now();
    if (auto begun = begin(worker, group); !begun) {
        // Counted, so that calls are refused if the database stays unreachable.
        ++group.entries.front().job->runs;
        return begun;
    }
    for (std::size_t i = 0; i < group.entries.size(); ++i) {
        if (auto done = runOne(worker, group.entries[i], group); !done) {
            return done;
        }
        const bool full =
            group.entries.size() >= largestGroup || std::chrono::steady_clock::now() - started > longestGroup;
        if (full || group.alone || !group.next) {
            continue;
        }
        if (WriteJob *next = group.next()) {
            group.entries.emplace_back(*next);
        }
    }
    return finish(worker, group);
}

domain::Result<void> GroupWriter::runOne(Worker &worker, Entry &entry, Group &group) {
    WriteJob &job = *entry.job;
    Link &link = *worker.link;
    if (!group.alone) {
        if (auto begun = link.savepoint(); !begun) {
            return begun;
        }
    }
    link.setClaims(job.isRepeatable() && job.runs < mostRuns ? Link::Claims::Refuse : Link::Claims::MayWait);
    ++job.runs;
    WriteJob::Outcome outcome = job.run(link);
    if (outcome.fault && isClaim(*outcome.fault)) {
        job.claims.insert(outcome.fault->params["claim"]);
        entry.again = true;
    } else if (outcome.fault) {
        return domain::fail(std::move(*outcome.fault));
    }
    if (!outcome.keep || entry.again) {
        if (!group.alone) {
            link.rollbackToSavepoint();
        }
        return {};
    }
    group.changedScopes.merge(outcome.changedScopes);
    return keepOne(worker, entry, group);
}

domain::Result<void> GroupWriter::keepOne(Worker &worker, Entry &entry, Group &group) {
    group.anythingKept = true;
    if (group.alone) {
        return {};
    }
    auto released = worker.link->release(answersTo(*entry.job));
    // A posted statement met a constraint (for example, the same operation on two hubs at the same time).
    if (released || !isOfOneCall(released.error())) {
        return released;
    }
    worker.link->rollbackToSavepoint();
    entry.again = entry.job->isRepeatable() && entry.job->runs < mostRuns;
    if (!entry.again) {
        entry.fault = released.error();
    }
    return {};
}

domain::Result<void> GroupWriter::finish(Worker &worker, const Group &group) {
    if (!group.anythingKept) {
        worker.link->rollback();
        return {};
    }
    auto committed = worker.link->commit();
    if (!committed) {
        domain::Error error = committed.error();
        if (isOfOneCall(error)) {
            error.params["again"] = "constraint";
        }
        return domain::fail(std::move(error));
    }
    noteCommit(group);
    if (!group.changedScopes.empty()) {
        m_publish(group.changedScopes);
    }
    return {};
}

} // namespace hub
