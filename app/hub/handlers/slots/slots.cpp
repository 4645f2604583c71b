// The calls of one slot: creating, changing and removing it.
#include "domain/validate.h"
#include "hub/calls/answers.h"
#include "hub/calls/route_kinds.h"
#include "hub/db/read.h"
#include "hub/handlers/slots/calendar_calls.h"
#include "hub/handlers/slots/routes.h"
#include "hub/handlers/slots/slot_batch.h"
#include "hub/handlers/slots/slot_families.h"
#include "hub/http/preconditions.h"
#include "hub/records/audit_members.h"
#include "hub/records/edit_preconditions.h"
#include "wire/paths.h"
#include "wire/records_json.h"

namespace hub {

namespace {

using domain::RecordKind;
using domain::Result;
using domain::Slot;
using domain::SlotStatus;

HandlerResult answerWith(const Slot &slot, int status = 200) {
    return recordAnswer(status, slot.meta.version, wire::toJson(slot));
}

Result<void> checkSeries(Context &context, const Slot &slot) {
    auto faults = seriesFaults(context.db, slot);
    if (!faults) {
        return domain::passOn(faults);
    }
    return faults->empty() ? Result<void>() : invalid(std::move(*faults));
}

HandlerResult create(const Request &request, Context &context, domain::SlotId id) {
    if (auto free = checkFree(context, RecordKind::Slot, id.text()); !free) {
        return domain::passOn(free);
    }
    auto slot = wire::slotFromJson(request.body, wire::Source::Client);
    if (!slot) {
        return domain::passOn(slot);
    }
    slot->id = id;
    auto facility = facilityInScope(context, slot->facilityId.text(), Need::Decide);
    if (!facility) {
        return facility.error().code == "not-found" ? HandlerResult(invalid("/facility_id", "not-found"))
                                                    : domain::passOn(facility);
    }
    if (auto faults = offerFaults(*slot, *facility, context.now()); !faults.empty()) {
        return invalid(std::move(faults));
    }
    if (auto known = checkSeries(context, *slot); !known) {
        return domain::passOn(known);
    }
    ChangeSet changes(context, facility->municipality);
    if (auto created = createSlot(context, changes, *slot); !created) {
        return domain::passOn(created);
    }
    changes.note({"slot.create", RecordKind::Slot, id.text(), facility->id, "", {}});
    if (auto written = changes.write(); !written) {
        return domain::passOn(written);
    }
    return answerWith(*slot, 201);
}

/// A stored slot whose newest version the caller has seen.
struct StoredSlot {
    Slot value;
    SlotRow row;
    RecordText text;
};

Result<StoredSlot> storedSlot(const Request &request, Context &context) {
    const auto id = idFrom<domain::SlotId>(context);
    if (!id) {
        return domain::passOn(id);
    }
    auto stored = editable(request, context, RecordKind::Slot, id->text(), Need::Decide);
    if (!stored) {
        return domain::passOn(stored);
    }
    auto row = findSlot(context.db, id->text());
    if (!row) {
        return domain::passOn(row);
    }
    auto value = stored->record.text.readBy(wire::slotFromJson);
    if (!value || !*row) {
        return domain::fail(domain::ErrorKind::Bug, "unreadable-record");
    }
    return StoredSlot{std::move(*value), std::move(**row), std::move(stored->record.text)};
}

bool isMoved(const Slot &before, const Slot &after) {
    return before.date != after.date || before.start != after.start || before.end != after.end;
}

/// True if the place that was promised to families no longer exists.
bool endsPlaces(const Slot &before, const Slot &after) {
    return isMoved(before, after) || after.status == SlotStatus::Cancelled;
}

/// An unchanged date and time is not checked again; a changed one must be one that can still be offered.
Result<void> judge(const Context &context, const StoredSlot &stored, const Slot &after) {
    const Slot &before = stored.value;
    auto faults = isMoved(before, after) ? offerFaults(after, stored.row.facility, context.now())
                                         : domain::validate(after);
    if (after.facilityId != before.facilityId) {
        faults.push_back({"/facility_id", "not-allowed", {}});
    }
    if (!faults.empty()) {
        return invalid(std::move(faults));
    }
    return {};
}

HandlerResult change(Context &context, const StoredSlot &stored, Slot slot,
                     const std::vector<wire::FamilyAction> &families, const std::string &members) {
    slot.id = stored.value.id;
    slot.meta = stored.value.meta;
    if (auto judged = judge(context, stored, slot); !judged) {
        return domain::passOn(judged);
    }
    if (slot == stored.value && families.empty()) {
        return answerWith(slot);
    }
    // A removed series is still accepted if the slot already belonged to it.
    if (slot.seriesId != stored.value.seriesId) {
        if (auto known = checkSeries(context, slot); !known) {
            return domain::passOn(known);
        }
    }
    ChangeSet changes(context, stored.row.facility.municipality);
    auto settled =
        settleFamilies(context, changes, stored.row, slot, endsPlaces(stored.value, slot), families);
    if (!settled) {
        return domain::passOn(settled);
    }
    if (auto changed = changeSlot(context, changes, slot); !changed) {
        return domain::passOn(changed);
    }
    changes.note({"slot.change", RecordKind::Slot, slot.id.text(), slot.facilityId.text(), members, {}});
    if (auto written = changes.write(); !written) {
        return domain::passOn(written);
    }
    return answerWith(slot);
}

HandlerResult putSlot(const Request &request, Context &context) {
    const auto id = idFrom<domain::SlotId>(context);
    if (!id) {
        return domain::passOn(id);
    }
    if (wantsCreation(request)) {
        return create(request, context, *id);
    }
    const auto stored = storedSlot(request, context);
    const auto parts = wire::splitFamilies(request.body);
    if (!stored || !parts) {
        return stored ? domain::passOn(parts) : domain::passOn(stored);
    }
    auto slot = wire::slotFromJson(parts->first, wire::Source::Client);
    return slot ? change(context, *stored, std::move(*slot), parts->second, memberNames(parts->first))
                : domain::passOn(slot);
}

HandlerResult patchSlot(const Request &request, Context &context) {
    const auto stored = storedSlot(request, context);
    const auto parts = wire::splitFamilies(request.body);
    if (!stored || !parts) {
        return stored ? domain::passOn(parts) : domain::passOn(stored);
    }
    const auto merged = wire::mergePatch(stored->text.forCaller(*context.caller), parts->first);
    if (!merged) {
        return domain::passOn(merged);
    }
    auto slot = wire::slotFromJson(*merged, wire::Source::Client);
    return slot ? change(context, *stored, std::move(*slot), parts->second, memberNames(parts->first))
                : domain::passOn(slot);
}

Result<bool> hasHistory(Connection &db, const std::string &slotId) {
    auto found = firstRow(db, "SELECT id FROM reservation WHERE slot_id = $1 LIMIT 1", {slotId},
                          [](const Rows &) { return true; });
    return found.map([](const std::optional<bool> &any) { return any.value_or(false); });
}

/// A slot that was ever booked becomes a cancelled one, so that the families' history keeps its date. Any
/// other slot is deleted and leaves only a tombstone.
HandlerResult removeSlot(const Request &request, Context &context) {
    const auto stored = storedSlot(request, context);
    const auto parts = wire::splitFamilies(request.body);
    if (!stored || !parts) {
        return stored ? domain::passOn(parts) : domain::passOn(stored);
    }
    const auto booked = hasHistory(context.db, stored->row.id);
    if (!booked) {
        return domain::passOn(booked);
    }
    if (*booked) {
        Slot cancelled = stored->value;
        cancelled.status = SlotStatus::Cancelled;
        return change(context, *stored, std::move(cancelled), parts->second, "status");
    }
    ChangeSet changes(context, stored->row.facility.municipality);
    if (auto removed = deleteSlot(context, changes, stored->value); !removed) {
        return domain::passOn(removed);
    }
    changes.note({"slot.delete", RecordKind::Slot, stored->row.id, stored->row.facility.id, "", {}});
    if (auto written = changes.write(); !written) {
        return domain::passOn(written);
    }
    Response gone;
    gone.status = 204;
    return gone;
}

HandlerResult getSlot(const Request &, Context &context) {
    const auto id = idFrom<domain::SlotId>(context);
    if (!id) {
        return domain::passOn(id);
    }
    auto record = findRecord(context.db, RecordKind::Slot, id->text());
    if (!record) {
        return domain::passOn(record);
    }
    if (!*record || (*record)->deleted) {
        return notFound();
    }
    auto facility = facilityInScope(context, (*record)->facility, Need::See);
    return facility ? HandlerResult(
                          recordAnswer(200, (*record)->version, (*record)->text.forCaller(*context.caller)))
                    : domain::passOn(facility);
}

} // namespace

std::vector<Route> slotRoutes() {
    return {
        runInline(reading(wire::paths::slot, getSlot)),
        writing("POST", wire::paths::slotBatch, createManySlots),
        writing("PUT", wire::paths::slot, putSlot),
        writing("PATCH", wire::paths::slot, patchSlot),
        writing("DELETE", wire::paths::slot, removeSlot),
        writing("PUT", "/v1/closures/{id}", putClosure),
        writing("PATCH", "/v1/closures/{id}", patchClosure),
        writing("DELETE", "/v1/closures/{id}", deleteClosure),
        writing("PUT", "/v1/series/{id}", putSeriesRecord),
        writing("PATCH", "/v1/series/{id}", patchSeries),
        writing("DELETE", "/v1/series/{id}", deleteSeries),
    };
}

} // namespace hub
