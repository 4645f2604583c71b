// OAuth 2.0 scopes: what a connected system's token permits, in addition to its set of facilities.
#pragma once

#include "hub/calls/router.h"

#include <optional>
#include <string>
#include <string_view>

namespace hub::auth {

/// All scopes, in the order in which they are always written:
/// "availability"        facilities, their slots and free seats
/// "reservations:read"   the feed and the reservations that the system made
/// "reservations:write"  booking, withdrawing, moving to another slot
/// "webhooks"            its webhooks and their deliveries
inline constexpr std::string_view allScopes = "availability reservations:read reservations:write webhooks";

/// The requested scopes, in order and without repetition, if `allowed` contains all of them; `allowed` if
/// none is requested.
[[nodiscard]] std::optional<std::string> grantedScopes(std::string_view wished, std::string_view allowed);

/// Forbidden "forbidden" with param "scope" if the caller is a connected system whose token lacks the call's
/// scope. A call that this file does not list needs "availability" to read and "reservations:write" to
/// change.
[[nodiscard]] domain::Result<void> checkScope(const Caller &caller, const Route &route);

} // namespace hub::auth
