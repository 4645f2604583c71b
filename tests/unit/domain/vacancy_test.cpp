// Vacancies, follow-ups and notices: what their rules refuse.
#include "domain/follow_up.h"
#include "domain/vacancy.h"

#include <gtest/gtest.h>

namespace {

using namespace domain;

Vacancy december() {
    Vacancy vacancy;
    vacancy.month = *parseMonth("2026-12");
    vacancy.basisDate = *parseDate("2026-11-20");
    return vacancy;
}
std::string firstFault(const FieldErrors &faults) {
    return faults.empty() ? "" : faults.front().pointer + " " + faults.front().code;
}

TEST(Vacancy, AClassMayBeMissingOrZero) {
    Vacancy vacancy = december();
    vacancy.values[0] = Places{.vacancy = 0, .waiting = 12, .enrolled = 9};
    vacancy.symbol["0"] = "△";
    EXPECT_TRUE(validate(vacancy).empty());
}

TEST(Vacancy, RefusesWhatCannotBe) {
    Vacancy vacancy = december();
    vacancy.values[2] = Places{.vacancy = -1, .waiting = {}, .enrolled = {}};
    EXPECT_EQ(firstFault(validate(vacancy)), "/values/2/vacancy out-of-range");
    vacancy = december();
    vacancy.symbol["6"] = "○";
    EXPECT_EQ(firstFault(validate(vacancy)), "/symbol not-allowed");
    vacancy = december();
    vacancy.symbol["5"] = "とても長い記号のような文";
    EXPECT_EQ(firstFault(validate(vacancy)), "/symbol/5 too-long");
    vacancy = december();
    vacancy.basisDate = *parseDate("2024-11-20");
    EXPECT_EQ(firstFault(validate(vacancy)), "/basis_date out-of-range");
}

TEST(Vacancy, CountsNoClassTwice) {
    Vacancy vacancy = december();
    vacancy.pooled.push_back({ageClassesOf({0, 1, 2}), Places{.vacancy = 2, .waiting = {}, .enrolled = {}}});
    EXPECT_TRUE(validate(vacancy).empty());
    vacancy.values[2] = Places{.vacancy = 1, .waiting = {}, .enrolled = {}};
    EXPECT_EQ(firstFault(validate(vacancy)), "/pooled/0/ages both-or-neither");
    vacancy.values[2] = Places{.vacancy = {}, .waiting = 4, .enrolled = {}}; // only its waiting list is apart
    EXPECT_TRUE(validate(vacancy).empty());
    vacancy.pooled.push_back({AgeClasses(), {}});
    EXPECT_EQ(firstFault(validate(vacancy)), "/pooled/1/ages required");
}

TEST(Vacancy, IsNamedByFacilityAndMonth) {
    const auto id = FacilityId::parse("019ab000-0000-7000-8000-00000000000a");
    EXPECT_EQ(vacancyKey(*id, *parseMonth("2026-12")), "019ab000-0000-7000-8000-00000000000a/2026-12");
}

TEST(FollowUp, NextComesNotBeforeTheCall) {
    FollowUp followUp;
    followUp.at = *parseInstant("2026-11-20T15:30:00Z"); // 21 November, half past midnight
    followUp.nextOn = *parseDate("2026-11-21");
    EXPECT_TRUE(validate(followUp).empty());
    followUp.nextOn = *parseDate("2026-11-20");
    EXPECT_EQ(firstFault(validate(followUp)), "/next_on ends-before-start");
}

TEST(Notice, NeedsWordsAndAKnownAudience) {
    Notice notice;
    notice.audience = "everyone";
    notice.text = "架空の保守";
    EXPECT_TRUE(validate(notice).empty());
    notice.text = " 　";
    EXPECT_EQ(firstFault(validate(notice)), "/text required");
    notice.text = "架空の保守";
    notice.audience = "nobody";
    EXPECT_EQ(firstFault(validate(notice)), "/audience not-allowed");
    notice.audience = "systems";
    notice.from = notice.to = *parseInstant("2026-11-20T00:00:00Z");
    EXPECT_EQ(firstFault(validate(notice)), "/to ends-before-start");
}

} // namespace
