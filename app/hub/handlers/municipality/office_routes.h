// What the calls around the daily work share, and the parts of their table.
#pragma once

#include "hub/calls/answers.h"
#include "hub/calls/route_kinds.h"
#include "hub/db/read.h"
#include "hub/records/scope.h"

namespace hub {

[[nodiscard]] std::vector<Route> approvalRuleRoutes();
[[nodiscard]] std::vector<Route> auditEventRoutes();
[[nodiscard]] std::vector<Route> followUpRoutes();
[[nodiscard]] std::vector<Route> importRoutes();
[[nodiscard]] std::vector<Route> noticeRoutes();
[[nodiscard]] std::vector<Route> openDataRoutes();
[[nodiscard]] std::vector<Route> publishingRoutes();
[[nodiscard]] std::vector<Route> statisticsRoutes();
[[nodiscard]] std::vector<Route> userRoutes();
[[nodiscard]] std::vector<Route> vacancyRoutes();

} // namespace hub
