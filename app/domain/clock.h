// The interface through which all code gets the time; nothing else reads the system clock.
#pragma once

#include <chrono>
#include <memory>

namespace domain {

/// A point in time in UTC and whole seconds, as JSON carries it (RFC 3339 without a fraction).
using Instant = std::chrono::sys_seconds;

/// The source of the current time. Any thread may call it.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual std::chrono::sys_time<std::chrono::milliseconds> nowMs() const = 0;
    [[nodiscard]] Instant now() const { return std::chrono::floor<std::chrono::seconds>(nowMs()); }
    /// The time since some fixed moment on a monotonic clock, which also counts while the machine sleeps. For
    /// a clock that is never set it equals nowMs().
    [[nodiscard]] virtual std::chrono::milliseconds steady() const { return nowMs().time_since_epoch(); }
};

/// The operating system's clock. Only compositions (`app/programs`) and benches make one.
[[nodiscard]] std::unique_ptr<Clock> systemClock();

/// A clock that only moves when it is told to, for tests, simulation and training.
/// Thread-safe.
class ManualClock final : public Clock {
public:
    explicit ManualClock(Instant start);
    ~ManualClock() override;
    [[nodiscard]] std::chrono::sys_time<std::chrono::milliseconds> nowMs() const override;
    void set(Instant now);
    void advance(std::chrono::milliseconds by);
    /// Simulates that somebody sets the clock: now() changes, but steady() does not.
    void leap(std::chrono::milliseconds by);
    [[nodiscard]] std::chrono::milliseconds steady() const override;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace domain
