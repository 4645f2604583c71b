// All calls of the hub.
#pragma once

#include "hub/calls/router.h"

#include <vector>

namespace hub {

/// All of them, as a service serves them (without what is only there for training).
[[nodiscard]] std::vector<Route> hubRoutes();

} // namespace hub
