// Spans of time that only the operating system knows.
#pragma once

#include <chrono>
#include <cstdint>

namespace platform {

/// Since the machine started: counts on while it sleeps, and nobody sets it.
[[nodiscard]] std::chrono::milliseconds sinceBoot();
/// Since the system started this process, to 10 ms.
[[nodiscard]] std::chrono::milliseconds sinceProcessStart();
/// The most memory that this process has held.
[[nodiscard]] std::int64_t peakMemoryKb();

} // namespace platform
