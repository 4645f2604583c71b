#include "domain/characters.h"
#include "domain/text.h"
#include "domain/utf8.h"

#include <algorithm>

namespace domain {
namespace {

constexpr char32_t halfWidthFirst = 0xFF61;
constexpr char32_t halfWidthLast = 0xFF9F;
constexpr std::u32string_view fullWidthForms =
    U"。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノ"
    U"ハヒフヘホマミムメモヤユヨラリルレロワン゛゜";
static_assert(fullWidthForms.size() == halfWidthLast - halfWidthFirst + 1);

bool isHiragana(char32_t c) {
    return (c >= 0x3041 && c <= 0x3096) || c == 0x309D || c == 0x309E;
}

char32_t katakanaOf(char32_t c) {
    if (c >= halfWidthFirst && c <= halfWidthLast) {
        return fullWidthForms[c - halfWidthFirst];
    }
    return isHiragana(c) ? c + 0x60 : c;
}

/// True for 濁点 in any form: half width, and combining (as macOS decomposes text).
bool isVoicedMark(char32_t c) {
    return c == 0xFF9E || c == 0x3099;
}
bool isSemiVoicedMark(char32_t c) {
    return c == 0xFF9F || c == 0x309A;
}

/// The voiced form of a katakana, or 0 if it has none.
char32_t voiced(char32_t kana) {
    constexpr std::u32string_view plain = U"ウカキクケコサシスセソタチツテトハヒフヘホワヰヱヲヽ";
    constexpr std::u32string_view sounded = U"ヴガギグゲゴザジズゼゾダヂヅデドバビブベボヷヸヹヺヾ";
    static_assert(plain.size() == sounded.size());
    const std::size_t at = plain.find(kana);
    return at == std::u32string_view::npos ? 0 : sounded[at];
}

char32_t semiVoiced(char32_t kana) {
    return isIn(U"ハヒフヘホ", kana) ? kana + 2 : 0;
}

char32_t joined(char32_t kana, char32_t mark) {
    if (isVoicedMark(mark)) {
        return voiced(kana);
    }
    return isSemiVoicedMark(mark) ? semiVoiced(kana) : 0;
}

bool isKatakanaText(char32_t c) {
    return (c >= 0x30A1 && c <= 0x30FE) || c == U' ' || c == 0x3000;
}

bool isReadingMark(char32_t c) {
    constexpr std::u32string_view marks = U"「」『』【】〈〉《》〔〕、。’‘“”★☆♪♡♥○●◎◇◆△▲□■〜‾―‐−…×÷";
    const bool ascii = c > U' ' && c <= U'~';
    const bool wide = c >= 0xFF01 && c <= 0xFF5E;
    return ascii || wide || isIn(marks, c);
}

} // namespace

std::string toFullWidthKatakana(std::string_view text) {
    std::u32string out;
    for (const char32_t c : toCodePoints(text)) {
        const char32_t both = out.empty() ? 0 : joined(out.back(), c);
        if (both != 0) {
            out.back() = both;
        } else {
            out += katakanaOf(c);
        }
    }
    return toUtf8(out);
}

bool isFullWidthKatakana(std::string_view text) {
    return std::ranges::all_of(toCodePoints(text), isKatakanaText);
}

bool isKatakanaReading(std::string_view text) {
    const std::u32string all = toCodePoints(text);
    const auto speaks = [](char32_t c) {
        const char32_t half = c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
        const bool latin = (half >= U'A' && half <= U'Z') || (half >= U'a' && half <= U'z');
        return latin || (c >= 0x30A1 && c <= 0x30FA);
    };
    return std::ranges::any_of(all, speaks) &&
           std::ranges::all_of(all, [](char32_t c) { return isKatakanaText(c) || isReadingMark(c); });
}

} // namespace domain
