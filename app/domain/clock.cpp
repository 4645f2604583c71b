#include "domain/clock.h"

#include "platform/times.h"

#include <atomic>

namespace domain {
namespace {

using Milliseconds = std::chrono::sys_time<std::chrono::milliseconds>;

class SystemClock final : public Clock {
public:
    [[nodiscard]] Milliseconds nowMs() const override {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
    [[nodiscard]] std::chrono::milliseconds steady() const override { return platform::sinceBoot(); }
};

} // namespace

std::unique_ptr<Clock> systemClock() {
    return std::make_unique<SystemClock>();
}

struct ManualClock::State {
    std::atomic<std::int64_t> ms{0};
    std::atomic<std::int64_t> leapt{0};
};

ManualClock::ManualClock(Instant start) : m_state(std::make_unique<State>()) {
    set(start);
}

ManualClock::~ManualClock() = default;

Milliseconds ManualClock::nowMs() const {
    return Milliseconds(std::chrono::milliseconds(m_state->ms.load()));
}

void ManualClock::set(Instant now) {
    m_state->ms = Milliseconds(now).time_since_epoch().count();
}

void ManualClock::advance(std::chrono::milliseconds by) {
    m_state->ms += by.count();
}

void ManualClock::leap(std::chrono::milliseconds by) {
    m_state->leapt += by.count();
    m_state->ms += by.count();
}

std::chrono::milliseconds ManualClock::steady() const {
    return std::chrono::milliseconds(m_state->ms.load() - m_state->leapt.load());
}

} // namespace domain
