// The calls that move a reservation: the whole table through the handlers, seats, history and versions.
#include "handler_world.h"

#include <algorithm>
#include <array>

namespace {

class Steps : public testing::Test {
protected:
    HandlerWorld world;
    hub::Caller portal = world.system("enpark", world.hinata);
    hub::Caller staff = world.staffOf(world.hinata);

    HandlerWorld::Reply act(const hub::Caller &caller, const std::string &id, const std::string &call,
                            const std::string &body = {}) {
        const auto seen = world.get(staff, "/v1/reservations/" + id);
        return world.change(caller, "POST", "/v1/reservations/" + id + "/" + call, seen.number("version"),
                            body);
    }
    std::string stateOf(const std::string &id) {
        return world.get(staff, "/v1/reservations/" + id).text("status");
    }
    /// A date that is always ahead of the clock.
    std::string nextWeek() { return domain::textOf(domain::addDays(domain::dateOf(world.clock.now()), 7)); }
    void toStartOf(const std::string &date) {
        world.clock.set(domain::toInstant(*domain::parseDate(date), domain::LocalTime::of(10, 0)));
    }
    /// No slot counts other families than those that take a seat in it.
    void expectSeatsAddUp() {
        EXPECT_EQ(world.count(
                      "SELECT count(*) FROM slot s WHERE seats_taken <> (SELECT count(*) FROM reservation r "
                      "WHERE r.slot_id = s.id AND r.status IN ('requested', 'approved'))"),
                  0);
    }
};

const std::string reason = R"({"reason":"満席のため"})";

/// The contract's table, written down once more: state, call, and the state after it by staff and by the
/// system that made the reservation. "-" = the state does not allow it (409), "x" = this role never may
/// (403).
struct Line {
    const char *state;
    std::array<const char *, 9> byStaff;
    std::array<const char *, 9> bySystem;
};
constexpr std::array calls{"approve", "decline", "propose",    "withdraw", "cancel",
                           "attend",  "no-show", "reschedule", "correct"};
constexpr std::array<Line, 8> table{{
    {"requested",
     {"approved", "declined", "requested", "x", "-", "-", "-", "requested", "-"},
     {"x", "x", "x", "withdrawn", "x", "x", "x", "requested", "x"}},
    {"approved",
     {"-", "-", "-", "x", "cancelled_by_facility", "attended", "no_show", "approved", "-"},
     {"x", "x", "x", "withdrawn", "x", "x", "x", "approved", "x"}},
    {"declined",
     {"-", "-", "-", "x", "-", "-", "-", "-", "approved"},
     {"x", "x", "x", "-", "x", "x", "x", "-", "x"}},
    {"cancelled_by_facility",
     {"-", "-", "-", "x", "-", "-", "-", "-", "approved"},
     {"x", "x", "x", "-", "x", "x", "x", "-", "x"}},
    {"attended",
     {"-", "-", "-", "x", "-", "-", "-", "-", "no_show"},
     {"x", "x", "x", "-", "x", "x", "x", "-", "x"}},
    {"no_show",
     {"-", "-", "-", "x", "-", "-", "-", "-", "attended"},
     {"x", "x", "x", "-", "x", "x", "x", "-", "x"}},
    {"withdrawn",
     {"-", "-", "-", "x", "-", "-", "-", "-", "-"},
     {"x", "x", "x", "-", "x", "x", "x", "-", "x"}},
    {"expired", {"-", "-", "-", "x", "-", "-", "-", "-", "-"}, {"x", "x", "x", "-", "x", "x", "x", "-", "x"}},
}};

class EveryStep : public Steps {
protected:
    /// A reservation in `state`, its slot a week ahead; the clock stands at the slot's start where the state
    /// needs it.
    std::string reservationIn(const std::string &state) {
        const std::string date = nextWeek();
        const std::string slot = world.addSlot(world.hinata, date);
        other = world.addSlot(world.hinata, domain::textOf(domain::addDays(*domain::parseDate(date), 1)));
        const std::string id = world.addRequest(portal, slot);
        const bool approved =
            state != "requested" && state != "declined" && state != "withdrawn" && state != "expired";
        if (approved) {
            EXPECT_EQ(act(staff, id, "approve").status, 200);
        }
        if (state == "declined") {
            EXPECT_EQ(act(staff, id, "decline", reason).status, 200);
        } else if (state == "cancelled_by_facility") {
            EXPECT_EQ(act(staff, id, "cancel", reason).status, 200);
        } else if (state == "withdrawn") {
            EXPECT_EQ(act(portal, id, "withdraw").status, 200);
        }
        if (state == "attended" || state == "no_show" || state == "expired") {
            toStartOf(date);
        }
        if (state == "attended" || state == "no_show") {
            EXPECT_EQ(act(staff, id, state == "attended" ? "attend" : "no-show").status, 200);
        }
        if (state == "expired") {
            world.runDueWork();
        }
        slotDate = date;
        EXPECT_EQ(stateOf(id), state);
        return id;
    }
    HandlerWorld::Reply actFully(const hub::Caller &caller, const std::string &id, const std::string &call,
                                 const std::string &target) {
        const std::string to = target == "x" || target == "-" ? "approved" : target;
        return act(caller, id, call,
                   R"({"reason":"理由","slot_ids":[")" + other + R"("],"slot_id":")" + other + R"(","to":")" +
                       to + R"("})");
    }
    void expect(const HandlerWorld::Reply &answer, const std::string &target, const std::string &state,
                const std::string &id) {
        if (target == "x") {
            EXPECT_EQ(answer.status, 403) << answer.body;
        } else if (target == "-") {
            EXPECT_EQ(answer.code(), "illegal-transition") << answer.body;
        } else {
            EXPECT_EQ(answer.status, 200) << answer.body;
        }
        EXPECT_EQ(stateOf(id), target == "x" || target == "-" ? state : target);
    }
    void tryAs(const hub::Caller &caller, const std::array<const char *, 9> &targets,
               const std::string &state) {
        for (std::size_t index = 0; index < calls.size(); ++index) {
            SCOPED_TRACE(state + " " + calls.at(index));
            const std::string id = reservationIn(state);
            if (std::string(calls.at(index)) == "attend" || std::string(calls.at(index)) == "no-show") {
                toStartOf(slotDate);
            }
            expect(actFully(caller, id, calls.at(index), targets.at(index)), targets.at(index), state, id);
        }
    }
    std::string other;
    std::string slotDate;
};

TEST_F(EveryStep, StaffMoveWhatTheTableAllows) {
    for (const Line &line : table) {
        tryAs(staff, line.byStaff, line.state);
    }
    expectSeatsAddUp();
}

TEST_F(EveryStep, TheSystemThatMadeItMovesWhatTheTableAllows) {
    for (const Line &line : table) {
        tryAs(portal, line.bySystem, line.state);
    }
    expectSeatsAddUp();
}

TEST_F(EveryStep, NobodyElseMovesAnything) {
    for (const Line &line : table) {
        const std::string id = reservationIn(line.state);
        const auto before = world.get(staff, "/v1/reservations/" + id).body;
        for (const char *call : calls) {
            EXPECT_EQ(actFully(world.municipal(), id, call, "x").status, 403);
            EXPECT_EQ(actFully(world.municipal(domain::Role::Auditor), id, call, "x").status, 403);
            EXPECT_EQ(actFully(world.system("other", world.hinata), id, call, "x").status, 404);
            EXPECT_EQ(actFully(world.staffOf(world.komorebi), id, call, "x").status, 404);
            EXPECT_EQ(actFully(world.operatorOffice(), id, call, "x").status, 404);
            EXPECT_EQ(actFully(world.municipal(domain::Role::Municipal, "131024"), id, call, "x").status,
                      404);
        }
        EXPECT_EQ(world.get(staff, "/v1/reservations/" + id).body, before);
    }
}

TEST_F(Steps, APhoneBookingIsWithdrawnByStaff) {
    const auto slot = world.addSlot(world.hinata);
    const auto id = world.newId();
    ASSERT_EQ(world.create(staff, "/v1/reservations/" + id, world.bookingJson(slot, "phone")).status, 201);
    EXPECT_EQ(act(staff, id, "withdraw").text("status"), "withdrawn");
    EXPECT_EQ(world.seatsTaken(slot), 0);
}

TEST_F(Steps, FromCancelUntilOnTheParentsSystemCanNoLongerTakeTheVisitBack) {
    const auto slot =
        world.addSlot(world.hinata, "2026-12-04", "10:00", 2, R"(,"cancel_until":"2026-12-03T08:00:00Z")");
    const auto other = world.addSlot(world.hinata, "2026-12-05");
    const auto id = world.addRequest(portal, slot);
    world.clock.set(*domain::parseInstant("2026-12-03T08:00:00Z"));
    const auto late = act(portal, id, "withdraw");
    EXPECT_EQ(late.code(), "illegal-transition");
    EXPECT_TRUE(late.has(R"("not_after":"2026-12-03T08:00:00Z")")) << late.body;
    const std::string elsewhere = R"({"slot_id":")" + other + "\"}";
    EXPECT_EQ(act(portal, id, "reschedule", elsewhere).code(), "illegal-transition");
    EXPECT_EQ(world.seatsTaken(slot), 1);
    EXPECT_EQ(act(staff, id, "reschedule", elsewhere).status, 200) << "the nursery may";
    EXPECT_EQ(act(portal, id, "withdraw").text("status"), "withdrawn") << "the new slot has no such limit";
}

TEST_F(Steps, TheOperatorsOfficeDecidesForItsNurseries) {
    const auto slot = world.addSlot(world.komorebi);
    const auto id = world.addRequest(world.system("enpark", world.komorebi), slot);
    const auto answer =
        world.change(world.operatorOffice(), "POST", "/v1/reservations/" + id + "/approve", 1);
    EXPECT_EQ(answer.text("status"), "approved");
}

TEST_F(Steps, DecliningNeedsAReasonAndKeepsIt) {
    const auto id = world.addRequest(portal, world.addSlot(world.hinata));
    EXPECT_EQ(act(staff, id, "decline").fault(), "/reason required");
    EXPECT_EQ(act(staff, id, "decline", R"({"reason":"   "})").fault(), "/reason required");
    EXPECT_EQ(act(staff, id, "decline", R"({"reason":"a\u0000b"})").status, 422);
    EXPECT_EQ(act(staff, id, "decline", R"({"reason":1})").status, 422);
    EXPECT_EQ(act(staff, id, "decline", R"({"reasons":"x"})").code(), "unknown-member");
    const auto declined = act(staff, id, "decline", R"({"reason":"満席のため","message":"またどうぞ"})");
    EXPECT_EQ(declined.text("reason"), "満席のため");
    EXPECT_EQ(declined.text("message"), "またどうぞ");
    const auto &step = declined.json["history"][1];
    EXPECT_STREQ(step["action"].GetString(), "decline");
    EXPECT_STREQ(step["actor"].GetString(), "職員 架空");
    EXPECT_STREQ(step["device"].GetString(), "職員室のPC");
    EXPECT_STREQ(step["reason"].GetString(), "満席のため");
}

TEST_F(Steps, TheSecondOfTwoColleaguesIsToldWhatTheFirstDid) {
    const auto id = world.addRequest(portal, world.addSlot(world.hinata));
    const std::string path = "/v1/reservations/" + id;
    ASSERT_EQ(world.change(staff, "POST", path + "/decline", 1, reason).status, 200);
    const auto late = world.change(staff, "POST", path + "/approve", 1);
    EXPECT_EQ(late.status, 412);
    ASSERT_TRUE(late.json.HasMember("current"));
    EXPECT_STREQ(late.json["current"]["status"].GetString(), "declined");
    EXPECT_EQ(world.call(staff, "POST", path + "/approve").status, 428);
    EXPECT_EQ(world.call(staff, "POST", path + "/approve", "", {{"if-match", "two"}}).status, 400);
}

TEST_F(Steps, RescheduleTakesTheNewSeatBeforeItFreesTheOld) {
    const auto from = world.addSlot(world.hinata, "2026-12-04");
    const auto full = world.addSlot(world.hinata, "2026-12-05", "10:00", 1);
    const auto free = world.addSlot(world.hinata, "2026-12-07", "10:00", 1);
    world.addRequest(portal, full);
    const auto id = world.addRequest(portal, from);
    EXPECT_EQ(act(staff, id, "reschedule", R"({"slot_id":")" + full + "\"}").code(), "slot-full");
    EXPECT_EQ(world.seatsTaken(from), 1);
    const auto moved = act(portal, id, "reschedule", R"({"slot_id":")" + free + "\"}");
    EXPECT_EQ(moved.text("slot_id"), free);
    EXPECT_EQ(moved.text("id"), id);
    EXPECT_EQ(world.seatsTaken(from), 0);
    EXPECT_EQ(world.seatsTaken(free), 1);
    EXPECT_EQ(act(staff, id, "reschedule").fault(), "/slot_id required");
    EXPECT_EQ(act(staff, id, "reschedule", R"({"slot_id":")" + free + "\"}").fault(), "/slot_id same-slot");
    const auto abroad = world.addSlot(world.komorebi);
    EXPECT_EQ(act(staff, id, "reschedule", R"({"slot_id":")" + abroad + "\"}").fault(), "/slot_id not-found");
}

TEST_F(Steps, ACorrectionNeedsAFreeSeatAndAWeekAtMost) {
    const auto slot = world.addSlot(world.hinata, "2026-12-04", "10:00", 1);
    const auto declined = world.addRequest(portal, slot);
    ASSERT_EQ(act(staff, declined, "decline", reason).status, 200);
    const auto second = world.addRequest(portal, slot);
    const std::string toApproved = R"({"reason":"押し間違い","to":"approved"})";
    EXPECT_EQ(act(staff, declined, "correct", toApproved).code(), "slot-full");
    ASSERT_EQ(act(portal, second, "withdraw").status, 200);
    EXPECT_EQ(act(staff, declined, "correct", R"({"to":"approved"})").fault(), "/reason required");
    world.clock.advance(std::chrono::days(7) + std::chrono::minutes(1));
    EXPECT_EQ(act(staff, declined, "correct", toApproved).code(), "illegal-transition");
    world.clock.set(*domain::parseInstant("2026-11-27T01:00:00Z"));
    EXPECT_EQ(act(staff, declined, "correct", toApproved).text("status"), "approved");
    EXPECT_EQ(world.seatsTaken(slot), 1);
}

TEST_F(Steps, ProposalsNameOtherSlotsOfTheFacilityAndHoldNoSeat) {
    const auto slot = world.addSlot(world.hinata);
    const auto offered = world.addSlot(world.hinata, "2026-12-05");
    const auto abroad = world.addSlot(world.komorebi);
    const auto id = world.addRequest(portal, slot);
    EXPECT_EQ(act(staff, id, "propose", R"({"slot_ids":[]})").fault(), "/slot_ids required");
    EXPECT_EQ(act(staff, id, "propose", R"({"slot_ids":[")" + abroad + "\"]}").fault(),
              "/slot_ids/0 not-allowed");
    const auto proposed = act(staff, id, "propose", R"({"slot_ids":[")" + offered + "\"]}");
    EXPECT_EQ(proposed.status, 200);
    EXPECT_TRUE(proposed.has(R"("proposed_slots":[")" + offered));
    EXPECT_EQ(world.seatsTaken(offered), 0);
    EXPECT_EQ(world.seatsTaken(slot), 1);
}

TEST_F(Steps, AnUnansweredRequestExpiresWhenItsSlotStarts) {
    const auto slot = world.addSlot(world.hinata);
    const auto id = world.addRequest(portal, slot);
    const auto answered = world.addRequest(portal, slot);
    ASSERT_EQ(act(staff, answered, "approve").status, 200);
    world.clock.set(*domain::parseInstant("2026-12-04T00:59:59Z"));
    world.runDueWork();
    EXPECT_EQ(stateOf(id), "requested");
    world.clock.set(*domain::parseInstant("2026-12-04T01:00:00Z"));
    world.runDueWork();
    EXPECT_TRUE(world.changedScopes.contains({"131016", world.hinata}));
    const auto expired = world.get(staff, "/v1/reservations/" + id);
    EXPECT_EQ(expired.text("status"), "expired");
    EXPECT_TRUE(expired.json["history"][1]["automatic"].GetBool());
    EXPECT_EQ(stateOf(answered), "approved");
    EXPECT_EQ(world.seatsTaken(slot), 1);
}

TEST_F(Steps, ManyAreAnsweredAtOnceAndEachForItself) {
    const auto slot = world.addSlot(world.hinata, "2026-12-04", "10:00", 5);
    const auto first = world.addRequest(portal, slot);
    const auto gone = world.addRequest(portal, slot);
    const auto last = world.addRequest(portal, slot);
    ASSERT_EQ(act(portal, gone, "withdraw").status, 200);
    const auto item = [](const std::string &id) { return R"({"id":")" + id + R"(","version":1})"; };
    const std::string body = R"({"call":"approve","items":[)" + item(first) + "," + item(gone) + "," +
                             item(world.newId()) + "," + item(last) + "]}";
    const auto answer = world.call(staff, "POST", "/v1/reservations/batch", body);
    ASSERT_EQ(answer.status, 200) << answer.body;
    const auto &results = answer.json["results"];
    ASSERT_EQ(results.Size(), 4U);
    EXPECT_EQ(results[0]["status"].GetInt(), 200);
    EXPECT_EQ(results[1]["status"].GetInt(), 412);
    EXPECT_EQ(results[2]["status"].GetInt(), 404);
    EXPECT_EQ(results[3]["status"].GetInt(), 200);
    EXPECT_EQ(stateOf(first), "approved");
    EXPECT_EQ(stateOf(last), "approved");
    expectSeatsAddUp();
}

TEST_F(Steps, ABatchMustBeWellFormed) {
    const auto batch = [this](const std::string &body) {
        return world.call(staff, "POST", "/v1/reservations/batch", body);
    };
    EXPECT_EQ(batch("nonsense").status, 400);
    EXPECT_EQ(batch(R"({"call":"approve","items":[]})").fault(), "/items out-of-range");
    EXPECT_EQ(batch(R"({"call":"approve"})").fault(), "/items required");
    EXPECT_EQ(batch(R"({"call":"correct","items":[{"id":"x","version":1}]})").fault(), "/call not-allowed");
    EXPECT_EQ(batch(R"({"call":"approve","items":[{"id":"x","version":1}]})").fault(),
              "/items/0/id not-an-id");
    EXPECT_EQ(batch(R"({"call":"approve","items":[7],"more":1})").code(), "unknown-member");
}

} // namespace
