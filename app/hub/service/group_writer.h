// Writing: many calls in one group commit, each in a savepoint of its own.
//
// On SQLite there is one link and one lane: everything is written in the order in which it came. On a shared
// database each municipality is a lane: its calls run one group after the other, under a claim that holds
// against every other process too, while other municipalities are written by other links. What the claim of a
// call is follows from the request; where that cannot be told (or was told wrongly), the call begins again
// once it says whose records it writes.
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

/// Something to be written. Exactly one of answer() and fail() is called, once, after the group's commit.
class WriteJob {
public:
    virtual ~WriteJob() = default;
    struct Outcome {
        bool keep = false;                  ///< false: its savepoint is rolled back
        std::optional<domain::Error> fault; ///< storage failed; the whole group is given up
        std::set<ChangedScope> changedScopes;
    };
    /// More than once only where isRepeatable() says so; what an earlier run did is undone by then.
    virtual Outcome run(Connection &db) = 0;
    /// The effect is durable (or was refused by the job itself).
    virtual void answer() = 0;
    /// Nothing of it happened, or (commit "unknown") nobody knows.
    virtual void fail(const domain::Error &error) = 0;
    [[nodiscard]] virtual bool isRepeatable() const { return false; }
    /// The call that it answers; null where it is none.
    [[nodiscard]] virtual const Request *request() const { return nullptr; }

    /// Not repeatable and without claims: it reads first (Link::beginSnapshot).
    [[nodiscard]] virtual bool readsOneMoment() const { return false; }

    /// Its commit says that the disk takes something: others may have had nothing to write.
    [[nodiscard]] virtual bool isProbe() const { return false; }

    /// Municipalities that it is known to change, or something else that only one may do at a time.
    std::set<std::string> claims;
    /// False while its municipalities still have to be looked up (GroupWriter::Find).
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
    /// Finishes what is queued. Idempotent.
    void stop();
    /// False after stop(); the job then is untouched.
    bool enqueue(std::unique_ptr<WriteJob> &job);
    /// Where start() was not called: one group of what waits, on the calling thread. False where nothing
    /// waits.
    bool runWaiting();
    /// One job on the calling thread, in a transaction of its own.
    void runNow(WriteJob &job);
    /// The disk took nothing when something was last to be written (full, read-only, faulty). Over with the
    /// next probe that succeeds.
    [[nodiscard]] bool isStuck() const { return m_stuck; }

private:
    struct Worker {
        std::unique_ptr<Link> link;
        std::mutex gate; ///< the link's: held from begin() to the commit
        std::thread thread;
    };
    struct Entry {
        explicit Entry(WriteJob &one) : job(&one) {}
        WriteJob *job;
        bool again = false;                 ///< to be run once more, later
        std::optional<domain::Error> fault; ///< its own; the group's counts for all
    };
    struct Group {
        std::vector<Entry> entries;
        /// The only one, and in a transaction without savepoints: the commit is its release.
        bool alone = false;
        bool anythingKept = false;
        std::set<ChangedScope> changedScopes;
        std::function<WriteJob *()> next; ///< further jobs of the lane; null when there are none now
    };
    void loop(Worker &worker);
    void serve(Worker &worker, KeyedJobQueues<WriteJob>::Turn turn);
    void runTurn(Worker &worker, KeyedJobQueues<WriteJob>::Turn turn);
    void place(Worker &worker, KeyedJobQueues<WriteJob>::Turn turn);
    /// Runs and commits; afterwards each entry is settled or to be run again.
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
