// Looking into a body without reading it into a record.
#pragma once

#include <string>
#include <string_view>

namespace hub {

/// The names of an object's members, joined by commas, those of `profile` as "profile.<name>"; for the audit.
/// Empty where the text is no object.
[[nodiscard]] std::string memberNames(std::string_view json);

} // namespace hub
