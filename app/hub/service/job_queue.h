// A queue between threads. After it is closed, queued items are still served, and no new ones are accepted.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <limits>
#include <mutex>
#include <optional>
#include <utility>

namespace hub {

template <class T> class WorkQueue {
public:
    static constexpr std::size_t unbounded = std::numeric_limits<std::size_t>::max();
    enum class Push { Taken, Full, Closed };

    /// Moves from `item` only if the item is accepted.
    Push push(T &item, std::size_t limit = unbounded) {
        {
            const std::scoped_lock lock(m_mutex);
            if (m_closed) {
                return Push::Closed;
            }
            if (m_items.size() >= limit) {
                return Push::Full;
            }
            m_items.push_back(std::move(item));
        }
        m_changed.notify_one();
        return Push::Taken;
    }

    /// Waits for an item. Empty once the queue is closed and all items are served.
    std::optional<T> pop() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_closed || !m_items.empty(); });
        return takeFirst();
    }

    /// Empty if no item waits.
    std::optional<T> tryPop() {
        const std::scoped_lock lock(m_mutex);
        return takeFirst();
    }

    void close() {
        {
            const std::scoped_lock lock(m_mutex);
            m_closed = true;
        }
        m_changed.notify_all();
    }

private:
    std::optional<T> takeFirst() {
        if (m_items.empty()) {
            return std::nullopt;
        }
        std::optional<T> item(std::move(m_items.front()));
        m_items.pop_front();
        return item;
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<T> m_items;
    bool m_closed = false;
};

} // namespace hub
