#include "hub/records/feed_scope.h"

#include "hub/db/read.h"
#include "hub/records/audit_chain.h"
#include "hub/records/record_store.h"

#include <algorithm>
#include <map>

namespace hub {

using domain::Result;
using domain::Role;

namespace {

using ByMunicipality = std::map<std::string, std::vector<std::string>>;

Result<ByMunicipality> namedFacilities(Connection &db, const domain::User &user) {
    ByMunicipality found;
    for (const domain::FacilityId &id : user.facilities) {
        auto read =
            eachRow(db, "SELECT municipality, id FROM facility WHERE id = $1", {id.text()},
                    [&found](const Rows &row) { found[std::string(row.text(0))].emplace_back(row.text(1)); });
        if (!read) {
            return domain::passOn(read);
        }
    }
    return found;
}

Result<ByMunicipality> facilitiesOfOperator(Connection &db, const domain::User &user) {
    ByMunicipality found;
    if (!user.operatorId) {
        return found;
    }
    auto read = eachRow(db, "SELECT municipality, id FROM facility WHERE operator_id = $1 ORDER BY id",
                        {user.operatorId->text()}, [&found](const Rows &row) {
                            found[std::string(row.text(0))].emplace_back(row.text(1));
                        });
    if (!read) {
        return domain::passOn(read);
    }
    return found;
}

bool seesWholeMunicipality(const domain::User &user) {
    return user.role == Role::Municipal || user.role == Role::Auditor ||
           (user.role == Role::System && user.facilities.empty() && !user.municipalityCode.empty());
}

Result<ByMunicipality> facilitiesOf(Connection &db, const domain::User &user) {
    switch (user.role) {
    case Role::Staff:
    case Role::Manager:
    case Role::System:
        return namedFacilities(db, user);
    case Role::OperatorOffice:
        return facilitiesOfOperator(db, user);
    case Role::Municipal:
    case Role::Auditor:
    case Role::HubOperator:
        break;
    }
    return ByMunicipality();
}

std::string groupOf(Role role) {
    switch (role) {
    case Role::Staff:
    case Role::Manager:
    case Role::OperatorOffice:
        return "nurseries";
    case Role::Municipal:
    case Role::Auditor:
        return "municipal";
    case Role::System:
        return "systems";
    case Role::HubOperator:
        break;
    }
    return {};
}

} // namespace

FeedRules feedRulesOf(domain::RecordKind kind) {
    using enum FeedRules::ForSystems;
    using domain::RecordKind;
    switch (kind) {
    case RecordKind::Municipality:
    case RecordKind::Operator:
    case RecordKind::Facility:
    case RecordKind::Slot:
    case RecordKind::SlotSeats:
    case RecordKind::Closure:
        return {.forSystems = All};
    case RecordKind::Reservation:
    case RecordKind::WaitlistEntry:
        return {.forSystems = Own};
    case RecordKind::Series:
        return {.forSystems = None};
    case RecordKind::Notice:
    case RecordKind::Vacancy:
        return {.forSystems = All, .hasAudience = true, .mayStopBeingFor = true};
    case RecordKind::ApprovalRule:
    case RecordKind::FollowUp:
        return {.forSystems = All, .hasAudience = true};
    case RecordKind::Unknown:
        break;
    }
    return {};
}

std::uint64_t FeedScope::hash() const {
    std::string text = (view == wire::View::WithoutPersonal ? "-" : "p") + group + onlyMadeBy;
    for (const FeedMunicipality &municipality : municipalities) {
        text += '\n' + municipality.code + (municipality.whole ? "*" : "");
        for (const std::string &facility : municipality.facilities) {
            text += ' ' + facility;
        }
    }
    return static_cast<std::uint64_t>(comparisonHash(text, {}));
}

std::set<ChangedScope> FeedScope::watchedScopes() const {
    std::set<ChangedScope> all;
    for (const FeedMunicipality &municipality : municipalities) {
        if (municipality.whole) {
            all.insert({municipality.code, {}});
        }
        for (const std::string &facility : municipality.facilities) {
            all.insert({municipality.code, facility});
        }
    }
    return all;
}

Result<FeedScope> feedScopeOf(Connection &db, const Caller &caller) {
    FeedScope scope;
    scope.view = viewOf(caller);
    scope.group = groupOf(caller.user.role);
    scope.onlyMadeBy = caller.user.role == Role::System ? caller.systemId : std::string();
    // Its code is the smallest, so it comes first.
    scope.municipalities.push_back({std::string(hubItself), true, {}});
    if (seesWholeMunicipality(caller.user)) {
        scope.municipalities.push_back({caller.user.municipalityCode, true, {}});
        return scope;
    }
    auto found = facilitiesOf(db, caller.user);
    if (!found) {
        return domain::passOn(found);
    }
    for (auto &[code, facilities] : *found) {
        std::sort(facilities.begin(), facilities.end());
        facilities.erase(std::unique(facilities.begin(), facilities.end()), facilities.end());
        scope.municipalities.push_back({code, false, std::move(facilities)});
    }
    return scope;
}

} // namespace hub
