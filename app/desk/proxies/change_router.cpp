#include "desk/proxies/change_router.h"

#include "services/change_routes.h"

namespace services {

ChangeRouter::ChangeRouter(DataThread &data, Reservations &reservations, Slots &slotBook,
                           Facilities &facilities, Delays &delays, Notices &notices, Waitlist &waitlist)
    : m_reservations(reservations), m_slots(slotBook), m_facilities(facilities), m_delays(delays),
      m_notices(notices), m_waitlist(waitlist) {
    connect(&data, &DataThread::recordsChanged, this, &ChangeRouter::deliver);
}

void ChangeRouter::deliver(const QList<EntityKey> &changed) {
    const ChangeRoutes routes = routesOf(changed);
    if (routes.reservations.isAny()) {
        Q_EMIT m_reservations.changed(routes.reservations);
    }
    if (routes.delays) {
        Q_EMIT m_delays.changed();
    }
    if (!routes.slotBook.isEmpty()) {
        Q_EMIT m_slots.changed(routes.slotBook);
    }
    if (routes.notices) {
        Q_EMIT m_notices.changed();
    }
    if (routes.waitlist) {
        Q_EMIT m_waitlist.changed();
    }
    if (!routes.facilities.isEmpty()) {
        Q_EMIT m_facilities.changed(routes.facilities);
    }
}

} // namespace services
