// Text as people in Japan type it: full-width digits, half-width kana, superfluous spaces.
#pragma once

#include <string>
#include <string_view>

namespace domain {

/// Valid UTF-8 without NUL and without C0/C1 controls (`Multiline` allows tab and line feed).
enum class TextShape { OneLine, Multiline };
[[nodiscard]] bool isCleanText(std::string_view text, TextShape shape);
/// Number of Unicode code points (𠮷 counts one). The text must be valid UTF-8.
[[nodiscard]] std::size_t codePoints(std::string_view text);

/// Converts full-width ASCII (ＡＢＣ０１２－：) and the ideographic space to half width.
[[nodiscard]] std::string toHalfWidthAscii(std::string_view text);
/// Converts half-width katakana (joined with voiced marks) and hiragana to full-width katakana.
[[nodiscard]] std::string toFullWidthKatakana(std::string_view text);
/// True if the text has only full-width katakana, ー, ・ and spaces.
[[nodiscard]] bool isFullWidthKatakana(std::string_view text);
/// True for the reading of a nursery's name as lists write it: katakana, and also digits, Latin letters,
/// brackets and marks of the name. No kanji, no hiragana.
[[nodiscard]] bool isKatakanaReading(std::string_view text);
/// Converts the many characters that look like a hyphen (‐ ‑ – — ― − － ｰ ー between digits) to "-".
[[nodiscard]] std::string unifyHyphens(std::string_view text);
/// Removes blanks (half and full width) at both ends.
[[nodiscard]] std::string trimmed(std::string_view text);
/// For comparing and searching: half-width ASCII in lower case, katakana, no blanks.
[[nodiscard]] std::string searchKey(std::string_view text);

} // namespace domain
