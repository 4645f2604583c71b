// Creates many slots at once, all or none.
#pragma once

#include "hub/calls/router.h"

namespace hub {

/// `POST /v1/slots/batch`: slots with the series to which they belong. Conflict "slot-overlap" with one item
/// for each overlapping slot, unless `allow_overlap` is set.
[[nodiscard]] HandlerResult createManySlots(const Request &request, Context &context);

} // namespace hub
