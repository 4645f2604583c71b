// Requests that wait for an answer: which of them are late, and whose tour starts unanswered. The hub's list
// of delays and every list of the desk use this one definition.
#pragma once

#include "domain/open_time.h"

namespace domain {

/// One open day: a tour that starts within this much open time needs its answer now.
inline constexpr std::int64_t openDayMinutes = defaultWarnMinutes;

/// A waiting request whose tour starts at or before this instant counts as a tour that starts unanswered:
/// every tour of today (in Japan) and every tour that starts within one open day, whether its answer is late
/// or not.
[[nodiscard]] Instant unansweredToursUntil(const OpenCalendar &calendar, Instant now);

/// The open minutes after which an answer is nearly late and late.
struct AnswerLimits {
    int warnMinutes = defaultWarnMinutes;
    int lateMinutes = defaultLateMinutes;
};

/// The waiting requests of one facility.
struct DelayCounts {
    int late = 0;
    int nearlyLate = 0;
    int startsUnanswered = 0;    ///< tours that start before anybody answered
    Instant oldestRequestedAt{}; ///< only set if a request was counted
    std::int64_t oldestOpenMinutes = 0;
    /// Whether the facility belongs in a list of delays.
    [[nodiscard]] bool isWorthACall() const { return late + nearlyLate + startsUnanswered > 0; }
};

class DelayCounter {
public:
    DelayCounter(OpenCalendar calendar, const AnswerLimits &limits, Instant now);
    /// `startsAt` is empty if the slot is unknown.
    void add(Instant requestedAt, std::optional<Instant> startsAt);
    [[nodiscard]] const DelayCounts &counts() const { return m_counts; }

private:
    OpenCalendar m_calendar;
    AnswerLimits m_limits;
    Instant m_now;
    Instant m_toursUntil;
    bool m_any = false;
    DelayCounts m_counts;
};

/// Whether `a` comes before `b`: first facilities with a tour that starts unanswered, then by the number of
/// late answers, then by the age of the oldest request.
[[nodiscard]] bool isWorse(const DelayCounts &a, const DelayCounts &b);

} // namespace domain
