#include "hub/calls/route_kinds.h"

#include <utility>

namespace hub {

Route reading(std::string_view pattern, Handler handler) {
    return {.method = "GET", .pattern = pattern, .handler = std::move(handler)};
}

Route writing(std::string_view method, std::string_view pattern, Handler handler) {
    return {.method = method,
            .pattern = pattern,
            .work = Work::Write,
            .idempotency = Idempotency::Required,
            .handler = std::move(handler)};
}

Route runInline(Route route) {
    route.runsInline = true;
    return route;
}

Route prefetching(Prefetch prefetch, Route route) {
    route.prefetch = std::move(prefetch);
    return route;
}

} // namespace hub
