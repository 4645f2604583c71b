// The latest time that a hub on this database has accepted as correct (hub/calls/clock_guard.h).
#pragma once

#include "domain/clock.h"
#include "hub/db/database.h"

#include <optional>

namespace hub {

/// How far a clock may be ahead of the believed time.
inline constexpr std::chrono::hours believedLeap{24};

/// Empty if no time has been stored yet.
[[nodiscard]] domain::Result<std::optional<domain::Instant>> lastBelievedTime(Connection &db);
/// Stores `now` as believed. Used when a person confirms the clock, and for a restored backup.
[[nodiscard]] domain::Result<void> believeTime(Connection &db, domain::Instant now);
/// Whether `now` is believable, judged without a monotonic clock. For cleanup beside a call, which can wait
/// for a later call.
[[nodiscard]] domain::Result<bool> isBelievable(Connection &db, domain::Instant now);

} // namespace hub
