// The hub's log: one JSON object per line on standard error. It contains routes, statuses, times and request
// ids, and never a path with its ids, a body, a name or an address.
#pragma once

#include "domain/clock.h"
#include "hub/ops/metrics.h"

#include <string>

namespace hub::ops {

enum class LogLevel : std::uint8_t { Off, Faults, All };

/// One line without its line end. --log all writes it for every answered call, --log faults for statuses from
/// 500.
[[nodiscard]] std::string logLine(const Metrics::Call &call, domain::Instant now);
/// A listener for Metrics that writes the log.
[[nodiscard]] Metrics::Listener logTo(LogLevel level, const domain::Clock &clock);

} // namespace hub::ops
