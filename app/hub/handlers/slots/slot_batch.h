// Many slots at once, all or nothing.
#pragma once

#include "hub/calls/router.h"

namespace hub {

/// `POST /v1/slots/batch`: slots with the series they come from. Conflict "slot-overlap" with one item for
/// each slot that stands in the way, unless `allow_overlap`.
[[nodiscard]] HandlerResult createManySlots(const Request &request, Context &context);

} // namespace hub
