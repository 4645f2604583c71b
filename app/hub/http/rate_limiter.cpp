#include "hub/http/rate_limiter.h"

#include <algorithm>
#include <cmath>

namespace hub {
namespace {

constexpr std::size_t sweepAbove = 10'000;

double secondsBetween(RateLimiter::Time from, RateLimiter::Time to) {
    return std::max(0.0, std::chrono::duration<double>(to - from).count());
}

} // namespace

Allowance RateLimiter::take(const std::string &who, Time now, int factor) {
    return isOn() ? allowanceOf(who, now, m_perMinute * factor, Taking::Yes) : Allowance();
}

Allowance RateLimiter::look(const std::string &who, Time now) {
    return isOn() ? allowanceOf(who, now, m_perMinute, Taking::No) : Allowance();
}

Allowance RateLimiter::allowanceOf(const std::string &who, Time now, int perMinute, Taking taking) {
    const double burst = std::max(1.0, perMinute / 2.0);
    const double perSecond = perMinute / 60.0;
    const std::scoped_lock lock(m_mutex);
    if (m_buckets.size() > sweepAbove) {
        forgetIdle(now);
    }
    Bucket &bucket = m_buckets.try_emplace(who, Bucket{burst, now}).first->second;
    bucket.tokens = std::min(burst, bucket.tokens + secondsBetween(bucket.filled, now) * perSecond);
    bucket.filled = std::max(bucket.filled, now);
    Allowance allowance{.granted = bucket.tokens >= 1, .perMinute = perMinute};
    if (allowance.granted && taking == Taking::Yes) {
        bucket.tokens -= 1;
    }
    allowance.remaining = static_cast<int>(bucket.tokens);
    const double missing = allowance.granted ? burst - bucket.tokens : 1 - bucket.tokens;
    allowance.wait = std::chrono::seconds(std::max(1L, std::lround(std::ceil(missing / perSecond))));
    return allowance;
}

void RateLimiter::forgetIdle(Time now) {
    // A bucket that was unused for a minute is full again, so it can be removed.
    std::erase_if(m_buckets,
                  [now](const auto &entry) { return secondsBetween(entry.second.filled, now) > 60; });
}

} // namespace hub
