#include "domain/random.h"
#include "domain/waitlist.h"
#include "unit/domain/days.h"

#include <gtest/gtest.h>

using namespace domain;

namespace {

Instant tokyoTime(const std::string &text) {
    return toInstant(parseDate(text.substr(0, 10)).value(), parseTime(text.substr(11)).value());
}

/// Monday to Saturday, 8 to 18, with the built-in holidays; closed on 24 December.
OpenCalendar nurseryCalendar() {
    return {
        .hours = effectiveOpenHours({}), .holidays = &Holidays::builtIn(), .closedDays = {day("2026-12-24")}};
}

std::string endOf(const char *from, int minutes) {
    const auto end = offerEnd(nurseryCalendar(), tokyoTime(from), std::chrono::minutes(minutes));
    return end ? textOf(dateOf(*end)) + " " + textOf(timeOf(*end)) : "never";
}

WaitlistEntry wish() {
    const ManualClock clock(tokyoTime("2026-11-20 10:00"));
    const auto random = seededRandom(1);
    WaitlistEntry entry;
    entry.id = WaitlistEntryId::make(clock, *random);
    entry.facilityId = FacilityId::make(clock, *random);
    entry.dates = {day("2026-12-01")};
    entry.ageClasses = AgeClasses{0b000010};
    entry.guardian = Guardian{"見本 花子", "ミホン ハナコ", "090-0000-0000", ""};
    entry.channel = "phone";
    return entry;
}

std::vector<std::string> faultsOf(const WaitlistEntry &entry) {
    std::vector<std::string> all;
    for (const FieldError &fault : validate(entry, day("2026-11-20"))) {
        all.push_back(fault.pointer + " " + fault.code);
    }
    return all;
}

using Faults = std::vector<std::string>;

std::string moved(WaitlistStatus from, WaitlistCall call, Actor actor, bool byPhone = false) {
    const auto status = next({.from = from, .call = call, .actor = actor, .madeByPhoneOrCounter = byPhone});
    return status ? std::string(nameOf(*status)) : status.error().code;
}

} // namespace

TEST(Waitlist, AnOfferOfTheDayEndsInTheDay) {
    EXPECT_EQ(endOf("2026-12-01 10:00", 120), "2026-12-01 12:00");
    EXPECT_EQ(endOf("2026-12-01 18:00", 120), "2026-12-01 20:00");
}

TEST(Waitlist, NoOfferEndsAtNight) {
    EXPECT_EQ(endOf("2026-12-01 19:30", 60), "2026-12-02 08:30");
    EXPECT_EQ(endOf("2026-12-01 23:00", 60), "2026-12-02 09:00");
    EXPECT_EQ(endOf("2026-12-02 05:00", 60), "2026-12-02 09:00");
}

TEST(Waitlist, NoOfferEndsOnAClosedDay) {
    EXPECT_EQ(endOf("2026-12-05 19:30", 60), "2026-12-07 08:30") << "Saturday evening: Sunday is passed over";
    EXPECT_EQ(endOf("2026-12-23 19:00", 120), "2026-12-25 09:00") << "the facility's own closed day";
    EXPECT_EQ(endOf("2026-12-28 19:00", 120), "2027-01-04 09:00") << "the turn of the year";
    EXPECT_EQ(endOf("2026-11-22 12:00", 60), "2026-11-24 09:00") << "a holiday after a Sunday";
}

TEST(Waitlist, EveryOfferThatIsMadeMayEndWhenItEnds) {
    const OpenCalendar calendar = nurseryCalendar();
    for (Instant from = tokyoTime("2026-12-18 00:00"); from < tokyoTime("2027-01-08 00:00");
         from += std::chrono::minutes(47)) {
        for (const int minutes : {1, 60, 720, 3000}) {
            const auto end = offerEnd(calendar, from, std::chrono::minutes(minutes));
            ASSERT_TRUE(end && mayOfferEnd(calendar, *end)) << textOf(from) << ' ' << minutes;
            EXPECT_GE(*end - from, std::chrono::minutes(minutes));
        }
    }
    EXPECT_FALSE(mayOfferEnd(calendar, tokyoTime("2026-12-22 20:01")));
    EXPECT_FALSE(mayOfferEnd(calendar, tokyoTime("2026-12-22 07:59")));
    EXPECT_FALSE(mayOfferEnd(calendar, tokyoTime("2026-12-24 12:00")));
}

TEST(Waitlist, WhereNothingEverOpensThereIsNoOffer) {
    EXPECT_FALSE(offerEnd({}, tokyoTime("2026-12-01 10:00"), std::chrono::minutes(60)));
}

TEST(Waitlist, AWishNamesDaysOrSlotsOrIsForAny) {
    EXPECT_EQ(faultsOf(wish()), Faults{});
    WaitlistEntry any = wish();
    any.anySlot = true;
    EXPECT_EQ(faultsOf(any), Faults{"/any_slot not-allowed"});
    any.dates.clear();
    EXPECT_EQ(faultsOf(any), Faults{});
    any.anySlot = false;
    EXPECT_EQ(faultsOf(any), Faults{"/dates required"});
}

TEST(Waitlist, NobodyWaitsForADayThatIsOverOrForNoClass) {
    WaitlistEntry entry = wish();
    entry.dates = {day("2026-11-20"), day("2026-11-19"), day("2029-01-01"), LocalDate{}};
    entry.ageClasses.reset();
    EXPECT_EQ(faultsOf(entry), (Faults{"/dates/1 in-past", "/dates/2 too-far-ahead", "/dates/3 not-a-date",
                                       "/age_classes required"}));
}

TEST(Waitlist, WhoWaitsCanBeReached) {
    WaitlistEntry entry = wish();
    entry.guardian = Guardian{};
    entry.channel = "tele phone";
    EXPECT_EQ(faultsOf(entry),
              (Faults{"/guardian/name required", "/guardian/phone required", "/channel not-allowed"}));
}

TEST(Waitlist, TheTableOfItsStates) {
    using enum WaitlistStatus;
    struct Row {
        WaitlistCall call;
        Actor actor;
        std::map<WaitlistStatus, std::string> to; ///< from every other state: illegal-transition
    };
    const std::vector<Row> rows = {
        {WaitlistCall::Offer, Actor::Staff, {{Waiting, "offered"}}},
        {WaitlistCall::Offer, Actor::Hub, {{Waiting, "offered"}}},
        {WaitlistCall::Decline, Actor::OwningSystem, {{Offered, "waiting"}}},
        {WaitlistCall::Book, Actor::OwningSystem, {{Offered, "booked"}}},
        {WaitlistCall::Withdraw, Actor::OwningSystem, {{Waiting, "withdrawn"}, {Offered, "withdrawn"}}},
        {WaitlistCall::Expire, Actor::Hub, {{Waiting, "expired"}, {Offered, "expired"}}}};
    for (const Row &row : rows) {
        for (const auto from : {Waiting, Offered, Booked, Withdrawn, Expired, Unknown}) {
            const auto to = row.to.find(from);
            EXPECT_EQ(moved(from, row.call, row.actor),
                      to == row.to.end() ? "illegal-transition" : to->second)
                << nameOf(from) << ' ' << nameOf(row.call);
        }
    }
}

TEST(Waitlist, WhoMayMoveAnEntry) {
    using enum WaitlistStatus;
    EXPECT_EQ(moved(Waiting, WaitlistCall::Withdraw, Actor::Staff), "forbidden")
        << "the family's own system does it";
    EXPECT_EQ(moved(Waiting, WaitlistCall::Withdraw, Actor::Staff, true), "withdrawn");
    EXPECT_EQ(moved(Offered, WaitlistCall::Book, Actor::Staff, true), "booked");
    for (const Actor actor : {Actor::OtherSystem, Actor::Municipal}) {
        for (const WaitlistCall call : {WaitlistCall::Offer, WaitlistCall::Decline, WaitlistCall::Book,
                                        WaitlistCall::Withdraw, WaitlistCall::Expire}) {
            EXPECT_EQ(moved(Waiting, call, actor, true), "forbidden") << nameOf(call);
        }
    }
    EXPECT_EQ(moved(Waiting, WaitlistCall::Offer, Actor::OwningSystem), "forbidden");
    EXPECT_EQ(moved(Waiting, WaitlistCall::Expire, Actor::Staff, true), "forbidden");
}

TEST(Waitlist, NamesGoThereAndBack) {
    for (const char *name : {"waiting", "offered", "booked", "withdrawn", "expired"}) {
        EXPECT_EQ(nameOf(waitlistStatus(name)), name);
    }
    EXPECT_EQ(waitlistStatus("lost"), WaitlistStatus::Unknown);
}
