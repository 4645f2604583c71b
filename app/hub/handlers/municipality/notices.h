// The current notices for the hub's status.
#pragma once

#include "hub/calls/context.h"

#include <string>
#include <vector>

namespace hub {

/// The texts of the hub operators' notices to everybody that are shown now, oldest first.
[[nodiscard]] domain::Result<std::vector<std::string>> currentNotices(Connection &db, domain::Instant now);

} // namespace hub
