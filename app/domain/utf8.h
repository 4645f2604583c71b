// Reading and writing UTF-8, one code point at a time, strictly (RFC 3629: no overlong forms, no surrogates).
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

/// The code point at the beginning of the text; empty where the text is empty or does not begin with valid
/// UTF-8.
[[nodiscard]] std::optional<CodePoint> firstCodePoint(std::string_view text);
void appendUtf8(std::string &out, char32_t codePoint);
[[nodiscard]] bool isUtf8(std::string_view text);
/// Bytes that are no UTF-8 become U+FFFD, one for each byte.
[[nodiscard]] std::u32string toCodePoints(std::string_view text);
[[nodiscard]] std::string toUtf8(std::u32string_view text);

} // namespace domain
