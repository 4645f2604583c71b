// Compact texts for a facility's opening times in its row, so that a booking need not parse JSON.
#include "hub/records/calendar_text.h"
#include "hub/records/facility_store.h"

#include <charconv>

namespace hub {

namespace {

int numberAt(std::string_view &text) {
    int number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (!text.empty()) {
        text.remove_prefix(1); // skips the separator
    }
    return fault == std::errc() ? number : 0;
}

std::vector<domain::OpenHours> hoursOf(std::string_view text) {
    std::vector<domain::OpenHours> hours;
    while (!text.empty()) {
        domain::OpenHours one;
        one.weekday = numberAt(text);
        one.from.sinceMidnight = std::chrono::minutes(numberAt(text));
        one.to.sinceMidnight = std::chrono::minutes(numberAt(text));
        hours.push_back(one);
    }
    return hours;
}

std::set<domain::LocalDate> daysOf(std::string_view text) {
    std::set<domain::LocalDate> days;
    while (!text.empty()) {
        if (const auto day = domain::parseDate(text.substr(0, 10))) {
            days.insert(days.end(), *day);
        }
        text.remove_prefix(std::min<std::size_t>(11, text.size()));
    }
    return days;
}

} // namespace

std::string hoursText(const std::vector<domain::OpenHours> &hours) {
    std::string text;
    for (const domain::OpenHours &one : hours) {
        text += text.empty() ? "" : ";";
        text += std::to_string(one.weekday) + ' ' + std::to_string(one.from.sinceMidnight.count()) + ' ' +
                std::to_string(one.to.sinceMidnight.count());
    }
    return text;
}

std::string daysText(const std::set<domain::LocalDate> &days) {
    std::string text;
    for (const domain::LocalDate &day : days) {
        text += text.empty() ? "" : ",";
        text += domain::textOf(day);
    }
    return text;
}

domain::OpenCalendar FacilityRow::calendar() const {
    return {hoursOf(hours), &domain::Holidays::builtIn(), daysOf(closedDays)};
}

bool FacilityRow::isClosedOn(domain::LocalDate date) const {
    return !closedDays.empty() && closedDays.find(domain::textOf(date)) != std::string::npos;
}

} // namespace hub
