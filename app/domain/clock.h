// Time comes in through here; nothing else reads the system clock.
#pragma once

#include <chrono>
#include <memory>

namespace domain {

/// A point in time, UTC, whole seconds: the wire carries no more (RFC 3339 without a fraction).
using Instant = std::chrono::sys_seconds;

/// Where "now" comes from. Implementations may be called from any thread.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual std::chrono::sys_time<std::chrono::milliseconds> nowMs() const = 0;
    [[nodiscard]] Instant now() const { return std::chrono::floor<std::chrono::seconds>(nowMs()); }
    /// How much time has passed since some moment of its own: by a clock that nobody sets, which counts on
    /// while the machine sleeps. Of a clock that is never set, the same as nowMs().
    [[nodiscard]] virtual std::chrono::milliseconds steady() const { return nowMs().time_since_epoch(); }
};

/// The operating system's clock. Only compositions (`app/programs`) and benches make one.
[[nodiscard]] std::unique_ptr<Clock> systemClock();

/// A clock that stands still until somebody moves it: for tests, simulation and training scenarios.
/// Thread-safe.
class ManualClock final : public Clock {
public:
    explicit ManualClock(Instant start);
    ~ManualClock() override;
    [[nodiscard]] std::chrono::sys_time<std::chrono::milliseconds> nowMs() const override;
    void set(Instant now);
    void advance(std::chrono::milliseconds by);
    /// As where somebody sets the clock: it says another time, and none has passed.
    void leap(std::chrono::milliseconds by);
    [[nodiscard]] std::chrono::milliseconds steady() const override;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace domain
