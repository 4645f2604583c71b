// Slots, series and closures.
#include "domain/faults.h"
#include "domain/series.h"

namespace domain {
namespace {

constexpr int mostSeatsPerSlot = 500;
constexpr int mostVisitorsAllowed = 50;
constexpr std::size_t noteLength = 1000;
constexpr std::size_t meetingPlaceLength = 100;
constexpr std::size_t mostExceptions = 1000;
/// Nobody plans further ahead; a later year is a typing error.
constexpr int mostDaysAhead = 5 * 366;
/// How late a closed day may be entered.
constexpr int closureDaysBack = 31;

/// The checks that slots and series share.
template <class Record> void checkOffer(Faults &faults, const Record &record) {
    faults.requiredId("facility_id", record.facilityId);
    faults.times(record.start, record.end);
    faults.number("seats", record.seats, 1, mostSeatsPerSlot);
    if (record.visitorsPerFamily) {
        faults.number("visitors_per_family", *record.visitorsPerFamily, 1, mostVisitorsAllowed);
    }
    if (record.acceptedAges.none()) {
        faults.add("accepted_ages", "none-accepted");
    }
    faults.text("note", record.note, noteLength, TextShape::Multiline);
}

} // namespace

FieldErrors validate(const Slot &slot) {
    Faults faults;
    faults.date("date", slot.date);
    checkOffer(faults, slot);
    faults.text("meeting_place", slot.meetingPlace, meetingPlaceLength, TextShape::OneLine);
    if (slot.opensAt && slot.closesAt && *slot.closesAt <= *slot.opensAt) {
        faults.add("closes_at", "ends-before-start");
    }
    return faults.take();
}

FieldErrors validate(const Series &series) {
    Faults faults;
    if (series.rule.empty()) {
        faults.add("rule", "required");
    } else if (!Recurrence::parse(series.rule)) {
        faults.add("rule", "not-a-code");
    }
    faults.date("from", series.from);
    faults.date("to", series.to);
    if (series.from.ok() && series.to.ok() && series.to < series.from) {
        faults.add("to", "ends-before-start");
    }
    checkOffer(faults, series);
    if (series.exceptions.size() > mostExceptions) {
        faults.add("exceptions", "too-big", {{"max", std::to_string(mostExceptions)}});
    }
    for (std::size_t i = 0; i < series.exceptions.size(); ++i) {
        faults.date("exceptions/" + std::to_string(i), series.exceptions[i]);
    }
    return faults.take();
}

FieldErrors validate(const Closure &closure) {
    Faults faults;
    faults.requiredId("facility_id", closure.facilityId);
    faults.date("date", closure.date);
    faults.text("reason", closure.reason, 200, TextShape::Multiline);
    return faults.take();
}

FieldErrors validate(const Slot &slot, Instant now) {
    Faults faults;
    faults.append(validate(slot));
    if (!slot.date.ok()) {
        return faults.take();
    }
    const LocalDate today = dateOf(now);
    faults.between("date", slot.date, today, addDays(today, mostDaysAhead));
    if (slot.date == today && isTimeOfDay(slot.end) && toInstant(slot.date, slot.end) <= now) {
        faults.add("end", "in-past", {{"min", textOf(timeOf(now))}});
    }
    return faults.take();
}

FieldErrors validate(const Series &series, LocalDate today) {
    Faults faults;
    faults.append(validate(series));
    if (series.to.ok()) {
        faults.between("to", series.to, today, addDays(today, mostDaysAhead));
    }
    return faults.take();
}

FieldErrors validate(const Closure &closure, LocalDate today) {
    Faults faults;
    faults.append(validate(closure));
    if (closure.date.ok()) {
        faults.between("date", closure.date, addDays(today, -closureDaysBack), addDays(today, mostDaysAhead));
    }
    return faults.take();
}

} // namespace domain
