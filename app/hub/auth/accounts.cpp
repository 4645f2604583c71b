#include "hub/auth/accounts.h"

#include "domain/text.h"
#include "hub/auth/rows.h"
#include "hub/auth/sessions.h"
#include "hub/records/record_store.h"

#include <algorithm>

namespace hub::auth {
namespace {

constexpr std::string_view accountSql =
    "SELECT id, login_id, name, role, municipality, operator_id, password_hash, password_change, "
    "activation_expires_at, credential_version, failures, status FROM account WHERE id = $1";
constexpr std::string_view workplacesSql =
    "SELECT f.id, f.municipality FROM account_facility a JOIN facility f ON f.id = a.facility_id "
    "WHERE a.account_id = $1 ORDER BY f.id";

AccountStatus statusOf(std::string_view text) {
    if (text == "active") {
        return AccountStatus::Active;
    }
    return text == "locked" ? AccountStatus::Locked : AccountStatus::Disabled;
}

Account accountFrom(const Rows &row) {
    Account account;
    // Stored values were parsed before they were stored, so parsing cannot fail.
    account.id = domain::UserId::parse(row.text(0)).value_or(domain::UserId());
    account.loginId = row.text(1);
    account.name = row.text(2);
    account.role = domain::role(row.text(3)).value_or(domain::Role::Staff);
    account.municipality = row.text(4);
    if (const auto operatorId = domain::OperatorId::parse(row.text(5))) {
        account.operatorId = *operatorId;
    }
    account.passwordHash = row.text(6);
    account.passwordChange = row.integer(7) != 0;
    if (!row.isNull(8)) {
        account.activationExpiresAt = instantOf(row.integer(8));
    }
    account.credentialVersion = row.integer(9);
    account.failures = static_cast<int>(row.integer(10));
    account.status = statusOf(row.text(11));
    return account;
}

domain::FacilityId facilityFrom(const Rows &row) {
    return domain::FacilityId::parse(row.text(0)).value_or(domain::FacilityId());
}

struct PlacedFacility {
    domain::FacilityId id;
    std::string municipality;
};
PlacedFacility placedFrom(const Rows &row) {
    return {facilityFrom(row), std::string(row.text(1))};
}

domain::Result<std::vector<PlacedFacility>> facilitiesOf(Connection &db, const Account &account) {
    if (account.role == domain::Role::OperatorOffice && account.operatorId) {
        return allRows(db, "SELECT id, municipality FROM facility WHERE operator_id = $1 ORDER BY id",
                       {account.operatorId->text()}, placedFrom);
    }
    if (account.role == domain::Role::Staff || account.role == domain::Role::Manager) {
        return allRows(db, workplacesSql, {account.id.text()}, placedFrom);
    }
    return std::vector<PlacedFacility>();
}

domain::Result<void> mustExist(Connection &db, std::string_view sql, std::string_view value,
                               std::string what) {
    const auto found = firstRow(db, sql, {value}, [](const Rows &) { return true; });
    if (!found) {
        return domain::passOn(found);
    }
    if (!*found) {
        return domain::fail(domain::ErrorKind::NotFound, "not-found", {{"what", std::move(what)}});
    }
    return {};
}

domain::Result<Account> mustFind(Connection &db, std::string_view loginId) {
    auto account = accountByLogin(db, loginId);
    if (!account) {
        return domain::passOn(account);
    }
    if (!*account) {
        return domain::fail(domain::ErrorKind::NotFound, "not-found",
                            {{"what", "login ID " + std::string(loginId)}});
    }
    return **account;
}

} // namespace

std::string normalisedLoginId(std::string_view typed) {
    std::string id = domain::trimmed(domain::toHalfWidthAscii(typed));
    for (char &c : id) {
        if (c >= 'A' && c <= 'Z') {
            c = static_cast<char>(c - 'A' + 'a');
        }
    }
    return id;
}

bool isLoginId(std::string_view text) {
    return text.size() >= 3 && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' ||
                      c == '@';
           });
}

domain::Result<std::optional<Account>> accountByLogin(Connection &db, std::string_view loginId) {
    return firstRow(
        db,
        "SELECT id, login_id, name, role, municipality, operator_id, password_hash, password_change, "
        "activation_expires_at, credential_version, failures, status FROM account WHERE login_id = $1",
        {loginId}, accountFrom);
}

domain::Result<std::optional<Account>> accountById(Connection &db, const domain::UserId &id) {
    return firstRow(db, accountSql, {id.text()}, accountFrom);
}

void prefetchUser(Connection &db, std::string_view id, domain::Role role) {
    db.prefetch(accountSql, {id});
    if (role == domain::Role::Staff || role == domain::Role::Manager) {
        db.prefetch(workplacesSql, {id});
    }
}

domain::Result<domain::User> userOf(Connection &db, const Account &account) {
    const auto facilities = facilitiesOf(db, account);
    if (!facilities) {
        return domain::passOn(facilities);
    }
    domain::User user{.id = account.id,
                      .loginId = account.loginId,
                      .name = account.name,
                      .role = account.role,
                      .municipalityCode = account.municipality,
                      .operatorId = account.operatorId};
    for (const PlacedFacility &facility : *facilities) {
        user.facilities.push_back(facility.id);
    }
    // The facilities' municipality, if all of them lie in the same one.
    const bool one =
        !facilities->empty() && std::all_of(facilities->begin(), facilities->end(), [&](const auto &each) {
            return each.municipality == facilities->front().municipality;
        });
    if (user.municipalityCode.empty() && one) {
        user.municipalityCode = facilities->front().municipality;
    }
    return user;
}

bool isNew(const Origin &origin, domain::Instant now) {
    constexpr std::chrono::hours firstWeek{7 * 24};
    return !origin.madeBy.empty() && now < origin.createdAt + firstWeek;
}

domain::Result<std::optional<Origin>> originOf(Connection &db, std::string_view id) {
    return firstRow(db, "SELECT created_at, made_by FROM account WHERE id = $1", {id}, [](const Rows &row) {
        return Origin{instantOf(row.integer(0)), std::string(row.text(1))};
    });
}

domain::Result<void> scopeExists(Connection &db, std::string_view municipality,
                                 const std::optional<domain::OperatorId> &operatorId,
                                 const std::vector<domain::FacilityId> &facilities) {
    domain::Result<void> found;
    if (!municipality.empty()) {
        found = mustExist(db, "SELECT 1 FROM municipality WHERE code = $1", municipality,
                          "municipality " + std::string(municipality));
    }
    if (found && operatorId) {
        found = mustExist(db, "SELECT 1 FROM operator WHERE id = $1", operatorId->text(),
                          "operator " + operatorId->text());
    }
    for (std::size_t i = 0; found && i < facilities.size(); ++i) {
        found = mustExist(db, "SELECT 1 FROM facility WHERE id = $1", facilities[i].text(),
                          "facility " + facilities[i].text());
    }
    return found;
}

domain::Result<std::string> accountContent(Connection &db, std::string_view id) {
    auto content = firstRow(db, "SELECT role, municipality, operator_id, status FROM account WHERE id = $1",
                            {id}, [](const Rows &row) {
                                std::string text = "account\n";
                                for (int column = 0; column < 3; ++column) {
                                    text.append(row.text(column)).push_back('\n');
                                }
                                return text + (row.text(3) == "disabled" ? "disabled\n" : "\n");
                            });
    if (!content) {
        return domain::passOn(content);
    }
    std::string text = content->value_or(std::string());
    const auto read =
        eachRow(db, "SELECT facility_id FROM account_facility WHERE account_id = $1 ORDER BY facility_id",
                {id}, [&text](const Rows &row) { text.append(row.text(0)).push_back('\n'); });
    return read ? domain::Result<std::string>(std::move(text)) : domain::passOn(read);
}

domain::Result<void> auditAccount(Context &context, const Account &account, std::string_view action,
                                  std::string_view members) {
    const auto user = userOf(context.db, account);
    if (!user) {
        return domain::passOn(user);
    }
    const bool ofHub = user->municipalityCode.empty();
    if (auto prepared = ofHub ? prepareHubItself(context.db) : domain::Result<void>(); !prepared) {
        return prepared;
    }
    ChangeSet changes(context, ofHub ? std::string(hubItself) : user->municipalityCode);
    const auto content = accountContent(context.db, account.id.text());
    if (!content) {
        return domain::passOn(content);
    }
    changes.note({.action = std::string(action),
                  .objectId = account.id.text(),
                  .members = std::string(members),
                  .content = *content});
    return changes.write();
}

domain::Result<domain::UserId> addAccount(Context &context, const NewAccount &wanted) {
    if (auto scope = scopeExists(context.db, wanted.municipality, wanted.operatorId, wanted.facilities);
        !scope) {
        return domain::passOn(scope);
    }
    const auto taken = accountByLogin(context.db, wanted.loginId);
    if (!taken) {
        return domain::passOn(taken);
    }
    if (*taken) {
        return domain::fail(domain::ErrorKind::Conflict, "login-id-taken");
    }
    const auto id = domain::UserId::make(context.clock, context.random);
    const std::string operatorId = wanted.operatorId ? wanted.operatorId->text() : std::string();
    auto added =
        change(context.db,
               "INSERT INTO account (id, login_id, name, role, municipality, operator_id, password_hash, "
               "password_change, activation_expires_at, created_at, made_by) "
               "VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9, $10)",
               {id.text(), wanted.loginId, wanted.name, domain::nameOf(wanted.role),
                Value::orNull(wanted.municipality), Value::orNull(operatorId), wanted.activationHash,
                seconds(context.now() + activationLife), seconds(context.now()),
                context.caller ? context.caller->user.id.text() : std::string()});
    for (std::size_t i = 0; added && i < wanted.facilities.size(); ++i) {
        added = change(
            context.db,
            "INSERT INTO account_facility (account_id, facility_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            {id.text(), wanted.facilities[i].text()});
    }
    if (!added) {
        return domain::passOn(added);
    }
    return id;
}

domain::Result<void> disableAccount(Context &context, std::string_view loginId) {
    const auto account = mustFind(context.db, loginId);
    if (!account) {
        return domain::passOn(account);
    }
    if (auto disabled =
            change(context.db,
                   "UPDATE account SET status = 'disabled', credential_version = credential_version + 1 "
                   "WHERE id = $1",
                   {account->id.text()});
        !disabled) {
        return disabled;
    }
    return endSessionsOf(context, account->id, EndReason::Disabled);
}

domain::Result<void> resetAccount(Context &context, std::string_view loginId,
                                  std::string_view activationHash) {
    const auto account = mustFind(context.db, loginId);
    if (!account) {
        return domain::passOn(account);
    }
    const std::string id = account->id.text();
    auto done =
        change(context.db,
               "UPDATE account SET status = 'active', failures = 0, password_hash = $1, password_change = 1, "
               "activation_expires_at = $2, credential_version = credential_version + 1 WHERE id = $3",
               {activationHash, seconds(context.now() + activationLife), id});
    if (done) {
        done = change(context.db, "DELETE FROM factor WHERE account_id = $1", {id});
    }
    if (done) {
        done = change(context.db, "DELETE FROM recovery_code WHERE account_id = $1", {id});
    }
    if (done) {
        done = endSessionsOf(context, account->id, EndReason::Reset);
    }
    return done;
}

domain::Result<void> setPassword(Connection &db, const domain::UserId &id, std::string_view hash) {
    return change(db,
                  "UPDATE account SET password_hash = $1, password_change = 0, activation_expires_at = NULL "
                  "WHERE id = $2",
                  {hash, id.text()});
}

} // namespace hub::auth
