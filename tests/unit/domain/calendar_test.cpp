#include "domain/calendar.h"
#include "unit/domain/days.h"

#include <gtest/gtest.h>

using namespace domain;

TEST(Calendar, TokyoIsNineHoursAhead) {
    EXPECT_EQ(textOf(toInstant(day("2026-11-22"), LocalTime::of(10, 0))), "2026-11-22T01:00:00Z");
    EXPECT_EQ(textOf(toInstant(day("2026-11-22"), LocalTime::of(8, 59))), "2026-11-21T23:59:00Z");
    const Instant evening = parseInstant("2026-12-31T15:00:00Z").value();
    EXPECT_EQ(textOf(dateOf(evening)), "2027-01-01");
    EXPECT_EQ(textOf(timeOf(evening)), "00:00");
}

TEST(Calendar, EveryMinuteOfADayGoesThereAndBack) {
    for (int minute = 0; minute < 24 * 60; ++minute) {
        const LocalTime time{std::chrono::minutes(minute)};
        const Instant instant = toInstant(day("2024-02-29"), time);
        EXPECT_EQ(dateOf(instant), day("2024-02-29"));
        EXPECT_EQ(timeOf(instant), time);
        EXPECT_EQ(parseTime(textOf(time)).value(), time);
    }
}

TEST(Calendar, SecondsDoNotReachTheLocalTime) {
    EXPECT_EQ(textOf(timeOf(parseInstant("2026-11-22T01:00:59Z").value())), "10:00");
}

TEST(Calendar, InstantsBefore1970AreRightToo) {
    const Instant early = parseInstant("1959-12-31T15:30:00Z").value();
    EXPECT_EQ(textOf(early), "1959-12-31T15:30:00Z");
    EXPECT_EQ(textOf(dateOf(early)), "1960-01-01");
    EXPECT_EQ(textOf(timeOf(early)), "00:30");
}

TEST(Calendar, WeekdaysCountFromMonday) {
    EXPECT_EQ(isoWeekday(day("2026-11-23")), 1);
    EXPECT_EQ(isoWeekday(day("2026-11-22")), 7);
    EXPECT_EQ(isoWeekday(day("2024-02-29")), 4);
}

TEST(Calendar, DaysAreAddedAcrossMonthsAndLeapYears) {
    EXPECT_EQ(addDays(day("2024-02-28"), 1), day("2024-02-29"));
    EXPECT_EQ(addDays(day("2025-02-28"), 1), day("2025-03-01"));
    EXPECT_EQ(addDays(day("2026-01-01"), -1), day("2025-12-31"));
    EXPECT_EQ(daysBetween(day("2026-01-01"), day("2027-01-01")), 365);
    EXPECT_EQ(daysBetween(day("2026-01-02"), day("2026-01-01")), -1);
}

TEST(Calendar, DatesFrom1900To2199AreReadAndWritten) {
    for (LocalDate date = day("1900-01-01"); date <= day("2199-12-31"); date = addDays(date, 17)) {
        EXPECT_EQ(parseDate(textOf(date)).value(), date);
    }
    EXPECT_TRUE(parseDate("2199-12-31"));
    EXPECT_FALSE(parseDate("2200-01-01"));
    EXPECT_FALSE(parseDate("1899-12-31"));
}

TEST(Calendar, AnEmptyDateWritesZerosAndIsNotRead) {
    EXPECT_EQ(textOf(LocalDate{}), "0000-00-00");
    EXPECT_FALSE(parseDate(textOf(LocalDate{})));
}

TEST(Calendar, RefusesWhatIsNoDate) {
    for (const char *text :
         {"", "2026-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "2026-1-1", "2026/01/01", "2026-01-01 ",
          "2026-01-01T00:00:00Z", "２０２６-01-01", "-026-01-01", "+026-01-01"}) {
        const auto date = parseDate(text);
        ASSERT_FALSE(date) << text;
        EXPECT_EQ(date.error().code, "not-a-date");
    }
}

TEST(Calendar, RefusesWhatIsNoInstant) {
    for (const char *text :
         {"", "2026-11-22", "2026-11-22T01:00:00", "2026-11-22T01:00:00+00:00", "2026-11-22T01:00:00.5Z",
          "2026-11-22t01:00:00z", "2026-11-22 01:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22T23:60:00Z",
          "2026-11-22T23:59:60Z", "2026-02-30T00:00:00Z", "2026-11-22T01:00:00Z "}) {
        const auto instant = parseInstant(text);
        ASSERT_FALSE(instant) << text;
        EXPECT_EQ(instant.error().code, "not-an-instant");
    }
}

TEST(Calendar, RefusesWhatIsNoMonthOrTime) {
    for (const char *text : {"", "2026", "2026-13", "2026-00", "2026-1", "2026-011", "1899-12"}) {
        ASSERT_FALSE(parseMonth(text)) << text;
        EXPECT_EQ(parseMonth(text).error().code, "not-a-month");
    }
    for (const char *text : {"", "24:00", "23:60", "7:30", "07:30:00", "0730", "07：30", "-1:00"}) {
        ASSERT_FALSE(parseTime(text)) << text;
        EXPECT_EQ(parseTime(text).error().code, "not-a-time");
    }
    EXPECT_EQ(textOf(parseMonth("2026-11").value()), "2026-11");
}
