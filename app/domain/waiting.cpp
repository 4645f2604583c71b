#include "domain/waiting.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace domain {

Instant unansweredToursUntil(const OpenCalendar &calendar, Instant now) {
    const Instant endOfToday = toInstant(addDays(dateOf(now), 1), {}) - std::chrono::seconds(1);
    return std::max(endOfToday, addOpenMinutes(calendar, now, openDayMinutes).value_or(endOfToday));
}

DelayCounter::DelayCounter(OpenCalendar calendar, const AnswerLimits &limits, Instant now)
    : m_calendar(std::move(calendar)), m_limits(limits), m_now(now),
      m_toursUntil(unansweredToursUntil(m_calendar, now)) {}

void DelayCounter::add(Instant requestedAt, std::optional<Instant> startsAt) {
    const auto minutes = openMinutesBetween(m_calendar, requestedAt, m_now);
    const bool isLate = minutes >= m_limits.lateMinutes;
    m_counts.late += isLate ? 1 : 0;
    m_counts.nearlyLate += !isLate && minutes >= m_limits.warnMinutes ? 1 : 0;
    m_counts.startsUnanswered += startsAt && *startsAt <= m_toursUntil ? 1 : 0;
    m_counts.oldestRequestedAt = m_any ? std::min(m_counts.oldestRequestedAt, requestedAt) : requestedAt;
    m_counts.oldestOpenMinutes = std::max(m_counts.oldestOpenMinutes, minutes);
    m_any = true;
}

bool isWorse(const DelayCounts &a, const DelayCounts &b) {
    const auto rank = [](const DelayCounts &counts) {
        return std::tuple(counts.startsUnanswered > 0, counts.late, counts.oldestOpenMinutes);
    };
    return rank(a) > rank(b);
}

} // namespace domain
