// Decodes application/x-www-form-urlencoded bodies, which OAuth clients send (RFC 6749, 4.4.2).
#pragma once

#include <string>
#include <string_view>

namespace hub::auth {

/// The decoded value of the first member with this name; empty if there is none. An invalid escape is kept as
/// it is.
[[nodiscard]] std::string formMember(std::string_view form, std::string_view name);
[[nodiscard]] int countOfFormMember(std::string_view form, std::string_view name);
/// Decodes one name or value.
[[nodiscard]] std::string formDecoded(std::string_view text);

} // namespace hub::auth
