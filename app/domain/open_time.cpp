#include "domain/open_time.h"

#include <algorithm>

namespace domain {
namespace {

using namespace std::chrono;

constexpr int aheadDays = 366;
/// A larger number is a typing error and must not cause a search through centuries.
constexpr std::int64_t mostMinutes = std::int64_t{10} * 366 * 24 * 60;
constexpr OpenHours usualHours{.weekday = 1, .from = {hours(8)}, .to = {hours(18)}};

/// 29 December to 3 January.
bool isYearEnd(LocalDate date) {
    const auto day = static_cast<unsigned>(date.day());
    return (date.month() == December && day >= 29) || (date.month() == January && day <= 3);
}

/// A span of open time on one day, in seconds since midnight.
struct Span {
    seconds from;
    seconds to;
};

/// The first open span on the weekday that ends after `after`. Overlapping hours count once, because the next
/// search starts at the end of the last span.
std::optional<Span> spanAfter(const OpenCalendar &calendar, int weekday, seconds after) {
    std::optional<Span> best;
    for (const OpenHours &hours : calendar.hours) {
        const Span span{std::max<seconds>(hours.from.sinceMidnight, after), hours.to.sinceMidnight};
        if (hours.weekday == weekday && span.from < span.to && (!best || span.from < best->from)) {
            best = span;
        }
    }
    return best;
}

/// Calls `visit(span)` for the day's spans after `after` until it returns false. Returns whether to continue.
template <class Visit>
bool eachSpan(const OpenCalendar &calendar, LocalDate date, seconds after, const Visit &visit) {
    if (!calendar.isOpenDay(date)) {
        return true;
    }
    const int weekday = isoWeekday(date);
    while (const auto span = spanAfter(calendar, weekday, after)) {
        if (!visit(*span)) {
            return false;
        }
        after = span->to;
    }
    return true;
}

seconds sinceMidnight(Instant instant, LocalDate date) {
    return instant - toInstant(date, {});
}

} // namespace

bool OpenCalendar::isOpenDay(LocalDate date) const {
    const int weekday = isoWeekday(date);
    const bool hasHours =
        std::ranges::any_of(hours, [&](const OpenHours &h) { return h.weekday == weekday && h.from < h.to; });
    return hasHours && !isYearEnd(date) && !closedDays.contains(date) &&
           !(holidays && holidays->contains(date));
}

std::vector<OpenHours> effectiveOpenHours(const Facility &facility) {
    if (!facility.openHours.empty()) {
        return facility.openHours;
    }
    const auto timeAt = [&](const char *key) {
        const auto found = facility.profile.find(key);
        return parseTime(found == facility.profile.end() ? std::string_view() : found->second);
    };
    OpenHours day = usualHours;
    const auto from = timeAt("open_time");
    const auto to = timeAt("close_time");
    if (from && to && *from < *to) {
        day = {.from = *from, .to = *to};
    }
    std::vector<OpenHours> week;
    for (day.weekday = 1; day.weekday <= 6; ++day.weekday) {
        week.push_back(day);
    }
    return week;
}

std::int64_t openMinutesBetween(const OpenCalendar &calendar, Instant from, Instant to) {
    seconds sum{0};
    for (LocalDate date = dateOf(from); toInstant(date, {}) < to; date = addDays(date, 1)) {
        const seconds begin = std::max(seconds(0), sinceMidnight(from, date));
        const seconds end = sinceMidnight(to, date);
        eachSpan(calendar, date, begin, [&](const Span &span) {
            sum += std::max(seconds(0), std::min(span.to, end) - span.from);
            return span.to < end;
        });
    }
    return duration_cast<minutes>(sum).count();
}

std::optional<Instant> addOpenMinutes(const OpenCalendar &calendar, Instant from, std::int64_t count) {
    if (count <= 0) {
        return from;
    }
    if (count > mostMinutes) {
        return std::nullopt;
    }
    const LocalDate first = dateOf(from);
    LocalDate lastOpen = first;
    seconds left = minutes(count);
    for (LocalDate date = first; daysBetween(lastOpen, date) <= aheadDays; date = addDays(date, 1)) {
        std::optional<Instant> reached;
        eachSpan(calendar, date, std::max(seconds(0), sinceMidnight(from, date)), [&](const Span &span) {
            lastOpen = date;
            if (span.to - span.from >= left) {
                reached = toInstant(date, {}) + span.from + left;
            }
            left -= span.to - span.from;
            return !reached;
        });
        if (reached) {
            return reached;
        }
    }
    return std::nullopt;
}

} // namespace domain
