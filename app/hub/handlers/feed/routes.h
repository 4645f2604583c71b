// The calls of the change feed, the hub's state and its description.
#pragma once

#include "hub/calls/router.h"

#include <vector>

namespace hub {

[[nodiscard]] std::vector<Route> feedRoutes();
[[nodiscard]] std::vector<Route> documentRoutes();

} // namespace hub
