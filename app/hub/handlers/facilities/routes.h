// The routes of facilities: profiles, lists, imports and vacancies.
#pragma once

#include "hub/calls/router.h"

#include <vector>

namespace hub {

[[nodiscard]] std::vector<Route> facilityRoutes();
[[nodiscard]] std::vector<Route> importRoutes();
[[nodiscard]] std::vector<Route> openDataRoutes();
[[nodiscard]] std::vector<Route> publishingRoutes();
[[nodiscard]] std::vector<Route> vacancyRoutes();

} // namespace hub
