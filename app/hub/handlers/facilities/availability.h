// The free slots of a facility for parents' systems.
#pragma once

#include "hub/calls/router.h"

namespace hub {

/// `GET /v1/facilities/{id}/availability?from=&to=`: open slots with their free seats. Without parameters it
/// covers four weeks from today; the maximum is 184 days.
[[nodiscard]] HandlerResult getAvailability(const Request &request, Context &context);

} // namespace hub
