// The last time that a hub of this database believed in (hub/calls/clock_guard.h).
#pragma once

#include "domain/clock.h"
#include "hub/db/database.h"

#include <optional>

namespace hub {

/// How far ahead of it a clock may be.
inline constexpr std::chrono::hours believedLeap{24};

/// Empty before the first.
[[nodiscard]] domain::Result<std::optional<domain::Instant>> lastBelievedTime(Connection &db);
/// What a person confirms, and what a restored copy begins with.
[[nodiscard]] domain::Result<void> believeTime(Connection &db, domain::Instant now);
/// Without a clock that nobody sets: for sweeps beside a call, which may as well come another time.
[[nodiscard]] domain::Result<bool> isBelievable(Connection &db, domain::Instant now);

} // namespace hub
