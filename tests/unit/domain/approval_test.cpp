// The approval rule, condition by condition.
#include "domain/approval.h"

#include <gtest/gtest.h>

namespace {

using namespace domain;
using enum ApprovalHindrance;
using std::chrono::hours;

const Instant approvalNoon = *parseInstant("2026-11-20T03:00:00Z");

ApprovalRule open() {
    ApprovalRule rule;
    rule.enabled = true;
    rule.conditions = {.seatsLeft = 0,
                       .acceptedAges = {},
                       .firstVisitOnly = false,
                       .noEarlierNoShow = false,
                       .noQuestion = false,
                       .hoursBeforeStart = 0};
    return rule;
}

ApprovalCase usual() {
    ApprovalCase given;
    given.at = approvalNoon;
    given.slotStart = approvalNoon + hours(48);
    given.seats = 3;
    given.seatsTaken = 1;
    given.ageClasses = ageClassesOf({1});
    return given;
}

struct Row {
    const char *name;
    void (*rule)(ApprovalRule &);
    void (*given)(ApprovalCase &);
    std::vector<ApprovalHindrance> expected;
};

class ApprovalRules : public testing::TestWithParam<Row> {};

TEST_P(ApprovalRules, HinderOnlyWhatTheyName) {
    ApprovalRule rule = open();
    ApprovalCase given = usual();
    GetParam().rule(rule);
    GetParam().given(given);
    EXPECT_EQ(hindrances(rule, given), GetParam().expected);
}

void nothing(ApprovalCase &) {}
void noRule(ApprovalRule &) {}

INSTANTIATE_TEST_SUITE_P(
    Table, ApprovalRules,
    testing::Values(
        Row{"Open", noRule, nothing, {}},
        Row{"OneSeatLeft", [](ApprovalRule &r) { r.conditions.seatsLeft = 2; }, nothing, {}},
        Row{"NoSeatLeft",
            [](ApprovalRule &r) { r.conditions.seatsLeft = 2; },
            [](ApprovalCase &c) { c.seatsTaken = 2; },
            {SeatsLeft}},
        Row{"ClassNamed",
            [](ApprovalRule &r) {
                r.conditions.acceptedAges = ageClassesOf({1, 2});
            },
            nothing,
            {}},
        Row{"OneChildOfAnother",
            [](ApprovalRule &r) {
                r.conditions.acceptedAges = ageClassesOf({1, 2});
            },
            [](ApprovalCase &c) {
                c.ageClasses = ageClassesOf({1, 3});
            },
            {AgeClass}},
        Row{"ChildWithoutClass",
            [](ApprovalRule &r) { r.conditions.acceptedAges = ageClassesOf({1}); },
            [](ApprovalCase &c) { c.everyChildHasClass = false; },
            {AgeClass}},
        Row{"RepeatAllowed", noRule, [](ApprovalCase &c) { c.isRepeat = true; }, {}},
        Row{"Repeat",
            [](ApprovalRule &r) { r.conditions.firstVisitOnly = true; },
            [](ApprovalCase &c) { c.isRepeat = true; },
            {RepeatVisit}},
        Row{"NoShow",
            [](ApprovalRule &r) { r.conditions.noEarlierNoShow = true; },
            [](ApprovalCase &c) { c.hasEarlierNoShow = true; },
            {EarlierNoShow}},
        Row{"Question",
            [](ApprovalRule &r) { r.conditions.noQuestion = true; },
            [](ApprovalCase &c) { c.hasQuestion = true; },
            {Question}},
        Row{"ExactlyInTime", [](ApprovalRule &r) { r.conditions.hoursBeforeStart = 48; }, nothing, {}},
        Row{"ASecondTooLate",
            [](ApprovalRule &r) { r.conditions.hoursBeforeStart = 48; },
            [](ApprovalCase &c) { c.at += std::chrono::seconds(1); },
            {TooClose}},
        Row{"NeverAfterTheStart", noRule, [](ApprovalCase &c) { c.at = c.slotStart; }, {TooClose}},
        Row{"BelowTheLimit",
            [](ApprovalRule &r) { r.dailyLimit = 2; },
            [](ApprovalCase &c) { c.approvedToday = 1; },
            {}},
        Row{"AtTheLimit",
            [](ApprovalRule &r) { r.dailyLimit = 2; },
            [](ApprovalCase &c) { c.approvedToday = 2; },
            {DailyLimit}},
        Row{"AllAtOnce",
            [](ApprovalRule &r) { r.conditions = {}; },
            [](ApprovalCase &c) {
                c.isRepeat = true;
                c.hasQuestion = true;
            },
            {RepeatVisit, Question}}),
    [](const auto &row) { return row.param.name; });

TEST(ApprovalRule, IsCautiousByDefault) {
    const ApprovalRule rule;
    EXPECT_FALSE(rule.enabled);
    EXPECT_TRUE(rule.conditions.firstVisitOnly && rule.conditions.noEarlierNoShow &&
                rule.conditions.noQuestion);
    EXPECT_EQ(rule.conditions.hoursBeforeStart, 24);
}

TEST(ApprovalRule, TellsAllItsFaults) {
    ApprovalRule rule;
    rule.conditions.seatsLeft = -1;
    rule.conditions.acceptedAges = AgeClasses();
    rule.conditions.hoursBeforeStart = 721;
    rule.delayMinutes = 10'081;
    rule.dailyLimit = 0;
    const auto faults = validate(rule);
    ASSERT_EQ(faults.size(), 5U);
    EXPECT_EQ(faults[0].pointer, "/conditions/seats_left");
    EXPECT_EQ(faults[4].code, "none-accepted");
    EXPECT_TRUE(validate(ApprovalRule()).empty());
}

TEST(StatusAt, FollowsTheHistory) {
    Reservation reservation;
    HistoryEntry asked;
    asked.at = approvalNoon;
    asked.to = ReservationStatus::Requested;
    HistoryEntry approved = asked;
    approved.at = approvalNoon + hours(2);
    approved.to = ReservationStatus::Approved;
    reservation.history = {asked, approved};
    EXPECT_FALSE(statusAt(reservation, approvalNoon - hours(1)));
    EXPECT_EQ(statusAt(reservation, approvalNoon + hours(1)), ReservationStatus::Requested);
    EXPECT_EQ(statusAt(reservation, approvalNoon + hours(2)), ReservationStatus::Approved);
}

} // namespace
