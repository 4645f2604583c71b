#include "domain/open_time.h"
#include "domain/random.h"
#include "unit/domain/days.h"

#include <gtest/gtest.h>

using namespace domain;

namespace {

/// Tokyo time: "2026-11-20 17:30".
Instant at(const std::string &text) {
    return toInstant(parseDate(text.substr(0, 10)).value(), parseTime(text.substr(11)).value());
}
std::string tokyo(Instant instant) {
    return textOf(dateOf(instant)) + " " + textOf(timeOf(instant));
}

/// Monday to Saturday, 8 to 18, with the built-in holidays.
OpenCalendar usualCalendar() {
    return {.hours = effectiveOpenHours({}), .holidays = &Holidays::builtIn()};
}

OpenHours openHours(int weekday, const char *from, const char *to) {
    return {weekday, parseTime(from).value(), parseTime(to).value()};
}

} // namespace

TEST(Holidays, TheBuiltInListHoldsTheYearsThatMatter) {
    const Holidays &list = Holidays::builtIn();
    EXPECT_EQ(list.nameOf(day("2026-11-03")), "文化の日");
    EXPECT_EQ(list.nameOf(day("2026-11-23")), "勤労感謝の日");
    EXPECT_EQ(list.nameOf(day("2027-03-21")), "春分の日");
    EXPECT_TRUE(list.contains(day("2024-08-12"))) << "振替休日";
    EXPECT_TRUE(list.contains(day("2026-09-22"))) << "国民の休日 between 敬老の日 and 秋分の日";
    EXPECT_TRUE(list.contains(day("2026-05-06"))) << "three holidays later";
    EXPECT_FALSE(list.contains(day("2026-11-24")));
    EXPECT_EQ(list.nameOf(day("2026-11-24")), "");
}

TEST(Holidays, TheBuiltInListFollowsTheLaw) {
    const Holidays &list = Holidays::builtIn();
    for (LocalDate date = day("2024-01-01"); date <= day("2027-12-30"); date = addDays(date, 1)) {
        const bool between = list.contains(addDays(date, -1)) && list.contains(addDays(date, 1));
        if (between && isoWeekday(date) != 7) {
            EXPECT_TRUE(list.contains(date)) << textOf(date) << " lies between two holidays";
        }
        if (!list.contains(date) || isoWeekday(date) != 7) {
            continue;
        }
        LocalDate substitute = addDays(date, 1);
        while (list.contains(substitute) && list.nameOf(substitute) != "休日") {
            substitute = addDays(substitute, 1);
        }
        EXPECT_EQ(list.nameOf(substitute), "休日") << textOf(date) << " is a Sunday";
    }
    for (const char *year : {"2024", "2025", "2026", "2027"}) {
        int named = 0;
        for (LocalDate date = day((year + std::string("-01-01")).c_str());
             date <= day((year + std::string("-12-31")).c_str()); date = addDays(date, 1)) {
            named += list.contains(date) && list.nameOf(date) != "休日" ? 1 : 0;
        }
        EXPECT_EQ(named, 16) << year;
    }
}

TEST(Holidays, ReadsTheOfficesLayoutAndIsoDates) {
    const auto list =
        Holidays::parse("\xEF\xBB\xBF国民の祝日・休日月日,国民の祝日・休日名称\r\n2026/1/1,元日\r\n\r\n"
                        "2026-01-12,成人の日\r\n");
    ASSERT_TRUE(list);
    EXPECT_EQ(list->nameOf(day("2026-01-01")), "元日");
    EXPECT_EQ(list->nameOf(day("2026-01-12")), "成人の日");
}

TEST(Holidays, AnEmptyListIsAList) {
    EXPECT_TRUE(Holidays::parse(""));
}

TEST(Holidays, SaysWhichLineIsWrong) {
    for (const char *bad : {"2026/13/1,x", "2026/2/30,x", "2026/1,x", "2026/1/1", "2026/1/1,", "abc,x",
                            "2026/1/1/1,x", "99999999999/1/1,x", "2026/-1/1,x", "2026/1/1,\xFF"}) {
        const auto list = Holidays::parse("見出し,名称\n2026/1/1,元日\n" + std::string(bad) + "\n");
        ASSERT_FALSE(list) << bad;
        EXPECT_EQ(list.error().code, "not-a-holiday-list");
        EXPECT_EQ(list.error().params.at("line"), "3");
    }
}

TEST(OpenTime, SundaysHolidaysYearEndAndClosedDaysDoNotCount) {
    OpenCalendar calendar = usualCalendar();
    calendar.closedDays.insert(day("2026-11-25"));
    EXPECT_TRUE(calendar.isOpenDay(day("2026-11-21"))) << "Saturday";
    EXPECT_FALSE(calendar.isOpenDay(day("2026-11-22"))) << "Sunday";
    EXPECT_FALSE(calendar.isOpenDay(day("2026-11-23"))) << "holiday";
    EXPECT_TRUE(calendar.isOpenDay(day("2026-11-24")));
    EXPECT_FALSE(calendar.isOpenDay(day("2026-11-25"))) << "closed by the nursery";
    EXPECT_TRUE(calendar.isOpenDay(day("2026-12-28")));
    for (const char *date :
         {"2026-12-29", "2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02", "2027-01-03"}) {
        EXPECT_FALSE(calendar.isOpenDay(day(date))) << date;
    }
    EXPECT_TRUE(calendar.isOpenDay(day("2027-01-04")));
}

TEST(OpenTime, TheProfilesHoursCountWhereNoOthersAreGiven) {
    Facility facility;
    facility.profile = {{"open_time", "07:30"}, {"close_time", "18:30"}};
    const auto week = effectiveOpenHours(facility);
    ASSERT_EQ(week.size(), 6U);
    EXPECT_EQ(week.front(), openHours(1, "07:30", "18:30"));
    EXPECT_EQ(week.back(), openHours(6, "07:30", "18:30"));
    facility.openHours = {openHours(2, "10:00", "12:00")};
    EXPECT_EQ(effectiveOpenHours(facility), facility.openHours);
}

TEST(OpenTime, UnusableProfileHoursFallBackToTheUsualOnes) {
    for (const Profile &profile : {Profile{}, Profile{{"open_time", "07:30"}},
                                   Profile{{"open_time", "19:00"}, {"close_time", "07:00"}},
                                   Profile{{"open_time", "早朝"}, {"close_time", "18:00"}}}) {
        Facility facility;
        facility.profile = profile;
        EXPECT_EQ(effectiveOpenHours(facility).front(), openHours(1, "08:00", "18:00"));
    }
}

TEST(OpenTime, AQuestionOnFridayEveningIsAnsweredAfterTheLongWeekend) {
    // Friday 17:30, half an hour left; Saturday 10 h; Sunday and Monday (勤労感謝の日) nothing.
    const OpenCalendar calendar = usualCalendar();
    EXPECT_EQ(tokyo(addOpenMinutes(calendar, at("2026-11-20 17:30"), 30).value()), "2026-11-20 18:00");
    EXPECT_EQ(tokyo(addOpenMinutes(calendar, at("2026-11-20 17:30"), 31).value()), "2026-11-21 08:01");
    EXPECT_EQ(tokyo(addOpenMinutes(calendar, at("2026-11-20 17:30"), 11 * 60).value()), "2026-11-24 08:30");
    EXPECT_EQ(openMinutesBetween(calendar, at("2026-11-20 17:30"), at("2026-11-24 08:30")), 11 * 60);
}

TEST(OpenTime, BeforeOpeningTheClockWaits) {
    const OpenCalendar calendar = usualCalendar();
    EXPECT_EQ(tokyo(addOpenMinutes(calendar, at("2026-11-24 03:00"), 60).value()), "2026-11-24 09:00");
    EXPECT_EQ(openMinutesBetween(calendar, at("2026-11-24 00:00"), at("2026-11-24 08:00")), 0);
}

TEST(OpenTime, LunchBreaksAndOverlappingHoursCountOnce) {
    OpenCalendar calendar{.hours = {openHours(2, "13:00", "17:00"), openHours(2, "09:00", "12:00"),
                                    openHours(2, "11:00", "12:30")}};
    EXPECT_EQ(openMinutesBetween(calendar, at("2026-11-24 00:00"), at("2026-11-25 00:00")), 210 + 240);
    EXPECT_EQ(tokyo(addOpenMinutes(calendar, at("2026-11-24 09:00"), 211).value()), "2026-11-24 13:01");
}

TEST(OpenTime, NoTimePassesBackwards) {
    const OpenCalendar calendar = usualCalendar();
    const Instant noon = at("2026-11-24 12:00");
    EXPECT_EQ(openMinutesBetween(calendar, noon, noon), 0);
    EXPECT_EQ(openMinutesBetween(calendar, noon, noon - std::chrono::hours(48)), 0);
    EXPECT_EQ(addOpenMinutes(calendar, noon, 0), noon);
    EXPECT_EQ(addOpenMinutes(calendar, noon, -5), noon);
}

TEST(OpenTime, ANurseryThatNeverOpensGivesNoDeadline) {
    EXPECT_EQ(addOpenMinutes({}, at("2026-11-24 12:00"), 1), std::nullopt);
    EXPECT_EQ(openMinutesBetween({}, at("2026-11-24 12:00"), at("2027-11-24 12:00")), 0);
    OpenCalendar nonsense{.hours = {openHours(1, "18:00", "08:00"), openHours(9, "08:00", "18:00")}};
    EXPECT_EQ(addOpenMinutes(nonsense, at("2026-11-24 12:00"), 1), std::nullopt);
    EXPECT_EQ(addOpenMinutes(usualCalendar(), at("2026-11-24 12:00"), std::int64_t{1} << 60), std::nullopt);
}

TEST(OpenTime, AddingAndCountingAgree) {
    const auto random = seededRandom(21);
    for (int round = 0; round < 500; ++round) {
        OpenCalendar calendar{.hours = {}, .holidays = &Holidays::builtIn()};
        for (int weekday = 1; weekday <= 7; ++weekday) {
            for (std::uint64_t part = random->below(3); part > 0; --part) {
                const int from = static_cast<int>(random->below(20 * 60));
                const int to = from + 1 + static_cast<int>(random->below(200));
                calendar.hours.push_back({weekday, {std::chrono::minutes(from)}, {std::chrono::minutes(to)}});
            }
        }
        if (calendar.hours.empty()) {
            continue;
        }
        for (std::uint64_t closed = random->below(5); closed > 0; --closed) {
            calendar.closedDays.insert(addDays(day("2026-12-01"), static_cast<int>(random->below(40))));
        }
        const Instant from = at("2026-12-01 00:00") + std::chrono::seconds(random->below(30ULL * 24 * 3600));
        const auto minutes = static_cast<std::int64_t>(1 + random->below(3000));
        const auto due = addOpenMinutes(calendar, from, minutes);
        ASSERT_TRUE(due);
        EXPECT_EQ(openMinutesBetween(calendar, from, *due), minutes);
        EXPECT_EQ(openMinutesBetween(calendar, from, *due - std::chrono::seconds(1)), minutes - 1)
            << "the earliest such moment";
        const Instant middle = from + (*due - from) / 2;
        const auto parts =
            openMinutesBetween(calendar, from, middle) + openMinutesBetween(calendar, middle, *due);
        EXPECT_GE(parts, minutes - 1) << "at most one minute is cut in two";
        EXPECT_LE(parts, minutes);
    }
}
