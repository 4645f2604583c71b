// Making reservations: who may, what is refused and why, and the one rule about seats.
#include "handler_world.h"

#include "wire/records_json.h"

namespace {

class Booking : public testing::Test {
protected:
    HandlerWorld world;
    hub::Caller portal = world.system("enpark", world.hinata);
    hub::Caller staff = world.staffOf(world.hinata);

    HandlerWorld::Reply book(const hub::Caller &caller, const std::string &body) {
        return world.create(caller, "/v1/reservations/" + world.newId(), body);
    }
    domain::Reservation stored(const std::string &body) {
        return *wire::reservationFromJson(body, wire::Source::Hub);
    }
};

TEST_F(Booking, ARequestTakesASeatAndWaitsForTheFacility) {
    const auto slot = world.addSlot(world.hinata);
    const auto made = book(portal, world.bookingJson(slot));
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made.etag, "\"1\"");
    const auto reservation = stored(made.body);
    EXPECT_EQ(reservation.status, domain::ReservationStatus::Requested);
    EXPECT_EQ(reservation.facilityId.text(), world.hinata);
    EXPECT_EQ(reservation.requestedAt, world.clock.now());
    EXPECT_EQ(domain::agesOf(reservation.ageClasses),
              std::vector<int>{0}); // born 1 June 2025, visited in 2026年度
    EXPECT_EQ(reservation.childrenCount, 1);
    EXPECT_TRUE(reservation.hasQuestion);
    ASSERT_EQ(reservation.history.size(), 1U);
    EXPECT_EQ(reservation.history.front().action, "request");
    EXPECT_TRUE(world.touched.contains({"131016", world.hinata})); // wakes the nursery's waiting desk
    EXPECT_EQ(world.seatsTaken(slot), 1);
}

TEST_F(Booking, TheAnswerIsDueAfterTwoOpenDays) {
    // Friday 10:00. Open 8 to 18 from Monday to Saturday, but Monday 23 November is 勤労感謝の日: 8 hours are
    // left on Friday, 10 on Saturday, and the remaining 4 of 22 pass on Tuesday.
    const auto made = book(portal, world.bookingJson(world.addSlot(world.hinata)));
    EXPECT_EQ(made.text("decision_due_at"), "2026-11-24T03:00:00Z");
}

TEST_F(Booking, APhoneBookingIsApprovedAtOnceAndOwesNoAnswer) {
    const auto made = book(staff, world.bookingJson(world.addSlot(world.hinata), "phone"));
    ASSERT_EQ(made.status, 201) << made.body;
    const auto reservation = stored(made.body);
    EXPECT_EQ(reservation.status, domain::ReservationStatus::Approved);
    EXPECT_EQ(reservation.decidedBy, "職員 架空");
    EXPECT_FALSE(reservation.decisionDueAt);
}

TEST_F(Booking, FiftyFamiliesWantTheLastSeatAndOneGetsIt) {
    const auto slot = world.addSlot(world.hinata, "2026-12-04", "10:00", 1);
    int won = 0;
    int full = 0;
    for (int family = 0; family < 50; ++family) {
        const auto answer = book(portal, world.bookingJson(slot));
        won += answer.status == 201 ? 1 : 0;
        full += answer.status == 409 && answer.code() == "slot-full" ? 1 : 0;
    }
    EXPECT_EQ(won, 1);
    EXPECT_EQ(full, 49);
    EXPECT_EQ(world.seatsTaken(slot), 1);
    EXPECT_EQ(world.count("SELECT count(*) FROM reservation"), 1);
}

TEST_F(Booking, TheDatabaseItselfRefusesMoreFamiliesThanSeats) {
    const auto slot = world.addSlot(world.hinata, "2026-12-04", "10:00", 1);
    world.inTransaction([](hub::Context &context) {
        ASSERT_TRUE(context.db.post("SAVEPOINT before", {}));
        const auto forced = context.db.execute("UPDATE slot SET seats_taken = 2", {});
        ASSERT_FALSE(forced);
        EXPECT_EQ(forced.error().code, "constraint");
        ASSERT_TRUE(context.db.post("ROLLBACK TO before", {}));
    });
    EXPECT_EQ(world.seatsTaken(slot), 0);
}

TEST_F(Booking, ClassesThatAreNotAcceptedAreNamedAtTheChild) {
    const auto slot = world.addSlot(world.hinata, "2026-12-04", "10:00", 2, R"(,"accepted_ages":[3,4,5])");
    const auto answer = book(portal, world.bookingJson(slot));
    EXPECT_EQ(answer.status, 422);
    EXPECT_EQ(answer.fault(), "/children/0/birth_date class-not-accepted");
    EXPECT_EQ(world.seatsTaken(slot), 0);
}

TEST_F(Booking, EveryChildMustFindAClass) {
    const auto slot = world.addSlot(world.hinata, "2026-12-04", "10:00", 2, R"(,"accepted_ages":[0,1])");
    const auto answer = book(portal, R"({"slot_id":")" + slot + R"(","channel":"portal",
        "guardian":{"name":"架空 花子","email":"kaku@example.invalid"},
        "children":[{"birth_date":"2026-05-01"},{"birth_date":"2015-05-01"}]})");
    EXPECT_EQ(answer.status, 422);
    EXPECT_EQ(answer.fault(), "/children/1/birth_date no-class");
}

TEST_F(Booking, TheClassFollowsTheWishedMonth) {
    const auto slot = world.addSlot(world.hinata, "2026-12-04", "10:00", 2, R"(,"accepted_ages":[1])");
    const std::string head = R"({"slot_id":")" + slot + R"(","channel":"portal",
        "guardian":{"name":"架空 花子","phone":"090-0000-0000"},"children":[{"birth_date":"2025-06-01")";
    EXPECT_EQ(book(portal, head + "}]}").status, 422);
    EXPECT_EQ(book(portal, head + R"(,"wished_month":"2027-04"}]})").status, 201);
}

TEST_F(Booking, ASlotIsBookableOnlyInItsWindow) {
    const auto slot =
        world.addSlot(world.hinata, "2026-12-04", "10:00", 2,
                      R"(,"opens_at":"2026-11-20T02:00:00Z","closes_at":"2026-12-03T08:00:00Z")");
    EXPECT_EQ(book(portal, world.bookingJson(slot)).fault(), "/slot_id not-yet-open");
    EXPECT_EQ(book(staff, world.bookingJson(slot, "phone")).status, 201); // the nursery's own word
    world.clock.set(*domain::parseInstant("2026-11-20T02:00:00Z"));
    EXPECT_EQ(book(portal, world.bookingJson(slot)).status, 201);
    world.clock.set(*domain::parseInstant("2026-12-03T08:00:00Z"));
    EXPECT_EQ(book(portal, world.bookingJson(slot)).fault(), "/slot_id booking-closed");
}

TEST_F(Booking, NobodyBooksThePastOrAClosedSlot) {
    const auto slot = world.addSlot(world.hinata);
    const auto closed = world.addSlot(world.hinata, "2026-12-05", "10:00", 2, R"(,"status":"closed")");
    EXPECT_EQ(book(portal, world.bookingJson(closed)).fault(), "/slot_id slot-not-open");
    world.clock.set(*domain::parseInstant("2026-12-04T01:00:00Z")); // its first minute
    EXPECT_EQ(book(portal, world.bookingJson(slot)).fault(), "/slot_id slot-past");
    EXPECT_EQ(book(staff, world.bookingJson(slot, "counter")).fault(), "/slot_id slot-past");
}

TEST_F(Booking, MoreVisitorsThanASlotTakesAreRefused) {
    const auto slot = world.addSlot(world.hinata, "2026-12-04", "10:00", 2, R"(,"visitors_per_family":2)");
    std::string body = world.bookingJson(slot);
    body.insert(1, R"("visitors":3,)");
    EXPECT_EQ(book(portal, body).fault(), "/visitors too-big");
}

TEST_F(Booking, TheSameFamilyComesTwiceOnlyWhereTheFacilityAllowsIt) {
    for (const auto policy : {domain::RepeatPolicy::Allow, domain::RepeatPolicy::Refuse}) {
        const auto facility = world.addFacility("131016", "架空の園", policy);
        const auto system = world.system("enpark", facility);
        const auto slot = world.addSlot(facility, "2026-12-04", "10:00", 5);
        EXPECT_EQ(book(system, world.bookingJson(slot)).status, 201);
        const auto again = book(system, world.bookingJson(slot));
        EXPECT_EQ(again.status, policy == domain::RepeatPolicy::Allow ? 201 : 409);
        EXPECT_EQ(again.code(), policy == domain::RepeatPolicy::Allow ? "" : "duplicate-reservation");
        EXPECT_FALSE(again.has("repeat_of"));
    }
}

TEST_F(Booking, WhereTheFacilityIsWarnedTheNewestEarlierBookingIsNamed) {
    const auto facility = world.addFacility("131016", "架空の園", domain::RepeatPolicy::Warn);
    const auto system = world.system("enpark", facility);
    const auto slot = world.addSlot(facility, "2026-12-04", "10:00", 5);
    const auto first = book(system, world.bookingJson(slot));
    ASSERT_EQ(first.status, 201);
    EXPECT_FALSE(first.has("repeat_of"));
    world.clock.advance(std::chrono::minutes(1));
    const auto second = book(system, world.bookingJson(slot));
    ASSERT_EQ(second.status, 201);
    EXPECT_FALSE(second.has("repeat_of")) << "not the system's to know";
    const auto nursery = world.staffOf(facility);
    EXPECT_EQ(world.get(nursery, "/v1/reservations/" + second.text("id")).text("repeat_of"),
              first.text("id"));
    EXPECT_FALSE(world.get(system, "/v1/changes").has("repeat_of"));
    EXPECT_TRUE(world.get(nursery, "/v1/changes").has(R"("repeat_of":")" + first.text("id") + "\""));
    const auto third = book(world.staffOf(facility), world.bookingJson(slot, "phone"));
    EXPECT_EQ(third.text("repeat_of"), second.text("id"));
    // A move keeps the mark, and a client cannot set it.
    const auto approved = world.change(world.staffOf(facility), "POST",
                                       "/v1/reservations/" + second.text("id") + "/approve", 1);
    EXPECT_EQ(approved.text("repeat_of"), first.text("id"));
    std::string body = world.bookingJson(slot, "portal", "別");
    body.replace(body.find("カクウ タロウ"), std::string("カクウ タロウ").size(), "ベツ ハナ");
    body.replace(body.find("090-0000-0000"), 13, "090-0000-0009");
    body.insert(1, R"("repeat_of":")" + first.text("id") + R"(",)");
    const auto stranger = book(system, body);
    EXPECT_EQ(stranger.status, 201) << stranger.body;
    EXPECT_FALSE(stranger.has("repeat_of"));
}

TEST_F(Booking, TheSamePhoneOrTheSameChildIsTheSameFamily) {
    const auto facility = world.addFacility("131016", "架空の園", domain::RepeatPolicy::Refuse);
    const auto system = world.system("enpark", facility);
    const auto slot = world.addSlot(facility, "2026-12-04", "10:00", 9);
    const auto body = [&slot](const char *phone, const char *kana, const char *born) {
        return R"({"slot_id":")" + slot + R"(","channel":"portal","guardian":{"name":"架空 花子","phone":")" +
               phone + R"("},"children":[{"kana":")" + kana + R"(","birth_date":")" + born + R"("}]})";
    };
    EXPECT_EQ(book(system, body("090-0000-0001", "カクウ タロウ", "2025-06-01")).status, 201);
    EXPECT_EQ(book(system, body("090-0000-0002", "カクウタロウ", "2025-06-01")).status, 409);
    EXPECT_EQ(book(system, body("09000000001", "カクウ ジロウ", "2024-06-01")).status, 409);
    EXPECT_EQ(book(system, body("090-0000-0003", "カクウ タロウ", "2024-06-01")).status, 201);
}

TEST_F(Booking, AFamilyThatWithdrewMayAskAgain) {
    const auto facility = world.addFacility("131016", "架空の園", domain::RepeatPolicy::Refuse);
    const auto system = world.system("enpark", facility);
    const auto slot = world.addSlot(facility);
    const auto first = world.addRequest(system, slot);
    EXPECT_EQ(book(system, world.bookingJson(slot)).status, 409);
    EXPECT_EQ(world.change(system, "POST", "/v1/reservations/" + first + "/withdraw", 1).status, 200);
    EXPECT_EQ(book(system, world.bookingJson(slot)).status, 201);
}

TEST_F(Booking, OnlyThoseConcernedBookAndUnderTheirOwnName) {
    const auto slot = world.addSlot(world.hinata);
    EXPECT_EQ(book(world.municipal(), world.bookingJson(slot)).status, 403);
    EXPECT_EQ(book(world.municipal(domain::Role::Auditor), world.bookingJson(slot)).status, 403);
    EXPECT_EQ(book(world.staffOf(world.minato), world.bookingJson(slot, "phone")).fault(),
              "/slot_id not-found");
    EXPECT_EQ(book(world.system("enpark", world.minato), world.bookingJson(slot)).fault(),
              "/slot_id not-found");
    EXPECT_EQ(book(portal, world.bookingJson(slot, "phone")).fault(), "/channel not-allowed");
    EXPECT_EQ(book(portal, world.bookingJson(slot, "somebody-else")).fault(), "/channel not-allowed");
    EXPECT_EQ(book(staff, world.bookingJson(slot, "portal")).fault(), "/channel not-allowed");
    EXPECT_EQ(book(portal, world.bookingJson(slot, "enpark")).status, 201);
}

TEST_F(Booking, AnIdInUseIsNeverOverwritten) {
    const auto slot = world.addSlot(world.hinata);
    const auto id = world.addRequest(portal, slot);
    const std::string path = "/v1/reservations/" + id;
    const auto mine = world.create(portal, path, world.bookingJson(slot));
    EXPECT_EQ(mine.status, 412);
    EXPECT_TRUE(mine.has("架空 花子")); // the hub's copy
    const auto far = world.addSlot(world.minato);
    const auto foreign = world.create(world.system("other", world.minato), path, world.bookingJson(far));
    EXPECT_EQ(foreign.code(), "id-taken");
    EXPECT_FALSE(foreign.has("花子"));
    const auto near = world.create(world.system("other", world.hinata), path, world.bookingJson(slot));
    EXPECT_EQ(near.code(), "id-taken"); // the same facility, but another system's family
    EXPECT_FALSE(near.has("花子"));
    EXPECT_EQ(world.seatsTaken(slot), 1);
    EXPECT_EQ(world.seatsTaken(far), 0);
}

TEST_F(Booking, WithoutIfNoneMatchNothingIsMade) {
    const auto slot = world.addSlot(world.hinata);
    const auto answer =
        world.call(portal, "PUT", "/v1/reservations/" + world.newId(), world.bookingJson(slot));
    EXPECT_EQ(answer.status, 428);
}

TEST_F(Booking, BrokenAndForeignBodiesAreAnswered) {
    const auto slot = world.addSlot(world.hinata);
    EXPECT_EQ(book(portal, "{").status, 400);
    EXPECT_EQ(book(portal, "[]").status, 400);
    EXPECT_EQ(book(portal, "{}").status, 422);
    EXPECT_EQ(book(portal, world.bookingJson(world.newId())).fault(), "/slot_id not-found");
    std::string unknown = world.bookingJson(slot);
    unknown.insert(1, R"("favourite":"blue",)");
    EXPECT_EQ(book(portal, unknown).code(), "unknown-member");
    std::string readOnly = world.bookingJson(slot);
    readOnly.insert(1, R"("status":"approved","version":99,)");
    EXPECT_EQ(book(portal, readOnly).text("status"), "requested");
    EXPECT_EQ(world.create(portal, "/v1/reservations/no-id", world.bookingJson(slot)).status, 400);
}

TEST_F(Booking, EveryNameComesBackAsItWasTyped) {
    const auto slot = world.addSlot(world.hinata, "2026-12-04", "10:00", 5);
    for (const std::string name : {"𠮷田", "架空🐣", "髙橋\\\"", "O’Neill-ÅÄÖ"}) {
        std::string escaped;
        for (const char c : name) {
            escaped += (c == '"' || c == '\\') ? std::string("\\") + c : std::string(1, c);
        }
        const auto made = book(portal, world.bookingJson(slot, "portal", escaped));
        ASSERT_EQ(made.status, 201) << made.body;
        EXPECT_EQ(stored(made.body).personal->guardian.name, name + " 花子");
    }
}

} // namespace
