// Reads the member names of a JSON body for the audit, without parsing it into a record.
#pragma once

#include <string>
#include <string_view>

namespace hub {

/// The names of an object's members, joined by commas; members of `profile` are named "profile.<name>". Empty
/// if the text is not a JSON object.
[[nodiscard]] std::string memberNames(std::string_view json);

} // namespace hub
