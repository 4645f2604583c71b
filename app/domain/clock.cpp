#include "domain/clock.h"

#include <atomic>

namespace domain {
namespace {

using Milliseconds = std::chrono::sys_time<std::chrono::milliseconds>;

class SystemClock final : public Clock {
public:
    [[nodiscard]] Milliseconds nowMs() const override {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
};

} // namespace

std::unique_ptr<Clock> systemClock() {
    return std::make_unique<SystemClock>();
}

struct ManualClock::State {
    std::atomic<std::int64_t> ms{0};
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

} // namespace domain
