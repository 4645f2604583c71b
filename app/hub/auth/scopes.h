// What a connected system's token may be used for (OAuth 2.0 scopes), besides which facilities it reaches.
#pragma once

#include "hub/calls/router.h"

#include <optional>
#include <string>
#include <string_view>

namespace hub::auth {

/// All there are, in the order in which they are always written:
/// "availability"        facilities, their slots and free seats
/// "reservations:read"   the feed and the reservations that the system made
/// "reservations:write"  booking, withdrawing, moving to another slot
/// "webhooks"            its webhooks and their deliveries
inline constexpr std::string_view allScopes = "availability reservations:read reservations:write webhooks";

/// The wished ones, in order and each once, if all of them are in `allowed`; `allowed` itself where nothing
/// is wished.
[[nodiscard]] std::optional<std::string> grantedScopes(std::string_view wished, std::string_view allowed);

/// Forbidden "forbidden" with param "scope" where the caller is a connected system whose token lacks the
/// scope that the call needs. Calls that this file does not know need "availability" to read and
/// "reservations:write" to change.
[[nodiscard]] domain::Result<void> checkScope(const Caller &caller, const Route &route);

} // namespace hub::auth
