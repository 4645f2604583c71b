// Passwords: how they are kept (Argon2id) and which are refused. No composition rules.
#pragma once

#include "domain/result.h"

#include <string>
#include <string_view>

namespace hub::auth {

/// How much work a hash takes. Cheap is for tests only.
enum class HashCost : std::uint8_t { Normal, Cheap };

/// An Argon2id string with its own salt. Takes about a tenth of a second; never call it inside a transaction.
[[nodiscard]] std::string passwordHash(std::string_view password, HashCost cost);
[[nodiscard]] bool passwordMatches(const std::string &hash, std::string_view password);
/// A hash that no password matches, as costly as a real one: an unknown login ID takes as long as a known
/// one.
[[nodiscard]] const std::string &unmatchableHash(HashCost cost);

inline constexpr int minimumPasswordLength = 12;
inline constexpr int maximumPasswordLength = 128;
/// Rejected "validation" with a field error on "/new_password": "too-short" {min}, "too-long" {max},
/// "not-clean-text", "password-too-common", "contains-login-id".
[[nodiscard]] domain::Result<void> checkNewPassword(std::string_view password, std::string_view loginId);
/// Widely used passwords, runs on a keyboard, counted-up or repeated characters, a common word with digits
/// behind.
[[nodiscard]] bool isCommonPassword(std::string_view password);

} // namespace hub::auth
