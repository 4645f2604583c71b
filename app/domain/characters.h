/// Character tests that several rules use.
#pragma once

#include <algorithm>
#include <string_view>

namespace domain {

/// True for an ASCII digit; full-width digits do not count.
[[nodiscard]] constexpr bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
/// True if the text consists of ASCII digits; false for an empty text.
[[nodiscard]] constexpr bool isAllDigits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return isDigit(c); });
}
[[nodiscard]] constexpr bool isIn(std::u32string_view set, char32_t c) {
    return set.find(c) != std::u32string_view::npos;
}

} // namespace domain
