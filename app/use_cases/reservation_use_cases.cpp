#include "use_cases/reservation_use_cases.h"

#include "use_cases/view_rows.h"

#include "domain/age_class.h"
#include "domain/text.h"
#include "domain/validate.h"
#include "wire/records_json.h"

#include <algorithm>

namespace services {
namespace {

using domain::ErrorKind;
using domain::fail;

bool isDeskChannel(const std::string &channel) {
    return channel == "phone" || channel == "counter";
}

domain::Actor actorOf(const std::optional<domain::User> &user) {
    const bool decides = user && (user->role == domain::Role::Staff || user->role == domain::Role::Manager ||
                                  user->role == domain::Role::OperatorOffice);
    return decides ? domain::Actor::Staff : domain::Actor::Municipal;
}

/// When the state was entered from which `correct` leads: the newest step's time.
std::optional<domain::Instant> enteredAt(const domain::Reservation &reservation) {
    if (!reservation.history.empty()) {
        return reservation.history.back().at;
    }
    return reservation.decidedAt;
}

domain::Result<storage::ReservationRow> storedRow(const UseCaseContext &context, domain::ReservationId id) {
    auto rows = context.store.reservationRows({id});
    if (!rows) {
        return domain::passOn(rows);
    }
    if (rows->empty()) {
        return fail(ErrorKind::NotFound, "not-found");
    }
    return std::move(rows->front());
}

domain::Result<void> isAllowed(const UseCaseContext &context, const storage::ReservationRow &row,
                               const Decision &decision) {
    const domain::TransitionCase given{.from = row.reservation.status,
                                       .call = decision.call,
                                       .actor = actorOf(context.user),
                                       .madeByPhoneOrCounter = isDeskChannel(row.reservation.channel),
                                       .reason = decision.reason,
                                       .now = context.now(),
                                       .slotStart = domain::toInstant(row.date, row.start),
                                       .decidedAt = enteredAt(row.reservation)};
    const auto state = domain::next(given);
    return state ? domain::Result<void>{} : domain::passOn(state);
}

/// One act at a time: what waits must go out or be taken back first; what was refused gives way.
domain::Result<void> isFree(const storage::ReservationRow &row) {
    if (row.pending && isUnsent(row.pending->state)) {
        return fail(ErrorKind::Conflict, "already-waiting",
                    {{"act", std::string(domain::nameOf(row.pending->act))}});
    }
    return {};
}

/// All checks that this PC can make by itself. Nothing is written before they have passed.
domain::Result<void> mayDecide(const UseCaseContext &context, const storage::ReservationRow &row,
                               const Decision &decision) {
    const auto &reservation = row.reservation;
    return unchangedSince(decision.seenVersion, reservation.meta.version,
                          wire::toJson(reservation, wire::View::Whole))
        .and_then([&] { return isAllowed(context, row, decision); })
        .and_then([&] { return isFree(row); });
}

domain::FieldErrors faultsOfBooking(const domain::Reservation &reservation, domain::LocalDate today) {
    domain::FieldErrors faults = domain::validate(reservation, today);
    if (!isDeskChannel(reservation.channel)) {
        faults.push_back({.pointer = "/channel", .code = "not-allowed"});
    }
    if (!reservation.personal) {
        faults.push_back({.pointer = "/guardian", .code = "required"});
    }
    return faults;
}

domain::Result<void> mayBook(const UseCaseContext &context, const domain::Reservation &reservation) {
    if (actorOf(context.user) != domain::Actor::Staff) {
        return fail(ErrorKind::Forbidden, "forbidden");
    }
    if (auto right = faultsOf(faultsOfBooking(reservation, domain::dateOf(context.now()))); !right) {
        return right;
    }
    const auto slot = context.store.slotRow(reservation.slotId);
    if (!slot) {
        return domain::passOn(slot);
    }
    if (slot->seatsTaken >= slot->slot.seats) { // the hub judges; this only saves a round trip
        return fail(ErrorKind::Conflict, "slot-full");
    }
    return {};
}

} // namespace

domain::Result<std::vector<domain::ReservationId>> reservationIds(const UseCaseContext &context,
                                                                  const ReservationFilter &filter) {
    storage::ReservationQuery query = queryOf(filter);
    if (query.order == storage::ReservationQuery::Order::Risk) {
        query.toursUntil =
            context.calendars.unansweredToursUntil(context.store, query.facility, context.now());
    }
    const int most = std::min(filter.most.value_or(query.limit), query.limit);
    const std::string key = domain::searchKey(filter.text.toStdString());
    if (key.empty()) {
        query.limit = most;
        return context.store.reservationIds(query);
    }
    auto ids = context.store.reservationIds(query); // a text is looked for in all of them
    if (!ids) {
        return ids;
    }
    auto found = context.store.searchReservations(*ids, key);
    if (found && found->size() > static_cast<std::size_t>(most)) {
        found->resize(static_cast<std::size_t>(most));
    }
    return found;
}

domain::Result<std::vector<ReservationRow>> reservationRows(const UseCaseContext &context,
                                                            const std::vector<domain::ReservationId> &ids) {
    const auto stored = context.store.reservationRows(ids);
    if (!stored) {
        return domain::passOn(stored);
    }
    std::vector<ReservationRow> rows;
    rows.reserve(stored->size());
    for (const storage::ReservationRow &row : *stored) {
        rows.push_back(
            rowOf(row, context.calendars.of(context.store, row.reservation.facilityId), context.now()));
    }
    return rows;
}

domain::Result<int> countReservations(const UseCaseContext &context, const ReservationFilter &filter) {
    if (filter.text.trimmed().isEmpty()) {
        return context.store.countReservations(queryOf(filter));
    }
    return reservationIds(context, filter).map([](const auto &ids) { return static_cast<int>(ids.size()); });
}

domain::Result<ActReceipt> decide(const UseCaseContext &context, const Decision &decision) {
    const auto row = storedRow(context, decision.id);
    if (!row) {
        return domain::passOn(row);
    }
    if (auto may = mayDecide(context, *row, decision); !may) {
        return domain::passOn(may);
    }
    storage::Operation operation = context.operation(domain::MoveReservation{.reservation = decision.id,
                                                                             .call = decision.call,
                                                                             .reason = decision.reason,
                                                                             .message = decision.message});
    operation.baseVersion = row->reservation.meta.version;
    return context.inPlaceOf(row->pending, context.keepHeld(operation));
}

domain::Result<ActReceipt> book(const UseCaseContext &context, domain::Reservation reservation) {
    if (reservation.id.isNull()) {
        reservation.id = domain::ReservationId::make(context.clock, context.random);
    }
    if (auto may = mayBook(context, reservation); !may) {
        return domain::passOn(may);
    }
    return context.keep(context.operation(domain::Book{std::move(reservation)}));
}

} // namespace services
