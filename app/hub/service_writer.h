// The one writer: many calls in one group commit, each in a savepoint of its own.
#pragma once

#include "hub/context.h"
#include "hub/service_queue.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <thread>

namespace hub {

/// Something to be written. Exactly one of answer() and fail() is called, once, after the group's commit.
class WriteJob {
public:
    virtual ~WriteJob() = default;
    struct Verdict {
        bool keep = false;                  ///< false: its savepoint is rolled back
        std::optional<domain::Error> fault; ///< storage failed; the whole group is given up
        std::set<Touched> touched;
    };
    virtual Verdict run(Connection &db) = 0;
    /// The effect is durable (or was refused by the job itself).
    virtual void answer() = 0;
    /// Nothing of it happened.
    virtual void fail(const domain::Error &error) = 0;
};

class GroupWriter {
public:
    using Publish = std::function<void(const std::set<Touched> &)>;
    GroupWriter(std::unique_ptr<Link> link, Publish publish);
    ~GroupWriter();
    GroupWriter(const GroupWriter &) = delete;
    GroupWriter &operator=(const GroupWriter &) = delete;

    void start();
    /// Finishes what is queued. Idempotent.
    void stop();
    /// False after stop(); the job then is untouched.
    bool enqueue(std::unique_ptr<WriteJob> &job);
    /// One job on the calling thread, in a transaction of its own.
    void runNow(WriteJob &job);

private:
    void loop();
    /// Commits; empty when all went well.
    std::optional<domain::Error> runGroup(std::unique_ptr<WriteJob> first,
                                          std::vector<std::unique_ptr<WriteJob>> &group);
    struct Group {
        bool anythingKept = false;
        std::set<Touched> touched;
    };
    domain::Result<void> runOne(WriteJob &job, Group &group);
    domain::Result<void> finish(const Group &group);

    std::unique_ptr<Link> m_link;
    Publish m_publish;
    std::mutex m_gate; ///< the link's: held from begin() to the commit
    WorkQueue<std::unique_ptr<WriteJob>> m_queue;
    std::thread m_thread;
};

} // namespace hub
