#include "hub/handlers/office_routes.h"

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

std::vector<Route> officeRoutes() {
    std::vector<Route> all;
    for (auto *part : {approvalRuleRoutes, auditEventRoutes, followUpRoutes, importRoutes, noticeRoutes,
                       openDataRoutes, publishingRoutes, statisticsRoutes, userRoutes, vacancyRoutes}) {
        std::vector<Route> routes = part();
        std::move(routes.begin(), routes.end(), std::back_inserter(all));
    }
    return all;
}

} // namespace hub
