#include "domain/text.h"

#include "domain/utf8.h"

#include <algorithm>

namespace domain {
namespace {

bool isControl(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F);
}

bool isBlank(char32_t c) {
    constexpr std::u32string_view blanks = U" \t\r\n\u00A0\u3000\uFEFF";
    return blanks.find(c) != std::u32string_view::npos;
}

char32_t halfWidth(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) { // ！ to ～
        return c - 0xFEE0;
    }
    return c == 0x3000 ? U' ' : c;
}

bool isDigitOfAnyWidth(char32_t c) {
    return halfWidth(c) >= U'0' && halfWidth(c) <= U'9';
}

bool isHyphenLike(char32_t c) {
    constexpr std::u32string_view alikes =
        U"-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\uFE63\uFF0D\uFF70\u30FC";
    return alikes.find(c) != std::u32string_view::npos;
}

/// Characters that may stand beside a hyphen between numbers: "(042)ー000ー0000".
bool endsNumber(char32_t c) {
    return isDigitOfAnyWidth(c) || halfWidth(c) == U')';
}
bool startsNumber(char32_t c) {
    return isDigitOfAnyWidth(c) || halfWidth(c) == U'(';
}

} // namespace

bool isCleanText(std::string_view text, TextShape shape) {
    while (!text.empty()) {
        const auto first = firstCodePoint(text);
        if (!first) {
            return false;
        }
        const bool allowed =
            shape == TextShape::Multiline && (first->value == U'\t' || first->value == U'\n');
        if (isControl(first->value) && !allowed) {
            return false;
        }
        text.remove_prefix(first->bytes);
    }
    return true;
}

std::size_t codePoints(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string toHalfWidthAscii(std::string_view text) {
    std::u32string all = toCodePoints(text);
    std::ranges::transform(all, all.begin(), halfWidth);
    return toUtf8(all);
}

std::string unifyHyphens(std::string_view text) {
    std::u32string all = toCodePoints(text);
    for (std::size_t i = 1; i + 1 < all.size(); ++i) {
        if (isHyphenLike(all[i]) && endsNumber(all[i - 1]) && startsNumber(all[i + 1])) {
            all[i] = U'-';
        }
    }
    return toUtf8(all);
}

std::string trimmed(std::string_view text) {
    while (const auto first = firstCodePoint(text)) {
        if (!isBlank(first->value)) {
            break;
        }
        text.remove_prefix(first->bytes);
    }
    std::size_t end = 0;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint here = firstCodePoint(text.substr(at)).value_or(CodePoint{0xFFFD, 1});
        at += here.bytes;
        if (!isBlank(here.value)) {
            end = at;
        }
    }
    return std::string(text.substr(0, end));
}

std::string searchKey(std::string_view text) {
    std::u32string all = toCodePoints(toFullWidthKatakana(text));
    std::erase_if(all, isBlank);
    std::ranges::transform(all, all.begin(), [](char32_t c) {
        const char32_t half = halfWidth(c);
        return half >= U'A' && half <= U'Z' ? half + (U'a' - U'A') : half;
    });
    return toUtf8(all);
}

} // namespace domain
