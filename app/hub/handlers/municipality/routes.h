// The routes of municipalities: delays, audit, notices, statistics and accounts.
#pragma once

#include "hub/calls/router.h"

#include <vector>

namespace hub {

[[nodiscard]] std::vector<Route> municipalityRoutes();
[[nodiscard]] std::vector<Route> auditEventRoutes();
[[nodiscard]] std::vector<Route> noticeRoutes();
[[nodiscard]] std::vector<Route> statisticsRoutes();
[[nodiscard]] std::vector<Route> userRoutes();

} // namespace hub
