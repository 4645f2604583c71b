#include "hub/handlers/municipality/users.h"

#include "hub/auth/rows.h"
#include "hub/calls/answers.h"
#include "hub/records/scope.h"

#include <algorithm>
#include <set>

namespace hub {

using domain::Result;
using domain::Role;

namespace {

bool isOfNursery(Role role) {
    return role == Role::Staff || role == Role::Manager;
}

Result<bool> ownsAll(Context &context, const std::vector<domain::FacilityId> &facilities) {
    for (const domain::FacilityId &id : facilities) {
        const auto facility = findFacility(context.db, id.text());
        if (!facility) {
            return domain::passOn(facility);
        }
        if (!*facility || !isInScope(*context.caller, **facility)) {
            return false;
        }
    }
    return !facilities.empty();
}

Result<void> addIds(Connection &db, std::string_view sql, std::string_view value,
                    std::set<std::string> &ids) {
    return eachRow(db, sql, {value}, [&ids](const Rows &row) { ids.emplace(row.text(0)); });
}

/// The accounts that the caller may manage; mayManage() decides.
Result<std::set<std::string>> candidates(Context &context) {
    Connection &db = context.db;
    const domain::User &caller = context.caller->user;
    std::set<std::string> ids;
    Result<void> read;
    for (const domain::FacilityId &facility : caller.facilities) {
        if (read && caller.role == Role::Manager) {
            read = addIds(db, "SELECT account_id FROM account_facility WHERE facility_id = $1",
                          facility.text(), ids);
        }
    }
    if (read && caller.role == Role::OperatorOffice && caller.operatorId) {
        read = addIds(db,
                      "SELECT a.account_id FROM facility f JOIN account_facility a ON a.facility_id = f.id "
                      "WHERE f.operator_id = $1 UNION SELECT id FROM account WHERE operator_id = $1",
                      caller.operatorId->text(), ids);
    }
    if (read && caller.role == Role::Municipal) {
        read = addIds(db,
                      "SELECT a.account_id FROM facility f JOIN account_facility a ON a.facility_id = f.id "
                      "WHERE f.municipality = $1 UNION SELECT id FROM account WHERE municipality = $1",
                      caller.municipalityCode, ids);
    }
    if (read && caller.role == Role::HubOperator) {
        read =
            addIds(db, "SELECT id FROM account WHERE role IN ('municipal', 'auditor', 'operator_office', $1)",
                   domain::nameOf(Role::HubOperator), ids);
    }
    if (!read) {
        return domain::passOn(read);
    }
    return ids;
}

Result<std::optional<ManagedAccount>> accountIfManaged(Context &context, const domain::UserId &id) {
    auto account = auth::accountById(context.db, id);
    if (!account || !*account) {
        return account ? Result<std::optional<ManagedAccount>>(std::nullopt) : domain::passOn(account);
    }
    auto user = auth::userOf(context.db, **account);
    if (!user) {
        return domain::passOn(user);
    }
    const auto may = mayManage(context, *user);
    if (!may || !*may) {
        return may ? Result<std::optional<ManagedAccount>>(std::nullopt) : domain::passOn(may);
    }
    auto asked = firstRow(
        context.db, "SELECT requested_at FROM account_reset_request WHERE account_id = $1", {id.text()},
        [](const Rows &row) { return domain::Instant(std::chrono::seconds(row.integer(0))); });
    if (!asked) {
        return domain::passOn(asked);
    }
    if (*asked && **asked + resetRequestLife <= context.now()) {
        asked->reset();
    }
    return ManagedAccount{std::move(**account), std::move(*user), *asked};
}

} // namespace

Result<bool> mayManage(Context &context, const domain::User &user) {
    const domain::User &caller = context.caller->user;
    const bool ofNursery = isOfNursery(user.role);
    switch (caller.role) {
    case Role::Manager:
        return ofNursery ? ownsAll(context, user.facilities) : Result<bool>(false);
    case Role::OperatorOffice:
        return ofNursery ? ownsAll(context, user.facilities)
                         : Result<bool>(user.role == Role::OperatorOffice && user.operatorId &&
                                        user.operatorId == caller.operatorId);
    case Role::Municipal:
        return ofNursery ? ownsAll(context, user.facilities)
                         : Result<bool>((user.role == Role::Municipal || user.role == Role::Auditor) &&
                                        user.municipalityCode == caller.municipalityCode);
    case Role::HubOperator:
        return !ofNursery && user.role != Role::System;
    case Role::Staff:
    case Role::Auditor:
    case Role::System:
        break;
    }
    return false;
}

Result<std::vector<ManagedAccount>> managedAccounts(Context &context) {
    const auto ids = candidates(context);
    if (!ids) {
        return domain::passOn(ids);
    }
    std::vector<ManagedAccount> all;
    for (const std::string &text : *ids) {
        const auto id = domain::UserId::parse(text);
        auto account =
            id ? accountIfManaged(context, *id) : Result<std::optional<ManagedAccount>>(std::nullopt);
        if (!account) {
            return domain::passOn(account);
        }
        if (*account) {
            all.push_back(std::move(**account));
        }
    }
    std::sort(all.begin(), all.end(), [](const ManagedAccount &a, const ManagedAccount &b) {
        return a.account.loginId < b.account.loginId;
    });
    return all;
}

Result<ManagedAccount> managedAccount(Context &context) {
    const auto id = idFrom<domain::UserId>(context);
    if (!id) {
        return domain::passOn(id);
    }
    auto account = accountIfManaged(context, *id);
    if (!account) {
        return domain::passOn(account);
    }
    if (!*account) {
        return notFound();
    }
    return std::move(**account);
}

} // namespace hub
