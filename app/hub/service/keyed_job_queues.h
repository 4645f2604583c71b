// Queues of writing jobs by key: jobs with one key run one group after the other, different keys run in
// parallel.
#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace hub {

/// Thread-safe. After close(), queued jobs are still served and no new ones are accepted; jobs that were
/// taken may still be given back.
template <class Job> class KeyedJobQueues {
public:
    using Handle = std::unique_ptr<Job>;
    /// A queue that its taker owns alone until done().
    struct Turn {
        std::string key;
        Handle first;
        bool alone = false; ///< no other job waited in the queue
    };

    /// False after close(); `job` is then unchanged.
    bool push(const std::string &key, Handle &job) {
        {
            const std::scoped_lock lock(m_mutex);
            if (m_closed) {
                return false;
            }
            add(key, std::move(job));
        }
        m_changed.notify_one();
        return true;
    }

    /// Puts a taken job into another queue, or at the end of its own.
    void giveBack(const std::string &key, Handle job) {
        {
            const std::scoped_lock lock(m_mutex);
            add(key, std::move(job));
        }
        m_changed.notify_one();
    }

    /// Waits for a queue that has jobs and no owner. Empty once everything is closed, served and done.
    std::optional<Turn> take() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return !m_ready.empty() || (m_closed && m_queues.empty()); });
        return takeReady();
    }

    /// Like take(), without waiting. Empty if there is no such queue.
    std::optional<Turn> tryTake() {
        const std::scoped_lock lock(m_mutex);
        return takeReady();
    }

    /// The next job of a queue that the caller owns; null if none waits.
    Handle next(const std::string &name) {
        const std::scoped_lock lock(m_mutex);
        Queue &queue = m_queues[name];
        if (queue.jobs.empty()) {
            return nullptr;
        }
        Handle job = std::move(queue.jobs.front());
        queue.jobs.pop_front();
        return job;
    }

    void done(const std::string &name) {
        {
            const std::scoped_lock lock(m_mutex);
            const auto found = m_queues.find(name);
            found->second.taken = false;
            if (found->second.jobs.empty()) {
                m_queues.erase(found);
            } else {
                m_ready.push_back(name);
            }
        }
        m_changed.notify_all(); // also wakes the threads that wait for the end
    }

    void close() {
        {
            const std::scoped_lock lock(m_mutex);
            m_closed = true;
        }
        m_changed.notify_all();
    }

private:
    struct Queue {
        std::deque<Handle> jobs;
        bool taken = false;
    };
    std::optional<Turn> takeReady() {
        if (m_ready.empty()) {
            return std::nullopt;
        }
        Turn turn{.key = std::move(m_ready.front()), .first = {}};
        m_ready.pop_front();
        Queue &queue = m_queues[turn.key];
        queue.taken = true;
        turn.first = std::move(queue.jobs.front());
        queue.jobs.pop_front();
        turn.alone = queue.jobs.empty();
        return turn;
    }
    void add(const std::string &name, Handle job) {
        Queue &queue = m_queues[name];
        queue.jobs.push_back(std::move(job));
        if (!queue.taken && queue.jobs.size() == 1) {
            m_ready.push_back(name);
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<std::string, Queue> m_queues; ///< queues with jobs, and queues with an owner
    std::deque<std::string> m_ready;       ///< keys of queues that have jobs and no owner
    bool m_closed = false;
};

} // namespace hub
