#include "hub/records/slot_store.h"

#include "domain/validate.h"
#include "hub/db/read.h"
#include "hub/records/stored_id.h"
#include "wire/records_json.h"

namespace hub {

using domain::Instant;
using domain::RecordKind;
using domain::Result;
using domain::Slot;

namespace {

std::optional<Instant> instantAt(const Rows &row, int column) {
    return row.isNull(column) ? std::nullopt
                              : std::optional(Instant(std::chrono::seconds(row.integer(column))));
}

Value slotSeconds(Instant instant) {
    return Value(static_cast<std::int64_t>(instant.time_since_epoch().count()));
}
Value slotSeconds(const std::optional<Instant> &instant) {
    return instant ? slotSeconds(*instant) : Value();
}
Value numberOrNull(const std::optional<int> &number) {
    return number ? Value(*number) : Value();
}

SlotRow slotRow(const Rows &row) {
    SlotRow slot;
    slot.id = row.text(0);
    slot.startsAt = *instantAt(row, 1);
    slot.endsAt = *instantAt(row, 2);
    slot.seats = static_cast<int>(row.integer(3));
    slot.seatsTaken = static_cast<int>(row.integer(4));
    slot.seatsVersion = row.integer(5);
    slot.acceptedAges = domain::AgeClasses(static_cast<unsigned long long>(row.integer(6)));
    slot.visitorsPerFamily = row.isNull(7) ? std::nullopt : std::optional(static_cast<int>(row.integer(7)));
    slot.opensAt = instantAt(row, 8);
    slot.closesAt = instantAt(row, 9);
    slot.cancelUntil = instantAt(row, 10);
    slot.status = row.text(11);
    slot.createdAt = *instantAt(row, 12);
    slot.version = row.integer(13);
    slot.facility = facilityRow(row, 14);
    return slot;
}

struct Count {
    int taken = 0;
    std::int64_t version = 0;
};
Count countIn(const Rows &row) {
    return {static_cast<int>(row.integer(0)), row.integer(1)};
}

void putSeats(ChangeSet &changes, const std::string &facility, const domain::SlotSeats &seats) {
    changes.put({.kind = RecordKind::SlotSeats,
                 .id = seats.slotId.text(),
                 .facility = facility,
                 .version = seats.meta.version,
                 .text = {RecordKind::SlotSeats, wire::textsOf(seats)}});
}

void keepSlot(ChangeSet &changes, const Slot &slot) {
    changes.put({.kind = RecordKind::Slot,
                 .id = slot.id.text(),
                 .facility = slot.facilityId.text(),
                 .version = slot.meta.version,
                 .text = {RecordKind::Slot, wire::textsOf(slot)}});
}

constexpr std::string_view slotSql =
    "SELECT s.id, s.starts_at, s.ends_at, s.seats, s.seats_taken, s.seats_version, s.accepted_ages, "
    "s.visitors_per_family, s.opens_at, s.closes_at, s.cancel_until, "
    "s.status, s.created_at, s.version, " HUB_FACILITY_COLUMNS
    " FROM slot s JOIN facility f ON f.id = s.facility_id WHERE s.id = $1";

/// The database refuses the update if the count has changed since it was read, or if it does not fit the
/// seats.
Result<void> count(Context &context, ChangeSet &changes, const SlotRow &slot, int step) {
    const auto id = storedId<domain::SlotId>(slot.id);
    if (!id) {
        return domain::passOn(id);
    }
    putSeats(changes, slot.facility.id,
             {.slotId = *id,
              .meta = {slot.seatsVersion + 1, slot.createdAt, context.now()},
              .seatsTaken = slot.seatsTaken + step});
    return run(context.db,
               "UPDATE slot SET seats_taken = CASE WHEN seats_version = $1 THEN seats_taken + $2 END, "
               "seats_version = seats_version + 1 WHERE id = $3",
               {slot.seatsVersion, step, slot.id});
}

} // namespace

Result<std::optional<SlotRow>> findSlot(Connection &db, std::string_view id) {
    return firstRow(db, slotSql, {id}, slotRow);
}

void prefetchSlot(Connection &db, std::string_view id) {
    db.prefetch(slotSql, {id});
}

Result<void> takeSeat(Context &context, ChangeSet &changes, const SlotRow &slot) {
    if (slot.seatsTaken >= slot.seats) {
        return domain::fail(domain::ErrorKind::Conflict, "slot-full", {{"slot_id", slot.id}});
    }
    return count(context, changes, slot, 1);
}

Result<void> freeSeat(Context &context, ChangeSet &changes, const SlotRow &slot) {
    return count(context, changes, slot, -1);
}

std::vector<domain::FieldError> offerFaults(const Slot &slot, const FacilityRow &facility, Instant now) {
    auto faults = domain::validate(slot, now);
    if (slot.date.ok() && facility.isClosedOn(slot.date)) {
        faults.push_back({"/date", "closed-day", {{"date", domain::textOf(slot.date)}}});
    }
    return faults;
}

Result<std::vector<domain::FieldError>> seriesFaults(Connection &db, const Slot &slot) {
    std::vector<domain::FieldError> faults;
    if (!slot.seriesId) {
        return faults;
    }
    const auto series = findRecord(db, RecordKind::Series, slot.seriesId->text());
    if (!series) {
        return domain::passOn(series);
    }
    if (!*series || (*series)->deleted || (*series)->facility != slot.facilityId.text()) {
        faults.push_back({"/series_id", "not-found", {}});
    }
    return faults;
}

Result<void> createSlot(Context &context, ChangeSet &changes, Slot &slot) {
    slot.meta = {1, context.now(), context.now()};
    auto written =
        run(context.db,
            "INSERT INTO slot (id, facility_id, starts_at, ends_at, seats, accepted_ages, "
            "visitors_per_family, opens_at, "
            "closes_at, cancel_until, status, created_at, version) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)",
            {slot.id.text(), slot.facilityId.text(), slotSeconds(domain::toInstant(slot.date, slot.start)),
             slotSeconds(domain::toInstant(slot.date, slot.end)), slot.seats,
             static_cast<std::int64_t>(slot.acceptedAges.to_ulong()), numberOrNull(slot.visitorsPerFamily),
             slotSeconds(slot.opensAt), slotSeconds(slot.closesAt), slotSeconds(slot.cancelUntil),
             domain::nameOf(slot.status), slotSeconds(slot.meta.createdAt)});
    if (!written) {
        return written;
    }
    keepSlot(changes, slot);
    putSeats(changes, slot.facilityId.text(),
             {.slotId = slot.id, .meta = {1, slot.meta.createdAt, context.now()}, .seatsTaken = 0});
    return {};
}

Result<void> changeSlot(Context &context, ChangeSet &changes, Slot &slot) {
    slot.meta.version += 1;
    slot.meta.updatedAt = context.now();
    keepSlot(changes, slot);
    return run(context.db,
               "UPDATE slot SET starts_at = $1, ends_at = $2, seats = $3, accepted_ages = $4, "
               "visitors_per_family = $5, "
               "opens_at = $6, closes_at = $7, cancel_until = $8, status = $9, version = $10 WHERE id = $11",
               {slotSeconds(domain::toInstant(slot.date, slot.start)),
                slotSeconds(domain::toInstant(slot.date, slot.end)), slot.seats,
                static_cast<std::int64_t>(slot.acceptedAges.to_ulong()), numberOrNull(slot.visitorsPerFamily),
                slotSeconds(slot.opensAt), slotSeconds(slot.closesAt), slotSeconds(slot.cancelUntil),
                domain::nameOf(slot.status), slot.meta.version, slot.id.text()});
}

Result<void> deleteSlot(Context &context, ChangeSet &changes, const Slot &slot) {
    const std::string id = slot.id.text();
    const std::string facility = slot.facilityId.text();
    auto count =
        firstRow(context.db,
                 "UPDATE slot SET status = 'deleted', version = version + 1, "
                 "seats_version = seats_version + 1 WHERE id = $1 RETURNING seats_taken, seats_version",
                 {id}, countIn);
    if (!count || !*count) {
        return count ? Result<void>() : domain::passOn(count);
    }
    changes.put({.kind = RecordKind::Slot,
                 .id = id,
                 .facility = facility,
                 .version = slot.meta.version + 1,
                 .deleted = true});
    changes.put({.kind = RecordKind::SlotSeats,
                 .id = id,
                 .facility = facility,
                 .version = (*count)->version,
                 .deleted = true});
    return {};
}

} // namespace hub
