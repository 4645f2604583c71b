#include "platform/times.h"

#include <ctime>
#include <fstream>
#include <sstream>
#include <string>
#include <sys/resource.h>
#include <unistd.h>

namespace platform {

std::chrono::milliseconds sinceBoot() {
#ifdef CLOCK_BOOTTIME
    timespec passed{};
    if (::clock_gettime(CLOCK_BOOTTIME, &passed) == 0) {
        return std::chrono::milliseconds(passed.tv_sec * std::int64_t{1000} + passed.tv_nsec / 1'000'000);
    }
#endif
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
}

std::chrono::milliseconds sinceProcessStart() {
    constexpr int startTime = 22; // proc(5)
    std::ifstream file("/proc/self/stat");
    std::string line;
    std::getline(file, line);
    const std::size_t endOfName = line.rfind(')');
    if (endOfName == std::string::npos) {
        return {};
    }
    std::istringstream behindName(line.substr(endOfName + 1));
    std::string field;
    for (int number = 3; number < startTime && behindName >> field; ++number) {
    }
    std::int64_t ticks = 0;
    behindName >> ticks;
    return sinceBoot() - std::chrono::milliseconds(ticks * 1'000 / ::sysconf(_SC_CLK_TCK));
}

std::int64_t peakMemoryKb() {
    rusage usage{};
    return ::getrusage(RUSAGE_SELF, &usage) == 0 ? usage.ru_maxrss : 0;
}

} // namespace platform
