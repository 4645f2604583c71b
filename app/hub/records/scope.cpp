#include "hub/records/scope.h"

#include "hub/calls/answers.h"

#include <algorithm>

namespace hub {

using domain::Role;

namespace {

bool isNamed(const domain::User &user, const FacilityRow &facility) {
    return std::any_of(user.facilities.begin(), user.facilities.end(),
                       [&](const domain::FacilityId &id) { return id.text() == facility.id; });
}

bool mayDo(const Caller &caller, Need need) {
    switch (need) {
    case Need::See:
        return true;
    case Need::Decide:
        return caller.isStaff();
    case Need::Edit:
        return caller.isStaff() || caller.user.role == Role::Municipal;
    }
    return false;
}

} // namespace

bool isMunicipal(const Caller &caller) {
    return caller.user.role == Role::Municipal || caller.user.role == Role::Auditor;
}

bool isInScope(const Caller &caller, const FacilityRow &facility) {
    const domain::User &user = caller.user;
    switch (user.role) {
    case Role::Staff:
    case Role::Manager:
        return isNamed(user, facility);
    case Role::OperatorOffice:
        return user.operatorId && user.operatorId->text() == facility.operatorId;
    case Role::Municipal:
    case Role::Auditor:
        return user.municipalityCode == facility.municipality;
    case Role::System:
        return isNamed(user, facility) || (!user.municipalityCode.empty() && user.facilities.empty() &&
                                           user.municipalityCode == facility.municipality);
    case Role::HubOperator:
        return false;
    }
    return false;
}

domain::Result<FacilityRow> facilityInScope(Context &context, std::string_view id, Need need) {
    auto facility = findFacility(context.db, id);
    if (!facility) {
        return domain::passOn(facility);
    }
    if (!*facility || !isInScope(*context.caller, **facility)) {
        return notFound();
    }
    if (!mayDo(*context.caller, need)) {
        return forbidden();
    }
    return std::move(**facility);
}

} // namespace hub
