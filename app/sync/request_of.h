// How an act of the user is said to the hub: the only place in which a command becomes a request.
#pragma once

#include "net/hub_api.h"
#include "storage/operation.h"

namespace syncing {

/// The operation's command must have been read: monostate has no request.
[[nodiscard]] net::ApiRequest requestOf(const storage::Operation &operation);

} // namespace syncing
