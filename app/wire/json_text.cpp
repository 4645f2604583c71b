#include "wire/json_text.h"

#include "domain/utf8.h"

#include <array>
#include <cstdint>
#include <string>

namespace wire::detail {

namespace {

/// Bytes of a string that need no further check: ASCII except quotes, backslashes and NUL.
constexpr std::array<bool, 256> plainBytes = [] {
    std::array<bool, 256> plain{};
    for (std::size_t byte = 1; byte < 0x80; ++byte) {
        plain[byte] = byte != '"' && byte != '\\';
    }
    return plain;
}();

bool isPlain(char c) {
    return plainBytes[static_cast<std::uint8_t>(c)];
}

/// The number of bytes of the escape at the beginning; 0 for a low surrogate without a high one. A high
/// surrogate's partner is skipped with it; the parser checks the partner.
std::size_t escapeLength(std::string_view text) {
    const bool surrogate = text.size() >= 6 && text[1] == 'u' && (text[2] == 'd' || text[2] == 'D');
    if (!surrogate) {
        return 2;
    }
    const char kind = text[3];
    const bool high = kind == '8' || kind == '9' || (kind | 0x20) == 'a' || (kind | 0x20) == 'b';
    if (high) {
        return 12;
    }
    return kind >= '0' && kind <= '7' ? 6 : 0;
}

/// The position after the string that begins at `at` (after its quote); npos if the string is not acceptable.
std::size_t passString(std::string_view json, std::size_t at) {
    while (at < json.size() && json[at] != '"') {
        std::size_t step = 1;
        if (json[at] == '\\') {
            step = escapeLength(json.substr(at));
        } else if (!isPlain(json[at])) {
            const auto point = json[at] == '\0' ? std::nullopt : domain::firstCodePoint(json.substr(at, 4));
            step = point ? point->bytes : 0;
        }
        if (step == 0) {
            return std::string_view::npos;
        }
        at += step;
    }
    return at + 1;
}

std::size_t passDigits(std::string_view json, std::size_t at) {
    while (at < json.size() && json[at] >= '0' && json[at] <= '9') {
        ++at;
    }
    return at;
}

/// The position after the text that the parser reads as one number. It never reads what follows, as in 0.0-1.
std::size_t endOfNumber(std::string_view json, std::size_t at) {
    const auto isOneOf = [&](std::string_view some) {
        return at < json.size() && some.find(json[at]) != std::string_view::npos;
    };
    at += isOneOf("-") ? 1 : 0;
    at = passDigits(json, at);
    if (isOneOf(".")) {
        at = passDigits(json, at + 1);
    }
    if (isOneOf("eE")) {
        ++at;
        at = passDigits(json, at + (isOneOf("+-") ? 1 : 0));
    }
    return at;
}

/// True for an exponent ("+12", "-300") that the parser's table of powers contains, whatever the digits are.
bool isSmallExponent(std::string_view exponent) {
    constexpr int largest = 300;
    if (exponent.starts_with('+') || exponent.starts_with('-')) {
        exponent.remove_prefix(1);
    }
    int value = 0;
    for (const char digit : exponent) {
        if (digit < '0' || digit > '9' || value > largest) {
            return false;
        }
        value = value * 10 + (digit - '0');
    }
    return value <= largest;
}

/// True if the parser would take the first twenty digits for its largest integer and round it up to 0.
bool roundsToNothing(std::string_view digits) {
    constexpr std::string_view largest = "18446744073709551615";
    std::string significant;
    for (const char c : digits) {
        if ((c >= '1' && c <= '9') || (c == '0' && !significant.empty())) {
            significant += c;
        }
    }
    return significant.size() > largest.size() && significant.starts_with(largest);
}

/// The position after the number that begins at `at`; npos if the parser's arithmetic would read outside its
/// tables.
std::size_t passNumber(std::string_view json, std::size_t at) {
    constexpr std::size_t longest = 40;
    constexpr std::size_t longestZero = 20;
    const std::size_t end = endOfNumber(json, at);
    const std::string_view number = json.substr(at, end - at);
    const std::size_t mark = number.find_first_of("eE");
    const std::string_view digits = number.substr(0, mark);
    const bool isZero = digits.find_first_of("123456789") == std::string_view::npos;
    if (roundsToNothing(digits)) {
        return std::string_view::npos;
    }
    const bool isFit = isZero ? mark == std::string_view::npos && number.size() <= longestZero
                              : number.size() <= longest && (mark == std::string_view::npos ||
                                                             isSmallExponent(number.substr(mark + 1)));
    return isFit ? end : std::string_view::npos;
}

} // namespace

bool isFitForParser(std::string_view json, int deepest) {
    int depth = 0;
    for (std::size_t at = 0; at < json.size();) {
        const char c = json[at++];
        if (c == '"') {
            at = passString(json, at);
            if (at == std::string_view::npos) {
                return false;
            }
        } else if (c == '-' || (c >= '0' && c <= '9')) {
            at = passNumber(json, at - 1);
            if (at == std::string_view::npos) {
                return false;
            }
        } else if (c == '{' || c == '[') {
            if (++depth > deepest) {
                return false;
            }
        } else if (c == '}' || c == ']') {
            --depth;
        } else if (c == '\0') {
            return false;
        }
    }
    return true;
}

} // namespace wire::detail
