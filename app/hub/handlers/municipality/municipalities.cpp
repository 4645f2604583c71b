// The calls of a municipality's own record and the routes of its delays and audit.
#include "domain/text.h"
#include "hub/calls/answers.h"
#include "hub/calls/route_kinds.h"
#include "hub/handlers/municipality/audit_calls.h"
#include "hub/handlers/municipality/delays.h"
#include "hub/handlers/municipality/routes.h"
#include "hub/http/preconditions.h"
#include "hub/records/audit_members.h"
#include "hub/records/closed_days.h"
#include "hub/records/facility_store.h"
#include "hub/records/feed_scope.h"
#include "hub/records/municipality_store.h"
#include "hub/records/scope.h"
#include "wire/records_json.h"

#include <algorithm>

namespace hub {

namespace {

using domain::Municipality;
using domain::RecordKind;
using domain::Result;

constexpr int mostMinutes = 60 * 24 * 30;
constexpr std::size_t mostClosedDays = 366;
constexpr std::size_t nameLength = 100;
constexpr int firstYear = 2000;
constexpr int lastYear = 2099;

Result<StoredRecord> ownRecord(Context &context) {
    const std::string &code = context.param(0);
    auto scope = feedScopeOf(context.db, *context.caller);
    if (!scope) {
        return domain::passOn(scope);
    }
    const bool mine = std::any_of(scope->municipalities.begin(), scope->municipalities.end(),
                                  [&code](const FeedMunicipality &one) { return one.code == code; });
    auto record = findRecord(context.db, RecordKind::Municipality, code);
    if (!record) {
        return domain::passOn(record);
    }
    if (!mine || !*record) {
        return notFound();
    }
    return std::move(**record);
}

HandlerResult getMunicipality(const Request &, Context &context) {
    auto record = ownRecord(context);
    return record ? HandlerResult(recordAnswer(200, record->version, record->text.forCaller(*context.caller)))
                  : domain::passOn(record);
}

void checkMinutes(std::vector<domain::FieldError> &faults, const char *pointer,
                  const std::optional<int> &minutes) {
    if (minutes && (*minutes < 1 || *minutes > mostMinutes)) {
        faults.push_back({pointer, "out-of-range", {{"min", "1"}, {"max", std::to_string(mostMinutes)}}});
    }
}

std::vector<domain::FieldError> faultsOf(const Municipality &municipality) {
    std::vector<domain::FieldError> faults;
    if (domain::trimmed(municipality.name).empty()) {
        faults.push_back({"/name", "required", {}});
    } else if (!domain::isCleanText(municipality.name, domain::TextShape::OneLine)) {
        faults.push_back({"/name", "not-clean-text", {}});
    } else if (domain::codePoints(municipality.name) > nameLength) {
        faults.push_back({"/name", "too-long", {{"max", std::to_string(nameLength)}}});
    }
    checkMinutes(faults, "/warn_minutes", municipality.warnMinutes);
    checkMinutes(faults, "/late_minutes", municipality.lateMinutes);
    const int warn = municipality.warnMinutes.value_or(domain::defaultWarnMinutes);
    if (warn > municipality.lateMinutes.value_or(domain::defaultLateMinutes)) {
        faults.push_back({"/late_minutes", "too-small", {{"min", std::to_string(warn)}}});
    }
    if (municipality.extraClosedDays.size() > mostClosedDays) {
        faults.push_back({"/extra_closed_days", "too-big", {{"max", std::to_string(mostClosedDays)}}});
    }
    for (std::size_t i = 0; i < municipality.extraClosedDays.size(); ++i) {
        const int year = static_cast<int>(municipality.extraClosedDays[i].year());
        if (year < firstYear || year > lastYear) {
            faults.push_back({"/extra_closed_days/" + std::to_string(i),
                              "out-of-range",
                              {{"min", std::to_string(firstYear)}, {"max", std::to_string(lastYear)}}});
        }
    }
    return faults;
}

/// Answers with the municipality as it is now. If days were closed, the answer lists the slots on them.
HandlerResult answerWith(Context &context, const Municipality &before, const Municipality &now) {
    std::set<domain::LocalDate> closed(now.extraClosedDays.begin(), now.extraClosedDays.end());
    for (const domain::LocalDate &day : before.extraClosedDays) {
        closed.erase(day);
    }
    auto body = withAffectedSlots(context.db, wire::toJson(now), {{}, now.code}, closed);
    return body ? HandlerResult(recordAnswer(200, now.meta.version, std::move(*body))) : domain::passOn(body);
}

HandlerResult patchMunicipality(const Request &request, Context &context) {
    auto record = ownRecord(context);
    if (!record) {
        return domain::passOn(record);
    }
    if (context.caller->user.role != domain::Role::Municipal) {
        return forbidden();
    }
    const auto seen = ifMatchVersion(request);
    if (!seen) {
        return domain::passOn(seen);
    }
    if (*seen != record->version) {
        return versionConflict(record->text.forCaller(*context.caller));
    }
    const auto merged = wire::mergePatch(record->text.forCaller(*context.caller), request.body);
    if (!merged) {
        return domain::passOn(merged);
    }
    auto edited = wire::municipalityFromJson(*merged, wire::Source::Client);
    const auto before = record->text.readBy(wire::municipalityFromJson);
    if (!edited || !before) {
        return edited ? domain::passOn(before) : domain::passOn(edited);
    }
    edited->code = before->code;
    edited->meta = before->meta;
    if (auto faults = faultsOf(*edited); !faults.empty()) {
        return invalid(std::move(faults));
    }
    auto changed = changeMunicipality(context, std::move(*edited), memberNames(request.body));
    return changed ? answerWith(context, *before, *changed) : domain::passOn(changed);
}

} // namespace

std::vector<Route> municipalityRoutes() {
    return {
        reading("/v1/municipalities/{code}", getMunicipality),
        reading("/v1/municipalities/{code}/delays", getDelays),
        reading("/v1/audit", getAudit),
        writing("PATCH", "/v1/municipalities/{code}", patchMunicipality),
    };
}

} // namespace hub
