// Whom a change concerns: the one place that knows which records each list of the windows is made of.
#pragma once

#include "services/types.h"

#include <QList>

namespace services {

/// What each service has to tell. A part that is empty is not told.
struct ChangeRoutes {
    ReservationsChanged reservations;
    QList<EntityKey> slotBook; ///< of a reservation, too: a slot shows how many families it has
    QList<EntityKey> facilities;
    bool delays = false;
    bool notices = false;
    bool waitlist = false;
};

/// From the records alone, however many they are: nothing is looked up.
[[nodiscard]] ChangeRoutes routesOf(const QList<EntityKey> &changed);

/// Opening times and thresholds are made of records of this kind.
[[nodiscard]] bool movesCalendars(domain::RecordKind kind);

} // namespace services
