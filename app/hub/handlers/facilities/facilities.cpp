// The calls of facility profiles.
#include "domain/text.h"
#include "domain/validate.h"
#include "hub/calls/answers.h"
#include "hub/calls/query_values.h"
#include "hub/calls/route_kinds.h"
#include "hub/db/read.h"
#include "hub/handlers/facilities/availability.h"
#include "hub/handlers/facilities/routes.h"
#include "hub/http/preconditions.h"
#include "hub/records/audit_members.h"
#include "hub/records/edit_preconditions.h"
#include "wire/paths.h"
#include "wire/records_json.h"

namespace hub {

namespace {

using domain::Facility;
using domain::RecordKind;
using domain::Result;

constexpr int usualFacilities = 100;
constexpr int mostFacilities = 500;

HandlerResult answerWith(const Facility &facility, int status = 200) {
    return recordAnswer(status, facility.meta.version, wire::toJson(facility));
}

/// The owner of a facility determines who sees it, so only the municipality may change it.
std::vector<domain::FieldError> ownershipFaults(const Caller &caller, const Facility &before,
                                                const Facility &after) {
    std::vector<domain::FieldError> faults;
    if (after.municipalityCode != before.municipalityCode) {
        faults.push_back({"/municipality_code", "not-allowed", {}});
    }
    if (caller.user.role == domain::Role::Municipal) {
        return faults;
    }
    if (after.operatorId != before.operatorId) {
        faults.push_back({"/operator_id", "not-allowed", {}});
    }
    if (after.participating != before.participating) {
        faults.push_back({"/participating", "not-allowed", {}});
    }
    return faults;
}

/// Checks that need the hub's knowledge of today's date and of the facility's owner. Values that were stored
/// before are not checked again, so that an old mistake does not block every other change.
std::vector<domain::FieldError> placeFaultsOf(const Facility &after, const Facility *before,
                                              domain::Instant now) {
    const auto codeIn = [](const Facility &facility) {
        const auto found = facility.profile.find("municipality_code");
        return found == facility.profile.end() ? std::string() : found->second;
    };
    std::vector<domain::FieldError> faults;
    const bool sameDay = before != nullptr && after.confirmedOn == before->confirmedOn;
    if (!sameDay && after.confirmedOn && *after.confirmedOn > domain::dateOf(now)) {
        faults.push_back({"/confirmed_on", "in-the-future", {}});
    }
    const std::string code = codeIn(after);
    const bool sameCode = before != nullptr && code == codeIn(*before);
    if (!sameCode && !code.empty() && code != after.municipalityCode) {
        faults.push_back({"/profile/municipality_code", "not-allowed", {}});
    }
    return faults;
}

/// Stores the result of a PUT, PATCH or confirmation of the stored facility.
HandlerResult change(Context &context, const Editable &stored, Facility facility, const std::string &action,
                     const std::string &members) {
    const auto before = stored.record.text.readBy(wire::facilityFromJson);
    if (!before) {
        return domain::fail(domain::ErrorKind::Bug, "unreadable-record");
    }
    facility.id = before->id;
    auto faults = domain::validate(facility);
    for (domain::FieldError &fault : ownershipFaults(*context.caller, *before, facility)) {
        faults.push_back(std::move(fault));
    }
    for (domain::FieldError &fault : placeFaultsOf(facility, &*before, context.now())) {
        faults.push_back(std::move(fault));
    }
    if (!faults.empty()) {
        return invalid(std::move(faults));
    }
    facility.meta = before->meta;
    facility.publishedVersion = before->publishedVersion;
    if (facility == *before) {
        return answerWith(*before);
    }
    auto changed = changeFacility(context, *before, std::move(facility), action, members);
    return changed ? answerWith(*changed) : domain::passOn(changed);
}

HandlerResult create(const Request &request, Context &context, domain::FacilityId id) {
    if (auto free = checkFree(context, RecordKind::Facility, id.text()); !free) {
        return domain::passOn(free);
    }
    auto facility = wire::facilityFromJson(request.body, wire::Source::Client);
    if (!facility) {
        return domain::passOn(facility);
    }
    facility->id = id;
    const domain::User &user = context.caller->user;
    if (user.role != domain::Role::Municipal || user.municipalityCode != facility->municipalityCode) {
        return forbidden();
    }
    auto faults = domain::validate(*facility);
    for (domain::FieldError &fault : placeFaultsOf(*facility, nullptr, context.now())) {
        faults.push_back(std::move(fault));
    }
    if (!faults.empty()) {
        return invalid(std::move(faults));
    }
    auto created = createFacility(context, std::move(*facility));
    return created ? answerWith(*created, 201) : domain::passOn(created);
}

HandlerResult putFacility(const Request &request, Context &context) {
    const auto id = idFrom<domain::FacilityId>(context);
    if (!id) {
        return domain::passOn(id);
    }
    if (wantsCreation(request)) {
        return create(request, context, *id);
    }
    auto stored = editable(request, context, RecordKind::Facility, id->text(), Need::Edit);
    if (!stored) {
        return domain::passOn(stored);
    }
    auto facility = wire::facilityFromJson(request.body, wire::Source::Client);
    if (!facility) {
        return domain::passOn(facility);
    }
    return change(context, *stored, std::move(*facility), "facility.change", memberNames(request.body));
}

HandlerResult patchFacility(const Request &request, Context &context) {
    const auto id = idFrom<domain::FacilityId>(context);
    if (!id) {
        return domain::passOn(id);
    }
    auto stored = editable(request, context, RecordKind::Facility, id->text(), Need::Edit);
    if (!stored) {
        return domain::passOn(stored);
    }
    auto merged = wire::mergePatch(stored->record.text.forCaller(*context.caller), request.body);
    if (!merged) {
        return domain::passOn(merged);
    }
    auto facility = wire::facilityFromJson(*merged, wire::Source::Client);
    if (!facility) {
        return domain::passOn(facility);
    }
    return change(context, *stored, std::move(*facility), "facility.change", memberNames(request.body));
}

/// Confirms the profile: 「内容は今も正しい」.
HandlerResult confirmFacility(const Request &request, Context &context) {
    const auto id = idFrom<domain::FacilityId>(context);
    if (!id) {
        return domain::passOn(id);
    }
    auto stored = editable(request, context, RecordKind::Facility, id->text(), Need::Decide);
    if (!stored) {
        return domain::passOn(stored);
    }
    auto facility = stored->record.text.readBy(wire::facilityFromJson);
    if (!facility) {
        return domain::fail(domain::ErrorKind::Bug, "unreadable-record");
    }
    facility->confirmedOn = domain::dateOf(context.now());
    return change(context, *stored, std::move(*facility), "facility.confirm", "confirmed_on");
}

HandlerResult getFacility(const Request &, Context &context) {
    const auto id = idFrom<domain::FacilityId>(context);
    if (!id) {
        return domain::passOn(id);
    }
    auto facility = facilityInScope(context, id->text(), Need::See);
    if (!facility) {
        return domain::passOn(facility);
    }
    auto record = findRecord(context.db, RecordKind::Facility, id->text());
    if (!record) {
        return domain::passOn(record);
    }
    return *record ? HandlerResult(
                         recordAnswer(200, (*record)->version, (*record)->text.forCaller(*context.caller)))
                   : notFound();
}

/// Facilities in the caller's scope, ordered by id. `after` continues a long list.
HandlerResult listFacilities(const Request &request, Context &context) {
    const auto limit = numberIn(request, "limit", usualFacilities, 1, mostFacilities);
    if (!limit) {
        return domain::passOn(limit);
    }
    const std::string municipality = textIn(request, "municipality");
    const std::string sought = domain::searchKey(textIn(request, "q"));
    std::string list;
    int count = 0;
    auto read =
        eachRow(context.db,
                "SELECT " HUB_FACILITY_COLUMNS
                ", f.search, r.body, r.public_body, r.inside FROM facility f JOIN record r ON r.id = f.id "
                "AND r.kind = 'facility' WHERE f.id > $1 AND ($2 = '' OR f.municipality = $2) ORDER BY f.id",
                {textIn(request, "after"), municipality}, [&](const Rows &row) {
                    if (count > *limit || !isInScope(*context.caller, facilityRow(row, 0)) ||
                        row.text(facilityColumnCount).find(sought) == std::string_view::npos) {
                        return;
                    }
                    if (++count <= *limit) {
                        list.append(count > 1 ? "," : "");
                        StoredText{.kind = RecordKind::Facility,
                                   .whole = row.text(facilityColumnCount + 1),
                                   .withoutPersonal = row.text(facilityColumnCount + 2),
                                   .hasInside = row.integer(facilityColumnCount + 3) != 0}
                            .appendTo(list, viewOf(*context.caller));
                    }
                });
    if (!read) {
        return domain::passOn(read);
    }
    return jsonAnswer(200,
                      R"({"facilities":[)" + list + R"(],"more":)" + (count > *limit ? "true}" : "false}"));
}

} // namespace

std::vector<Route> facilityRoutes() {
    return {
        reading("/v1/facilities", listFacilities),
        runInline(reading(wire::paths::facility, getFacility)),
        reading("/v1/facilities/{id}/availability", getAvailability),
        writing("PUT", wire::paths::facility, putFacility),
        writing("PATCH", wire::paths::facility, patchFacility),
        writing("POST", "/v1/facilities/{id}/confirm", confirmFacility),
    };
}

} // namespace hub
