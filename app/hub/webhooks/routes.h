// The routes of webhooks.
#pragma once

#include "hub/calls/router.h"

#include <vector>

namespace hub {

[[nodiscard]] std::vector<Route> webhookRoutes();

} // namespace hub
