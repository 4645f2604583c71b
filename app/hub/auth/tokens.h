// Tokens and keyed hashes, all derived from the hub's one key (DIR/hub.key). Pure functions: no database, no
// clock.
//
// An access token contains a session and its expiry. A refresh token contains a session and a generation, so
// that the hub can make its successor again for a client that missed the answer. Both are opaque to clients.
#pragma once

#include "domain/id.h"
#include "domain/random.h"

#include <optional>
#include <string>
#include <string_view>

namespace hub::auth {

inline constexpr std::chrono::minutes accessTokenLife{10};
/// The time limit for the second factor or the enrolment.
inline constexpr std::chrono::minutes mfaTokenLife{15};

struct AccessClaim {
    domain::SessionId session;
    domain::Instant expiresAt{};
};
[[nodiscard]] std::string accessToken(const AccessClaim &claim, std::string_view key);
/// Empty if the text was not made with this key.
[[nodiscard]] std::optional<AccessClaim> readAccessToken(std::string_view token, std::string_view key);

struct RefreshClaim {
    domain::SessionId session;
    std::int64_t generation = 0;
};
[[nodiscard]] std::string refreshToken(const RefreshClaim &claim, std::string_view key);
[[nodiscard]] std::optional<RefreshClaim> readRefreshToken(std::string_view token, std::string_view key);

/// The state between the password and the second factor. It is encrypted, because it contains the device's
/// name.
struct MfaClaim {
    domain::UserId account;
    std::int64_t credentialVersion = 0; ///< a reset or disabling changes it, which invalidates the token
    domain::Instant expiresAt{};
    std::string deviceId;
    std::string deviceName;
};
[[nodiscard]] std::string mfaToken(const MfaClaim &claim, std::string_view key, domain::Random &random);
[[nodiscard]] std::optional<MfaClaim> readMfaToken(std::string_view token, std::string_view key);

/// Encrypts and authenticates a short secret (XSalsa20-Poly1305) and returns text for the database.
[[nodiscard]] std::string seal(std::string_view secret, std::string_view purpose, std::string_view key,
                               domain::Random &random);
[[nodiscard]] std::optional<std::string> unseal(std::string_view sealed, std::string_view purpose,
                                                std::string_view key);

/// HMAC-SHA256 as 64 hexadecimal digits. For values that are random and long already (recovery codes, client
/// secrets), and for values that must be recognised without being stored (a mistyped login ID may be a
/// password).
[[nodiscard]] std::string keyedHash(std::string_view text, std::string_view purpose, std::string_view key);
/// Compares in a time that does not depend on the contents.
[[nodiscard]] bool equalInConstantTime(std::string_view a, std::string_view b);

/// `count` random characters out of an alphabet without look-alikes (no 0, 1, I, L, O, U), in groups of four.
[[nodiscard]] std::string readableCode(int count, domain::Random &random);
/// Normalises a code that a person typed: removes blanks and hyphens, converts full-width to half-width and
/// to upper case.
[[nodiscard]] std::string normalisedCode(std::string_view typed);

} // namespace hub::auth
