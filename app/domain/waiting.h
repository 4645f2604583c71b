// Requests that wait for an answer: which are late, and whose tour comes before anybody has answered. One
// definition, which the hub's list of delays and every list of the desk use.
#pragma once

#include "domain/open_time.h"

namespace domain {

/// One open day: a tour that starts within this much open time needs its answer now.
inline constexpr std::int64_t openDayMinutes = defaultWarnMinutes;

/// A waiting request whose tour starts at or before this instant is a tour that starts before anybody
/// answered: every tour of today (Japan's) and every tour that starts within one open day. It makes no
/// difference whether the answer is late already.
[[nodiscard]] Instant unansweredToursUntil(const OpenCalendar &calendar, Instant now);

/// When an answer becomes nearly late and late, in open minutes since the request.
struct AnswerLimits {
    int warnMinutes = defaultWarnMinutes;
    int lateMinutes = defaultLateMinutes;
};

/// The waiting requests of one facility.
struct DelayCounts {
    int late = 0;
    int nearlyLate = 0;
    int startsUnanswered = 0;    ///< tours that start before anybody answered
    Instant oldestRequestedAt{}; ///< meaningful where a request was counted
    std::int64_t oldestOpenMinutes = 0;
    /// Whether the facility belongs into a list of delays.
    [[nodiscard]] bool isWorthACall() const { return late + nearlyLate + startsUnanswered > 0; }
};

class DelayCounter {
public:
    DelayCounter(OpenCalendar calendar, const AnswerLimits &limits, Instant now);
    /// `startsAt` is empty where the slot is not known.
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

/// Whether `a` stands before `b`: a facility with a tour that starts before anybody answered first, then the
/// one with more late answers, then the one whose oldest request has waited longer.
[[nodiscard]] bool isWorse(const DelayCounts &a, const DelayCounts &b);

} // namespace domain
