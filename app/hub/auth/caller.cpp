// Finds the caller of an access token.
#include "hub/auth/caller.h"
#include "hub/auth/accounts.h"
#include "hub/auth/rows.h"
#include "hub/auth/sessions.h"
#include "hub/auth/systems.h"
#include "hub/auth/tokens.h"
#include "hub/calls/router.h"

namespace hub {
namespace {

using auth::SessionRow;

domain::Result<std::string_view> bearerToken(std::string_view header) {
    constexpr std::string_view scheme = "bearer ";
    if (header.size() <= scheme.size()) {
        return domain::fail(domain::ErrorKind::SignedOut, "unauthenticated");
    }
    for (std::size_t i = 0; i < scheme.size(); ++i) {
        if ((header[i] >= 'A' && header[i] <= 'Z' ? header[i] - 'A' + 'a' : header[i]) != scheme[i]) {
            return domain::fail(domain::ErrorKind::SignedOut, "unauthenticated");
        }
    }
    return header.substr(scheme.size());
}

domain::Result<SessionRow> sessionOf(std::string_view header, Connection &db, const HubSettings &settings,
                                     domain::Instant now) {
    const auto token = bearerToken(header);
    if (!token) {
        return domain::passOn(token);
    }
    const auto claim = auth::readAccessToken(*token, settings.key);
    if (!claim) {
        return domain::fail(domain::ErrorKind::SignedOut, "unauthenticated");
    }
    auto session = auth::sessionById(db, claim->session);
    if (!session) {
        return domain::passOn(session);
    }
    if (!*session) {
        return domain::fail(domain::ErrorKind::SignedOut, "session-ended");
    }
    if (auto alive = auth::mustBeAlive(**session, now); !alive) {
        return domain::passOn(alive);
    }
    if (now >= claim->expiresAt) {
        return domain::fail(domain::ErrorKind::SignedOut, "token-expired");
    }
    return std::move(**session);
}

domain::Result<Caller> personOf(SessionRow session, Connection &db) {
    const auto id = domain::UserId::parse(session.accountId);
    if (!id) {
        return domain::passOn(id);
    }
    const auto account = auth::accountById(db, *id);
    if (!account) {
        return domain::passOn(account);
    }
    // A locked account cannot sign in again, but its sessions go on. Otherwise a stranger's guesses could
    // stop a desk that is in use.
    if (!*account || (*account)->status == auth::AccountStatus::Disabled) {
        return domain::fail(domain::ErrorKind::SignedOut, "session-ended");
    }
    auto user = auth::userOf(db, **account);
    if (!user) {
        return domain::passOn(user);
    }
    return Caller{
        .user = std::move(*user), .session = session.id, .deviceName = std::move(session.deviceName)};
}

domain::Result<Caller> systemOf(const SessionRow &session, Connection &db) {
    auto system = auth::systemById(db, session.systemId);
    if (!system) {
        return domain::passOn(system);
    }
    if (!*system || !(*system)->active) {
        return domain::fail(domain::ErrorKind::SignedOut, "session-ended");
    }
    auto facilities = auth::grantsOf(db, session.systemId);
    if (!facilities) {
        return domain::passOn(facilities);
    }
    Caller caller{.session = session.id, .deviceName = {}, .systemId = session.systemId};
    caller.scopes = session.deviceId;
    caller.user.role = domain::Role::System;
    caller.user.loginId = session.systemId;
    caller.user.name = (*system)->name;
    caller.user.municipalityCode = (*system)->municipality;
    caller.user.facilities = std::move(*facilities);
    return caller;
}

} // namespace

domain::Result<Caller> callerOf(std::string_view authorizationHeader, Connection &db,
                                const HubSettings &settings, domain::Instant now) {
    auto session = sessionOf(authorizationHeader, db, settings, now);
    if (!session) {
        return domain::passOn(session);
    }
    if (!session->systemId.empty()) {
        return systemOf(*session, db);
    }
    return personOf(std::move(*session), db);
}

} // namespace hub
