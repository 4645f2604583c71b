// The routes of reservations and of approval rules.
#pragma once

#include "hub/calls/router.h"

#include <vector>

namespace hub {

[[nodiscard]] std::vector<Route> reservationRoutes();
[[nodiscard]] std::vector<Route> approvalRuleRoutes();
[[nodiscard]] std::vector<Route> followUpRoutes();
[[nodiscard]] std::vector<Route> waitlistRoutes();

} // namespace hub
