// Tokens and keyed hashes, all made from the hub's one key (DIR/hub.key). Pure: no database, no clock.
//
// An access token names a session and its own end. A refresh token names a session and a generation, so that
// the successor of a token can be made again for a client that never heard the answer. Both are opaque to
// clients.
#pragma once

#include "domain/id.h"
#include "domain/random.h"

#include <optional>
#include <string>
#include <string_view>

namespace hub::auth {

inline constexpr std::chrono::minutes accessTokenLife{10};
/// How long somebody may take over the second factor or the enrolment.
inline constexpr std::chrono::minutes mfaTokenLife{15};

struct AccessClaim {
    domain::SessionId session;
    domain::Instant expiresAt{};
};
[[nodiscard]] std::string accessToken(const AccessClaim &claim, std::string_view key);
/// Empty where the text was not made with this key.
[[nodiscard]] std::optional<AccessClaim> readAccessToken(std::string_view token, std::string_view key);

struct RefreshClaim {
    domain::SessionId session;
    std::int64_t generation = 0;
};
[[nodiscard]] std::string refreshToken(const RefreshClaim &claim, std::string_view key);
[[nodiscard]] std::optional<RefreshClaim> readRefreshToken(std::string_view token, std::string_view key);

/// Between the password and the second factor; sealed, because it carries the device's name.
struct MfaClaim {
    domain::UserId account;
    std::int64_t credentialVersion = 0; ///< a reset or a disabling in between makes the token worthless
    domain::Instant expiresAt{};
    std::string deviceId;
    std::string deviceName;
};
[[nodiscard]] std::string mfaToken(const MfaClaim &claim, std::string_view key, domain::Random &random);
[[nodiscard]] std::optional<MfaClaim> readMfaToken(std::string_view token, std::string_view key);

/// Authenticated encryption (XSalsa20-Poly1305) of a short secret for the database; text.
[[nodiscard]] std::string seal(std::string_view secret, std::string_view purpose, std::string_view key,
                               domain::Random &random);
[[nodiscard]] std::optional<std::string> unseal(std::string_view sealed, std::string_view purpose,
                                                std::string_view key);

/// HMAC-SHA256 as 64 hexadecimal digits: for what is random and long already (recovery codes, client secrets)
/// and for what must be recognised without being kept (a mistyped login ID may be a password).
[[nodiscard]] std::string keyedHash(std::string_view text, std::string_view purpose, std::string_view key);
/// Compares in a time that does not depend on the content.
[[nodiscard]] bool equalInConstantTime(std::string_view a, std::string_view b);

/// `count` random characters out of an alphabet without look-alikes (no 0, 1, I, L, O, U), in groups of four.
[[nodiscard]] std::string readableCode(int count, domain::Random &random);
/// As typed by people: blanks and hyphens away, full-width to half-width, upper case.
[[nodiscard]] std::string normalisedCode(std::string_view typed);

} // namespace hub::auth
