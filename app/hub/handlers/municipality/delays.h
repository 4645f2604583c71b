// Late answers of the facilities of a municipality.
#pragma once

#include "hub/calls/router.h"

namespace hub {

/// `GET /v1/municipalities/{code}/delays`: facilities with requests that are late, almost late or close to
/// their visit, worst first.
[[nodiscard]] HandlerResult getDelays(const Request &request, Context &context);

} // namespace hub
