#include "hub/records/edit_preconditions.h"

#include "hub/calls/answers.h"
#include "hub/http/preconditions.h"
#include "hub/records/feed_scope.h"

namespace hub {

domain::Result<Editable> editable(const Request &request, Context &context, domain::RecordKind kind,
                                  const std::string &id, Need need) {
    auto record = findRecord(context.db, kind, id);
    if (!record) {
        return domain::passOn(record);
    }
    if (!*record || (*record)->deleted) {
        return notFound();
    }
    auto facility = facilityInScope(context, (*record)->facility, need);
    if (!facility) {
        return domain::passOn(facility);
    }
    const auto seen = ifMatchVersion(request);
    if (!seen) {
        return domain::passOn(seen);
    }
    if (*seen != (*record)->version) {
        return versionConflict((*record)->text.forCaller(*context.caller));
    }
    return Editable{std::move(**record), std::move(*facility)};
}

domain::Result<void> checkFree(Context &context, domain::RecordKind kind, const std::string &id) {
    auto record = findRecord(context.db, kind, id);
    if (!record) {
        return domain::passOn(record);
    }
    if (!*record) {
        return {};
    }
    auto facility = facilityInScope(context, (*record)->facility, Need::See);
    const bool mayKnow =
        facility && !(*record)->deleted &&
        (context.caller->systemId.empty() || feedRulesOf(kind).forSystems != FeedRules::ForSystems::Own ||
         (*record)->madeBy == context.caller->systemId);
    if (!mayKnow) {
        return conflict("id-taken");
    }
    return versionConflict((*record)->text.forCaller(*context.caller));
}

} // namespace hub
