// The calls of closures and series, which are simple records of a facility.
#pragma once

#include "hub/calls/router.h"

namespace hub {

/// A closure changes due times, so the open requests are computed again with it.
[[nodiscard]] HandlerResult putClosure(const Request &request, Context &context);
[[nodiscard]] HandlerResult patchClosure(const Request &request, Context &context);
[[nodiscard]] HandlerResult deleteClosure(const Request &request, Context &context);

/// The hub only stores a series; the desk makes the slots from it.
[[nodiscard]] HandlerResult putSeriesRecord(const Request &request, Context &context);
[[nodiscard]] HandlerResult patchSeries(const Request &request, Context &context);
[[nodiscard]] HandlerResult deleteSeries(const Request &request, Context &context);

} // namespace hub
