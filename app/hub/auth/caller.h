// Who calls, by the access token.
#pragma once

#include "hub/calls/context.h"

#include <string_view>

namespace hub {

/// Finds the caller of an access token. SignedOut "unauthenticated", "token-expired",
/// "session-ended", "device-wiped". Called inside the same transaction as the handler.
[[nodiscard]] domain::Result<Caller> callerOf(std::string_view authorizationHeader, Connection &db,
                                              const HubSettings &settings, domain::Instant now);

} // namespace hub
