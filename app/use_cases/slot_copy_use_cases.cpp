#include "use_cases/slot_copy_use_cases.h"

#include "domain/validate.h"

#include <algorithm>

namespace services {
namespace {

using domain::ErrorKind;
using domain::fail;

constexpr int daysOfWeek = 7;
constexpr std::size_t mostAtOnce = 1'000; ///< of the hub's batch

/// The same slot on another day: what is counted from its date moves with it; its series does not.
domain::Slot movedTo(const UseCaseContext &context, const domain::Slot &slot, std::chrono::days by) {
    domain::Slot moved = slot;
    moved.id = domain::SlotId::make(context.clock, context.random);
    moved.meta = {};
    moved.seriesId.reset();
    moved.status = domain::SlotStatus::Open;
    moved.date = domain::addDays(slot.date, static_cast<int>(by.count()));
    for (auto *instant : {&moved.opensAt, &moved.closesAt, &moved.cancelUntil}) {
        if (*instant) {
            **instant += by;
        }
    }
    return moved;
}

std::string problemOf(const UseCaseContext &context, const domain::Slot &slot,
                      const std::vector<storage::SlotRow> &existing) {
    const domain::OpenCalendar &calendar = context.calendars.of(context.store, slot.facilityId).calendar;
    if (domain::toInstant(slot.date, slot.start) <= context.now()) {
        return "past";
    }
    if (calendar.holidays != nullptr && calendar.holidays->contains(slot.date)) {
        return "holiday";
    }
    if (!calendar.isOpenDay(slot.date)) {
        return "closed-day";
    }
    const bool taken = std::ranges::any_of(
        existing, [&](const storage::SlotRow &other) { return domain::overlaps(other.slot, slot); });
    return taken ? "overlap" : "";
}

} // namespace

domain::Result<std::vector<WeekCopyDay>> previewCopy(const UseCaseContext &context,
                                                     domain::FacilityId facility, domain::LocalDate from,
                                                     domain::LocalDate to) {
    const auto week = context.store.slotRows(facility, from, domain::addDays(from, daysOfWeek - 1));
    if (!week) {
        return domain::passOn(week);
    }
    const auto existing = context.store.slotRows(facility, to, domain::addDays(to, daysOfWeek - 1));
    if (!existing) {
        return domain::passOn(existing);
    }
    const auto by = std::chrono::sys_days(to) - std::chrono::sys_days(from);
    std::vector<WeekCopyDay> days;
    for (const storage::SlotRow &row : *week) {
        if (row.slot.status == domain::SlotStatus::Cancelled) {
            continue;
        }
        WeekCopyDay day{.slot = movedTo(context, row.slot, by), .make = true, .problem = {}};
        day.problem = problemOf(context, day.slot, *existing);
        day.make = day.problem.empty();
        days.push_back(std::move(day));
    }
    return days;
}

domain::Result<ActReceipt> copySlots(const UseCaseContext &context, const std::vector<WeekCopyDay> &days) {
    domain::SlotBatch batch;
    for (const WeekCopyDay &day : days) {
        if (day.make) {
            batch.slots.push_back(day.slot);
        }
    }
    if (batch.slots.empty() || batch.slots.size() > mostAtOnce) {
        return fail(ErrorKind::Rejected, batch.slots.empty() ? "nothing-chosen" : "too-many");
    }
    for (const domain::Slot &slot : batch.slots) {
        if (auto right = faultsOf(domain::validate(slot, context.now())); !right) {
            return domain::passOn(right);
        }
    }
    return context.keep(context.operation(batch), {.slots = batch.slots});
}

} // namespace services
