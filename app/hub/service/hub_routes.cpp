#include "hub/service/hub_routes.h"

#include "hub/auth/routes.h"
#include "hub/handlers/facilities/routes.h"
#include "hub/handlers/feed/routes.h"
#include "hub/handlers/municipality/routes.h"
#include "hub/handlers/reservations/routes.h"
#include "hub/handlers/slots/routes.h"
#include "hub/webhooks/routes.h"

#include <iterator>
#include <utility>

namespace hub {

std::vector<Route> hubRoutes() {
    std::vector<Route> all;
    for (auto *part : {authRoutes, feedRoutes, facilityRoutes, slotRoutes, reservationRoutes,
                       municipalityRoutes, approvalRuleRoutes, auditEventRoutes, followUpRoutes, importRoutes,
                       noticeRoutes, openDataRoutes, publishingRoutes, statisticsRoutes, userRoutes,
                       vacancyRoutes, waitlistRoutes, webhookRoutes, documentRoutes}) {
        std::vector<Route> routes = part();
        std::move(routes.begin(), routes.end(), std::back_inserter(all));
    }
    return all;
}

} // namespace hub
