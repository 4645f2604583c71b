// The hub's log: one JSON object a line on standard error. Routes, states, times and ids of requests; never a
// path with its ids, a body, a name or an address.
#pragma once

#include "domain/clock.h"
#include "hub/ops/metrics.h"

#include <string>

namespace hub::ops {

enum class LogLevel : std::uint8_t { Off, Faults, All };

/// One line, without its end: what --log all writes for every answered call and --log faults for those from
/// 500.
[[nodiscard]] std::string logLine(const Metrics::Call &call, domain::Instant now);
/// A listener for Metrics.
[[nodiscard]] Metrics::Listener logTo(LogLevel level, const domain::Clock &clock);

} // namespace hub::ops
