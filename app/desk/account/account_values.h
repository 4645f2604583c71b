// Under which names the account lies in the store.
#pragma once

#include <string>

namespace services::account_values {

inline constexpr auto user = "account/user";                  ///< sealed
inline constexpr auto verifier = "account/password-verifier"; ///< sealed
inline constexpr auto loginId = "account/login-id";           ///< sealed
inline constexpr auto signedIn = "signed-in";
inline constexpr auto locked = "locked";
inline constexpr auto wiping = "wiping"; ///< the hub has ordered a wipe; goes with everything else

[[nodiscard]] inline std::string flag(bool value) {
    return value ? "1" : "0";
}

} // namespace services::account_values
