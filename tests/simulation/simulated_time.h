// The one time of a simulation: whatever in this process asks for the monotonic clock hears it.
#pragma once

#include <cstdint>

namespace simulation {

/// Milliseconds since the run began.
using Ms = std::int64_t;

/// From now on std::chrono::steady_clock, QElapsedTimer and SQLite's timeouts stand at this moment. No thread
/// may wait for that clock.
void setTime(Ms now);
/// The operating system's monotonic clock, for measuring the simulation itself.
[[nodiscard]] double realSeconds();

} // namespace simulation
