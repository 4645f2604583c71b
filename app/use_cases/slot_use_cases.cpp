#include "use_cases/slot_use_cases.h"

#include "use_cases/outbox_use_cases.h"
#include "use_cases/view_rows.h"

#include "domain/validate.h"
#include "wire/records_json.h"

#include <algorithm>

namespace services {
namespace {

using domain::ErrorKind;
using domain::fail;

bool mayOpenSlots(const std::optional<domain::User> &user) {
    return user && (user->role == domain::Role::Staff || user->role == domain::Role::Manager ||
                    user->role == domain::Role::OperatorOffice);
}

domain::Result<void> isStaff(const UseCaseContext &context) {
    return mayOpenSlots(context.user) ? domain::Result<void>{} : fail(ErrorKind::Forbidden, "forbidden");
}

domain::Result<void> isFreeTime(const UseCaseContext &context, const domain::Slot &slot) {
    const auto day = context.store.slotRows(slot.facilityId, slot.date, slot.date);
    if (!day) {
        return domain::passOn(day);
    }
    for (const storage::SlotRow &other : *day) {
        if (other.slot.id != slot.id && domain::overlaps(other.slot, slot)) {
            return fail(domain::Error{.kind = ErrorKind::Conflict,
                                      .code = "slot-overlap",
                                      .params = {{"start", domain::textOf(other.slot.start)},
                                                 {"end", domain::textOf(other.slot.end)}}});
        }
    }
    return {};
}

/// As the hub will judge a slot that is offered at its time.
domain::FieldErrors faultsOfOffer(const UseCaseContext &context, const domain::Slot &slot) {
    domain::FieldErrors faults = domain::validate(slot, context.now());
    if (context.calendars.of(context.store, slot.facilityId).calendar.closedDays.contains(slot.date)) {
        faults.push_back({.pointer = "/date", .code = "closed-day"});
    }
    return faults;
}

/// An edit of what was offered leaves its time alone, or moves it to one that can be offered.
domain::FieldErrors faultsOfEdit(const UseCaseContext &context, const domain::Slot &before,
                                 const domain::Slot &slot) {
    const bool stays = before.date == slot.date && before.start == slot.start && before.end == slot.end;
    return stays ? domain::validate(slot) : faultsOfOffer(context, slot);
}

/// Days that were ticked although no slot can be opened on them.
domain::FieldErrors faultsOfDays(const UseCaseContext &context, const std::vector<domain::Slot> &slots) {
    for (const domain::Slot &slot : slots) {
        if (domain::FieldErrors faults = faultsOfOffer(context, slot); !faults.empty()) {
            faults.front().pointer = "/exceptions";
            return {faults.front()};
        }
    }
    return {};
}

/// What waits goes out first, in order. A refused series is more than this one of its slots: its conflict is
/// settled first.
domain::Result<void> isFree(const storage::SlotRow &row) {
    const bool refused = row.pending && needsYou(row.pending->state);
    if (refused && row.pending->recordId != row.slot.id.text()) {
        return fail(ErrorKind::Conflict, "already-waiting",
                    {{"act", std::string(domain::nameOf(row.pending->act))}});
    }
    return {};
}

/// What the user began with. Somebody was first with an earlier change: then the new one holds that one too,
/// so it goes out on what the earlier one began with.
domain::Result<domain::Slot> beginningOf(const storage::SlotRow &row) {
    const bool wasSecond = row.pending && row.pending->state == storage::OperationState::Conflict &&
                           domain::editsRecord(row.pending->act) && !row.pending->base.empty();
    return wasSecond ? wire::slotFromJson(row.pending->base, wire::Source::Hub) : row.slot;
}

/// Made here and not yet sent: the hub need never hear of it.
bool isOnlyHere(const storage::SlotRow &row) {
    return row.pending && row.slot.meta.version == 0 &&
           row.pending->state == storage::OperationState::Pending &&
           row.pending->act == domain::ActKind::CreateSlot;
}

/// The hub knows nothing to be changed: it is made anew. Both steps or none: whatever happens in between, the
/// slot that was said to be saved must not be gone.
domain::Result<ActReceipt> makeAnew(const UseCaseContext &context, const storage::Operation &unsent,
                                    const domain::Slot &slot) {
    if (unsent.tries > 0) { // it may be there
        return fail(ErrorKind::Conflict, "already-sent");
    }
    domain::Result<ActReceipt> made = fail(ErrorKind::Bug, "not-done");
    const auto kept = context.store.inOneTransaction([&] {
        made = createSlot(context, slot).and_then([&](const ActReceipt &ticket) {
            return withdrawOperation(context, unsent.id).map([&] { return ticket; });
        });
    });
    return kept ? made : domain::passOn(kept);
}

domain::Result<std::vector<domain::FamilyAction>>
familiesOf(const UseCaseContext &context, domain::SlotId slot, const std::string &message) {
    storage::ReservationQuery query;
    query.slot = slot;
    query.states = {domain::ReservationStatus::Requested, domain::ReservationStatus::Approved};
    const auto ids = context.store.reservationIds(query);
    if (!ids) {
        return domain::passOn(ids);
    }
    std::vector<domain::FamilyAction> actions;
    for (const domain::ReservationId &id : *ids) {
        actions.push_back({.reservationId = id, .move = false, .message = message});
    }
    return actions;
}

domain::Result<ActReceipt> enqueueChange(const UseCaseContext &context, const domain::Slot &shown,
                                         const storage::SlotRow &row, domain::Command command) {
    const auto before = isFree(row).and_then([&] { return beginningOf(row); });
    if (!before) {
        return domain::passOn(before);
    }
    storage::Operation operation = context.operation(std::move(command));
    operation.base = wire::toJson(*before);
    operation.baseVersion = before->meta.version;
    return context.inPlaceOf(row.pending, context.keep(operation, {.slots = {shown}}));
}

domain::Result<ActReceipt> enqueueCancel(const UseCaseContext &context, const storage::SlotRow &row,
                                         std::vector<domain::FamilyAction> families) {
    domain::Slot cancelled = row.slot;
    cancelled.status = domain::SlotStatus::Cancelled;
    return enqueueChange(context, cancelled, row,
                         domain::CancelSlot{.slot = cancelled.id, .families = std::move(families)});
}

domain::Result<std::vector<domain::Slot>> slotsDuring(const UseCaseContext &context,
                                                      const domain::Series &series) {
    const auto rows = context.store.slotRows(series.facilityId, series.from, series.to);
    if (!rows) {
        return domain::passOn(rows);
    }
    std::vector<domain::Slot> existing;
    existing.reserve(rows->size());
    std::ranges::transform(*rows, std::back_inserter(existing), [](const auto &row) { return row.slot; });
    return existing;
}

} // namespace

domain::Result<std::vector<SlotRow>> slotsBetween(const UseCaseContext &context, domain::FacilityId facility,
                                                  domain::LocalDate from, domain::LocalDate to) {
    const auto stored = context.store.slotRows(facility, from, to);
    if (!stored) {
        return domain::passOn(stored);
    }
    std::vector<SlotRow> rows;
    rows.reserve(stored->size());
    for (const storage::SlotRow &row : *stored) {
        rows.push_back(rowOf(row));
    }
    return rows;
}

domain::Result<SlotRow> oneSlot(const UseCaseContext &context, domain::SlotId id) {
    return context.store.slotRow(id).map([](const storage::SlotRow &row) { return rowOf(row); });
}

domain::Result<ActReceipt> createSlot(const UseCaseContext &context, domain::Slot slot) {
    if (slot.id.isNull()) {
        slot.id = domain::SlotId::make(context.clock, context.random);
    }
    slot.meta = {};
    const auto may =
        isStaff(context).and_then([&] { return faultsOf(faultsOfOffer(context, slot)); }).and_then([&] {
            return isFreeTime(context, slot);
        });
    if (!may) {
        return domain::passOn(may);
    }
    return context.keep(context.operation(domain::CreateSlot{slot}), {.slots = {slot}});
}

domain::Result<ActReceipt> changeSlot(const UseCaseContext &context, const domain::Slot &slot,
                                      std::int64_t seenVersion) {
    const auto row = context.store.slotRow(slot.id);
    if (!row) {
        return domain::passOn(row);
    }
    const auto may =
        isStaff(context)
            .and_then([&] { return faultsOf(faultsOfEdit(context, row->slot, slot)); })
            .and_then(
                [&] { return unchangedSince(seenVersion, row->slot.meta.version, wire::toJson(row->slot)); })
            .and_then([&] { return isFreeTime(context, slot); });
    if (!may) {
        return domain::passOn(may);
    }
    if (isOnlyHere(*row)) {
        return makeAnew(context, *row->pending, slot);
    }
    const auto patch = beginningOf(*row).and_then([&](const domain::Slot &before) {
        return wire::diffPatch(wire::writableJson(before), wire::writableJson(slot));
    });
    if (!patch) {
        return domain::passOn(patch);
    }
    if (*patch == "{}") {
        return ActReceipt{}; // nothing differs, nothing goes out
    }
    domain::Slot shown = slot;
    shown.meta = row->slot.meta;
    return enqueueChange(context, shown, *row, domain::EditSlot{slot.id, *patch});
}

domain::Result<ActReceipt> cancelSlot(const UseCaseContext &context, domain::SlotId id,
                                      std::int64_t seenVersion, bool familiesToo,
                                      const std::string &message) {
    const auto row = context.store.slotRow(id);
    if (!row) {
        return domain::passOn(row);
    }
    const auto may = isStaff(context).and_then(
        [&] { return unchangedSince(seenVersion, row->slot.meta.version, wire::toJson(row->slot)); });
    if (!may) {
        return domain::passOn(may);
    }
    if (isOnlyHere(*row)) {
        return withdrawOperation(context, row->pending->id).map([&] {
            return ActReceipt{.operation = row->pending->id, .recordId = row->pending->recordId};
        });
    }
    auto families = familiesOf(context, id, message);
    if (!families) {
        return domain::passOn(families);
    }
    if (!families->empty() && !familiesToo) {
        return fail(ErrorKind::Conflict, "slot-has-reservations",
                    {{"families", std::to_string(families->size())}});
    }
    return enqueueCancel(context, *row, std::move(*families));
}

domain::Result<std::vector<domain::SeriesDay>> previewSeries(const UseCaseContext &context,
                                                             const domain::Series &series) {
    if (auto right = faultsOf(domain::validate(series)); !right) {
        return domain::passOn(right);
    }
    const auto existing = slotsDuring(context, series);
    if (!existing) {
        return domain::passOn(existing);
    }
    return domain::expandSeries(series, context.calendars.of(context.store, series.facilityId).calendar,
                                *existing, domain::dateOf(context.now()));
}

domain::Result<ActReceipt> createSeries(const UseCaseContext &context, domain::Series series,
                                        const std::vector<domain::SeriesDay> &days) {
    if (series.id.isNull()) {
        series.id = domain::SeriesId::make(context.clock, context.random);
    }
    series.meta = {};
    const auto may = isStaff(context).and_then([&] { return faultsOf(domain::validate(series)); });
    if (!may) {
        return domain::passOn(may);
    }
    const std::vector<domain::Slot> made = domain::slotsOf(series, days, context.clock, context.random);
    if (made.empty()) {
        return fail(domain::Error{.kind = ErrorKind::Rejected,
                                  .code = "validation",
                                  .fields = {{.pointer = "/rule", .code = "none-accepted"}}});
    }
    if (auto right = faultsOf(faultsOfDays(context, made)); !right) {
        return domain::passOn(right);
    }
    return context.keep(context.operation(domain::SlotBatch{.series = series, .slots = made}),
                        {.slots = made, .series = {series}});
}

} // namespace services
