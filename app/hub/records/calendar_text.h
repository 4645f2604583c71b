// Compact texts for a facility's opening times in its row.
#pragma once

#include "domain/open_time.h"

#include <set>
#include <string>
#include <vector>

namespace hub {

/// "1 480 1080;2 480 1080": weekday, start and end in minutes.
[[nodiscard]] std::string hoursText(const std::vector<domain::OpenHours> &hours);

/// "2026-12-29,2026-12-30"
[[nodiscard]] std::string daysText(const std::set<domain::LocalDate> &days);

} // namespace hub
