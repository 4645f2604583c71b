// GIF recurrence notation (DS-441): digits select the occurrences in a month, two letters select the weekday.
#include "domain/series.h"

#include <algorithm>

namespace domain {
namespace {

using Part = Recurrence::Part;
using Kind = Recurrence::Kind;

constexpr std::array<std::string_view, 7> weekdayNames{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
/// Nobody needs more; the limit bounds what others send.
constexpr std::size_t mostParts = 14;

std::optional<Part> kindOf(std::string_view digits) {
    if (digits == "0") {
        return Part{.kind = Kind::Every};
    }
    if (digits == "6") {
        return Part{.kind = Kind::Last};
    }
    if (digits == "7") {
        return Part{.kind = Kind::EveryOther};
    }
    Part part{.kind = Kind::Nth};
    for (const char digit : digits) {
        const int nth = digit - '0';
        if (nth < 1 || nth > 5 || (!part.nths.empty() && part.nths.back() >= nth)) {
            return std::nullopt;
        }
        part.nths.push_back(nth);
    }
    return part.nths.empty() ? std::nullopt : std::optional(part);
}

std::optional<Part> takePart(std::string_view &rest) {
    const std::size_t count = std::min(rest.find_first_not_of("0123456789"), rest.size());
    auto part = kindOf(rest.substr(0, count));
    rest.remove_prefix(count);
    const auto name = std::ranges::find(weekdayNames, rest.substr(0, 2));
    if (!part || name == weekdayNames.end()) {
        return std::nullopt;
    }
    part->weekday = static_cast<int>(name - weekdayNames.begin()) + 1;
    rest.remove_prefix(2);
    return part;
}

LocalDate mondayOf(LocalDate date) {
    return addDays(date, 1 - isoWeekday(date));
}

/// `from` is the series' first day. Every other week is counted in calendar weeks from that day's week, so
/// that all weekdays of a rule are in the same weeks.
bool fallsOn(const Part &part, LocalDate date, LocalDate from) {
    if (isoWeekday(date) != part.weekday) {
        return false;
    }
    const int nth = (static_cast<int>(static_cast<unsigned>(date.day())) - 1) / 7 + 1;
    switch (part.kind) {
    case Kind::Every:
        return true;
    case Kind::Nth:
        return std::ranges::find(part.nths, nth) != part.nths.end();
    case Kind::Last:
        return addDays(date, 7).month() != date.month();
    case Kind::EveryOther:
        return daysBetween(mondayOf(from), date) % 14 < 7;
    }
    return false;
}

std::string digitsOf(const Part &part) {
    std::string digits;
    for (const int nth : part.nths) {
        digits += std::to_string(nth);
    }
    switch (part.kind) {
    case Kind::Every:
        return "0";
    case Kind::Last:
        return "6";
    case Kind::EveryOther:
        return "7";
    case Kind::Nth:
        break;
    }
    return digits;
}

} // namespace

Result<Recurrence> Recurrence::parse(std::string_view gif) {
    Recurrence rule;
    while (!gif.empty()) {
        const auto part = takePart(gif);
        if (!part || rule.parts.size() == mostParts) {
            return fail(ErrorKind::Malformed, "not-a-recurrence");
        }
        rule.parts.push_back(*part);
    }
    if (rule.parts.empty()) {
        return fail(ErrorKind::Malformed, "not-a-recurrence");
    }
    return rule;
}

std::string Recurrence::text() const {
    std::string out;
    for (const Part &part : parts) {
        out += digitsOf(part) + std::string(weekdayNames.at(static_cast<std::size_t>(part.weekday - 1)));
    }
    return out;
}

std::vector<LocalDate> Recurrence::datesBetween(LocalDate from, LocalDate to) const {
    std::vector<LocalDate> dates;
    for (LocalDate date = from; date <= to; date = addDays(date, 1)) {
        if (std::ranges::any_of(parts, [&](const Part &part) { return fallsOn(part, date, from); })) {
            dates.push_back(date);
        }
    }
    return dates;
}

} // namespace domain
