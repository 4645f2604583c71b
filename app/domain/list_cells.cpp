#include "domain/list_cells.h"

#include "domain/repair_parts.h"
#include "domain/text.h"
#include "domain/validate.h"

#include <algorithm>
#include <array>
#include <utility>

namespace domain {
namespace {

constexpr std::string_view cellDigits = "0123456789";

std::string lowerAscii(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    });
    return text;
}

/// The position and length of the first of the words; npos if none occurs.
struct FoundWord {
    std::size_t at = std::string::npos;
    std::size_t size = 0;
};
template <std::size_t N>
FoundWord firstOf(std::string_view text, const std::array<std::string_view, N> &words) {
    FoundWord found;
    for (const std::string_view word : words) {
        if (const std::size_t at = text.find(word); at < found.at) {
            found = {at, word.size()};
        }
    }
    return found;
}

bool holdsDigit(std::string_view text) {
    return text.find_first_of(cellDigits) != std::string_view::npos;
}

/// Removes characters that join two numbers from both ends.
std::string withoutJoiners(std::string_view text) {
    constexpr std::array<std::string_view, 12> joiners{" ",  "/",  ",",  ";", ":", "・",
                                                       "、", "\n", "\r", "･", "､", "　"};
    for (bool again = true; std::exchange(again, false);) {
        for (const std::string_view joiner : joiners) {
            for (; text.starts_with(joiner); again = true) {
                text.remove_prefix(joiner.size());
            }
            for (; text.ends_with(joiner); again = true) {
                text.remove_suffix(joiner.size());
            }
        }
    }
    // for "042-000-0005（FAX042-000-0006）"
    if (text.ends_with("(")) {
        text.remove_suffix(1);
    }
    if (text.ends_with(")") && text.find('(') == std::string_view::npos) {
        text.remove_suffix(1);
    }
    return trimmed(text);
}

std::optional<std::string> numberOf(std::string_view text) {
    std::string number = repairedFacilityPhone(withoutJoiners(text), PhoneLine::Voice);
    return isPhoneNumber(number) ? std::optional(std::move(number)) : std::nullopt;
}

bool isScientific(std::string_view text) {
    const std::size_t e = text.find('e');
    if (e == std::string_view::npos || e == 0 || e + 2 > text.size()) {
        return false;
    }
    const std::string_view mantissa = text.substr(0, e);
    std::string_view exponent = text.substr(e + 1);
    if (exponent.starts_with("+") || exponent.starts_with("-")) {
        exponent.remove_prefix(1);
    } else if (mantissa.find('.') == std::string_view::npos) {
        return false; // "12e4" may be a name
    }
    return !exponent.empty() && exponent.find_first_not_of(cellDigits) == std::string_view::npos &&
           mantissa.find_first_not_of("0123456789.") == std::string_view::npos;
}

/// True for what a spreadsheet makes of "1-2" in a cell that is not formatted as text.
bool isDayOfYear(std::string_view text) {
    constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
    if (text.ends_with("日") && text.find("月") != std::string_view::npos && holdsDigit(text)) {
        return true;
    }
    const std::size_t hyphen = text.find('-');
    if (hyphen == std::string_view::npos) {
        return false;
    }
    const std::string_view first = text.substr(0, hyphen);
    const std::string_view second = text.substr(hyphen + 1);
    const auto isMonth = [&](std::string_view word) {
        return std::ranges::find(months, word) != months.end();
    };
    const auto isShort = [](std::string_view word) {
        return !word.empty() && word.size() <= 2 &&
               word.find_first_not_of(cellDigits) == std::string_view::npos;
    };
    return (isShort(first) && isMonth(second)) || (isMonth(first) && isShort(second));
}

} // namespace

UrlAndRest firstUrl(std::string_view cell) {
    const std::string text = trimmed(cell);
    constexpr std::array<std::string_view, 10> between{" ",  "\n", "\r", "\t", "　",
                                                       "、", ",",  "，", ";",  "；"};
    for (std::size_t at = 1; at < text.size(); ++at) {
        std::string_view before = std::string_view(text).substr(0, at);
        const std::string_view rest = std::string_view(text).substr(at);
        const bool begins =
            rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.");
        const auto separates = [&](std::string_view mark) { return before.ends_with(mark); };
        if (!begins || std::ranges::none_of(between, separates)) {
            continue;
        }
        for (bool again = true; std::exchange(again, false);) {
            for (const std::string_view mark : between) {
                if (before.ends_with(mark)) {
                    before.remove_suffix(mark.size());
                    again = true;
                }
            }
        }
        return {std::string(before), std::string(rest)};
    }
    return {text, {}};
}

std::optional<PhoneAndFax> phoneAndFax(std::string_view cell) {
    constexpr std::array<std::string_view, 4> faxWords{"fax", "ファックス", "ファクス", "ﾌｧｯｸｽ"};
    constexpr std::array<std::string_view, 4> phoneWords{"tel", "電話", "℡", "☎"};
    const std::string text = lowerAscii(toHalfWidthAscii(trimmed(cell)));
    const FoundWord word = firstOf(text, faxWords);
    if (word.at == std::string::npos) {
        return std::nullopt;
    }
    const std::string_view before = std::string_view(text).substr(0, word.at);
    const auto fax = numberOf(std::string_view(text).substr(word.at + word.size));
    if (!fax) {
        return std::nullopt;
    }
    if (!holdsDigit(before)) {
        return PhoneAndFax{firstOf(before, phoneWords).at == std::string::npos ? std::string() : *fax, *fax};
    }
    std::string_view number = before;
    if (const FoundWord phone = firstOf(before, phoneWords); phone.at == 0) {
        number.remove_prefix(phone.size);
    }
    const auto voice = numberOf(number);
    return voice ? std::optional(PhoneAndFax{*voice, *fax}) : std::nullopt;
}

bool isSpreadsheetError(std::string_view cell) {
    constexpr std::array<std::string_view, 10> errors{"#ref!", "#n/a",   "#value!", "#name?", "#div/0!",
                                                      "#num!", "#null!", "#spill!", "#calc!", "#error!"};
    const std::string text = lowerAscii(toHalfWidthAscii(trimmed(cell)));
    const bool hashes = text.size() >= 2 && text.find_first_not_of('#') == std::string::npos;
    return hashes || std::ranges::find(errors, text) != errors.end();
}

bool isSpoiledNumber(std::string_view cell) {
    const std::string text = lowerAscii(toHalfWidthAscii(trimmed(cell)));
    return isSpreadsheetError(cell) || isScientific(text) || isDayOfYear(text);
}

} // namespace domain
