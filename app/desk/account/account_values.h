// The names of the account's values in the store.
#pragma once

#include <string>

namespace services::account_values {

inline constexpr auto user = "account/user";                  ///< sealed
inline constexpr auto verifier = "account/password-verifier"; ///< sealed
inline constexpr auto loginId = "account/login-id";           ///< sealed
inline constexpr auto signedIn = "signed-in";
inline constexpr auto locked = "locked";
/// The hub has ordered a wipe; deleted together with everything else.
inline constexpr auto wiping = "wiping";

[[nodiscard]] inline std::string flag(bool value) {
    return value ? "1" : "0";
}

} // namespace services::account_values
