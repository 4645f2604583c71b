#include "hub/records/reservation_store.h"

#include "hub/calls/answers.h"
#include "hub/db/read.h"
#include "wire/records_json.h"

namespace hub {

using domain::Instant;
using domain::RecordKind;
using domain::Reservation;
using domain::Result;

namespace {

Value secondsOf(const std::optional<Instant> &instant) {
    return instant ? Value(static_cast<std::int64_t>(instant->time_since_epoch().count())) : Value();
}

constexpr std::string_view knownSql = "SELECT 1 FROM reservation WHERE id = $1";

constexpr std::string_view placedSql =
    "SELECT " HUB_RECORD_COLUMNS ", " HUB_FACILITY_COLUMNS " FROM record r "
    "JOIN facility f ON f.id = r.facility_id WHERE r.id = $1 AND r.kind = 'reservation'";

std::int64_t classBits(const Reservation &value) {
    return static_cast<std::int64_t>(value.ageClasses.to_ulong());
}

bool isOver(const SlotRow &slot, Instant now, BookingRules::Until until) {
    switch (until) {
    case BookingRules::Until::Start:
        return now >= slot.startsAt;
    case BookingRules::Until::EndOfDay:
        return domain::dateOf(now) > slot.date();
    case BookingRules::Until::Ever:
        return false;
    }
    return true;
}

} // namespace

Result<StoredReservation> reservationIn(StoredRecord record) {
    auto value = record.text.readBy(wire::reservationFromJson);
    if (!value) {
        return domain::fail(domain::ErrorKind::Bug, "unreadable-record");
    }
    return StoredReservation{std::move(*value), std::move(record.municipality), std::move(record.madeBy),
                             std::move(record.text)};
}

Result<std::optional<StoredReservation>> findReservation(Connection &db, std::string_view id) {
    auto record = findRecord(db, RecordKind::Reservation, id);
    if (!record) {
        return domain::passOn(record);
    }
    if (!*record) {
        return std::nullopt;
    }
    return reservationIn(std::move(**record));
}

Result<std::optional<PlacedRecord>> findPlacedReservation(Connection &db, std::string_view id) {
    return firstRow(db, placedSql, {id}, [](const Rows &row) {
        return PlacedRecord{recordRow(row), facilityRow(row, recordColumnCount)};
    });
}

void prefetchPlacedReservation(Connection &db, std::string_view id) {
    db.prefetch(placedSql, {id});
}

Result<std::vector<std::string>> familiesOf(Connection &db, std::string_view slotId) {
    std::vector<std::string> ids;
    auto read =
        eachRow(db,
                "SELECT id FROM reservation WHERE slot_id = $1 AND status IN ('requested', 'approved') "
                "ORDER BY requested_at, id",
                {slotId}, [&ids](const Rows &row) { ids.emplace_back(row.text(0)); });
    if (!read) {
        return domain::passOn(read);
    }
    return ids;
}

void prefetchNewReservation(Connection &db, std::string_view id) {
    db.prefetch(knownSql, {id});
}

void putReservation(ChangeSet &changes, StoredReservation &reservation) {
    const Reservation &value = reservation.value;
    reservation.text = RecordText(RecordKind::Reservation, wire::textsOf(value));
    changes.put({.kind = RecordKind::Reservation,
                 .id = value.id.text(),
                 .facility = value.facilityId.text(),
                 .version = value.meta.version,
                 .text = reservation.text,
                 .madeBy = reservation.madeBy});
}

Result<void> storeBooking(Context &context, ChangeSet &changes, const SlotRow &slot,
                          StoredReservation &reservation) {
    Reservation &value = reservation.value;
    value.meta = {1, context.now(), context.now()};
    const auto known = firstRow(context.db, knownSql, {value.id.text()}, [](const Rows &) { return true; });
    if (!known || *known) {
        return known ? domain::fail(domain::ErrorKind::Conflict, "constraint") : domain::passOn(known);
    }
    auto written =
        run(context.db,
            "INSERT INTO reservation (id, slot_id, facility_id, status, starts_at, requested_at, "
            "decision_due_at, made_by, channel, age_classes, decided_at, "
            "version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)",
            {value.id.text(), slot.id, slot.facility.id, domain::nameOf(value.status),
             secondsOf(slot.startsAt), secondsOf(value.requestedAt), secondsOf(value.decisionDueAt),
             reservation.madeBy, value.channel, classBits(value), secondsOf(value.decidedAt)});
    if (!written) {
        return written;
    }
    if (domain::takesSeat(value.status)) {
        if (auto taken = takeSeat(context, changes, slot); !taken) {
            return taken;
        }
    }
    putReservation(changes, reservation);
    return {};
}

Result<void> storeChange(Context &context, ChangeSet &changes, StoredReservation &reservation,
                         Instant startsAt) {
    Reservation &value = reservation.value;
    value.meta.version += 1;
    value.meta.updatedAt = context.now();
    putReservation(changes, reservation);
    return run(context.db,
               "UPDATE reservation SET slot_id = $1, status = $2, starts_at = $3, version = $4, "
               "age_classes = $5, decided_at = $6, decided_automatically = $7 WHERE id = $8",
               {value.slotId.text(), domain::nameOf(value.status), secondsOf(startsAt), value.meta.version,
                classBits(value), secondsOf(value.decidedAt), value.decidedAutomatically ? 1 : 0,
                value.id.text()});
}

std::vector<domain::FieldError> placeFaults(const SlotRow &slot, Instant now, BookingRules rules) {
    const auto fault = [](const char *code, domain::Params params = {}) {
        return std::vector<domain::FieldError>{{"/slot_id", code, std::move(params)}};
    };
    if (slot.status != domain::nameOf(domain::SlotStatus::Open)) {
        return fault("slot-not-open");
    }
    if (isOver(slot, now, rules.until)) {
        return fault("slot-past");
    }
    if (slot.facility.isClosedOn(slot.date())) {
        return fault("closed-day", {{"date", domain::textOf(slot.date())}});
    }
    if (rules.windows && slot.opensAt && now < *slot.opensAt) {
        return fault("not-yet-open", {{"opens_at", domain::textOf(*slot.opensAt)}});
    }
    if (rules.windows && slot.closesAt && now >= *slot.closesAt) {
        return fault("booking-closed", {{"closes_at", domain::textOf(*slot.closesAt)}});
    }
    return {};
}

} // namespace hub
