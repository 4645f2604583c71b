// Passes changes of the store to the services that show them, on the GUI thread.
#pragma once

#include "desk/proxies/data_thread.h"
#include "services/delays.h"
#include "services/desk.h"
#include "services/facilities.h"
#include "services/reservations.h"
#include "services/slots.h"
#include "services/types.h"
#include "services/waitlist.h"

#include <QList>

namespace services {

/// Passes the changes from the data thread to the services that show them.
class ChangeRouter : public QObject {
    Q_OBJECT
public:
    ChangeRouter(DataThread &data, Reservations &reservations, Slots &slotBook, Facilities &facilities,
                 Delays &delays, Notices &notices, Waitlist &waitlist);

private:
    void deliver(const QList<EntityKey> &changed);

    Reservations &m_reservations;
    Slots &m_slots;
    Facilities &m_facilities;
    Delays &m_delays;
    Notices &m_notices;
    Waitlist &m_waitlist;
};

} // namespace services
