// Passwords: storing them (Argon2id) and refusing weak ones. There are no composition rules.
#pragma once

#include "domain/result.h"

#include <string>
#include <string_view>

namespace hub::auth {

/// The cost of a hash. Cheap is for tests only.
enum class HashCost : std::uint8_t { Normal, Cheap };

/// An Argon2id string with its own salt. It takes about a tenth of a second, so never call it inside a
/// transaction.
[[nodiscard]] std::string passwordHash(std::string_view password, HashCost cost);
[[nodiscard]] bool passwordMatches(const std::string &hash, std::string_view password);
/// A hash that no password matches and that costs as much as a real one. It makes an unknown login ID take as
/// long as a known one.
[[nodiscard]] const std::string &unmatchableHash(HashCost cost);

inline constexpr int minimumPasswordLength = 12;
inline constexpr int maximumPasswordLength = 128;
/// Rejected "validation" with a field error on "/new_password": "too-short" {min}, "too-long" {max},
/// "not-clean-text", "password-too-common", "contains-login-id".
[[nodiscard]] domain::Result<void> checkNewPassword(std::string_view password, std::string_view loginId);
/// True for common passwords, runs on a keyboard, counted or repeated characters, and a common word with
/// digits after it.
[[nodiscard]] bool isCommonPassword(std::string_view password);

} // namespace hub::auth
