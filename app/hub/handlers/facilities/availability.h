// What a parents' system shows of a facility's slots.
#pragma once

#include "hub/calls/router.h"

namespace hub {

/// `GET /v1/facilities/{id}/availability?from=&to=`: open slots with the seats that are left; four weeks from
/// today where nothing is said, at most 184 days.
[[nodiscard]] HandlerResult getAvailability(const Request &request, Context &context);

} // namespace hub
