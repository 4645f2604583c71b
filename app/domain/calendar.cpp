#include "domain/calendar.h"

#include "domain/characters.h"

#include <algorithm>

namespace domain {
namespace {

using namespace std::chrono;

constexpr hours japanOffset{9};

void appendDigits(std::string &out, int value, int width) {
    const std::size_t start = out.size();
    out.append(static_cast<std::size_t>(width), '0');
    for (std::size_t i = out.size(); i > start; value /= 10) {
        out[--i] = static_cast<char>('0' + std::max(value, 0) % 10);
    }
}

/// True if the text has a digit wherever the pattern has '0', and the pattern's character everywhere else.
bool hasShape(std::string_view text, std::string_view pattern) {
    return std::ranges::equal(text, pattern, [](char c, char p) { return p == '0' ? isDigit(c) : c == p; });
}

int numberAt(std::string_view text, std::size_t at, std::size_t width) {
    int value = 0;
    for (const char c : text.substr(at, width)) {
        value = value * 10 + (c - '0');
    }
    return value;
}

bool isYearInRange(int value) {
    return value >= 1900 && value <= 2199;
}

} // namespace

int isoWeekday(LocalDate date) {
    return static_cast<int>(weekday(sys_days(date)).iso_encoding());
}

LocalDate addDays(LocalDate date, int count) {
    return sys_days(date) + days(count);
}

int daysBetween(LocalDate from, LocalDate to) {
    return static_cast<int>((sys_days(to) - sys_days(from)).count());
}

Instant toInstant(LocalDate date, LocalTime time) {
    return sys_days(date) + time.sinceMidnight - japanOffset;
}

LocalDate dateOf(Instant instant) {
    return floor<days>(instant + japanOffset);
}

LocalTime timeOf(Instant instant) {
    const auto local = instant + japanOffset;
    return LocalTime{floor<minutes>(local - floor<days>(local))};
}

std::string textOf(Instant instant) {
    const auto day = floor<days>(instant);
    const hh_mm_ss time(instant - day);
    std::string out = textOf(LocalDate(day)) + 'T';
    appendDigits(out, static_cast<int>(time.hours().count()), 2);
    out += ':';
    appendDigits(out, static_cast<int>(time.minutes().count()), 2);
    out += ':';
    appendDigits(out, static_cast<int>(time.seconds().count()), 2);
    return out + 'Z';
}

std::string textOf(LocalDate date) {
    std::string out = textOf(date.year() / date.month()) + '-';
    appendDigits(out, static_cast<int>(static_cast<unsigned>(date.day())), 2);
    return out;
}

std::string textOf(LocalMonth month) {
    std::string out;
    appendDigits(out, static_cast<int>(month.year()), 4);
    out += '-';
    appendDigits(out, static_cast<int>(static_cast<unsigned>(month.month())), 2);
    return out;
}

std::string textOf(LocalTime time) {
    std::string out;
    appendDigits(out, time.hour(), 2);
    out += ':';
    appendDigits(out, time.minute(), 2);
    return out;
}

Result<Instant> parseInstant(std::string_view text) {
    const auto malformed = [] { return fail(ErrorKind::Malformed, "not-an-instant"); };
    if (!hasShape(text, "0000-00-00T00:00:00Z")) {
        return malformed();
    }
    const auto date = parseDate(text.substr(0, 10));
    const auto time = parseTime(text.substr(11, 5));
    const int second = numberAt(text, 17, 2);
    if (!date || !time || second > 59) {
        return malformed();
    }
    return sys_days(*date) + time->sinceMidnight + seconds(second);
}

Result<LocalDate> parseDate(std::string_view text) {
    if (!hasShape(text, "0000-00-00")) {
        return fail(ErrorKind::Malformed, "not-a-date");
    }
    const LocalDate date = year(numberAt(text, 0, 4)) / numberAt(text, 5, 2) / numberAt(text, 8, 2);
    if (!date.ok() || !isYearInRange(static_cast<int>(date.year()))) {
        return fail(ErrorKind::Malformed, "not-a-date");
    }
    return date;
}

Result<LocalMonth> parseMonth(std::string_view text) {
    if (!hasShape(text, "0000-00")) {
        return fail(ErrorKind::Malformed, "not-a-month");
    }
    const LocalMonth found = year(numberAt(text, 0, 4)) / numberAt(text, 5, 2);
    if (!found.ok() || !isYearInRange(static_cast<int>(found.year()))) {
        return fail(ErrorKind::Malformed, "not-a-month");
    }
    return found;
}

Result<LocalTime> parseTime(std::string_view text) {
    if (!hasShape(text, "00:00")) {
        return fail(ErrorKind::Malformed, "not-a-time");
    }
    const int hour = numberAt(text, 0, 2);
    const int minute = numberAt(text, 3, 2);
    if (hour > 23 || minute > 59) {
        return fail(ErrorKind::Malformed, "not-a-time");
    }
    return LocalTime::of(hour, minute);
}

} // namespace domain
