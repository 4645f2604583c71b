/// Small questions about characters, asked by several rules.
#pragma once

#include <algorithm>
#include <string_view>

namespace domain {

/// An ASCII digit; no other width.
[[nodiscard]] constexpr bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
/// ASCII digits and nothing else; false of the empty text.
[[nodiscard]] constexpr bool isAllDigits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return isDigit(c); });
}
[[nodiscard]] constexpr bool isIn(std::u32string_view set, char32_t c) {
    return set.find(c) != std::u32string_view::npos;
}

} // namespace domain
