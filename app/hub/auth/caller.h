// Finds the caller of an access token.
#pragma once

#include "hub/calls/context.h"

#include <string_view>

namespace hub {

/// Call it in the same transaction as the handler. Errors: SignedOut "unauthenticated", "token-expired",
/// "session-ended", "device-wiped".
[[nodiscard]] domain::Result<Caller> callerOf(std::string_view authorizationHeader, Connection &db,
                                              const HubSettings &settings, domain::Instant now);

} // namespace hub
