// Whose tour comes before anybody has answered, and which facility needs a call first.
#include "domain/waiting.h"

#include <gtest/gtest.h>

using namespace domain;

namespace {

Instant at(int month, int day, int hour, int minute = 0) {
    const LocalDate date{std::chrono::year(2026), std::chrono::month(static_cast<unsigned>(month)),
                         std::chrono::day(static_cast<unsigned>(day))};
    return toInstant(date, LocalTime::of(hour, minute));
}

/// Monday to Saturday, 8:00 to 18:00.
OpenCalendar openAsUsual() {
    return {effectiveOpenHours(Facility{}), &Holidays::builtIn(), {}};
}

bool isUnanswered(Instant start, Instant now, const OpenCalendar &calendar = openAsUsual()) {
    return start <= unansweredToursUntil(calendar, now);
}

DelayCounts countsOf(const std::vector<std::pair<Instant, Instant>> &requests, Instant now) {
    DelayCounter counter(openAsUsual(), {}, now);
    for (const auto &[requestedAt, startsAt] : requests) {
        counter.add(requestedAt, startsAt);
    }
    return counter.counts();
}

} // namespace

TEST(UnansweredTour, EveryTourOfTodayIsOneWhateverTheHour) {
    const Instant morning = at(12, 2, 8); // a Wednesday
    EXPECT_TRUE(isUnanswered(at(12, 2, 10), morning));
    EXPECT_TRUE(isUnanswered(at(12, 2, 19, 30), morning)); // after closing time
    EXPECT_TRUE(isUnanswered(at(12, 2, 7), morning));      // has begun, and still nobody has answered
    EXPECT_TRUE(isUnanswered(at(12, 2, 10), at(12, 2, 0)));
}

TEST(UnansweredTour, SoIsATourWithinOneOpenDay) {
    const Instant morning = at(12, 2, 8); // 10 hours today and one tomorrow are 11
    EXPECT_TRUE(isUnanswered(at(12, 3, 9), morning));
    EXPECT_FALSE(isUnanswered(at(12, 3, 9, 15), morning));
    const Instant saturdayNoon = at(12, 5, 12); // 6 hours, Sunday is closed, 5 hours on Monday
    EXPECT_TRUE(isUnanswered(at(12, 7, 13), saturdayNoon));
    EXPECT_FALSE(isUnanswered(at(12, 7, 13, 15), saturdayNoon));
}

TEST(UnansweredTour, AClosedDayLeavesNobodyOneDayMoreToAnswer) {
    OpenCalendar closedTomorrow = openAsUsual();
    closedTomorrow.closedDays.insert(dateOf(at(12, 3, 0)));
    const Instant noon = at(12, 2, 12);
    EXPECT_FALSE(isUnanswered(at(12, 4, 9), noon));
    EXPECT_TRUE(isUnanswered(at(12, 4, 9), noon, closedTomorrow));
}

TEST(UnansweredTour, WhereNobodyIsEverOpenTodayStillCounts) {
    const OpenCalendar never{{}, &Holidays::builtIn(), {}};
    EXPECT_TRUE(isUnanswered(at(12, 2, 10), at(12, 2, 8), never));
    EXPECT_FALSE(isUnanswered(at(12, 3, 10), at(12, 2, 8), never));
}

TEST(DelayCounts, ATourOfTodayCountsAlsoWhenItsAnswerIsLate) {
    const Instant now = at(12, 2, 8);
    const auto counts = countsOf({{at(11, 25, 9), at(12, 2, 10)},   // late for days, and today
                                  {at(12, 1, 17), at(12, 2, 15)},   // in time, and today
                                  {at(11, 25, 9), at(12, 24, 10)},  // late, in three weeks
                                  {at(11, 30, 17), at(12, 24, 10)}, // nearly late
                                  {at(12, 1, 17), at(12, 24, 10)}},
                                 now);
    EXPECT_EQ(counts.startsUnanswered, 2);
    EXPECT_EQ(counts.late, 2);
    EXPECT_EQ(counts.nearlyLate, 1);
    EXPECT_EQ(counts.oldestRequestedAt, at(11, 25, 9));
    EXPECT_TRUE(counts.isWorthACall());
    EXPECT_FALSE(countsOf({{at(12, 1, 17), at(12, 24, 10)}}, now).isWorthACall());
}

TEST(DelayCounts, WhatHasNoSlotYetIsOnlyCountedByItsAge) {
    DelayCounter counter(openAsUsual(), {}, at(12, 2, 8));
    counter.add(at(11, 25, 9), std::nullopt);
    EXPECT_EQ(counter.counts().late, 1);
    EXPECT_EQ(counter.counts().startsUnanswered, 0);
}

TEST(DelayCounts, ATourBeforeAnAnswerComesBeforeManyLateAnswers) {
    const Instant now = at(12, 2, 8);
    const auto today = countsOf({{at(12, 1, 17), at(12, 2, 10)}}, now);
    const auto manyLate = countsOf({{at(11, 25, 9), at(12, 24, 10)}, {at(11, 25, 9), at(12, 24, 11)}}, now);
    const auto oneLate = countsOf({{at(11, 20, 9), at(12, 24, 10)}}, now);
    const auto oneLateForLess = countsOf({{at(11, 25, 9), at(12, 24, 10)}}, now);
    EXPECT_TRUE(isWorse(today, manyLate));
    EXPECT_FALSE(isWorse(manyLate, today));
    EXPECT_TRUE(isWorse(manyLate, oneLate));
    EXPECT_TRUE(isWorse(oneLate, oneLateForLess));
}
