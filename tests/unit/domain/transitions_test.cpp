#include "domain/transitions.h"

#include <algorithm>
#include <gtest/gtest.h>

using namespace domain;
using Status = ReservationStatus;
using Call = ReservationCall;

namespace {

constexpr std::array allStates{
    Status::Requested, Status::Approved, Status::Declined, Status::Withdrawn, Status::CancelledByFacility,
    Status::Attended,  Status::NoShow,   Status::Expired,  Status::Unknown};
constexpr std::array allCalls{Call::Approve, Call::Decline, Call::Propose, Call::Expire,     Call::Withdraw,
                              Call::Cancel,  Call::Attend,  Call::NoShow,  Call::Reschedule, Call::Correct};
constexpr std::array allActors{Actor::Staff, Actor::OwningSystem, Actor::OtherSystem, Actor::Hub,
                               Actor::Municipal};

const Instant slotStart = parseInstant("2026-11-24T01:00:00Z").value();
const Instant before = slotStart - std::chrono::hours(24);
const Instant after = slotStart + std::chrono::hours(1);

/// A case in which nothing but the table's three columns can be wrong.
TransitionCase complete(Status from, Call call, Actor actor) {
    return {.from = from,
            .call = call,
            .actor = actor,
            .reason = "園の行事のため",
            .now = after,
            .slotStart = slotStart,
            .decidedAt = before,
            .correctTo = from == Status::Attended ? Status::NoShow
                         : from == Status::NoShow ? Status::Attended
                                                  : Status::Approved};
}

std::string codeOf(const TransitionCase &given) {
    const auto result = next(given);
    return result ? "" : result.error().code;
}

} // namespace

TEST(Transitions, TheTableAndNothingElse) {
    struct Row {
        Status from;
        Call call;
        Actor actor;
        Status to;
    };
    const std::vector<Row> table{
        {Status::Requested, Call::Approve, Actor::Staff, Status::Approved},
        {Status::Requested, Call::Approve, Actor::Hub, Status::Approved},
        {Status::Requested, Call::Decline, Actor::Staff, Status::Declined},
        {Status::Requested, Call::Propose, Actor::Staff, Status::Requested},
        {Status::Requested, Call::Expire, Actor::Hub, Status::Expired},
        {Status::Requested, Call::Withdraw, Actor::OwningSystem, Status::Withdrawn},
        {Status::Approved, Call::Withdraw, Actor::OwningSystem, Status::Withdrawn},
        {Status::Approved, Call::Cancel, Actor::Staff, Status::CancelledByFacility},
        {Status::Approved, Call::Attend, Actor::Staff, Status::Attended},
        {Status::Approved, Call::NoShow, Actor::Staff, Status::NoShow},
        {Status::Requested, Call::Reschedule, Actor::Staff, Status::Requested},
        {Status::Requested, Call::Reschedule, Actor::OwningSystem, Status::Requested},
        {Status::Approved, Call::Reschedule, Actor::Staff, Status::Approved},
        {Status::Approved, Call::Reschedule, Actor::OwningSystem, Status::Approved},
        {Status::Attended, Call::Correct, Actor::Staff, Status::NoShow},
        {Status::NoShow, Call::Correct, Actor::Staff, Status::Attended},
        {Status::Declined, Call::Correct, Actor::Staff, Status::Approved},
        {Status::CancelledByFacility, Call::Correct, Actor::Staff, Status::Approved},
    };
    for (const Status from : allStates) {
        for (const Call call : allCalls) {
            for (const Actor actor : allActors) {
                const auto row = std::ranges::find_if(table, [&](const Row &r) {
                    return r.from == from && r.call == call && r.actor == actor;
                });
                const auto result = next(complete(from, call, actor));
                ASSERT_EQ(result.has_value(), row != table.end())
                    << nameOf(from) << " " << nameOf(call) << " " << static_cast<int>(actor);
                if (result) {
                    EXPECT_EQ(*result, row->to);
                }
            }
        }
    }
}

TEST(Transitions, MunicipalStaffAndStrangersNeverDecide) {
    for (const Status from : allStates) {
        for (const Call call : allCalls) {
            for (const Actor actor : {Actor::Municipal, Actor::OtherSystem}) {
                const auto result = next(complete(from, call, actor));
                ASSERT_FALSE(result);
                EXPECT_EQ(result.error().kind, ErrorKind::Forbidden);
                EXPECT_EQ(result.error().code, "forbidden");
            }
        }
    }
}

TEST(Transitions, StaffWithdrawOnlyWhatTheyTookByPhoneOrAtTheCounter) {
    TransitionCase given = complete(Status::Approved, Call::Withdraw, Actor::Staff);
    EXPECT_EQ(codeOf(given), "forbidden");
    given.madeByPhoneOrCounter = true;
    EXPECT_EQ(next(given).value(), Status::Withdrawn);
}

TEST(Transitions, AWrongStateIsNamed) {
    const auto result = next(complete(Status::Withdrawn, Call::Approve, Actor::Staff));
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::Conflict);
    EXPECT_EQ(result.error().code, "illegal-transition");
    EXPECT_EQ(result.error().params.at("from"), "withdrawn");
    EXPECT_EQ(result.error().params.at("call"), "approve");
}

TEST(Transitions, DeclineCancelAndCorrectNeedAReason) {
    for (const auto &[from, call] :
         {std::pair{Status::Requested, Call::Decline}, std::pair{Status::Approved, Call::Cancel},
          std::pair{Status::Attended, Call::Correct}}) {
        for (const char *reason : {"", "  ", "　\n"}) {
            TransitionCase given = complete(from, call, Actor::Staff);
            given.reason = reason;
            const auto result = next(given);
            ASSERT_FALSE(result);
            EXPECT_EQ(result.error().kind, ErrorKind::Rejected);
            EXPECT_EQ(result.error().code, "validation");
            EXPECT_EQ(result.error().fields, (std::vector<FieldError>{{"/reason", "required", {}}}));
        }
    }
}

TEST(Transitions, OtherCallsNeedNoReason) {
    for (const auto &[from, call] :
         {std::pair{Status::Requested, Call::Approve}, std::pair{Status::Requested, Call::Propose},
          std::pair{Status::Approved, Call::Attend}, std::pair{Status::Approved, Call::NoShow}}) {
        TransitionCase given = complete(from, call, Actor::Staff);
        given.reason = "";
        EXPECT_TRUE(next(given)) << nameOf(call);
    }
}

TEST(Transitions, AttendingBeginsWithTheSlot) {
    for (const Call call : {Call::Attend, Call::NoShow}) {
        TransitionCase given = complete(Status::Approved, call, Actor::Staff);
        given.now = slotStart - std::chrono::seconds(1);
        EXPECT_EQ(codeOf(given), "illegal-transition");
        given.now = slotStart;
        EXPECT_TRUE(next(given));
    }
}

TEST(Transitions, FromCancelUntilOnTheFamilyAsksTheNursery) {
    for (const Call call : {Call::Withdraw, Call::Reschedule}) {
        TransitionCase given = complete(Status::Approved, call, Actor::OwningSystem);
        given.cancelUntil = slotStart - std::chrono::hours(2);
        given.now = *given.cancelUntil - std::chrono::seconds(1);
        EXPECT_TRUE(next(given)) << nameOf(call);
        given.now = *given.cancelUntil;
        const auto late = next(given);
        ASSERT_FALSE(late) << nameOf(call);
        EXPECT_EQ(late.error().code, "illegal-transition");
        EXPECT_EQ(late.error().params.at("not_after"), textOf(*given.cancelUntil));
        given.actor = Actor::Staff;
        given.madeByPhoneOrCounter = true;
        EXPECT_TRUE(next(given)) << nameOf(call) << " by staff";
    }
}

TEST(Transitions, ARequestExpiresOnlyOnceItsSlotHasStarted) {
    TransitionCase given = complete(Status::Requested, Call::Expire, Actor::Hub);
    given.now = slotStart - std::chrono::seconds(1);
    const auto early = next(given);
    ASSERT_FALSE(early);
    EXPECT_EQ(early.error().params.at("not_before"), textOf(slotStart));
    given.now = slotStart;
    EXPECT_EQ(next(given).value(), Status::Expired);
}

TEST(Transitions, CorrectingEndsAfterSevenDays) {
    TransitionCase given = complete(Status::Attended, Call::Correct, Actor::Staff);
    given.decidedAt = slotStart;
    given.now = slotStart + correctionPeriod;
    EXPECT_EQ(next(given).value(), Status::NoShow);
    given.now += std::chrono::seconds(1);
    EXPECT_EQ(codeOf(given), "illegal-transition");
    given.decidedAt.reset();
    EXPECT_EQ(codeOf(given), "illegal-transition");
}

TEST(Transitions, CorrectingNeedsAPossibleTarget) {
    TransitionCase given = complete(Status::Declined, Call::Correct, Actor::Staff);
    given.correctTo.reset();
    EXPECT_EQ(next(given).error().fields, (std::vector<FieldError>{{"/to", "required", {}}}));
    for (const Status to :
         {Status::Declined, Status::Withdrawn, Status::Expired, Status::Attended, Status::Unknown}) {
        given.correctTo = to;
        EXPECT_EQ(next(given).error().fields, (std::vector<FieldError>{{"/to", "not-allowed", {}}}));
    }
}

TEST(Transitions, AFamilyThatCameAfterAllCanBeCorrectedOnceTheSlotStarted) {
    EXPECT_EQ(correctionTargets(Status::CancelledByFacility, before, slotStart),
              std::vector{Status::Approved});
    const auto later = correctionTargets(Status::CancelledByFacility, after, slotStart);
    EXPECT_NE(std::ranges::find(later, Status::Attended), later.end());
    EXPECT_TRUE(correctionTargets(Status::Withdrawn, after, slotStart).empty());
    EXPECT_TRUE(correctionTargets(Status::Expired, after, slotStart).empty());
}

TEST(Transitions, OnlyRequestedAndApprovedTakeASeat) {
    for (const Status status : allStates) {
        EXPECT_EQ(takesSeat(status), status == Status::Requested || status == Status::Approved)
            << nameOf(status);
    }
}

TEST(Transitions, StaffAreOfferedWhatTheTableAllows) {
    EXPECT_EQ(callsForStaff(Status::Requested, false, before, slotStart),
              (std::vector{Call::Approve, Call::Decline, Call::Propose, Call::Reschedule}));
    EXPECT_EQ(callsForStaff(Status::Approved, false, before, slotStart),
              (std::vector{Call::Reschedule, Call::Cancel}));
    EXPECT_EQ(callsForStaff(Status::Approved, true, after, slotStart),
              (std::vector{Call::Attend, Call::NoShow, Call::Reschedule, Call::Cancel, Call::Withdraw}));
    EXPECT_EQ(callsForStaff(Status::Attended, false, after, slotStart), std::vector{Call::Correct});
    for (const Status end : {Status::Withdrawn, Status::Expired, Status::Unknown}) {
        EXPECT_TRUE(callsForStaff(end, true, after, slotStart).empty()) << nameOf(end);
    }
}

TEST(Transitions, WhatIsOfferedIsAccepted) {
    for (const Status from : allStates) {
        for (const bool phone : {false, true}) {
            for (const Instant now : {before, after}) {
                for (const Call call : callsForStaff(from, phone, now, slotStart)) {
                    TransitionCase given = complete(from, call, Actor::Staff);
                    given.madeByPhoneOrCounter = phone;
                    given.now = now;
                    if (call == Call::Correct) {
                        given.correctTo = correctionTargets(from, now, slotStart).front();
                    }
                    EXPECT_TRUE(next(given)) << nameOf(from) << " " << nameOf(call);
                }
            }
        }
    }
}

TEST(Transitions, NamesGoThereAndBack) {
    for (const Call call : allCalls) {
        EXPECT_EQ(reservationCall(nameOf(call)), call);
    }
    EXPECT_EQ(nameOf(Call::NoShow), "no-show");
    EXPECT_EQ(reservationCall("no_show"), std::nullopt);
    EXPECT_EQ(reservationCall(""), std::nullopt);
}

TEST(Records, WireNamesGoThereAndBack) {
    for (const Status status : allStates) {
        EXPECT_EQ(reservationStatus(nameOf(status)), status);
    }
    EXPECT_EQ(nameOf(Status::CancelledByFacility), "cancelled_by_facility");
    EXPECT_EQ(reservationStatus("set_by_a_newer_hub"), Status::Unknown);
    for (const auto kind :
         {RecordKind::Municipality, RecordKind::Operator, RecordKind::Facility, RecordKind::Slot,
          RecordKind::SlotSeats, RecordKind::Series, RecordKind::Reservation, RecordKind::Closure,
          RecordKind::Notice, RecordKind::Unknown}) {
        EXPECT_EQ(recordKind(nameOf(kind)), kind);
    }
    EXPECT_EQ(nameOf(RecordKind::SlotSeats), "slot_seats");
    for (const auto value : {Role::Staff, Role::Manager, Role::OperatorOffice, Role::Municipal, Role::Auditor,
                             Role::System, Role::HubOperator}) {
        EXPECT_EQ(role(nameOf(value)), value);
    }
    EXPECT_EQ(role("root"), std::nullopt);
    for (const auto policy : {RepeatPolicy::Allow, RepeatPolicy::Warn, RepeatPolicy::Refuse}) {
        EXPECT_EQ(repeatPolicy(nameOf(policy)), policy);
    }
    for (const auto status : {SlotStatus::Open, SlotStatus::Closed, SlotStatus::Cancelled}) {
        EXPECT_EQ(slotStatus(nameOf(status)), status);
    }
    EXPECT_EQ(slotStatus("unknown"), std::nullopt);
}

TEST(Records, AgesGoThereAndBackAndStrangeOnesAreLeftOut) {
    EXPECT_EQ(agesOf(ageClassesOf({0, 3, 5})), (std::vector{0, 3, 5}));
    EXPECT_EQ(agesOf(ageClassesOf({5, 0, 0})), (std::vector{0, 5}));
    EXPECT_EQ(agesOf(ageClassesOf({-1, 6, 1000000})), std::vector<int>{});
}
