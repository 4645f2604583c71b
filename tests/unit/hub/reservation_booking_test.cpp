// Making reservations: who may, what is refused and why, and the one rule about seats.
#include "handler_world.h"
#include "hub/handlers/reservations/booking.h"

#include "wire/records_json.h"

#include <regex>

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
    EXPECT_TRUE(world.changedScopes.contains({"131016", world.hinata})); // wakes the nursery's waiting desk
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

/// Reason and message are what the family reads as the nursery's words.
TEST_F(Booking, AConnectedSystemPutsNoWordsIntoTheNurserysMouth) {
    const auto slot = world.addSlot(world.hinata);
    const auto with = [&](const char *channel, const char *words) {
        std::string body = world.bookingJson(slot, channel);
        body.pop_back();
        return body + words + "}";
    };
    EXPECT_EQ(book(portal, with("portal", R"(,"message":"必ずお越しください")")).fault(),
              "/message not-allowed");
    EXPECT_EQ(book(portal, with("portal", R"(,"reason":"満席のため")")).fault(), "/reason not-allowed");
    EXPECT_EQ(book(portal, with("portal", R"(,"reason":"","message":"")")).status, 201);
    EXPECT_EQ(book(world.staffOf(world.hinata), with("phone", R"(,"message":"お待ちしています")")).status,
              201);
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
}

TEST_F(Booking, WhoComesToTheCounterDuringTheTourIsWrittenDownUntilTheDayEnds) {
    const auto slot = world.addSlot(world.hinata, "2026-12-04", "10:00", 2);
    world.clock.set(*domain::parseInstant("2026-12-04T01:05:00Z")); // five minutes after it began
    const auto came = book(staff, world.bookingJson(slot, "counter"));
    ASSERT_EQ(came.status, 201) << came.body;
    EXPECT_EQ(came.text("status"), "approved");
    EXPECT_TRUE(came.has(R"("action":"request")"));
    EXPECT_EQ(world.count("SELECT count(*) FROM audit WHERE action = 'reservation.request'"), 1);
    EXPECT_EQ(
        world.change(staff, "POST", "/v1/reservations/" + came.text("id") + "/attend", 1).text("status"),
        "attended");
    world.clock.set(*domain::parseInstant("2026-12-04T14:59:59Z")); // the day's last second in Japan
    EXPECT_EQ(book(staff, world.bookingJson(slot, "phone")).status, 201);
    world.clock.set(*domain::parseInstant("2026-12-04T15:00:00Z"));
    EXPECT_EQ(book(staff, world.bookingJson(slot, "counter")).fault(), "/slot_id slot-past");
}

TEST_F(Booking, DaysThatCannotBeAreNamedAtTheChild) {
    const auto slot = world.addSlot(world.hinata);
    const auto faultOf = [&](const std::string &child) {
        return book(portal, R"({"slot_id":")" + slot + R"(","channel":"portal",
            "guardian":{"name":"架空 花子","email":"kaku@example.invalid"},"children":[{)" +
                                child + "}]}")
            .fault();
    };
    EXPECT_EQ(faultOf(R"("birth_date":"2027-03-01")"), "/children/0/birth_date in-future");
    EXPECT_EQ(faultOf(R"("birth_date":"2026-11-21")"), "/children/0/birth_date in-future");
    EXPECT_EQ(faultOf(R"("birth_date":"0001-01-01")"), "/children/0/birth_date not-a-date");
    EXPECT_EQ(faultOf(R"("birth_date":"9999-01-01")"), "/children/0/birth_date not-a-date");
    EXPECT_EQ(faultOf(R"("due_date":"2024-02-10")"), "/children/0/due_date in-past");
    EXPECT_EQ(faultOf(R"("due_date":"2028-02-10")"), "/children/0/due_date too-far-ahead");
    EXPECT_EQ(faultOf(R"("birth_date":"2025-06-01","wished_month":"2026-10")"),
              "/children/0/wished_month in-past");
    EXPECT_EQ(faultOf(R"("birth_date":"2026-11-20","wished_month":"2026-11")"), "") << "born today";
}

TEST_F(Booking, AClosedDayTakesNobodyAndNamesWhoIsBooked) {
    const auto slot = world.addSlot(world.hinata, "2026-12-04", "10:00", 3);
    const auto empty = world.addSlot(world.hinata, "2026-12-04", "14:00", 3);
    const auto other = world.addSlot(world.hinata, "2026-12-07", "10:00", 3);
    const auto waiting = world.addRequest(portal, slot);
    const auto elsewhere = world.addRequest(portal, other);
    const std::string closing = R"({"facility_id":")" + world.hinata + R"(","date":"2026-12-04"})";
    const auto closed = world.create(staff, "/v1/closures/" + world.newId(), closing);
    ASSERT_EQ(closed.status, 201) << closed.body;
    EXPECT_TRUE(closed.has(R"("affected_slots":[{"slot_id":")" + slot +
                           R"(","date":"2026-12-04","reservation_ids":[")" + waiting + R"("]},{"slot_id":")" +
                           empty + R"(","date":"2026-12-04","reservation_ids":[]}])"))
        << closed.body;
    EXPECT_EQ(book(portal, world.bookingJson(slot)).fault(), "/slot_id closed-day");
    EXPECT_EQ(book(staff, world.bookingJson(slot, "phone")).fault(), "/slot_id closed-day");
    EXPECT_EQ(world
                  .change(portal, "POST", "/v1/reservations/" + elsewhere + "/reschedule", 1,
                          R"({"slot_id":")" + slot + "\"}")
                  .fault(),
              "/slot_id closed-day");
    const auto shown = world.get(portal, "/v1/facilities/" + world.hinata + "/availability");
    EXPECT_FALSE(std::regex_search(shown.body, std::regex(slot + "[^}]*\"bookable\":true"))) << shown.body;
    EXPECT_TRUE(std::regex_search(shown.body, std::regex(other + "[^}]*\"bookable\":true"))) << shown.body;
    EXPECT_EQ(world.get(portal, "/v1/reservations/" + waiting).text("status"), "requested")
        << "nobody is dropped in silence";
    EXPECT_EQ(world.change(staff, "DELETE", "/v1/closures/" + closed.text("id"), 1).status, 204);
    EXPECT_EQ(book(portal, world.bookingJson(slot)).status, 201);
}

TEST_F(Booking, AMunicipalitysClosedDayCountsForAllItsFacilities) {
    const auto slot = world.addSlot(world.hinata);
    const auto waiting = world.addRequest(portal, slot);
    const auto closed = world.change(world.municipal(), "PATCH", "/v1/municipalities/131016", 1,
                                     R"({"extra_closed_days":["2026-12-04"]})");
    ASSERT_EQ(closed.status, 200) << closed.body;
    EXPECT_TRUE(closed.has(R"("reservation_ids":[")" + waiting + "\"]")) << closed.body;
    EXPECT_EQ(book(portal, world.bookingJson(slot)).fault(), "/slot_id closed-day");
    EXPECT_FALSE(
        world.change(world.municipal(), "PATCH", "/v1/municipalities/131016", 2, R"({"late_minutes":3000})")
            .has("affected_slots"))
        << "only the days that this call closed";
    EXPECT_EQ(world
                  .change(world.municipal(), "PATCH", "/v1/municipalities/131016", 3,
                          R"({"extra_closed_days":["1999-12-31"]})")
                  .fault(),
              "/extra_closed_days/0 out-of-range");
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
        const auto other = world.addSlot(facility, "2026-12-07", "10:00", 5);
        EXPECT_EQ(book(system, world.bookingJson(slot, "portal", "架空")).status, 201);
        const auto again = book(system, world.bookingJson(other, "portal", "架空"));
        EXPECT_EQ(again.status, policy == domain::RepeatPolicy::Allow ? 201 : 409);
        EXPECT_EQ(again.code(), policy == domain::RepeatPolicy::Allow ? "" : "duplicate-reservation");
        EXPECT_FALSE(again.has("repeat_of"));
    }
}

TEST_F(Booking, AFamilyTakesOneSeatOfASlotWhateverTheFacilitysPolicy) {
    for (const auto policy :
         {domain::RepeatPolicy::Allow, domain::RepeatPolicy::Warn, domain::RepeatPolicy::Refuse}) {
        const auto facility = world.addFacility("131016", "架空の園", policy);
        const auto system = world.system("enpark", facility);
        const auto slot = world.addSlot(facility, "2026-12-04", "10:00", 2);
        const auto first = world.newId();
        const std::string body = world.bookingJson(slot, "portal", "架空");
        EXPECT_EQ(world.create(system, "/v1/reservations/" + first, body).status, 201);
        const auto again = book(system, body);
        EXPECT_EQ(again.status, 409);
        EXPECT_EQ(again.code(), "duplicate-reservation");
        EXPECT_EQ(again.fault(), "/slot_id same-slot-twice");
        EXPECT_EQ(book(world.staffOf(facility), world.bookingJson(slot, "phone", "架空")).status, 409);
        EXPECT_EQ(world.create(system, "/v1/reservations/" + first, body).status, 412)
            << "the same id is the same reservation and no second one";
        EXPECT_EQ(world.seatsTaken(slot), 1);
        EXPECT_EQ(book(system, world.bookingJson(slot)).status, 201) << "the other seat is another family's";
    }
}

TEST_F(Booking, AChildWithItsNumberIsTheSameFamilyInASlot) {
    const auto slot = world.addSlot(world.hinata, "2026-12-04", "10:00", 9);
    const auto body = [&slot](const char *guardian, const char *contact, const char *kana) {
        return R"({"slot_id":")" + slot + R"(","channel":"portal","guardian":{"name":")" + guardian +
               R"(",)" + contact + R"(},"children":[{"kana":")" + kana + R"(","birth_date":"2025-06-01"}]})";
    };
    const char *phone = R"("phone":"090-0000-0001")";
    EXPECT_EQ(book(portal, body("架空 花子", phone, "カクウ タロウ")).status, 201);
    EXPECT_EQ(book(portal, body("架空 次郎", R"("phone":"09000000001")", "カクウ タロウ")).status, 409);
    EXPECT_EQ(book(portal, body("架空　花子", phone, "カクウ ジロウ")).status, 201) << "its brother";
    EXPECT_EQ(book(portal, body("別 京子", phone, "ベツ ハナ")).status, 201) << "a number that two leave";
    EXPECT_EQ(book(portal, body("別 花", R"("phone":"090-0000-0003")", "カクウ タロウ")).status, 201)
        << "a child of the same name and birthday";
    const char *mail = R"("email":"kaku@example.invalid")";
    EXPECT_EQ(book(portal, body("仮 花", mail, "カリ タロウ")).status, 201);
    EXPECT_EQ(book(portal, body("仮 京", mail, "カリ タロウ")).status, 409);
    const std::string unborn = R"({"slot_id":")" + slot +
                               R"(","channel":"portal","guardian":{"name":"未 花",)" +
                               R"("phone":"090-0000-0004"},"children":[{"due_date":"2027-01-10"}]})";
    EXPECT_EQ(book(portal, unborn).status, 201);
    EXPECT_EQ(book(portal, unborn).status, 409) << "a child without a name yet";
}

TEST_F(Booking, AFamilyIsNotMovedIntoASlotWhereItHasASeat) {
    const auto slot = world.addSlot(world.hinata);
    const auto other = world.addSlot(world.hinata, "2026-12-07");
    const auto first = world.addRequest(portal, slot, "架空");
    const auto second = world.addRequest(portal, other, "架空");
    const auto moved = world.change(portal, "POST", "/v1/reservations/" + second + "/reschedule", 1,
                                    R"({"slot_id":")" + slot + "\"}");
    EXPECT_EQ(moved.code(), "duplicate-reservation");
    EXPECT_EQ(moved.fault(), "/slot_id same-slot-twice");
    EXPECT_EQ(world.seatsTaken(slot), 1);
    EXPECT_EQ(world.seatsTaken(other), 1);
    EXPECT_EQ(world.change(portal, "POST", "/v1/reservations/" + first + "/withdraw", 1).status, 200);
    EXPECT_EQ(world
                  .change(portal, "POST", "/v1/reservations/" + second + "/reschedule", 1,
                          R"({"slot_id":")" + slot + "\"}")
                  .status,
              200);
}

TEST_F(Booking, WhereTheFacilityIsWarnedTheNewestEarlierBookingIsNamed) {
    const auto facility = world.addFacility("131016", "架空の園", domain::RepeatPolicy::Warn);
    const auto system = world.system("enpark", facility);
    const auto slot = world.addSlot(facility, "2026-12-04", "10:00", 5);
    const auto later = world.addSlot(facility, "2026-12-07", "10:00", 5);
    const auto first = book(system, world.bookingJson(slot, "portal", "架空"));
    ASSERT_EQ(first.status, 201);
    EXPECT_FALSE(first.has("repeat_of"));
    world.clock.advance(std::chrono::minutes(1));
    const auto second = book(system, world.bookingJson(later, "portal", "架空"));
    ASSERT_EQ(second.status, 201);
    EXPECT_FALSE(second.has("repeat_of")) << "not the system's to know";
    const auto nursery = world.staffOf(facility);
    EXPECT_EQ(world.get(nursery, "/v1/reservations/" + second.text("id")).text("repeat_of"),
              first.text("id"));
    EXPECT_FALSE(world.get(system, "/v1/changes").has("repeat_of"));
    EXPECT_TRUE(world.get(nursery, "/v1/changes").has(R"("repeat_of":")" + first.text("id") + "\""));
    const auto last = world.addSlot(facility, "2026-12-08", "10:00", 5);
    const auto third = book(world.staffOf(facility), world.bookingJson(last, "phone", "架空"));
    EXPECT_EQ(third.text("repeat_of"), second.text("id"));
    // A move keeps the mark, and a client cannot set it.
    const auto approved = world.change(world.staffOf(facility), "POST",
                                       "/v1/reservations/" + second.text("id") + "/approve", 1);
    EXPECT_EQ(approved.text("repeat_of"), first.text("id"));
    std::string body = world.bookingJson(slot);
    body.insert(1, R"("repeat_of":")" + first.text("id") + R"(",)");
    const auto stranger = book(system, body);
    EXPECT_EQ(stranger.status, 201) << stranger.body;
    EXPECT_FALSE(stranger.has("repeat_of"));
}

TEST_F(Booking, AChildIsRefusedTwiceAndItsBrotherIsOnlyMarked) {
    const auto facility = world.addFacility("131016", "架空の園", domain::RepeatPolicy::Refuse);
    const auto system = world.system("enpark", facility);
    const auto body = [&](const char *date, const char *phone, const char *kana, const char *born) {
        return R"({"slot_id":")" + world.addSlot(facility, date) +
               R"(","channel":"portal","guardian":{"name":"架空 花子","phone":")" + phone +
               R"("},"children":[{"kana":")" + kana + R"(","birth_date":")" + born + R"("}]})";
    };
    EXPECT_EQ(book(system, body("2026-12-04", "090-0000-0001", "カクウ タロウ", "2025-06-01")).status, 201);
    EXPECT_EQ(book(system, body("2026-12-07", "090-0000-0002", "カクウタロウ", "2025-06-01")).status, 409);
    const auto brother = book(system, body("2026-12-08", "09000000001", "カクウ ジロウ", "2024-06-01"));
    EXPECT_EQ(brother.status, 201) << brother.body;
    EXPECT_TRUE(
        world.get(world.staffOf(facility), "/v1/reservations/" + brother.text("id")).has("repeat_of"));
    EXPECT_EQ(book(system, body("2026-12-09", "090-0000-0003", "カクウ タロウ", "2024-06-01")).status, 201);
}

TEST_F(Booking, AFamilyThatWithdrewMayAskAgain) {
    const auto facility = world.addFacility("131016", "架空の園", domain::RepeatPolicy::Refuse);
    const auto system = world.system("enpark", facility);
    const auto slot = world.addSlot(facility);
    const auto first = world.addRequest(system, slot, "架空");
    EXPECT_EQ(book(system, world.bookingJson(slot, "portal", "架空")).status, 409);
    EXPECT_EQ(world.change(system, "POST", "/v1/reservations/" + first + "/withdraw", 1).status, 200);
    EXPECT_EQ(book(system, world.bookingJson(slot, "portal", "架空")).status, 201);
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
