// Phone numbers and mail addresses.
#include "domain/characters.h"
#include "domain/repair_parts.h"
#include "domain/text.h"
#include "domain/utf8.h"
#include "domain/validate.h"

#include <algorithm>
#include <array>

namespace domain {
namespace {

constexpr std::string_view joiner = " / ";

std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
    std::vector<std::string_view> parts;
    for (std::size_t at = text.find(separator); at != std::string_view::npos; at = text.find(separator)) {
        parts.push_back(text.substr(0, at));
        text.remove_prefix(at + separator.size());
    }
    parts.push_back(text);
    return parts;
}

std::string digitsOf(std::string_view text) {
    std::string digits;
    std::ranges::copy_if(text, std::back_inserter(digits), isDigit);
    return digits;
}

/// True for groups of digits that are joined by single hyphens.
bool isGrouped(std::string_view text) {
    bool afterDigit = false;
    for (const char c : text) {
        if (!isDigit(c) && !(c == '-' && afterDigit)) {
            return false;
        }
        afterDigit = isDigit(c);
    }
    return afterDigit;
}

/// Mobile, IP, machine and 0800 numbers have eleven digits; all others have ten.
bool hasNationalLength(std::string_view digits) {
    constexpr std::array<std::string_view, 6> elevens{"020", "050", "060", "070", "080", "090"};
    const bool eleven = std::ranges::any_of(elevens, [&](auto prefix) { return digits.starts_with(prefix); });
    return digits.size() == (eleven ? 11U : 10U) && digits[0] == '0' && digits[1] != '0';
}

bool isNational(std::string_view text) {
    std::string_view rest = text;
    if (rest.starts_with("(")) { // (03)5253-5111
        const std::size_t close = rest.find(')');
        if (close == std::string_view::npos || close < 3 || !isGrouped(rest.substr(1, close - 1))) {
            return false;
        }
        rest.remove_prefix(close + 1);
    }
    return isGrouped(rest) && hasNationalLength(digitsOf(text));
}

/// True for +81 3-5253-5111 and +81 (03)5253-5111.
bool isInternational(std::string_view text) {
    if (!text.starts_with("+")) {
        return false;
    }
    std::string rest(text.substr(1));
    std::erase_if(rest, [](char c) { return c == '(' || c == ')'; });
    std::ranges::replace(rest, ' ', '-');
    const std::size_t count = digitsOf(rest).size();
    return isGrouped(rest) && count >= 9 && count <= 15;
}

char32_t plainPhoneCharacter(char32_t c) {
    constexpr std::u32string_view hyphens =
        U"\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\uFE63\uFF0D\uFF70\u30FC\u4E00.";
    constexpr std::u32string_view separators = U",;\n\u3001\uFF64\u30FB\uFF65";
    if (hyphens.find(c) != std::u32string_view::npos) {
        return U'-';
    }
    return separators.find(c) != std::u32string_view::npos ? U'/' : c;
}

/// Removes the word for a fax from the front, if it is there.
bool takeFaxWord(std::string_view &part) {
    constexpr std::array<std::string_view, 6> words{"FAX", "Fax", "fax", "ファックス", "ファクス", "ﾌｧｯｸｽ"};
    for (const std::string_view word : words) {
        if (part.starts_with(word)) {
            part.remove_prefix(word.size());
            return true;
        }
    }
    return false;
}

void removePrefix(std::string &text) {
    constexpr std::array<std::string_view, 6> prefixes{"TEL", "Tel", "tel", "電話", "☎", "℡"};
    for (const std::string_view prefix : prefixes) {
        if (text.starts_with(prefix)) {
            text.erase(0, prefix.size());
        }
    }
    while (text.starts_with(":") || text.starts_with(" ")) {
        text.erase(0, 1);
    }
}

void removeSuffix(std::string &text) {
    for (const std::string_view suffix : {"(代表)", "(代)"}) {
        if (text.ends_with(suffix)) {
            text.erase(text.size() - suffix.size());
        }
    }
    text = trimmed(text);
}

/// Writes "042(000)0000" and "042 000 0000" with hyphens, which is the usual form.
void hyphenate(std::string &number) {
    if (number.starts_with("+")) {
        return;
    }
    const bool areaInBrackets = number.starts_with("(");
    const std::size_t open = number.find('(', areaInBrackets ? 1 : 0);
    if (open != std::string::npos && !areaInBrackets) {
        std::ranges::replace_if(
            number, [](char c) { return c == '(' || c == ')'; }, '-');
    }
    const auto twice = [](char a, char b) { return (a == '-' || a == ' ') && (b == '-' || b == ' '); };
    number.erase(std::unique(number.begin(), number.end(), twice), number.end());
    const std::size_t afterArea = number.find(") ");
    if (afterArea != std::string::npos) {
        number.erase(afterArea + 1, 1);
    }
    std::ranges::replace(number, ' ', '-');
}

std::string repairedNumber(std::string_view typed) {
    std::string number = trimmed(typed);
    removePrefix(number);
    removeSuffix(number);
    hyphenate(number);
    return number;
}

/// The numbers of a cell, in half width and with one kind of hyphen.
std::vector<std::string> numberParts(std::string_view typed) {
    std::u32string plain = toCodePoints(toHalfWidthAscii(trimmed(typed)));
    std::ranges::transform(plain, plain.begin(), plainPhoneCharacter);
    const std::string text = toUtf8(plain);
    std::vector<std::string> parts;
    for (const std::string_view part : split(text, "/")) {
        parts.emplace_back(part);
    }
    return parts;
}

/// "42-000-0001" → "042-000-0001": a spreadsheet removes the leading zero of such a number.
std::string withLostZero(std::string number) {
    const std::size_t first = number.find_first_of("0123456789");
    if (number.starts_with("+") || first == std::string::npos || number[first] == '0') {
        return number;
    }
    const bool fits = hasNationalLength("0" + digitsOf(number));
    return fits ? number.insert(first, 1, '0') : number;
}

bool isLabel(std::string_view label) {
    const auto allowed = [](char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    };
    return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
           std::ranges::all_of(label, allowed);
}

bool isDomainName(std::string_view domain) {
    const auto labels = split(domain, ".");
    return labels.size() >= 2 && std::ranges::all_of(labels, isLabel);
}

} // namespace

bool isPhoneNumber(std::string_view text) {
    return std::ranges::all_of(
        split(text, joiner), [](std::string_view part) { return isNational(part) || isInternational(part); });
}

std::string repairedPhone(std::string_view typed) {
    std::string joined;
    for (const std::string &part : numberParts(typed)) {
        const std::string number = repairedNumber(part);
        if (!number.empty()) {
            joined += (joined.empty() ? "" : std::string(joiner)) + number;
        }
    }
    return isPhoneNumber(joined) ? joined : std::string(typed);
}

std::string repairedFacilityPhone(std::string_view typed, PhoneLine line) {
    std::string joined;
    for (const std::string &written : numberParts(typed)) {
        const std::string plain = trimmed(written);
        std::string_view part = plain;
        if (takeFaxWord(part) && line == PhoneLine::Voice) {
            return std::string(typed);
        }
        const std::string number = withLostZero(repairedNumber(part));
        if (!number.empty()) {
            joined += (joined.empty() ? "" : std::string(joiner)) + number;
        }
    }
    return isPhoneNumber(joined) ? joined : std::string(typed);
}

bool isMailAddress(std::string_view text) {
    const std::size_t at = text.find('@');
    if (at == std::string_view::npos || at == 0 || at > 64 || text.size() > 254) {
        return false;
    }
    // Dots may be at any position, because mobile carriers assigned such addresses for years.
    constexpr std::string_view marks = "!#$%&'*+/=?^_`{|}~.-";
    const bool localFits = std::ranges::all_of(text.substr(0, at), [&](char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || marks.find(c) != marks.npos;
    });
    return localFits && isDomainName(text.substr(at + 1));
}

} // namespace domain
