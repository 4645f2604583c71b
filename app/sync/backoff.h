// Growing, jittered pauses between tries.
#pragma once

#include "domain/random.h"

#include <cassert>
#include <chrono>
#include <optional>

namespace syncing {

class Backoff {
public:
    Backoff(domain::Random &random, std::chrono::milliseconds first, std::chrono::milliseconds longest)
        : m_random(random), m_first(first), m_longest(longest) {
        assert(first > first.zero() && first <= longest && "pauses grow from the first to the longest");
    }
    /// The pause after one more failure: doubled each time up to the longest, of which a random half is left
    /// out so that many desks do not come back in step. Never shorter than what the hub asked for.
    [[nodiscard]] std::chrono::milliseconds next(std::optional<std::chrono::seconds> asked = std::nullopt);
    /// The same for the given number of failures, without counting.
    [[nodiscard]] std::chrono::milliseconds
    after(int failures, std::optional<std::chrono::seconds> asked = std::nullopt) const;
    void reset() { m_failures = 0; }
    [[nodiscard]] bool hasFailed() const { return m_failures > 0; }

private:
    domain::Random &m_random;
    std::chrono::milliseconds m_first;
    std::chrono::milliseconds m_longest;
    int m_failures = 0;
};

} // namespace syncing
