// The routes of slots, series and closures.
#pragma once

#include "hub/calls/router.h"

#include <vector>

namespace hub {

[[nodiscard]] std::vector<Route> slotRoutes();

} // namespace hub
