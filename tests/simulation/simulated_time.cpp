#include "simulated_time.h"

#include <atomic>
#include <ctime>
#include <sys/syscall.h>
#include <unistd.h>

namespace simulation {
namespace {

/// Far from nought, where "never" and "long ago" lie for some.
constexpr Ms firstMoment = 1'000'000'000;
std::atomic<Ms> moment{-1};

int askSystem(clockid_t clock, timespec *out) {
    return static_cast<int>(::syscall(SYS_clock_gettime, clock, out));
}

} // namespace

void setTime(Ms now) {
    moment = now;
}

double realSeconds() {
    timespec time{};
    askSystem(CLOCK_MONOTONIC, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

} // namespace simulation

/// Stands in for the C library's in this program alone: libraries are bound to it when they are loaded.
extern "C" __attribute__((no_sanitize_address)) int clock_gettime(clockid_t clock, timespec *out) noexcept {
    const simulation::Ms now = simulation::moment;
    if (clock == CLOCK_REALTIME || now < 0) {
        return simulation::askSystem(clock, out);
    }
    const simulation::Ms shown = simulation::firstMoment + now;
    out->tv_sec = shown / 1000;
    out->tv_nsec = shown % 1000 * 1'000'000;
    return 0;
}
