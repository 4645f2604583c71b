#include "domain/utf8.h"

#include <cstdint>

namespace domain {
namespace {

struct Lead {
    std::size_t bytes;
    char32_t bits;
    char32_t smallest; ///< a smaller code point is an overlong form
};

std::optional<Lead> leadOf(std::uint8_t byte) {
    if (byte < 0x80) {
        return Lead{1, byte, 0};
    }
    if ((byte & 0xE0) == 0xC0) {
        return Lead{2, byte & 0x1FU, 0x80};
    }
    if ((byte & 0xF0) == 0xE0) {
        return Lead{3, byte & 0x0FU, 0x800};
    }
    if ((byte & 0xF8) == 0xF0) {
        return Lead{4, byte & 0x07U, 0x10000};
    }
    return std::nullopt;
}

bool isScalarValue(char32_t value) {
    return value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
}

} // namespace

std::optional<CodePoint> firstCodePoint(std::string_view text) {
    if (text.empty()) {
        return std::nullopt;
    }
    const auto lead = leadOf(static_cast<std::uint8_t>(text[0]));
    if (!lead || text.size() < lead->bytes) {
        return std::nullopt;
    }
    char32_t value = lead->bits;
    for (std::size_t i = 1; i < lead->bytes; ++i) {
        const auto byte = static_cast<std::uint8_t>(text[i]);
        if ((byte & 0xC0) != 0x80) {
            return std::nullopt;
        }
        value = value << 6 | (byte & 0x3FU);
    }
    if (value < lead->smallest || !isScalarValue(value)) {
        return std::nullopt;
    }
    return CodePoint{value, lead->bytes};
}

void appendUtf8(std::string &out, char32_t codePoint) {
    const auto tail = [&](int shift) { out += static_cast<char>(0x80 | ((codePoint >> shift) & 0x3F)); };
    if (codePoint < 0x80) {
        out += static_cast<char>(codePoint);
    } else if (codePoint < 0x800) {
        out += static_cast<char>(0xC0 | (codePoint >> 6));
        tail(0);
    } else if (codePoint < 0x10000) {
        out += static_cast<char>(0xE0 | (codePoint >> 12));
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xF0 | (codePoint >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
}

bool isUtf8(std::string_view text) {
    while (!text.empty()) {
        const auto first = firstCodePoint(text);
        if (!first) {
            return false;
        }
        text.remove_prefix(first->bytes);
    }
    return true;
}

std::u32string toCodePoints(std::string_view text) {
    std::u32string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const CodePoint first = firstCodePoint(text).value_or(CodePoint{0xFFFD, 1});
        out += first.value;
        text.remove_prefix(first.bytes);
    }
    return out;
}

std::string toUtf8(std::u32string_view text) {
    std::string out;
    out.reserve(text.size() * 3);
    for (const char32_t codePoint : text) {
        appendUtf8(out, codePoint);
    }
    return out;
}

} // namespace domain
