// The longer repairs of profile items, one for each format. Private to the domain. Each returns an empty
// optional if the text cannot be understood.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace domain {

enum class DayEdge { Start, End };
/// "7：30", "午後6時", "7時半", "24:00" (→ 23:59), "終日" (→ start or end of the day) and a spreadsheet's
/// fraction become HH:MM. "7.5" is unchanged, because it may mean 7:30 or 7:50.
[[nodiscard]] std::optional<std::string> repairedTime(std::string_view typed, DayEdge edge);

/// Converts names of kinds that are used in practice to a 種別.
[[nodiscard]] std::optional<std::string> repairedFacilityType(std::string_view typed);

/// Katakana on one line: half-width kana and hiragana become full-width katakana. A hyphen or wave after a
/// vowel becomes the long-vowel mark; a hyphen elsewhere divides two words and becomes ・.
[[nodiscard]] std::string repairedKatakana(std::string_view line);

enum class PhoneLine : std::uint8_t { Voice, Fax };
/// Like repairedPhone(), for a facility's own numbers. A leading zero that a spreadsheet removed is restored
/// if the number then has the national length. A number that is marked as a fax is not used for the phone.
[[nodiscard]] std::string repairedFacilityPhone(std::string_view typed, PhoneLine line);

/// Overlines and waves become ~, a Japanese host becomes its xn-- form, Japanese text after it is
/// percent-encoded, and "www." without a scheme gets one. Two addresses in one text are unchanged.
[[nodiscard]] std::string repairedUrl(std::string_view typed);

} // namespace domain
