// The compact texts in which a facility's row keeps its open time.
#pragma once

#include "domain/open_time.h"

#include <set>
#include <string>
#include <vector>

namespace hub {

/// "1 480 1080;2 480 1080": weekday, minutes from and to.
[[nodiscard]] std::string hoursText(const std::vector<domain::OpenHours> &hours);

/// "2026-12-29,2026-12-30"
[[nodiscard]] std::string daysText(const std::set<domain::LocalDate> &days);

} // namespace hub
