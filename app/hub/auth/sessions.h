// Sessions, one for each sign-in on a device. Refresh tokens rotate; reuse of an old token ends the session.
#pragma once

#include "hub/auth/accounts.h"
#include "hub/calls/context.h"

#include <optional>
#include <string>
#include <vector>

namespace hub::auth {

enum class EndReason : std::uint8_t { Logout, Ended, Wiped, Reuse, Reset, Disabled, PasswordChanged };

/// How long a client that missed the answer may repeat the request with the same refresh token.
inline constexpr std::chrono::seconds replayPeriod{60};
/// A session ends after this time without use.
inline constexpr std::chrono::days idleLife{90};

struct SessionRow {
    domain::SessionId id;
    std::string accountId; ///< empty for a connected system
    std::string systemId;  ///< empty for a person
    std::string deviceId;
    std::string deviceName;
    domain::Instant createdAt{};
    domain::Instant lastUsedAt{};
    std::int64_t generation = 1;
    domain::Instant rotatedAt{};
    bool ended = false;
    std::string endReason;
};

struct SessionTokens {
    std::string accessToken;
    std::string refreshToken;
};

[[nodiscard]] domain::Result<std::optional<SessionRow>> sessionById(Connection &db,
                                                                    const domain::SessionId &id);
/// SignedOut "session-ended" or "device-wiped" if the session has ended.
[[nodiscard]] domain::Result<void> mustBeAlive(const SessionRow &session, domain::Instant now);

[[nodiscard]] domain::Result<SessionTokens> startSession(Context &context, const domain::UserId &account,
                                                         std::string_view deviceId,
                                                         std::string_view deviceName);
/// The session of a connected system, one for each set of scopes (stored as the device's id); all tokens of
/// the set share it. Returns the access token.
[[nodiscard]] domain::Result<std::string> systemSession(Context &context, std::string_view systemId,
                                                        std::string_view name, std::string_view scopes);

struct Refreshed {
    SessionTokens tokens;
    SessionRow session;
    bool reused = false; ///< an old token was used again: the session has ended, and there are no tokens
};
/// SignedOut "unauthenticated", "session-ended", "device-wiped".
[[nodiscard]] domain::Result<Refreshed> refreshSession(Context &context, std::string_view token);

[[nodiscard]] domain::Result<std::vector<SessionRow>> sessionsOf(Connection &db,
                                                                 const domain::UserId &account);
[[nodiscard]] domain::Result<void> endSession(Connection &db, const domain::SessionId &id, EndReason reason,
                                              domain::Instant now);
/// `except` stays alive.
[[nodiscard]] domain::Result<void> endSessionsOf(Context &context, const domain::UserId &account,
                                                 EndReason reason, const domain::SessionId &except = {});

} // namespace hub::auth
