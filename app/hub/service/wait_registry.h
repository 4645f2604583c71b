// Who waits for which change. A waiting call costs its own memory, no thread and no database connection.
#pragma once

#include "hub/calls/context.h"

#include <chrono>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace hub {

/// Something that waits, owned by the registry meanwhile.
class Waiter {
public:
    virtual ~Waiter() = default;

private:
    friend class WaitRegistry;
    std::uint64_t m_place = 0; ///< in the order of coming; the registry's, under its lock
};

/// Thread-safe. Who came first is woken first. Nothing is lost between a read and its wait: the reader notes
/// the time of the registry (`sequence()`) before its transaction begins, and what was published after that
/// counts as a change at once.
class WaitRegistry {
public:
    static constexpr std::size_t everybody = std::numeric_limits<std::size_t>::max();
    using Time = std::chrono::steady_clock::time_point;
    using Scope = std::set<ChangedScope>;
    enum class Held { Waiting, Changed, Closed };

    [[nodiscard]] std::uint64_t sequence() const;
    /// Keeps `waiter` until something in `scope` is published or `deadline` comes; or says why not.
    Held hold(const std::shared_ptr<Waiter> &waiter, Scope scope, std::uint64_t since, Time deadline);
    /// False when it didn't wait (any more).
    bool remove(const Waiter *waiter);
    /// Those who wait for one of `touched`; they are no longer held.
    [[nodiscard]] std::vector<std::shared_ptr<Waiter>> publish(const Scope &touched);
    /// Everybody: anything may have changed.
    [[nodiscard]] std::vector<std::shared_ptr<Waiter>> publishAll();
    /// Those whose deadline has come, the earliest first, at most so many.
    [[nodiscard]] std::vector<std::shared_ptr<Waiter>> takeDue(Time now, std::size_t most = everybody);
    [[nodiscard]] std::vector<std::shared_ptr<Waiter>> close();
    /// The earliest deadline, or `otherwise`.
    [[nodiscard]] Time nextDeadline(Time otherwise) const;
    [[nodiscard]] std::size_t size() const;

private:
    struct Entry {
        std::shared_ptr<Waiter> waiter;
        Scope scope;
        Time deadline;
    };
    [[nodiscard]] bool publishedSince(const ChangedScope &wanted, std::uint64_t since) const;
    using Place = std::uint64_t;
    void collect(const ChangedScope &touched, std::set<Place> &found) const;
    std::shared_ptr<Waiter> takeOut(Place place);
    std::vector<std::shared_ptr<Waiter>> takeAll();

    mutable std::mutex m_mutex;
    bool m_closed = false;
    std::uint64_t m_sequence = 0;
    std::uint64_t m_lastOfAll = 0; ///< publishAll()
    /// When each key was last published; ("M", "") is a change of the whole municipality.
    std::map<ChangedScope, std::uint64_t> m_lastOfKey;
    std::map<std::string, std::uint64_t> m_lastOfMunicipality;
    Place m_lastPlace = 0;
    std::map<Place, Entry> m_entries;
    std::set<std::pair<ChangedScope, Place>> m_byKey;
    std::set<std::pair<Time, Place>> m_byDeadline;
};

/// What changed, as lines for other hubs of the database; each line at most a few kilobytes long.
[[nodiscard]] std::vector<std::string> textsOf(const WaitRegistry::Scope &touched);
[[nodiscard]] WaitRegistry::Scope touchedIn(std::string_view text);

} // namespace hub
