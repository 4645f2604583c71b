#include "domain/calendar.h"
#include "domain/characters.h"
#include "domain/list_cells.h"
#include "domain/repair_parts.h"
#include "domain/text.h"
#include "domain/validate.h"

#include <algorithm>
#include <cmath>

namespace domain {
namespace {

struct Era {
    std::string_view kanji;
    char letter;
    int before; ///< the year before the first year of the era
};
constexpr std::array<Era, 5> eras{{{"令和", 'R', 2018},
                                   {"平成", 'H', 1988},
                                   {"昭和", 'S', 1925},
                                   {"大正", 'T', 1911},
                                   {"明治", 'M', 1867}}};

constexpr int firstSerial = 10'000; // 1927
constexpr int lastSerial = 73'050;  // 2099

void replaceAll(std::string &text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

/// The numbers of up to `width` digits between single separators; empty if anything else is between them.
std::vector<int> numbersIn(std::string_view text, std::string_view separators, std::size_t width) {
    std::vector<int> numbers;
    while (!text.empty()) {
        const std::size_t count =
            static_cast<std::size_t>(std::ranges::find_if_not(text, isDigit) - text.begin());
        if (count == 0 || count > width) {
            return {};
        }
        int value = 0;
        for (const char c : text.substr(0, count)) {
            value = value * 10 + (c - '0');
        }
        numbers.push_back(value);
        text.remove_prefix(count);
        if (text.empty()) {
            break;
        }
        if (separators.find(text[0]) == std::string_view::npos || text.size() == 1) {
            return {};
        }
        text.remove_prefix(1);
    }
    return numbers;
}

/// Removes the era's name from the front; 0 if there is none.
int takeEra(std::string &text) {
    for (const Era &era : eras) {
        const bool letter = text.size() > 1 && (text[0] == era.letter || text[0] == era.letter + ('a' - 'A'));
        if (text.starts_with(era.kanji)) {
            text.erase(0, era.kanji.size());
        } else if (letter) {
            text.erase(0, text[1] == '.' ? 2 : 1);
        } else {
            continue;
        }
        return era.before;
    }
    return 0;
}

std::optional<std::string> dateText(int year, int month, int day) {
    if (year < 1900 || year > 2199 || month > 12 || day > 31) {
        return std::nullopt;
    }
    const LocalDate date = std::chrono::year(year) / month / day;
    return date.ok() ? std::optional(textOf(date)) : std::nullopt;
}

std::optional<std::string> dateOfDigits(std::string_view text) {
    const auto all = numbersIn(text, {}, 8);
    if (all.size() != 1) {
        return std::nullopt;
    }
    if (text.size() == 8) {
        return dateText(all[0] / 10'000, all[0] / 100 % 100, all[0] % 100);
    }
    if (text.size() == 5 && all[0] >= firstSerial && all[0] <= lastSerial) { // days since 30 December 1899
        return textOf(addDays(std::chrono::year(1899) / 12 / 30, all[0]));
    }
    return std::nullopt;
}

std::string plainDate(std::string_view typed) {
    std::string text = unifyHyphens(trimmed(toHalfWidthAscii(typed)));
    for (const std::string_view sign :
         {"。", "｡", "・"}) { // what the keys . and / produce while an input method is active
        replaceAll(text, sign, "/");
    }
    text.erase(std::min(text.find(' '), text.size())); // for "2024/04/01 00:00:00"
    replaceAll(text, "元年", "1年");
    for (const std::string_view unit : {"年", "月"}) {
        replaceAll(text, unit, "/");
    }
    if (text.ends_with("日")) {
        text.erase(text.size() - std::string_view("日").size());
    }
    return text;
}

std::string timeText(int hour, int minute) {
    if (hour == 24 && minute == 0) {
        return "23:59"; // the standard has no 24:00
    }
    return textOf(LocalTime::of(hour, minute));
}

/// 0.3125 of a day becomes 07:30.
std::optional<std::string> timeOfFraction(const std::string &text) {
    if (!text.starts_with("0.") || numbersIn(text, ".", 17).size() != 2) {
        return std::nullopt;
    }
    const auto minutes = static_cast<int>(std::lround(std::stod(text) * 24 * 60));
    return timeText(minutes / 60, minutes % 60);
}

enum class HalfDay : std::uint8_t { None, Morning, Afternoon };

/// Removes 午前 or 午後.
HalfDay takeHalfDay(std::string &text) {
    for (const std::string_view morning : {"午前", "AM", "am"}) {
        if (text.starts_with(morning)) {
            text.erase(0, morning.size());
            return HalfDay::Morning;
        }
    }
    for (const std::string_view afternoon : {"午後", "PM", "pm"}) {
        if (text.starts_with(afternoon)) {
            text.erase(0, afternoon.size());
            return HalfDay::Afternoon;
        }
    }
    return HalfDay::None;
}

/// "7.30" is a time of day; "7.5", "7.50" and "7.25" may be fractions of an hour.
bool isClockWithDot(std::string_view text) {
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos) {
        return true;
    }
    const std::string_view minutes = text.substr(dot + 1);
    return minutes == "0" || (minutes.size() == 2 && minutes != "25" && minutes != "50");
}

/// 午前12時 is midnight and 午後0時 is noon; 午前 with an afternoon hour is invalid.
std::optional<int> hourOfDay(int hour, HalfDay half) {
    if (half == HalfDay::Morning) {
        return hour > 12 ? std::nullopt : std::optional(hour % 12);
    }
    return half == HalfDay::Afternoon && hour < 12 ? hour + 12 : hour;
}

std::string plainTime(std::string_view typed) {
    std::string text = toHalfWidthAscii(typed);
    std::erase(text, ' ');
    replaceAll(text, "時半", ":30");
    replaceAll(text, "時", ":");
    if (text.ends_with("分")) {
        text.erase(text.size() - std::string_view("分").size());
    }
    if (text.ends_with(":")) {
        text += "00";
    }
    return text;
}

std::optional<std::string> timeOfNumbers(std::vector<int> numbers, HalfDay half) {
    if (numbers.size() == 1 && numbers[0] > 24) { // for "0730"
        numbers = {numbers[0] / 100, numbers[0] % 100};
    }
    if (numbers.size() == 1) {
        numbers.push_back(0);
    }
    if (numbers.size() < 2 || numbers.size() > 3 || numbers.back() > 59) {
        return std::nullopt;
    }
    const auto hour = hourOfDay(numbers[0], half);
    if (!hour || numbers[1] > 59 || *hour > 24 || (*hour == 24 && numbers[1] > 0)) {
        return std::nullopt;
    }
    return timeText(*hour, numbers[1]);
}

} // namespace

std::optional<std::string> repairedDate(std::string_view typed) {
    std::string text = plainDate(typed);
    if (auto found = dateOfDigits(text)) {
        return found;
    }
    const int before = takeEra(text);
    const auto numbers = numbersIn(text, "/.-", 4);
    if (numbers.size() != 3 || (before != 0 && (numbers[0] < 1 || numbers[0] > 64))) {
        return std::nullopt;
    }
    return dateText(before + numbers[0], numbers[1], numbers[2]);
}

std::optional<std::string> repairedTime(std::string_view typed, DayEdge edge) {
    std::string text = plainTime(typed);
    if (text == "終日" || text == "24:間" || text == "24H" || text == "24h") {
        return edge == DayEdge::Start ? "00:00" : "23:59";
    }
    if (auto found = timeOfFraction(text)) {
        return found;
    }
    const HalfDay half = takeHalfDay(text);
    return isClockWithDot(text) ? timeOfNumbers(numbersIn(text, ":.", 4), half) : std::nullopt;
}

bool holdsTwoTimes(std::string_view cell) {
    const std::string text = toHalfWidthAscii(cell);
    constexpr std::string_view hourMark = "時";
    int times = 0;
    bool inTime = false;
    for (std::size_t at = 1; at < text.size(); ++at) {
        const bool marked = isDigit(text[at - 1]) &&
                            (text[at] == ':' || std::string_view(text).substr(at).starts_with(hourMark));
        times += marked && !inTime ? 1 : 0;
        inTime = marked || (inTime && isDigit(text[at]));
    }
    return times > 1;
}

} // namespace domain
