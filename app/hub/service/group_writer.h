// Group commit: many writing calls share one commit, each in its own savepoint.
//
// On SQLite there is one link and one queue, so calls are written in the order in which they arrive. On a
// shared database each municipality has its own queue: its calls run one group after the other under a claim
// that also excludes other processes, while other links write other municipalities. A call's claim follows
// from the request. If it cannot be determined or was wrong, the call starts again when it names the
// municipality that it writes to.
#pragma once

#include "hub/calls/context.h"
#include "hub/service/keyed_job_queues.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <vector>

namespace hub {

/// Something to be written. After the group's commit, exactly one of answer() and fail() is called, once.
class WriteJob {
public:
    virtual ~WriteJob() = default;
    struct Outcome {
        bool keep = false;                  ///< false: the savepoint is rolled back
        std::optional<domain::Error> fault; ///< storage failed, so the whole group is rolled back
        std::set<ChangedScope> changedScopes;
    };
    /// Called more than once only if isRepeatable(); the effect of an earlier run has then been undone.
    virtual Outcome run(Connection &db) = 0;
    /// The effect is durable, or the job itself refused.
    virtual void answer() = 0;
    /// Nothing was stored, or (commit "unknown") nobody knows.
    virtual void fail(const domain::Error &error) = 0;
    [[nodiscard]] virtual bool isRepeatable() const { return false; }
    /// The request of the call; null if the job is not a call.
    [[nodiscard]] virtual const Request *request() const { return nullptr; }

    /// For a job that is not repeatable and has no claims, because it reads first (Link::beginSnapshot).
    [[nodiscard]] virtual bool readsOneMoment() const { return false; }

    /// True if its commit proves that the disk accepts writes. Other jobs may have had nothing to write.
    [[nodiscard]] virtual bool isProbe() const { return false; }

    /// The municipalities that the job is known to change, or the name of something that only one job may do
    /// at a time.
    std::set<std::string> claims;
    /// False until its municipalities have been looked up (GroupWriter::Find).
    bool placed = true;
    int runs = 0;
};

class GroupWriter {
public:
    using Publish = std::function<void(const std::set<ChangedScope> &)>;
    /// Fills in a job's claims.
    using Find = std::function<void(WriteJob &, Connection &)>;
    GroupWriter(std::vector<std::unique_ptr<Link>> links, Publish publish, Find find = {});
    ~GroupWriter();
    GroupWriter(const GroupWriter &) = delete;
    GroupWriter &operator=(const GroupWriter &) = delete;

    void start();
    /// Finishes queued jobs. Idempotent.
    void stop();
    /// False after stop(); `job` is then unchanged.
    bool enqueue(std::unique_ptr<WriteJob> &job);
    /// For use without start(): runs one group of waiting jobs on the calling thread. False if none waits.
    bool runWaiting();
    /// Runs one job on the calling thread in its own transaction.
    void runNow(WriteJob &job);
    /// True if the disk refused the last write (full, read-only, faulty). It ends with the next successful
    /// probe.
    [[nodiscard]] bool isStuck() const { return m_stuck; }

private:
    struct Worker {
        std::unique_ptr<Link> link;
        std::mutex gate; ///< guards the link; held from begin() to the commit
        std::thread thread;
    };
    struct Entry {
        explicit Entry(WriteJob &one) : job(&one) {}
        WriteJob *job;
        bool again = false; ///< the job must run again later
        /// The error of this job; an error of the group counts for all jobs.
        std::optional<domain::Error> fault;
    };
    struct Group {
        std::vector<Entry> entries;
        /// The group's only job, in a transaction without savepoints: the commit releases it.
        bool alone = false;
        bool anythingKept = false;
        std::set<ChangedScope> changedScopes;
        std::function<WriteJob *()> next; ///< returns the next job of the queue; null if none waits now
    };
    void loop(Worker &worker);
    void serve(Worker &worker, KeyedJobQueues<WriteJob>::Turn turn);
    void runTurn(Worker &worker, KeyedJobQueues<WriteJob>::Turn turn);
    void place(Worker &worker, KeyedJobQueues<WriteJob>::Turn turn);
    /// Runs and commits the group. Afterwards each entry is finished or marked to run again.
    void write(Worker &worker, Group &group);
    domain::Result<void> writeAll(Worker &worker, Group &group);
    domain::Result<void> begin(Worker &worker, const Group &group);
    domain::Result<void> runOne(Worker &worker, Entry &entry, Group &group);
    domain::Result<void> keepOne(Worker &worker, Entry &entry, Group &group);
    domain::Result<void> finish(Worker &worker, const Group &group);
    static void blame(Group &group, const domain::Error &error);
    void noteFailure(const domain::Error &error);
    void noteCommit(const Group &group);
    static bool mayRunAgain(const WriteJob &job, const domain::Error &error);
    [[nodiscard]] std::string queueKeyOf(const WriteJob &job) const;

    std::vector<std::unique_ptr<Worker>> m_workers;
    Publish m_publish;
    Find m_find;
    KeyedJobQueues<WriteJob> m_queues;
    std::atomic<bool> m_stuck{false};
};

} // namespace hub
