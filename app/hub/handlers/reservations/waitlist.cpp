// キャンセル待ち: families that wait for a seat. Making an entry, the list of a facility, and leaving it.
#include "hub/calls/answers.h"
#include "hub/calls/query_values.h"
#include "hub/calls/route_kinds.h"
#include "hub/db/read.h"
#include "hub/handlers/reservations/booking.h"
#include "hub/handlers/reservations/routes.h"
#include "hub/http/preconditions.h"
#include "hub/records/edit_preconditions.h"
#include "hub/records/waitlist_store.h"
#include "wire/waitlist_json.h"

namespace hub {

namespace {

using domain::RecordKind;
using domain::Result;
using domain::WaitlistCall;
using domain::WaitlistEntry;

HandlerResult waitlistAnswer(const Context &context, int status, const StoredWaitlistEntry &entry) {
    return recordAnswer(status, entry.value.meta.version, entry.text.forCaller(*context.caller));
}

domain::Actor waitlistActor(const Context &context, const StoredWaitlistEntry &entry) {
    if (context.caller->isStaff()) {
        return domain::Actor::Staff;
    }
    if (context.caller->user.role != domain::Role::System) {
        return domain::Actor::Municipal;
    }
    return entry.madeBy == context.caller->systemId ? domain::Actor::OwningSystem
                                                    : domain::Actor::OtherSystem;
}

/// The slots that a family waits for are the facility's.
Result<void> checkWishedSlots(Context &context, const WaitlistEntry &entry) {
    for (std::size_t index = 0; index < entry.slotIds.size(); ++index) {
        auto own = firstRow(
            context.db, "SELECT 1 FROM slot WHERE id = $1 AND facility_id = $2 AND status <> 'deleted'",
            {entry.slotIds[index].text(), entry.facilityId.text()}, [](const Rows &) { return true; });
        if (!own) {
            return domain::passOn(own);
        }
        if (!*own) {
            return invalid("/slot_ids/" + std::to_string(index), "not-found");
        }
    }
    return {};
}

Result<StoredWaitlistEntry> judgedEntry(Context &context, WaitlistEntry entry) {
    const Caller &caller = *context.caller;
    const auto facility = facilityInScope(context, entry.facilityId.text(), Need::See);
    if (!facility) {
        return facility.error().code == "not-found"
                   ? Result<StoredWaitlistEntry>(invalid("/facility_id", "not-found"))
                   : domain::passOn(facility);
    }
    if (!mayUseChannel(caller, entry.channel)) {
        return invalid("/channel", "not-allowed");
    }
    if (auto faults = domain::validate(entry, domain::dateOf(context.now())); !faults.empty()) {
        return invalid(std::move(faults));
    }
    if (auto own = checkWishedSlots(context, entry); !own) {
        return domain::passOn(own);
    }
    entry.meta = {1, context.now(), context.now()};
    return StoredWaitlistEntry{std::move(entry), facility->municipality, caller.systemId};
}

HandlerResult putWaitlistEntry(const Request &request, Context &context) {
    const auto id = idFrom<domain::WaitlistEntryId>(context);
    if (!id) {
        return domain::passOn(id);
    }
    const Caller &caller = *context.caller;
    if (!caller.isStaff() && caller.user.role != domain::Role::System) {
        return forbidden();
    }
    if (!wantsCreation(request)) {
        return preconditionRequired(); // an entry is changed by its calls only
    }
    if (auto free = checkFree(context, RecordKind::WaitlistEntry, id->text()); !free) {
        return domain::passOn(free);
    }
    auto read = wire::waitlistEntryFromJson(request.body, wire::Source::Client);
    if (!read) {
        return domain::passOn(read);
    }
    read->id = *id;
    auto entry = judgedEntry(context, std::move(*read));
    if (!entry) {
        return domain::passOn(entry);
    }
    if (auto stored = storeWaitlistEntry(context, *entry, "waitlist_entry.create", ""); !stored) {
        return domain::passOn(stored);
    }
    return waitlistAnswer(context, 201, *entry);
}

/// In scope and, for a connected system, made by it; otherwise not-found.
Result<StoredWaitlistEntry> visibleEntry(Context &context, std::string_view id) {
    auto entry = findWaitlistEntry(context.db, id);
    if (!entry) {
        return domain::passOn(entry);
    }
    if (!*entry) {
        return notFound();
    }
    const auto facility = facilityInScope(context, (*entry)->value.facilityId.text(), Need::See);
    if (!facility) {
        return domain::passOn(facility);
    }
    if (waitlistActor(context, **entry) == domain::Actor::OtherSystem) {
        return notFound();
    }
    return std::move(**entry);
}

HandlerResult withdrawEntry(const Request &request, Context &context) {
    const auto id = idFrom<domain::WaitlistEntryId>(context);
    if (!id) {
        return domain::passOn(id);
    }
    const auto seen = ifMatchVersion(request);
    if (!seen) {
        return domain::passOn(seen);
    }
    auto entry = visibleEntry(context, id->text());
    if (!entry) {
        return domain::passOn(entry);
    }
    const auto status = domain::next({.from = entry->value.status,
                                      .call = WaitlistCall::Withdraw,
                                      .actor = waitlistActor(context, *entry),
                                      .madeByPhoneOrCounter = entry->madeBy.empty()});
    const bool may = status || status.error().kind != domain::ErrorKind::Forbidden;
    if (may && *seen != entry->value.meta.version) {
        return versionConflict(entry->text.forCaller(*context.caller));
    }
    if (!status) {
        return domain::passOn(status);
    }
    entry->value.status = *status;
    entry->value.offer.reset();
    entry->value.meta.version += 1;
    entry->value.meta.updatedAt = context.now();
    if (auto stored = storeWaitlistEntry(context, *entry, "waitlist_entry.withdraw", "status"); !stored) {
        return domain::passOn(stored);
    }
    return waitlistAnswer(context, 200, *entry);
}

HandlerResult listWaiting(const Request &, Context &context) {
    const auto id = idFrom<domain::FacilityId>(context);
    if (!id) {
        return domain::passOn(id);
    }
    const auto facility = facilityInScope(context, id->text(), Need::See);
    if (!facility) {
        return domain::passOn(facility);
    }
    std::string list;
    const wire::View view = viewOf(*context.caller);
    auto read = eachWaiting(context, facility->id, [&](const StoredText &entry) {
        list.append(list.empty() ? "" : ",");
        entry.appendTo(list, view);
    });
    return read ? HandlerResult(jsonAnswer(200, R"({"entries":[)" + list + "]}")) : domain::passOn(read);
}

} // namespace

std::vector<Route> waitlistRoutes() {
    return {reading("/v1/facilities/{id}/waitlist", listWaiting),
            writing("PUT", "/v1/waitlist/{id}", putWaitlistEntry),
            writing("POST", "/v1/waitlist/{id}/withdraw", withdrawEntry)};
}

} // namespace hub
