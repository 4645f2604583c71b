#include "sync/backoff.h"

#include <algorithm>

namespace syncing {

std::chrono::milliseconds Backoff::next(std::optional<std::chrono::seconds> asked) {
    return after(++m_failures, asked);
}

std::chrono::milliseconds Backoff::after(int failures, std::optional<std::chrono::seconds> asked) const {
    constexpr int mostDoublings = 30;
    std::chrono::milliseconds full = m_first;
    for (int doubling = 1; doubling < std::min(failures, mostDoublings) && full < m_longest; ++doubling) {
        full *= 2;
    }
    full = std::max(std::min(full, m_longest), std::chrono::milliseconds(1));
    const auto leftOut = m_random.below(static_cast<std::uint64_t>(full.count() / 2) + 1);
    const auto pause = full - std::chrono::milliseconds(leftOut);
    return asked ? std::max<std::chrono::milliseconds>(pause, *asked) : pause;
}

} // namespace syncing
