// Stores in the audit what a desk has printed, exported or copied. The desk reports it when it has a network.
#include "hub/calls/answers.h"
#include "hub/calls/route_kinds.h"
#include "hub/db/read.h"
#include "hub/handlers/municipality/routes.h"
#include "hub/records/scope.h"
#include "wire/office_json.h"

#include <algorithm>
#include <array>

namespace hub {

namespace {

using domain::RecordKind;
using domain::Result;
using wire::AuditEvent;

constexpr std::size_t mostObjects = 1'000;
constexpr std::size_t mostMembers = 60;
constexpr std::int64_t mostCount = 10'000'000;
/// How far a desk's clock may be ahead.
constexpr std::chrono::hours clockSlack{24};

bool isPlainName(std::string_view name) {
    return !name.empty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    });
}

/// Allows "<uuid>", and "<uuid>/<month>" for vacancies, so that clients cannot write other text into the
/// audit.
bool isObjectId(const std::string &text) {
    const auto slash = text.find('/');
    if (slash != std::string::npos && !domain::parseMonth(std::string_view(text).substr(slash + 1))) {
        return false;
    }
    return domain::Uuid::parse(std::string_view(text).substr(0, slash)).has_value();
}

std::vector<domain::FieldError> faultsOf(const AuditEvent &event, domain::Instant now) {
    constexpr std::array<std::string_view, 3> actions{"print", "export", "copy"};
    std::vector<domain::FieldError> faults;
    if (std::find(actions.begin(), actions.end(), event.action) == actions.end()) {
        faults.push_back({"/action", "not-allowed", {}});
    }
    if (domain::recordKind(event.kind) == RecordKind::Unknown) {
        faults.push_back({"/kind", "not-allowed", {}});
    }
    if (event.objectIds.size() > mostObjects) {
        faults.push_back({"/object_ids", "too-big", {{"max", std::to_string(mostObjects)}}});
    } else if (!std::all_of(event.objectIds.begin(), event.objectIds.end(), isObjectId)) {
        faults.push_back({"/object_ids", "not-an-id", {}});
    }
    const bool names = event.members.size() <= mostMembers &&
                       std::all_of(event.members.begin(), event.members.end(), isPlainName);
    if (!names) {
        faults.push_back({"/members", "not-allowed", {}});
    }
    if (event.count < 0 || event.count > mostCount) {
        faults.push_back({"/count", "out-of-range", {{"min", "0"}, {"max", std::to_string(mostCount)}}});
    }
    if (event.occurredAt > now + clockSlack) {
        faults.push_back({"/occurred_at", "out-of-range", {}});
    }
    return faults;
}

/// The municipality whose chain gets the line: the facility's, or the caller's own.
Result<std::string> municipalityOf(Context &context, const AuditEvent &event) {
    if (event.facilityId) {
        auto facility = facilityInScope(context, event.facilityId->text(), Need::See);
        if (!facility) {
            return facility.error().code == "not-found"
                       ? Result<std::string>(invalid("/facility_id", "not-found"))
                       : domain::passOn(facility);
        }
        return facility->municipality;
    }
    if (!isMunicipal(*context.caller)) {
        return invalid("/facility_id", "required");
    }
    return context.caller->user.municipalityCode;
}

/// The names of the members, followed by the time and the number of records.
std::string membersText(const AuditEvent &event) {
    std::string text;
    for (const std::string &name : event.members) {
        text += name + ",";
    }
    text += "occurred_at:" + domain::textOf(event.occurredAt);
    const auto count = std::max<std::int64_t>(event.count, static_cast<std::int64_t>(event.objectIds.size()));
    return text + ",count:" + std::to_string(count);
}

HandlerResult postAuditEvent(const Request &request, Context &context) {
    if (!context.caller->isStaff() && !isMunicipal(*context.caller)) {
        return forbidden();
    }
    const auto event = wire::auditEventFromJson(request.body);
    if (!event) {
        return domain::passOn(event);
    }
    if (auto faults = faultsOf(*event, context.now()); !faults.empty()) {
        return invalid(std::move(faults));
    }
    const auto municipality = municipalityOf(context, *event);
    if (!municipality) {
        return domain::passOn(municipality);
    }
    ChangeSet changes(context, *municipality);
    AuditEntry line{.action = "desk." + event->action,
                    .kind = domain::recordKind(event->kind),
                    .objectId = {},
                    .facility = event->facilityId ? event->facilityId->text() : std::string(),
                    .members = membersText(*event),
                    .content = {}};
    for (const std::string &id : event->objectIds) {
        line.objectId = id;
        changes.note(line);
    }
    if (event->objectIds.empty()) {
        changes.note(line);
    }
    if (auto written = changes.write(); !written) {
        return domain::passOn(written);
    }
    Response noted;
    noted.status = 204;
    return noted;
}

} // namespace

std::vector<Route> auditEventRoutes() {
    return {writing("POST", "/v1/audit-events", postAuditEvent)};
}

} // namespace hub
