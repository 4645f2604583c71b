#include "hub/handlers/municipality/office_routes.h"

namespace hub {

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
