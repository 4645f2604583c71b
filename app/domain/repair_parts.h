// The longer repairs of profile items, one for each shape. Private to the domain's own files.
// Each returns an empty optional where the text cannot be understood.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace domain {

enum class DayEdge { Start, End };
/// "7：30", "午後6時", "7時半", "24:00" (→ 23:59), "終日" (→ the edge of the day), a spreadsheet's fraction →
/// HH:MM. "7.5" stays: it may be half past seven or ten to eight.
[[nodiscard]] std::optional<std::string> repairedTime(std::string_view typed, DayEdge edge);

/// The kinds that facilities are called by in practice → 種別.
[[nodiscard]] std::optional<std::string> repairedFacilityType(std::string_view typed);

/// Katakana on one line: half width and hiragana in full width, and the long-vowel mark where a hyphen or a
/// wave was typed for it. A hyphen that no vowel stands before divides two words and becomes ・.
[[nodiscard]] std::string repairedKatakana(std::string_view line);

enum class PhoneLine : std::uint8_t { Voice, Fax };
/// repairedPhone() for a facility's own numbers: a leading zero that a spreadsheet took away is put back
/// where the number then has the national length. A number that is called a fax is none of the other line.
[[nodiscard]] std::string repairedFacilityPhone(std::string_view typed, PhoneLine line);

/// Overlines and waves become ~, a Japanese host its xn-- form, Japanese behind it is percent-encoded, a bare
/// "www." gets its scheme. Two addresses in one text stay as they are.
[[nodiscard]] std::string repairedUrl(std::string_view typed);

} // namespace domain
