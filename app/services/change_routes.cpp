#include "services/change_routes.h"

namespace services {
namespace {

using domain::RecordKind;

void addReservation(ChangeRoutes &routes, const EntityKey &key) {
    if (const auto id = domain::ReservationId::parse(key.id)) {
        routes.reservations.ids.insert(*id);
    }
    routes.slotBook.append(key);
}

void addSlot(ChangeRoutes &routes, const EntityKey &key) {
    if (const auto id = domain::SlotId::parse(key.id)) {
        routes.reservations.slotIds.insert(*id);
    }
    routes.slotBook.append(key);
}

void add(ChangeRoutes &routes, const EntityKey &key) {
    routes.reservations.calendars = routes.reservations.calendars || movesCalendars(key.kind);
    switch (key.kind) {
    case RecordKind::Reservation:
        return addReservation(routes, key);
    case RecordKind::Slot:
        return addSlot(routes, key);
    case RecordKind::SlotSeats: // no reservation shows how many seats are taken
    case RecordKind::Series:
    case RecordKind::Closure:
        return routes.slotBook.append(key);
    case RecordKind::Facility:
    case RecordKind::Municipality:
        return routes.facilities.append(key);
    case RecordKind::Notice:
        routes.notices = true;
        return;
    case RecordKind::WaitlistEntry:
        routes.waitlist = true;
        return;
    case RecordKind::Operator:
    case RecordKind::ApprovalRule:
    case RecordKind::Vacancy:
    case RecordKind::FollowUp:
    case RecordKind::Unknown:
        return;
    }
}

} // namespace

bool movesCalendars(RecordKind kind) {
    return kind == RecordKind::Municipality || kind == RecordKind::Facility || kind == RecordKind::Closure;
}

ChangeRoutes routesOf(const QList<EntityKey> &changed) {
    ChangeRoutes routes;
    for (const EntityKey &key : changed) {
        add(routes, key);
    }
    routes.delays = routes.reservations.isAny();
    return routes;
}

} // namespace services
