// Late answers of a municipality's facilities.
#pragma once

#include "hub/calls/router.h"

namespace hub {

/// `GET /v1/municipalities/{code}/delays`: facilities with late, nearly late or soon starting requests, worst
/// first.
[[nodiscard]] HandlerResult getDelays(const Request &request, Context &context);

} // namespace hub
