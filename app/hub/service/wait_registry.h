// Registers which client waits for which change. A waiting call costs its own memory, but no thread and no
// database connection.
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

/// A waiting call. The registry owns it while it waits.
class Waiter {
public:
    virtual ~Waiter() = default;

private:
    friend class WaitRegistry;
    std::uint64_t m_place = 0; ///< order of arrival; used by the registry under its lock
};

/// Thread-safe. The first to arrive is woken first. No change is lost between a read and its wait: the reader
/// notes `sequence()` before its transaction begins, and a change published after that counts at once.
class WaitRegistry {
public:
    static constexpr std::size_t everybody = std::numeric_limits<std::size_t>::max();
    using Time = std::chrono::steady_clock::time_point;
    using Scope = std::set<ChangedScope>;
    enum class Held { Waiting, Changed, Closed };

    [[nodiscard]] std::uint64_t sequence() const;
    /// Keeps `waiter` until something in `scope` is published or `deadline` comes. The result says if it does
    /// not wait.
    Held hold(const std::shared_ptr<Waiter> &waiter, Scope scope, std::uint64_t since, Time deadline);
    /// False if `waiter` is not waiting (any more).
    bool remove(const Waiter *waiter);
    /// Removes and returns those that wait for one of `touched`.
    [[nodiscard]] std::vector<std::shared_ptr<Waiter>> publish(const Scope &touched);
    /// Removes and returns all of them, because anything may have changed.
    [[nodiscard]] std::vector<std::shared_ptr<Waiter>> publishAll();
    /// Removes and returns at most `most` of those whose deadline has come, the earliest first.
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
    std::uint64_t m_lastOfAll = 0; ///< sequence of the last publishAll()
    /// The sequence of each key's last publication; ("M", "") is a change of the whole municipality.
    std::map<ChangedScope, std::uint64_t> m_lastOfKey;
    std::map<std::string, std::uint64_t> m_lastOfMunicipality;
    Place m_lastPlace = 0;
    std::map<Place, Entry> m_entries;
    std::set<std::pair<ChangedScope, Place>> m_byKey;
    std::set<std::pair<Time, Place>> m_byDeadline;
};

/// The changes as lines for other hubs of the database; each line has at most a few kilobytes.
[[nodiscard]] std::vector<std::string> textsOf(const WaitRegistry::Scope &touched);
[[nodiscard]] WaitRegistry::Scope touchedIn(std::string_view text);

} // namespace hub
