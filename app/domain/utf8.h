// Reads and writes UTF-8 strictly, one code point at a time (RFC 3629: no overlong forms, no surrogates).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace domain {

struct CodePoint {
    char32_t value = 0;
    std::size_t bytes = 0; ///< 1..4
};

/// The first code point of the text. Empty if the text is empty or does not begin
/// with valid UTF-8.
[[nodiscard]] std::optional<CodePoint> firstCodePoint(std::string_view text);
void appendUtf8(std::string &out, char32_t codePoint);
[[nodiscard]] bool isUtf8(std::string_view text);
/// Each byte that is not valid UTF-8 becomes U+FFFD.
[[nodiscard]] std::u32string toCodePoints(std::string_view text);
[[nodiscard]] std::string toUtf8(std::u32string_view text);

} // namespace domain
