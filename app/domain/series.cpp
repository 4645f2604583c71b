#include "domain/series.h"

#include "domain/validate.h"

#include <algorithm>

namespace domain {
namespace {

constexpr std::size_t mostDays = 1000;
using SlotsByDay = std::multimap<LocalDate, const Slot *>;

SlotsByDay byDay(const std::vector<Slot> &slots) {
    SlotsByDay days;
    for (const Slot &slot : slots) {
        days.emplace(slot.date, &slot);
    }
    return days;
}

Slot slotOn(const Series &series, LocalDate date) {
    Slot slot;
    slot.facilityId = series.facilityId;
    slot.date = date;
    slot.start = series.start;
    slot.end = series.end;
    slot.seats = series.seats;
    slot.visitorsPerFamily = series.visitorsPerFamily;
    slot.acceptedAges = series.acceptedAges;
    slot.note = series.note;
    slot.seriesId = series.id;
    return slot;
}

bool overlapsAny(const Slot &slot, const SlotsByDay &existing) {
    const auto [first, last] = existing.equal_range(slot.date);
    return std::any_of(first, last, [&](const auto &entry) { return overlaps(slot, *entry.second); });
}

/// The most serious problem of a slot on this day.
std::string problemOn(const Series &series, const OpenCalendar &calendar, const SlotsByDay &existing,
                      LocalDate date, LocalDate today) {
    if (date < today) {
        return "past";
    }
    if (std::ranges::find(series.exceptions, date) != series.exceptions.end()) {
        return "exception";
    }
    if (calendar.holidays && calendar.holidays->contains(date)) {
        return "holiday";
    }
    if (!calendar.isOpenDay(date)) {
        return "closed-day";
    }
    return overlapsAny(slotOn(series, date), existing) ? "overlap" : "";
}

} // namespace

Result<std::vector<SeriesDay>> expandSeries(const Series &series, const OpenCalendar &calendar,
                                            const std::vector<Slot> &existing, LocalDate today) {
    if (FieldErrors faults = validate(series); !faults.empty()) {
        Error error{.kind = ErrorKind::Rejected, .code = "validation"};
        error.fields = std::move(faults);
        return fail(std::move(error));
    }
    const std::vector<LocalDate> dates = Recurrence::parse(series.rule)->datesBetween(series.from, series.to);
    if (dates.size() > mostDays) {
        return fail(ErrorKind::Rejected, "too-many", {{"max", std::to_string(mostDays)}});
    }
    const SlotsByDay taken = byDay(existing);
    std::vector<SeriesDay> days;
    for (const LocalDate date : dates) {
        const std::string problem = problemOn(series, calendar, taken, date, today);
        days.push_back({date, problem, problem.empty()});
    }
    return days;
}

std::vector<Slot> slotsOf(const Series &series, const std::vector<SeriesDay> &days, const Clock &clock,
                          Random &random) {
    std::vector<Slot> slots;
    for (const SeriesDay &day : days) {
        if (!day.make) {
            continue;
        }
        slots.push_back(slotOn(series, day.date));
        slots.back().id = SlotId::make(clock, random);
    }
    return slots;
}

bool overlaps(const Slot &a, const Slot &b) {
    const bool bothStand = a.status != SlotStatus::Cancelled && b.status != SlotStatus::Cancelled;
    return bothStand && a.date == b.date && a.start < b.end && b.start < a.end;
}

} // namespace domain
