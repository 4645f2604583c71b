#include "hub/auth/sessions.h"

#include "hub/auth/rows.h"
#include "hub/auth/tokens.h"
#include "hub/db/believed_time.h"

namespace hub::auth {
namespace {

std::string_view nameOf(EndReason reason) {
    switch (reason) {
    case EndReason::Logout:
        return "logout";
    case EndReason::Ended:
        return "ended";
    case EndReason::Wiped:
        return "wiped";
    case EndReason::Reuse:
        return "reuse";
    case EndReason::Reset:
        return "reset";
    case EndReason::Disabled:
        return "disabled";
    case EndReason::PasswordChanged:
        return "password-changed";
    }
    return "ended";
}

SessionRow sessionFrom(const Rows &row) {
    SessionRow session;
    session.id = domain::SessionId::parse(row.text(0)).value_or(domain::SessionId());
    session.accountId = row.text(1);
    session.systemId = row.text(2);
    session.deviceId = row.text(3);
    session.deviceName = row.text(4);
    session.createdAt = instantOf(row.integer(5));
    session.lastUsedAt = instantOf(row.integer(6));
    session.generation = row.integer(7);
    session.rotatedAt = instantOf(row.integer(8));
    session.ended = !row.isNull(9);
    session.endReason = row.text(10);
    return session;
}

SessionTokens tokensOf(const Context &context, const domain::SessionId &id, std::int64_t generation) {
    const std::string &key = context.settings.key;
    return {accessToken({id, context.now() + accessTokenLife}, key), refreshToken({id, generation}, key)};
}

/// Of an account or of a system; the other one is empty.
struct SessionOwner {
    std::string_view account;
    std::string_view system;
    std::string_view deviceId;
    std::string_view deviceName;
};

domain::Result<void> insertSession(Context &context, const domain::SessionId &id, const SessionOwner &owner) {
    const std::int64_t now = seconds(context.now());
    return change(
        context.db,
        "INSERT INTO session (id, account_id, system_id, device_id, device_name, created_at, last_used_at, "
        "rotated_at) VALUES ($1, $2, $3, $4, $5, $6, $6, $6)",
        {id.text(), Value::orNull(owner.account), Value::orNull(owner.system), owner.deviceId,
         owner.deviceName, now});
}

domain::Result<void> touchSession(Context &context, const domain::SessionId &id, std::int64_t generation) {
    return change(context.db,
                  "UPDATE session SET generation = $1, rotated_at = $2, last_used_at = $2 WHERE id = $3",
                  {generation, seconds(context.now()), id.text()});
}

/// Deletes sessions that ended long ago. An order to wipe a device is kept until the device has received it.
domain::Result<void> pruneSessions(Context &context) {
    const auto believed = isBelievable(context.db, context.now());
    if (!believed || !*believed) {
        return believed ? domain::Result<void>() : domain::passOn(believed);
    }
    return change(
        context.db,
        "DELETE FROM session WHERE last_used_at < $1 AND (end_reason IS NULL OR end_reason <> 'wiped')",
        {seconds(context.now() - 2 * idleLife)});
}

domain::Result<Refreshed> revoke(Context &context, SessionRow session) {
    if (auto ended = endSession(context.db, session.id, EndReason::Reuse, context.now()); !ended) {
        return domain::passOn(ended);
    }
    return Refreshed{.session = std::move(session), .reused = true};
}

} // namespace

domain::Result<std::optional<SessionRow>> sessionById(Connection &db, const domain::SessionId &id) {
    return firstRow(
        db,
        "SELECT id, account_id, system_id, device_id, device_name, created_at, last_used_at, generation, "
        "rotated_at, ended_at, end_reason FROM session WHERE id = $1",
        {id.text()}, sessionFrom);
}

domain::Result<void> mustBeAlive(const SessionRow &session, domain::Instant now) {
    if (session.ended && session.endReason == "wiped") {
        return domain::fail(domain::ErrorKind::SignedOut, "device-wiped");
    }
    if (session.ended || now - session.lastUsedAt > idleLife) {
        return domain::fail(domain::ErrorKind::SignedOut, "session-ended");
    }
    return {};
}

domain::Result<SessionTokens> startSession(Context &context, const domain::UserId &account,
                                           std::string_view deviceId, std::string_view deviceName) {
    if (auto pruned = pruneSessions(context); !pruned) {
        return domain::passOn(pruned);
    }
    const auto id = domain::SessionId::make(context.clock, context.random);
    const std::string ofAccount = account.text();
    const SessionOwner owner{
        .account = ofAccount, .system = {}, .deviceId = deviceId, .deviceName = deviceName};
    if (auto inserted = insertSession(context, id, owner); !inserted) {
        return domain::passOn(inserted);
    }
    return tokensOf(context, id, 1);
}

domain::Result<std::string> systemSession(Context &context, std::string_view systemId, std::string_view name,
                                          std::string_view scopes) {
    const auto existing = firstRow(
        context.db,
        "SELECT id FROM session WHERE system_id = $1 AND device_id = $2 AND ended_at IS NULL LIMIT 1",
        {systemId, scopes},
        [](const Rows &row) { return domain::SessionId::parse(row.text(0)).value_or(domain::SessionId()); });
    if (!existing) {
        return domain::passOn(existing);
    }
    const domain::SessionId id = existing->value_or(domain::SessionId::make(context.clock, context.random));
    const SessionOwner owner{.account = {}, .system = systemId, .deviceId = scopes, .deviceName = name};
    const auto stored = *existing ? touchSession(context, id, 1) : insertSession(context, id, owner);
    if (!stored) {
        return domain::passOn(stored);
    }
    return tokensOf(context, id, 1).accessToken;
}

domain::Result<Refreshed> refreshSession(Context &context, std::string_view token) {
    const auto claim = readRefreshToken(token, context.settings.key);
    if (!claim) {
        return domain::fail(domain::ErrorKind::SignedOut, "unauthenticated");
    }
    auto found = sessionById(context.db, claim->session);
    if (!found) {
        return domain::passOn(found);
    }
    // A hub that was restored from an older backup may not know the session or this generation yet. Neither
    // indicates a stolen token.
    if (!*found || claim->generation > (*found)->generation) {
        return domain::fail(domain::ErrorKind::SignedOut, "session-ended");
    }
    SessionRow session = std::move(**found);
    if (auto alive = mustBeAlive(session, context.now()); !alive) {
        return domain::passOn(alive);
    }
    const bool retry =
        claim->generation == session.generation - 1 && context.now() - session.rotatedAt <= replayPeriod;
    if (!retry && claim->generation != session.generation) {
        return revoke(context, std::move(session));
    }
    if (!retry) {
        if (auto touched = touchSession(context, session.id, ++session.generation); !touched) {
            return domain::passOn(touched);
        }
    }
    SessionTokens tokens = tokensOf(context, session.id, session.generation);
    return Refreshed{.tokens = std::move(tokens), .session = std::move(session)};
}

domain::Result<std::vector<SessionRow>> sessionsOf(Connection &db, const domain::UserId &account) {
    return allRows(
        db,
        "SELECT id, account_id, system_id, device_id, device_name, created_at, last_used_at, generation, "
        "rotated_at, ended_at, end_reason FROM session WHERE account_id = $1 AND ended_at IS NULL "
        "ORDER BY last_used_at DESC, id",
        {account.text()}, sessionFrom);
}

domain::Result<void> endSession(Connection &db, const domain::SessionId &id, EndReason reason,
                                domain::Instant now) {
    return change(db, "UPDATE session SET ended_at = $1, end_reason = $2 WHERE id = $3 AND ended_at IS NULL",
                  {seconds(now), nameOf(reason), id.text()});
}

domain::Result<void> endSessionsOf(Context &context, const domain::UserId &account, EndReason reason,
                                   const domain::SessionId &except) {
    return change(
        context.db,
        "UPDATE session SET ended_at = $1, end_reason = $2 WHERE account_id = $3 AND ended_at IS NULL "
        "AND id <> $4",
        {seconds(context.now()), nameOf(reason), account.text(), except.text()});
}

} // namespace hub::auth
