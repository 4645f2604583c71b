// Notices as the hub's status says them.
#pragma once

#include "hub/calls/context.h"

#include <string>
#include <vector>

namespace hub {

/// The texts of the hub operators' notices to everyone that are shown now, oldest first.
[[nodiscard]] domain::Result<std::vector<std::string>> currentNotices(Connection &db, domain::Instant now);

} // namespace hub
