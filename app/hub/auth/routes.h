// The routes of sign-in, devices, second factors and tokens.
#pragma once

#include "hub/calls/router.h"

#include <vector>

namespace hub {

[[nodiscard]] std::vector<Route> authRoutes();

} // namespace hub
