#include "domain/random.h"
#include "domain/series.h"
#include "unit/domain/days.h"

#include <algorithm>
#include <gtest/gtest.h>

using namespace domain;

namespace {

FacilityId someFacility() {
    return FacilityId::parse("01900000-0000-7000-8000-000000000001").value();
}

Series thursdays() {
    Series series;
    series.id = SeriesId::parse("01900000-0000-7000-8000-0000000000aa").value();
    series.facilityId = someFacility();
    series.rule = "13Th";
    series.from = day("2026-11-01");
    series.to = day("2026-12-31");
    series.start = LocalTime::of(10, 30);
    series.end = LocalTime::of(11, 0);
    series.seats = 3;
    series.visitorsPerFamily = 2;
    series.note = "上履きをお持ちください";
    return series;
}

OpenCalendar openMondayToSaturday() {
    return {.hours = effectiveOpenHours({}), .holidays = &Holidays::builtIn()};
}

std::vector<std::string> datesOf(const char *rule, const char *from, const char *to) {
    std::vector<std::string> dates;
    for (const LocalDate date : Recurrence::parse(rule).value().datesBetween(day(from), day(to))) {
        dates.push_back(textOf(date));
    }
    return dates;
}

using Dates = std::vector<std::string>;

} // namespace

TEST(Recurrence, EveryWeek) {
    EXPECT_EQ(datesOf("0We", "2026-11-01", "2026-11-30"),
              (Dates{"2026-11-04", "2026-11-11", "2026-11-18", "2026-11-25"}));
}

TEST(Recurrence, FirstAndThird) {
    EXPECT_EQ(datesOf("13Mo", "2026-11-01", "2026-12-31"),
              (Dates{"2026-11-02", "2026-11-16", "2026-12-07", "2026-12-21"}));
}

TEST(Recurrence, SeveralWeekdays) {
    EXPECT_EQ(datesOf("14Tu4Th", "2026-11-01", "2026-11-30"),
              (Dates{"2026-11-03", "2026-11-24", "2026-11-26"}));
}

TEST(Recurrence, LastOfTheMonth) {
    EXPECT_EQ(datesOf("6Fr", "2026-01-01", "2026-04-30"),
              (Dates{"2026-01-30", "2026-02-27", "2026-03-27", "2026-04-24"}));
}

TEST(Recurrence, AFifthWeekdayOnlyWhereThereIsOne) {
    EXPECT_EQ(datesOf("5Mo", "2026-01-01", "2026-06-30"), (Dates{"2026-03-30", "2026-06-29"}));
}

TEST(Recurrence, EveryOtherWeekCountsFromTheFirst) {
    EXPECT_EQ(datesOf("7Su", "2026-11-02", "2026-12-20"),
              (Dates{"2026-11-08", "2026-11-22", "2026-12-06", "2026-12-20"}));
    EXPECT_EQ(datesOf("7Su", "2026-11-09", "2026-12-20"), (Dates{"2026-11-15", "2026-11-29", "2026-12-13"}));
}

TEST(Recurrence, EveryOtherWeekPutsAllItsWeekdaysIntoTheSameCalendarWeeks) {
    // Begun on a Tuesday: Monday and Wednesday stay in one week, and the weeks between are free.
    EXPECT_EQ(datesOf("7Mo7We", "2026-12-01", "2026-12-31"),
              (Dates{"2026-12-02", "2026-12-14", "2026-12-16", "2026-12-28", "2026-12-30"}));
    EXPECT_EQ(datesOf("7Mo7Su", "2026-12-06", "2026-12-31"), // begun on the week's last day
              (Dates{"2026-12-06", "2026-12-14", "2026-12-20", "2026-12-28"}));
    EXPECT_EQ(datesOf("7We", "2026-12-03", "2026-12-31"), (Dates{"2026-12-16", "2026-12-30"}));
}

TEST(Recurrence, ADayThatTwoPartsMeanComesOnce) {
    EXPECT_EQ(datesOf("0Mo1Mo", "2026-11-01", "2026-11-10"), (Dates{"2026-11-02", "2026-11-09"}));
}

TEST(Recurrence, TextGoesThereAndBack) {
    for (const char *text : {"0We", "13Mo", "14Tu4Th", "6Fr", "7Su", "12345Sa", "0Mo0Tu0We0Th0Fr"}) {
        EXPECT_EQ(Recurrence::parse(text).value().text(), text);
    }
}

TEST(Recurrence, RefusesEverythingElse) {
    for (const char *text :
         {"",     "We",   "0",  "0we",  "0WE",   "8We",  "9We",  "31Mo",    "11Mo",     "06Mo", "16Mo",
          "0We ", " 0We", "0W", "0Wed", "13 Mo", "-1Mo", "０We", "0We,6Fr", "123456Mo", "0Xx"}) {
        const auto rule = Recurrence::parse(text);
        ASSERT_FALSE(rule) << text;
        EXPECT_EQ(rule.error().code, "not-a-recurrence");
    }
    std::string endless;
    for (int i = 0; i < 1000; ++i) {
        endless += "0We";
    }
    EXPECT_FALSE(Recurrence::parse(endless));
}

TEST(Recurrence, RandomTextNeverMakesItFail) {
    const auto random = seededRandom(31);
    constexpr std::string_view letters = "01234567MoTuWeThFrSaSu8 ";
    int read = 0;
    for (int round = 0; round < 20000; ++round) {
        std::string text;
        for (std::uint64_t i = random->below(8); i > 0; --i) {
            text += letters[random->below(letters.size())];
        }
        const auto rule = Recurrence::parse(text);
        if (!rule) {
            continue;
        }
        ++read;
        EXPECT_EQ(rule->text(), text);
    }
    EXPECT_GT(read, 10);
}

TEST(Recurrence, EveryDateMatchesItsRule) {
    const auto random = seededRandom(32);
    constexpr std::array<std::string_view, 7> names{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
    for (int round = 0; round < 300; ++round) {
        const int weekday = static_cast<int>(random->below(7)) + 1;
        const int nth = static_cast<int>(random->below(5)) + 1;
        const std::string name(names.at(static_cast<std::size_t>(weekday - 1)));
        const LocalDate from = addDays(day("2026-01-01"), static_cast<int>(random->below(700)));
        const LocalDate to = addDays(from, static_cast<int>(random->below(400)));
        const auto nths = Recurrence::parse(std::to_string(nth) + name)->datesBetween(from, to);
        for (const LocalDate date : nths) {
            EXPECT_EQ(isoWeekday(date), weekday);
            EXPECT_EQ((static_cast<unsigned>(date.day()) + 6) / 7, static_cast<unsigned>(nth));
        }
        const auto every = Recurrence::parse("0" + name)->datesBetween(from, to);
        const auto other = Recurrence::parse("7" + name)->datesBetween(from, to);
        const LocalDate monday = addDays(from, 1 - isoWeekday(from));
        for (const LocalDate date : every) {
            const bool inFirstWeek = daysBetween(monday, date) % 14 < 7;
            EXPECT_EQ(std::ranges::find(other, date) != other.end(), inFirstWeek) << textOf(date);
        }
        for (std::size_t i = 1; i < every.size(); ++i) {
            EXPECT_EQ(daysBetween(every[i - 1], every[i]), 7);
        }
        for (std::size_t i = 1; i < other.size(); ++i) {
            EXPECT_EQ(daysBetween(other[i - 1], other[i]), 14);
        }
        for (const LocalDate date : Recurrence::parse("6" + name)->datesBetween(from, to)) {
            EXPECT_NE(addDays(date, 7).month(), date.month());
        }
        for (const auto &dates : {nths, every, other}) {
            EXPECT_TRUE(dates.empty() || (dates.front() >= from && dates.back() <= to));
            EXPECT_TRUE(std::ranges::is_sorted(dates));
        }
    }
}

TEST(Series, ThePreviewShowsEveryDayAndWhatStandsAgainstIt) {
    Series series = thursdays();
    series.rule = "0Mo";
    series.from = day("2026-11-09");
    series.to = day("2026-12-28");
    series.exceptions = {day("2026-12-07")};
    OpenCalendar calendar = openMondayToSaturday();
    calendar.closedDays = {day("2026-12-14")};
    Slot taken;
    taken.date = day("2026-12-21");
    taken.start = LocalTime::of(10, 45);
    taken.end = LocalTime::of(11, 15);
    const auto days = expandSeries(series, calendar, {taken}, day("2026-11-16"));
    ASSERT_TRUE(days);
    EXPECT_EQ(*days, (std::vector<SeriesDay>{{day("2026-11-09"), "past", false},
                                             {day("2026-11-16"), "", true},
                                             {day("2026-11-23"), "holiday", false},
                                             {day("2026-11-30"), "", true},
                                             {day("2026-12-07"), "exception", false},
                                             {day("2026-12-14"), "closed-day", false},
                                             {day("2026-12-21"), "overlap", false},
                                             {day("2026-12-28"), "", true}}));
}

TEST(Series, SlotsCarryWhatTheSeriesSays) {
    const ManualClock clock(parseInstant("2026-11-01T00:00:00Z").value());
    const auto random = seededRandom(33);
    const Series series = thursdays();
    auto days = expandSeries(series, openMondayToSaturday(), {}, day("2026-11-01")).value();
    ASSERT_EQ(days.size(), 4U);
    days[1].make = false; // the user took one out
    const auto slots = slotsOf(series, days, clock, *random);
    ASSERT_EQ(slots.size(), 3U);
    EXPECT_EQ(slots[0].date, day("2026-11-05"));
    EXPECT_EQ(slots[1].date, day("2026-12-03"));
    for (const Slot &slot : slots) {
        EXPECT_FALSE(slot.id.isNull());
        EXPECT_EQ(slot.facilityId, series.facilityId);
        EXPECT_EQ(slot.seriesId, series.id);
        EXPECT_EQ(slot.start, series.start);
        EXPECT_EQ(slot.end, series.end);
        EXPECT_EQ(slot.seats, 3);
        EXPECT_EQ(slot.visitorsPerFamily, 2);
        EXPECT_EQ(slot.note, series.note);
        EXPECT_EQ(slot.status, SlotStatus::Open);
    }
    EXPECT_NE(slots[0].id, slots[1].id);
}

TEST(Series, MadeTwiceItOverlapsItselfEverywhere) {
    const ManualClock clock(parseInstant("2026-11-01T00:00:00Z").value());
    const auto random = seededRandom(34);
    const OpenCalendar calendar = openMondayToSaturday();
    const auto days = expandSeries(thursdays(), calendar, {}, day("2026-11-01")).value();
    const auto slots = slotsOf(thursdays(), days, clock, *random);
    const auto again = expandSeries(thursdays(), calendar, slots, day("2026-11-01")).value();
    ASSERT_EQ(again.size(), days.size());
    for (const SeriesDay &sameDay : again) {
        EXPECT_EQ(sameDay.problem, "overlap");
    }
}

TEST(Series, AWrongSeriesIsRefusedWithItsFields) {
    Series series = thursdays();
    series.rule = "9Xx";
    series.seats = 0;
    const auto days = expandSeries(series, openMondayToSaturday(), {}, day("2026-11-01"));
    ASSERT_FALSE(days);
    EXPECT_EQ(days.error().kind, ErrorKind::Rejected);
    EXPECT_EQ(days.error().code, "validation");
    ASSERT_EQ(days.error().fields.size(), 2U);
    EXPECT_EQ(days.error().fields[0].pointer, "/rule");
    EXPECT_EQ(days.error().fields[1].pointer, "/seats");
}

TEST(Series, AThousandDaysAreTheMost) {
    Series series = thursdays();
    series.rule = "0Mo0Tu0We0Th0Fr";
    series.from = day("2026-01-01");
    series.to = addDays(series.from, 1399);
    ASSERT_TRUE(expandSeries(series, openMondayToSaturday(), {}, day("2026-01-01")));
    series.to = day("2099-12-31");
    const auto days = expandSeries(series, openMondayToSaturday(), {}, day("2026-01-01"));
    ASSERT_FALSE(days);
    EXPECT_EQ(days.error().code, "too-many");
    EXPECT_EQ(days.error().params.at("max"), "1000");
}

TEST(Overlap, TouchingSlotsDoNotOverlap) {
    Slot first;
    first.date = day("2026-11-24");
    first.start = LocalTime::of(10, 0);
    first.end = LocalTime::of(10, 30);
    Slot second = first;
    second.start = LocalTime::of(10, 30);
    second.end = LocalTime::of(11, 0);
    EXPECT_FALSE(overlaps(first, second));
    second.start = LocalTime::of(10, 29);
    EXPECT_TRUE(overlaps(first, second));
    EXPECT_TRUE(overlaps(second, first));
    second.date = day("2026-11-25");
    EXPECT_FALSE(overlaps(first, second));
}

TEST(Overlap, CancelledSlotsStandInNobodysWay) {
    Slot slot;
    slot.date = day("2026-11-24");
    slot.start = LocalTime::of(10, 0);
    slot.end = LocalTime::of(10, 30);
    Slot cancelled = slot;
    cancelled.status = SlotStatus::Cancelled;
    EXPECT_FALSE(overlaps(slot, cancelled));
    cancelled.status = SlotStatus::Closed;
    EXPECT_TRUE(overlaps(slot, cancelled));
}
