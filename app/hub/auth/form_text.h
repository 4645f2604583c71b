// application/x-www-form-urlencoded, as OAuth clients send it (RFC 6749, 4.4.2).
#pragma once

#include <string>
#include <string_view>

namespace hub::auth {

/// The first member of that name, decoded; empty where there is none. An escape that is none stands for
/// itself.
[[nodiscard]] std::string formMember(std::string_view form, std::string_view name);
[[nodiscard]] int countOfFormMember(std::string_view form, std::string_view name);
/// One value or name.
[[nodiscard]] std::string formDecoded(std::string_view text);

} // namespace hub::auth
