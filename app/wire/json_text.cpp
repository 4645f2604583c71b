#include "wire/json_text.h"

#include "domain/utf8.h"

#include <array>
#include <cstdint>

namespace wire::detail {

namespace {

/// Bytes of a string that need no second look: ASCII but for quotes, backslashes and NUL.
constexpr std::array<bool, 256> plainBytes = [] {
    std::array<bool, 256> plain{};
    for (std::size_t byte = 1; byte < 0x80; ++byte)
        plain[byte] = byte != '"' && byte != '\\';
    return plain;
}();

bool isPlain(char c) {
    return plainBytes[static_cast<std::uint8_t>(c)];
}

/// How many bytes the escape at the beginning takes; 0 for a low surrogate that follows no high one. A high
/// one's partner is passed over with it; the parser checks that it is one.
std::size_t escapeLength(std::string_view text) {
    const bool surrogate = text.size() >= 6 && text[1] == 'u' && (text[2] == 'd' || text[2] == 'D');
    if (!surrogate)
        return 2;
    const char kind = text[3];
    const bool high = kind == '8' || kind == '9' || (kind | 0x20) == 'a' || (kind | 0x20) == 'b';
    if (high)
        return 12;
    return kind >= '0' && kind <= '7' ? 6 : 0;
}

/// The position after the string that begins at `at` (after its quote); npos where it is not fit.
std::size_t passString(std::string_view json, std::size_t at) {
    while (at < json.size() && json[at] != '"') {
        std::size_t step = 1;
        if (json[at] == '\\') {
            step = escapeLength(json.substr(at));
        } else if (!isPlain(json[at])) {
            const auto point = json[at] == '\0' ? std::nullopt : domain::firstCodePoint(json.substr(at, 4));
            step = point ? point->bytes : 0;
        }
        if (step == 0)
            return std::string_view::npos;
        at += step;
    }
    return at + 1;
}

} // namespace

bool isFitForParser(std::string_view json, int maxDepth) {
    int depth = 0;
    for (std::size_t at = 0; at < json.size();) {
        const char c = json[at++];
        if (c == '"') {
            at = passString(json, at);
            if (at == std::string_view::npos)
                return false;
        } else if (c == '{' || c == '[') {
            if (++depth > maxDepth)
                return false;
        } else if (c == '}' || c == ']') {
            --depth;
        } else if (c == '\0') {
            return false;
        }
    }
    return true;
}

} // namespace wire::detail
