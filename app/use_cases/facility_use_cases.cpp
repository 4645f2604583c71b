#include "use_cases/facility_use_cases.h"

#include "use_cases/view_rows.h"

#include "domain/text.h"
#include "domain/validate.h"
#include "wire/records_json.h"

#include <algorithm>

namespace services {
namespace {

using storage::OperationState;

std::string draftKey(domain::FacilityId id) {
    return "facility/" + id.text();
}

std::string nameKey(const domain::Facility &facility) {
    const auto value = [&facility](const char *key) {
        const auto found = facility.profile.find(key);
        return found == facility.profile.end() ? std::string{} : found->second;
    };
    const std::string kana = value("name_kana");
    return domain::searchKey(kana.empty() ? value("name") : kana);
}

/// The newest unfinished operation on the facility.
domain::Result<std::optional<storage::Operation>> pendingOn(const UseCaseContext &context,
                                                            domain::FacilityId id) {
    const auto open = context.store.operations({OperationState::Pending, OperationState::InFlight,
                                                OperationState::Conflict, OperationState::Rejected});
    if (!open) {
        return domain::passOn(open);
    }
    std::optional<storage::Operation> newest;
    for (const storage::Operation &operation : *open) {
        if (operation.kind == domain::RecordKind::Facility && operation.recordId == id.text() &&
            (!newest || newest->id < operation.id)) {
            newest = operation;
        }
    }
    return newest;
}

/// What the user began with. Somebody was first with an earlier save: then the new one holds that one's
/// changes too, so it goes out on what the earlier one began with, and is merged, or asked about, as a whole.
domain::Result<domain::Facility> beginningOf(const std::optional<storage::Operation> &pending,
                                             const domain::Facility &shown) {
    const bool wasSecond = pending && pending->state == OperationState::Conflict && !pending->base.empty();
    return wasSecond ? wire::facilityFromJson(pending->base, wire::Source::Hub) : shown;
}

domain::Result<ActReceipt> enqueueEdit(const UseCaseContext &context, const domain::Facility &before,
                                       const domain::Facility &edited, const std::string &patch) {
    if (patch == "{}") {
        return ActReceipt{}; // nothing differs, nothing goes out
    }
    storage::Operation operation = context.operation(domain::EditFacility{edited.id, patch});
    operation.base = wire::toJson(before);
    operation.baseVersion = before.meta.version;
    domain::Facility shown = edited;
    shown.meta = before.meta;
    return context.keep(operation, {.facilities = {shown}});
}

} // namespace

domain::Result<std::vector<domain::Facility>> allFacilities(const UseCaseContext &context) {
    auto facilities = context.store.facilities();
    if (facilities) {
        std::ranges::stable_sort(*facilities, {}, nameKey);
    }
    return facilities;
}

domain::Result<FacilityRow> oneFacility(const UseCaseContext &context, domain::FacilityId id) {
    const auto facility = context.store.facility(id);
    if (!facility) {
        return domain::passOn(facility);
    }
    return pendingOn(context, id).map([&](const std::optional<storage::Operation> &pending) {
        return FacilityRow{.facility = *facility, .pending = pendingActOf(pending)};
    });
}

domain::Result<ActReceipt> saveFacility(const UseCaseContext &context, const domain::Facility &facility,
                                        std::int64_t seenVersion) {
    if (auto right = faultsOf(domain::validate(facility)); !right) {
        return domain::passOn(right);
    }
    const auto stored = context.store.facility(facility.id);
    if (!stored) {
        return domain::passOn(stored);
    }
    if (auto same = unchangedSince(seenVersion, stored->meta.version, wire::toJson(*stored)); !same) {
        return domain::passOn(same);
    }
    const auto pending = pendingOn(context, facility.id);
    const auto before = pending.and_then([&](const auto &found) { return beginningOf(found, *stored); });
    if (!before) {
        return domain::passOn(before);
    }
    return wire::diffPatch(wire::writableJson(*before), wire::writableJson(facility))
        .and_then([&](const std::string &patch) {
            return context.inPlaceOf(*pending, enqueueEdit(context, *before, facility, patch));
        });
}

domain::Result<void> saveFacilityDraft(const UseCaseContext &context, domain::FacilityId id,
                                       const domain::Profile &typed) {
    return context.store.saveDraft(draftKey(id), typed.empty() ? std::string{} : jsonOf(typed));
}

domain::Result<std::optional<domain::Profile>> facilityDraft(const UseCaseContext &context,
                                                             domain::FacilityId id) {
    return context.store.draft(draftKey(id)).map([](const std::string &json) { return profileOf(json); });
}

} // namespace services
