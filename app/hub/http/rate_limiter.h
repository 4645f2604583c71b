// Token buckets that limit the calls of an account on a device, or of an address before sign-in.
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <unordered_map>

namespace hub {

struct Allowance {
    bool granted = true;
    int perMinute = 0;
    int remaining = 0;
    std::chrono::seconds wait{0}; ///< until the next call is granted, or until the bucket is full again
};

/// A bucket holds half a minute's calls, which may come at once. Thread-safe.
class RateLimiter {
public:
    using Time = std::chrono::steady_clock::time_point;
    /// `perMinute` 0 means no limit.
    explicit RateLimiter(int perMinute) : m_perMinute(perMinute) {}
    [[nodiscard]] bool isOn() const { return m_perMinute > 0; }
    /// `factor` multiplies the limit for a caller that represents many users.
    [[nodiscard]] Allowance take(const std::string &who, Time now, int factor = 1);
    /// The result that take() would give; it takes nothing.
    [[nodiscard]] Allowance look(const std::string &who, Time now);

private:
    struct Bucket {
        double tokens = 0;
        Time filled;
    };
    enum class Taking : bool { No, Yes };
    [[nodiscard]] Allowance allowanceOf(const std::string &who, Time now, int perMinute, Taking taking);
    void forgetIdle(Time now);

    const int m_perMinute;
    std::mutex m_mutex;
    std::unordered_map<std::string, Bucket> m_buckets;
};

} // namespace hub
