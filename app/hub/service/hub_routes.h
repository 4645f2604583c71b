// The hub's complete route table.
#pragma once

#include "hub/calls/router.h"

#include <vector>

namespace hub {

/// All routes of a service, without those that only the practice hub has.
[[nodiscard]] std::vector<Route> hubRoutes();

} // namespace hub
