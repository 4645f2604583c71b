// The routes of the change feed, of the hub's status and of its description.
#pragma once

#include "hub/calls/router.h"

#include <vector>

namespace hub {

[[nodiscard]] std::vector<Route> feedRoutes();
[[nodiscard]] std::vector<Route> documentRoutes();

} // namespace hub
