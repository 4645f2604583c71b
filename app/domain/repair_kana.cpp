#include "domain/repair_parts.h"
#include "domain/text.h"
#include "domain/utf8.h"

#include <algorithm>
#include <array>

namespace domain {
namespace {

bool isKanaLetter(char32_t c) {
    return c >= 0x30A1 && c <= 0x30FA;
}

bool isTypedDash(char32_t c) {
    constexpr std::u32string_view dashes = U"-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uFF0D";
    return dashes.find(c) != std::u32string_view::npos;
}

bool isTypedWave(char32_t c) {
    constexpr std::u32string_view waves = U"~\u301C\uFF5E";
    return waves.find(c) != std::u32string_view::npos;
}

/// True if a mark here divides words: ン and ッ have no vowel to lengthen, and the word for a branch begins a
/// new word.
bool dividesWords(char32_t before, std::u32string_view after) {
    constexpr std::array<std::u32string_view, 4> words{U"ブンエン", U"ブンシツ", U"ホンエン", U"ダイ"};
    return before == U'ン' || before == U'ッ' ||
           std::ranges::any_of(words, [&](std::u32string_view word) { return after.starts_with(word); });
}

} // namespace

std::string repairedKatakana(std::string_view line) {
    std::u32string all = toCodePoints(toFullWidthKatakana(line));
    for (std::size_t i = 1; i < all.size(); ++i) {
        if (!isKanaLetter(all[i - 1])) {
            continue;
        }
        const std::u32string_view after = std::u32string_view(all).substr(i + 1);
        if (isTypedWave(all[i]) || (isTypedDash(all[i]) && !dividesWords(all[i - 1], after))) {
            all[i] = U'ー';
        } else if (isTypedDash(all[i]) && !after.empty() && isKanaLetter(after.front())) {
            all[i] = U'・';
        }
    }
    return toUtf8(all);
}

} // namespace domain
