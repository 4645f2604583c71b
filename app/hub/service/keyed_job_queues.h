// Queues of writing jobs side by side: jobs of one lane run one group after the other, lanes run in parallel.
#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace hub {

/// Thread-safe. Can be closed: what is in it is still served, nothing new gets in. Jobs that were taken can
/// come back also after that.
template <class Job> class KeyedJobQueues {
public:
    using Handle = std::unique_ptr<Job>;
    /// A lane that its taker has for itself until done().
    struct Turn {
        std::string key;
        Handle first;
        bool alone = false; ///< nobody else waited in the lane
    };

    /// False once it is closed; the job then is untouched.
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

    /// Of a job that was taken before: into another lane, or to the end of its own.
    void giveBack(const std::string &key, Handle job) {
        {
            const std::scoped_lock lock(m_mutex);
            add(key, std::move(job));
        }
        m_changed.notify_one();
    }

    /// Waits for a lane with work that nobody has; empty once everything is closed, served and done.
    std::optional<Turn> take() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return !m_ready.empty() || (m_closed && m_queues.empty()); });
        return takeReady();
    }

    /// Empty where no lane has work that nobody has.
    std::optional<Turn> tryTake() {
        const std::scoped_lock lock(m_mutex);
        return takeReady();
    }

    /// Another job of a lane that the caller has; null where nothing waits.
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
        m_changed.notify_all(); // those who wait for the end too
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
    std::map<std::string, Queue> m_queues; ///< those with jobs, and those that somebody has
    std::deque<std::string> m_ready;       ///< lanes with jobs that nobody has
    bool m_closed = false;
};

} // namespace hub
