// From an access token to the one who calls.
#include "hub/auth/accounts.h"
#include "hub/auth/rows.h"
#include "hub/auth/sessions.h"
#include "hub/auth/tokens.h"
#include "hub/router.h"

#include <algorithm>

namespace hub {
namespace {

using auth::Account;
using auth::SessionRow;

domain::Result<std::string_view> bearerToken(std::string_view header) {
    constexpr std::string_view scheme = "bearer ";
    if (header.size() <= scheme.size())
        return domain::fail(domain::ErrorKind::SignedOut, "unauthenticated");
    for (std::size_t i = 0; i < scheme.size(); ++i)
        if ((header[i] >= 'A' && header[i] <= 'Z' ? header[i] - 'A' + 'a' : header[i]) != scheme[i])
            return domain::fail(domain::ErrorKind::SignedOut, "unauthenticated");
    return header.substr(scheme.size());
}

domain::Result<auth::AccessClaim> claimIn(std::string_view header, const HubSettings &settings) {
    const auto token = bearerToken(header);
    if (!token)
        return domain::passOn(token);
    const auto claim = auth::readAccessToken(*token, settings.key);
    if (!claim)
        return domain::fail(domain::ErrorKind::SignedOut, "unauthenticated");
    return *claim;
}

/// A session with whoever it belongs to.
struct Identity {
    SessionRow session;
    Account account; ///< of a person
    std::vector<auth::PlacedFacility> facilities;
    std::string systemName; ///< of a connected system
    std::string systemMunicipality;
    bool systemActive = false;
    std::vector<domain::FacilityId> grants;
};

/// In one statement, as every call asks it: a row for each facility of the account or the system.
constexpr std::string_view identitySql =
    "SELECT " HUB_SESSION_COLUMNS ", a.login_id, a.name, a.role, a.municipality, a.operator_id, a.status, "
    "c.name, c.municipality, c.status, f.id, f.municipality, g.facility_id "
    "FROM session s LEFT JOIN account a ON a.id = s.account_id "
    "LEFT JOIN account_facility w ON w.account_id = s.account_id "
    "LEFT JOIN facility f ON f.id = w.facility_id "
    "LEFT JOIN system_client c ON c.id = s.system_id "
    "LEFT JOIN system_grant g ON g.system_id = s.system_id WHERE s.id = $1";
enum Column : std::uint8_t {
    LoginId = auth::sessionColumnCount,
    Name,
    Role,
    Municipality,
    Operator,
    Status,
    SystemName,
    SystemMunicipality,
    SystemStatus,
    Facility,
    FacilityPlace,
    Grant
};

Identity identityFrom(const Rows &row) {
    Identity identity{.session = auth::sessionFrom(row)};
    Account &account = identity.account;
    account.id = domain::UserId::parse(identity.session.accountId).value_or(domain::UserId());
    account.loginId = row.text(LoginId);
    account.name = row.text(Name);
    account.role = domain::role(row.text(Role)).value_or(domain::Role::Staff);
    account.municipality = row.text(Municipality);
    if (const auto operatorId = domain::OperatorId::parse(row.text(Operator)))
        account.operatorId = *operatorId;
    account.status = auth::accountStatus(row.text(Status));
    identity.systemName = row.text(SystemName);
    identity.systemMunicipality = row.text(SystemMunicipality);
    identity.systemActive = row.text(SystemStatus) == "active";
    return identity;
}

domain::Result<std::optional<Identity>> identityOf(Connection &db, const domain::SessionId &session) {
    std::optional<Identity> identity;
    auto read = eachRow(db, identitySql, {session.text()}, [&identity](const Rows &row) {
        if (!identity)
            identity = identityFrom(row);
        if (const auto facility = domain::FacilityId::parse(row.text(Facility)))
            identity->facilities.push_back({*facility, std::string(row.text(FacilityPlace))});
        if (const auto facility = domain::FacilityId::parse(row.text(Grant)))
            identity->grants.push_back(*facility);
    });
    if (!read)
        return domain::passOn(read);
    if (identity) {
        std::ranges::sort(identity->facilities);
        std::ranges::sort(identity->grants);
    }
    return identity;
}

domain::Result<Caller> personOf(Identity identity, Connection &db) {
    const Account &account = identity.account;
    // A locked account cannot sign in anew, but a stranger's guesses must not stop the desk that works with
    // it.
    if (account.id.isNull() || account.status == auth::AccountStatus::Disabled)
        return domain::fail(domain::ErrorKind::SignedOut, "session-ended");
    const bool ofFacilities = account.role == domain::Role::Staff || account.role == domain::Role::Manager;
    auto user = account.role == domain::Role::OperatorOffice
                    ? auth::userOf(db, account)
                    : auth::userWith(account, ofFacilities ? identity.facilities
                                                           : std::vector<auth::PlacedFacility>());
    if (!user)
        return domain::passOn(user);
    return Caller{.user = std::move(*user),
                  .session = identity.session.id,
                  .deviceName = std::move(identity.session.deviceName)};
}

domain::Result<Caller> systemOf(Identity identity) {
    if (!identity.systemActive)
        return domain::fail(domain::ErrorKind::SignedOut, "session-ended");
    const SessionRow &session = identity.session;
    Caller caller{.session = session.id, .deviceName = {}, .systemId = session.systemId};
    caller.scopes = session.deviceId;
    caller.user.role = domain::Role::System;
    caller.user.loginId = session.systemId;
    caller.user.name = std::move(identity.systemName);
    caller.user.municipalityCode = std::move(identity.systemMunicipality);
    caller.user.facilities = std::move(identity.grants);
    return caller;
}

} // namespace

domain::Result<Caller> callerOf(std::string_view authorizationHeader, Connection &db,
                                const HubSettings &settings, domain::Instant now) {
    const auto claim = claimIn(authorizationHeader, settings);
    if (!claim)
        return domain::passOn(claim);
    auto identity = identityOf(db, claim->session);
    if (!identity)
        return domain::passOn(identity);
    if (!*identity)
        return domain::fail(domain::ErrorKind::SignedOut, "session-ended");
    if (auto alive = auth::mustBeAlive((*identity)->session, now); !alive)
        return domain::passOn(alive);
    if (now >= claim->expiresAt)
        return domain::fail(domain::ErrorKind::SignedOut, "token-expired");
    if (!(*identity)->session.systemId.empty())
        return systemOf(std::move(**identity));
    return personOf(std::move(**identity), db);
}

} // namespace hub
