// 受入年齢 is free text in the standard: "産休明け～2歳児", "３歳～５歳", "生後57日から", "1歳".
#pragma once

#include "domain/records.h"

#include <optional>
#include <string_view>

namespace formats {

/// The classes that the text speaks of, as far as it can be understood. One age alone is the youngest
/// accepted, as nurseries write it; a range names both ends; days and months of age mean the class of the
/// youngest.
[[nodiscard]] std::optional<domain::AgeClasses> acceptedClasses(std::string_view text);

} // namespace formats
