// That a family was here before is the nursery's to know, not a connected system's: `repeat_of` names a
// reservation that another system may have made.
#pragma once

#include <string>
#include <string_view>

namespace hub {

/// A reservation's JSON without `repeat_of`. The sequence looked for cannot stand inside a text, where quotes
/// are escaped.
[[nodiscard]] std::string withoutEarlierVisit(std::string_view record);

} // namespace hub
