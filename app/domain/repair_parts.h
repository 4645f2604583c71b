// The longer repairs of profile items, one for each shape. Private to the domain's own files.
// Each returns an empty optional where the text cannot be understood.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace domain {

/// "2024/4/1", "令和6年4月1日", "R6.4.1", a spreadsheet's serial number → ISO.
[[nodiscard]] std::optional<std::string> repairedDate(std::string_view typed);

enum class DayEdge { Start, End };
/// "7：30", "午後6時", "7時半", "24:00" (→ 23:59), "終日" (→ the edge of the day), a spreadsheet's fraction →
/// HH:MM.
[[nodiscard]] std::optional<std::string> repairedTime(std::string_view typed, DayEdge edge);

/// The kinds that facilities are called by in practice → 種別.
[[nodiscard]] std::optional<std::string> repairedFacilityType(std::string_view typed);

} // namespace domain
