#include "domain/list_cells.h"
#include "domain/repair_parts.h"
#include "domain/text.h"
#include "domain/utf8.h"
#include "domain/validate.h"

#include <algorithm>

namespace domain {
namespace {

constexpr std::uint32_t smallestCode = 0x80; ///< the first code point that is not ASCII

/// The constants of RFC 3492.
struct Bias {
    static constexpr std::uint32_t base = 36;
    static constexpr std::uint32_t least = 1;
    static constexpr std::uint32_t most = 26;
    std::uint32_t value = 72;

    void adapt(std::uint32_t delta, std::uint32_t points, bool first) {
        delta = first ? delta / 700 : delta / 2;
        delta += delta / points;
        std::uint32_t steps = 0;
        for (; delta > (base - least) * most / 2; steps += base) {
            delta /= base - least;
        }
        value = steps + (base - least + 1) * delta / (delta + 38);
    }
    [[nodiscard]] std::uint32_t threshold(std::uint32_t step) const {
        return step <= value ? least : std::min(step - value, most);
    }
};

char punycodeDigit(std::uint32_t digit) {
    return static_cast<char>(digit < 26 ? 'a' + digit : '0' + (digit - 26));
}

void appendVariableLength(std::string &out, std::uint32_t number, const Bias &bias) {
    for (std::uint32_t step = Bias::base;; step += Bias::base) {
        const std::uint32_t threshold = bias.threshold(step);
        if (number < threshold) {
            break;
        }
        out += punycodeDigit(threshold + (number - threshold) % (Bias::base - threshold));
        number = (number - threshold) / (Bias::base - threshold);
    }
    out += punycodeDigit(number);
}

/// A label of a host name in its ASCII form (Punycode).
std::string asciiLabel(std::u32string_view label) {
    std::string out;
    for (const char32_t c : label) {
        if (c < smallestCode) {
            out += static_cast<char>(c);
        }
    }
    const auto plain = static_cast<std::uint32_t>(out.size());
    if (plain == label.size()) {
        return out;
    }
    std::uint32_t done = plain;
    if (plain > 0) {
        out += '-';
    }
    Bias bias;
    std::uint32_t delta = 0;
    for (std::uint32_t code = smallestCode; done < label.size(); ++code) {
        std::uint32_t next = 0x110000;
        for (const char32_t c : label) {
            if (c >= code) {
                next = std::min<std::uint32_t>(next, c);
            }
        }
        delta += (next - code) * (done + 1);
        code = next;
        for (const char32_t c : label) {
            delta += c < code ? 1 : 0;
            if (c != code) {
                continue;
            }
            appendVariableLength(out, delta, bias);
            bias.adapt(delta, done + 1, done == plain);
            delta = 0;
            ++done;
        }
        ++delta;
    }
    return "xn--" + out;
}

std::string asciiHost(std::string_view host) {
    const std::u32string all = toCodePoints(host);
    if (all.size() > 253) {
        return std::string(host);
    }
    std::string out;
    std::u32string label;
    for (const char32_t c : all) {
        if (c != U'.' && c != U'\u3002') {
            label += c;
            continue;
        }
        out += asciiLabel(label) + '.';
        label.clear();
    }
    return out + asciiLabel(label);
}

std::string percentEncoded(std::string_view text) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < smallestCode) {
            out += c;
        } else {
            out += {'%', hex[byte >> 4], hex[byte & 0xF]};
        }
    }
    return out;
}

/// Lists that were converted through JIS X 0201 contain an overline instead of a tilde.
std::string withTildes(std::string_view text) {
    constexpr std::u32string_view tildes = U"\u203E\u301C\uFF5E\uFFE3";
    std::u32string all = toCodePoints(text);
    std::ranges::replace_if(
        all, [&](char32_t c) { return tildes.find(c) != std::u32string_view::npos; }, U'~');
    return toUtf8(all);
}

/// True for characters between two addresses or around a remark, which cannot be part of an address.
bool holdsMarks(std::string_view text) {
    constexpr std::u32string_view marks = U"、。（）「」『』，；";
    return std::ranges::any_of(toCodePoints(text),
                               [&](char32_t c) { return marks.find(c) != std::u32string_view::npos; });
}

} // namespace

std::string repairedUrl(std::string_view typed) {
    if (validateProfileItem("url", typed).empty()) {
        return std::string(typed);
    }
    const UrlAndRest parts = firstUrl(typed);
    if (!parts.rest.empty() || holdsMarks(parts.url)) {
        return std::string(typed);
    }
    std::string text = withTildes(toHalfWidthAscii(parts.url));
    if (text.starts_with("www.")) {
        text.insert(0, "http://");
    }
    const std::size_t scheme = text.find("://");
    if (scheme == std::string::npos) {
        return std::string(typed);
    }
    const std::size_t begin = scheme + 3;
    const std::size_t end = std::min(text.find_first_of("/?#:", begin), text.size());
    const std::string url = text.substr(0, begin) +
                            asciiHost(std::string_view(text).substr(begin, end - begin)) +
                            percentEncoded(std::string_view(text).substr(end));
    return validateProfileItem("url", url).empty() ? url : std::string(typed);
}

} // namespace domain
