#include "domain/age_class.h"
#include "unit/domain/days.h"

#include <gtest/gtest.h>

using namespace domain;

namespace {

LocalMonth month(const char *text) {
    return parseMonth(text).value();
}
std::optional<int> classOf(const char *birth, const char *wished) {
    return ageClass(day(birth), month(wished));
}

} // namespace

TEST(AgeClass, TheSchoolYearOpensInApril) {
    EXPECT_EQ(textOf(schoolYearStart(month("2026-04"))), "2026-04-01");
    EXPECT_EQ(textOf(schoolYearStart(month("2027-03"))), "2026-04-01");
    EXPECT_EQ(textOf(schoolYearStart(month("2026-03"))), "2025-04-01");
}

TEST(AgeClass, FirstOfAprilGoesWithTheOlderClass) {
    EXPECT_EQ(classOf("2025-04-01", "2026-04"), 1);
    EXPECT_EQ(classOf("2025-04-02", "2026-04"), 0);
    EXPECT_EQ(classOf("2021-04-02", "2026-04"), 4);
    EXPECT_EQ(classOf("2021-04-01", "2026-04"), 5);
    EXPECT_EQ(classOf("2020-04-02", "2026-04"), 5);
}

TEST(AgeClass, AChildOldEnoughForSchoolHasNone) {
    EXPECT_EQ(classOf("2020-04-01", "2026-04"), std::nullopt);
    EXPECT_EQ(classOf("1980-01-01", "2026-04"), std::nullopt);
}

TEST(AgeClass, StaysTheSameAllSchoolYear) {
    for (const char *wished : {"2026-04", "2026-09", "2026-12", "2027-01", "2027-03"}) {
        EXPECT_EQ(classOf("2024-12-24", wished), 1) << wished;
    }
    EXPECT_EQ(classOf("2024-12-24", "2027-04"), 2);
}

TEST(AgeClass, BornWithinTheSchoolYearJoinsTheYoungest) {
    EXPECT_EQ(classOf("2026-04-02", "2026-10"), 0);
    EXPECT_EQ(classOf("2027-03-31", "2026-10"), 0);
    EXPECT_EQ(classOf("2027-04-01", "2026-10"), std::nullopt);
    EXPECT_EQ(classOf("2027-04-01", "2027-04"), 0);
}

TEST(AgeClass, LeapDayChildrenHaveAClass) {
    EXPECT_EQ(classOf("2024-02-29", "2026-04"), 2);
    EXPECT_EQ(classOf("2024-02-29", "2024-04"), 0);
}

TEST(AgeClass, ADueDateCountsAsABirthDate) {
    const Child unborn{.dueDate = day("2026-12-01"), .wishedMonth = month("2027-04")};
    EXPECT_EQ(ageClass(unborn, day("2026-10-01")), 0);
}

TEST(AgeClass, WithoutAWishedMonthTheSlotsDateDecides) {
    const Child child{.birthDate = day("2024-05-05")};
    EXPECT_EQ(ageClass(child, day("2026-03-31")), 0);
    EXPECT_EQ(ageClass(child, day("2026-04-01")), 1);
}

TEST(AgeClass, SiblingsGiveAllTheirClasses) {
    const std::vector<Child> siblings{{.birthDate = day("2025-06-01")},
                                      {.birthDate = day("2022-06-01")},
                                      {.birthDate = day("2015-06-01")},
                                      {.name = "日付なし"}};
    EXPECT_EQ(agesOf(ageClasses(siblings, day("2026-05-01"))), (std::vector{0, 3}));
    EXPECT_EQ(childrenWithoutClass(siblings, day("2026-05-01")), 2);
}

TEST(AgeClass, EveryBirthdayOfABandGivesOneClass) {
    for (LocalDate birth = day("2022-04-02"); birth <= day("2023-04-01"); birth = addDays(birth, 1)) {
        EXPECT_EQ(ageClass(birth, month("2026-08")), 3) << textOf(birth);
    }
}
