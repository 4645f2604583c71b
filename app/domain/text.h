// Text as people in Japan type it: full-width digits, half-width kana, stray spaces.
#pragma once

#include <string>
#include <string_view>

namespace domain {

/// Valid UTF-8 without NUL and without C0/C1 controls (tab, line feed allowed where `multiline`).
enum class TextShape { OneLine, Multiline };
[[nodiscard]] bool isCleanText(std::string_view text, TextShape shape);
/// Number of Unicode code points (𠮷 counts one). The text must be valid UTF-8.
[[nodiscard]] std::size_t codePoints(std::string_view text);

/// Full-width ASCII (ＡＢＣ０１２－：) and the ideographic space to half width.
[[nodiscard]] std::string toHalfWidthAscii(std::string_view text);
/// Half-width katakana (with voiced marks joined) and hiragana to full-width katakana; other text unchanged.
[[nodiscard]] std::string toFullWidthKatakana(std::string_view text);
/// Full-width katakana, ー, ・, and spaces only.
[[nodiscard]] bool isFullWidthKatakana(std::string_view text);
/// The reading of a nursery's name as lists have it: katakana, and beside it digits, Latin letters, brackets
/// and marks that the name itself has. No kanji, no hiragana.
[[nodiscard]] bool isKatakanaReading(std::string_view text);
/// Any of the many hyphen look-alikes (‐ ‑ – — ― − － ｰ ー between digits) to "-".
[[nodiscard]] std::string unifyHyphens(std::string_view text);
/// Without blanks (half and full width) at both ends.
[[nodiscard]] std::string trimmed(std::string_view text);
/// For comparing and searching: half-width ASCII lower case, katakana, no blanks.
[[nodiscard]] std::string searchKey(std::string_view text);

} // namespace domain
