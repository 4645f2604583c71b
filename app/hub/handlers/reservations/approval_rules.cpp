// The calls of a facility's approval rule, which is one record under the facility's id.
#include "hub/calls/answers.h"
#include "hub/calls/idempotency.h"
#include "hub/calls/query_values.h"
#include "hub/calls/route_kinds.h"
#include "hub/db/read.h"
#include "hub/handlers/reservations/approval_preview.h"
#include "hub/handlers/reservations/auto_approval.h"
#include "hub/handlers/reservations/routes.h"
#include "hub/http/preconditions.h"
#include "hub/records/audit_members.h"
#include "hub/records/scope.h"
#include "hub/records/stored_id.h"
#include "wire/office_json.h"

namespace hub {

namespace {

using domain::ApprovalRule;
using domain::RecordKind;
using domain::Result;

/// The number of past days that a dry run covers.
constexpr PeriodLength ofPreview{.usual = 90, .most = 366};

/// Whether the caller may let the hub decide: those who are responsible for the facility may.
bool mayRule(const Caller &caller) {
    return caller.user.role == domain::Role::Manager || caller.user.role == domain::Role::OperatorOffice;
}

Result<FacilityRow> ruledFacility(Context &context) {
    const auto id = idFrom<domain::FacilityId>(context);
    if (!id) {
        return domain::passOn(id);
    }
    return facilityInScope(context, id->text(), Need::See);
}

/// The version that the caller replaces; 0 where he makes the first.
Result<std::int64_t> replacedVersion(const Request &request, const Caller &caller,
                                     const std::optional<StoredRecord> &stored) {
    if (wantsCreation(request)) {
        return stored ? Result<std::int64_t>(versionConflict(stored->text.forCaller(caller))) : 0;
    }
    const auto seen = ifMatchVersion(request);
    if (!seen) {
        return domain::passOn(seen);
    }
    if (!stored) {
        return notFound();
    }
    return *seen == stored->version ? seen
                                    : Result<std::int64_t>(versionConflict(stored->text.forCaller(caller)));
}

Result<void> storeRule(Context &context, const FacilityRow &facility, const ApprovalRule &rule,
                       const std::string &members) {
    auto kept = run(context.db, "UPDATE facility SET auto_approval = $1 WHERE id = $2",
                    {rule.enabled ? 1 : 0, facility.id});
    if (kept && !rule.enabled) {
        kept = forgetDueApprovals(context.db, facility.id);
    }
    if (!kept) {
        return kept;
    }
    ChangeSet changes(context, facility.municipality);
    changes.put({.kind = RecordKind::ApprovalRule,
                 .id = facility.id,
                 .facility = facility.id,
                 .version = rule.meta.version,
                 .text = {RecordKind::ApprovalRule, wire::textsOf(rule)},
                 .audience = "inside"});
    const char *const action = rule.enabled ? "approval_rule.enable" : "approval_rule.disable";
    changes.note({action, RecordKind::ApprovalRule, facility.id, facility.id, members, {}});
    return changes.write();
}

Result<ApprovalRule> readRule(const Request &request, const FacilityRow &facility) {
    auto rule = wire::approvalRuleFromJson(request.body, wire::Source::Client);
    if (!rule) {
        return rule;
    }
    auto faults = domain::validate(*rule);
    if (!rule->facilityId.isNull() && rule->facilityId.text() != facility.id) {
        faults.push_back({"/facility_id", "not-allowed", {}});
    }
    if (!faults.empty()) {
        return invalid(std::move(faults));
    }
    const auto id = storedId<domain::FacilityId>(facility.id);
    if (!id) {
        return domain::passOn(id);
    }
    rule->facilityId = *id;
    return rule;
}

HandlerResult putRule(const Request &request, Context &context) {
    const auto facility = ruledFacility(context);
    if (!facility) {
        return domain::passOn(facility);
    }
    if (!mayRule(*context.caller)) {
        return forbidden();
    }
    const auto stored = findRecord(context.db, RecordKind::ApprovalRule, facility->id);
    if (!stored) {
        return domain::passOn(stored);
    }
    const auto before = replacedVersion(request, *context.caller, *stored);
    if (!before) {
        return domain::passOn(before);
    }
    auto rule = readRule(request, *facility);
    if (!rule) {
        return domain::passOn(rule);
    }
    rule->meta = {*before + 1, context.now(), context.now()};
    if (*stored) {
        const auto earlier = (*stored)->text.readBy(wire::approvalRuleFromJson);
        rule->meta.createdAt = earlier ? earlier->meta.createdAt : context.now();
    }
    if (auto kept = storeRule(context, *facility, *rule, memberNames(request.body)); !kept) {
        return domain::passOn(kept);
    }
    return recordAnswer(*before == 0 ? 201 : 200, rule->meta.version, wire::toJson(*rule));
}

HandlerResult getRule(const Request &, Context &context) {
    const auto facility = ruledFacility(context);
    if (!facility) {
        return domain::passOn(facility);
    }
    if (context.caller->user.role == domain::Role::System) {
        return forbidden();
    }
    const auto stored = findRecord(context.db, RecordKind::ApprovalRule, facility->id);
    if (!stored) {
        return domain::passOn(stored);
    }
    return *stored ? HandlerResult(
                         recordAnswer(200, (*stored)->version, (*stored)->text.forCaller(*context.caller)))
                   : notFound();
}

HandlerResult previewRule(const Request &request, Context &context) {
    if (const auto key = operationKey(request, context.caller); !key) {
        return domain::passOn(key);
    }
    const auto facility = ruledFacility(context);
    if (!facility) {
        return domain::passOn(facility);
    }
    if (!mayRule(*context.caller)) {
        return forbidden();
    }
    const auto rule = readRule(request, *facility);
    const auto period = pastPeriodIn(request, domain::dateOf(context.now()), ofPreview);
    if (!rule || !period) {
        return rule ? domain::passOn(period) : domain::passOn(rule);
    }
    const auto preview = previewApprovals(context, facility->id, *rule, *period);
    return preview ? HandlerResult(jsonAnswer(200, wire::toJson(*preview))) : domain::passOn(preview);
}

} // namespace

std::vector<Route> approvalRuleRoutes() {
    constexpr std::string_view path = "/v1/facilities/{id}/approval-rule";
    return {reading(path, getRule), writing("PUT", path, putRule),
            // Changes nothing, so it does not run on the writer and stores no answer under its key.
            Route{.method = "POST",
                  .pattern = "/v1/facilities/{id}/approval-rule/preview",
                  .handler = previewRule}};
}

} // namespace hub
