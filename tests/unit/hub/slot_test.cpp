// Slots: making, changing, ending, many at once, and what happens to the families.
#include "handler_world.h"

namespace {

class Slots : public testing::Test {
protected:
    HandlerWorld world;
    hub::Caller portal = world.system("enpark", world.hinata);
    hub::Caller staff = world.staffOf(world.hinata);

    HandlerWorld::Reply patch(const std::string &slot, std::int64_t version, const std::string &body) {
        return world.change(staff, "PATCH", "/v1/slots/" + slot, version, body);
    }
    std::string stateOf(const std::string &id) {
        return world.get(staff, "/v1/reservations/" + id).text("status");
    }
};

TEST_F(Slots, AreMadeReadAndChangedByTheirStaff) {
    const auto slot = world.addSlot(world.hinata);
    const auto read = world.get(portal, "/v1/slots/" + slot);
    EXPECT_EQ(read.status, 200);
    EXPECT_EQ(read.etag, "\"1\"");
    const auto changed =
        patch(slot, 1, R"({"note":"上履きをお持ちください","meeting_place":"正面玄関","seats":5})");
    EXPECT_EQ(changed.status, 200) << changed.body;
    EXPECT_EQ(changed.number("version"), 2);
    EXPECT_EQ(changed.text("meeting_place"), "正面玄関");
    EXPECT_EQ(changed.number("seats"), 5);
    EXPECT_EQ(changed.text("start"), "10:00");
    const auto replaced = world.change(staff, "PUT", "/v1/slots/" + slot, 2, world.slotJson(world.hinata));
    EXPECT_EQ(replaced.text("note"), ""); // PUT replaces every writable member
    EXPECT_EQ(replaced.number("version"), 3);
}

TEST_F(Slots, NameASeriesOfTheirFacilityOnly) {
    const auto addSeries = [this](const std::string &facility) {
        const std::string id = world.newId();
        const auto made = world.create(
            world.staffOf(facility), "/v1/series/" + id,
            R"({"facility_id":")" + facility +
                R"(","rule":"0We","from":"2027-01-01","to":"2027-01-31","start":"10:00","end":"10:30","seats":2})");
        EXPECT_EQ(made.status, 201) << made.body;
        return id;
    };
    const std::string ours = addSeries(world.hinata);
    const std::string theirs = addSeries(world.komorebi);
    const auto with = [this](const std::string &series) {
        return world.slotJson(world.hinata, "2026-12-04", "10:00", 2, R"(,"series_id":")" + series + "\"");
    };
    for (const std::string &series : {world.newId(), theirs}) {
        EXPECT_EQ(world.create(staff, "/v1/slots/" + world.newId(), with(series)).fault(),
                  "/series_id not-found");
    }
    const std::string slot = world.newId();
    EXPECT_EQ(world.create(staff, "/v1/slots/" + slot, with(ours)).status, 201);
    EXPECT_EQ(patch(slot, 1, R"({"series_id":")" + theirs + "\"}").fault(), "/series_id not-found");
    const auto batch = [&](const std::string &series) {
        std::string one = world.slotJson(world.hinata, "2026-12-11", "10:00", 2,
                                         R"(,"series_id":")" + series + R"(","id":")" + world.newId() + "\"");
        return world.call(staff, "POST", "/v1/slots/batch", R"({"slots":[)" + one + "]}");
    };
    EXPECT_EQ(batch(theirs).fault(), "/slots/0/series_id not-found");
    EXPECT_EQ(batch(ours).status, 201);
    EXPECT_EQ(world.change(staff, "DELETE", "/v1/series/" + ours, 1).status, 204);
    EXPECT_EQ(patch(slot, 1, R"({"note":"x"})").status, 200) << "the one that it came from may be gone";
}

TEST_F(Slots, AnUnknownFamilyIsToldAtItsOwnPlace) {
    const auto slot = world.addSlot(world.hinata);
    EXPECT_EQ(
        patch(slot, 1,
              R"({"seats":1,"families":[{"reservation_id":")" + world.newId() + R"(","action":"cancel"}]})")
            .fault(),
        "/families/0/reservation_id not-found");
}

TEST_F(Slots, AnEditThatChangesNothingMakesNoVersion) {
    const auto slot = world.addSlot(world.hinata);
    const auto same = patch(slot, 1, R"({"seats":2,"version":77})");
    EXPECT_EQ(same.status, 200);
    EXPECT_EQ(same.number("version"), 1);
    EXPECT_TRUE(world.changedScopes.empty());
}

TEST_F(Slots, ImpossibleSlotsAreRefusedAtTheirMembers) {
    const auto fault = [this](const std::string &more, int seats = 2) {
        return world
            .create(staff, "/v1/slots/" + world.newId(),
                    world.slotJson(world.hinata, "2026-12-04", "10:00", seats, more))
            .fault();
    };
    EXPECT_EQ(fault("", 0).substr(0, 6), "/seats");
    EXPECT_EQ(fault("", 10'000).substr(0, 6), "/seats");
    EXPECT_EQ(fault(R"(,"accepted_ages":[])"), "/accepted_ages none-accepted");
    EXPECT_EQ(fault(R"(,"opens_at":"2026-12-01T00:00:00Z","closes_at":"2026-11-01T00:00:00Z")"),
              "/closes_at ends-before-start");
    const auto body = [this](const char *date, const char *start, const char *end) {
        return world.create(staff, "/v1/slots/" + world.newId(),
                            R"({"facility_id":")" + world.hinata + R"(","date":")" + date + R"(","start":")" +
                                start + R"(","end":")" + end + R"(","seats":1})");
    };
    EXPECT_EQ(body("2026-12-04", "11:00", "10:00").fault(), "/end ends-before-start");
    EXPECT_EQ(body("2026-02-30", "10:00", "11:00").fault().substr(0, 5), "/date");
    EXPECT_EQ(body("9999-12-31", "10:00", "11:00").fault().substr(0, 5), "/date");
    EXPECT_EQ(body("2026-12-04", "25:00", "26:00").fault().substr(0, 6), "/start");
    EXPECT_EQ(world.count("SELECT count(*) FROM slot"), 0);
}

TEST_F(Slots, AreOfferedAheadAndOnOpenDaysOnly) {
    const auto faultOf = [&](const std::string &body) {
        return world.create(staff, "/v1/slots/" + world.newId(), body).fault();
    };
    EXPECT_EQ(faultOf(world.slotJson(world.hinata, "2020-01-06")), "/date in-past");
    EXPECT_EQ(faultOf(world.slotJson(world.hinata, "2026-11-19")), "/date in-past");
    EXPECT_EQ(faultOf(world.slotJson(world.hinata, "2062-12-04")), "/date too-far-ahead");
    EXPECT_EQ(faultOf(world.slotJson(world.hinata, "9999-12-04")), "/date not-a-date");
    EXPECT_EQ(faultOf(world.slotJson(world.hinata, "2026-11-20", "09:00")), "/end in-past")
        << "it is ten o'clock";
    EXPECT_EQ(faultOf(world.slotJson(world.hinata, "2026-11-20", "10:00")), "") << "begins now";
    const std::string closing = R"({"facility_id":")" + world.hinata + R"(","date":"2026-12-04"})";
    ASSERT_EQ(world.create(staff, "/v1/closures/" + world.newId(), closing).status, 201);
    EXPECT_EQ(faultOf(world.slotJson(world.hinata, "2026-12-04")), "/date closed-day");
    EXPECT_EQ(faultOf(world.slotJson(world.hinata, "2026-12-06")), "") << "a Sunday is no closure";
}

TEST_F(Slots, WhatWasOfferedIsStillEditedAndNotMovedToADayThatCannotBe) {
    const auto slot = world.addSlot(world.hinata);
    const std::string path = "/v1/slots/" + slot;
    EXPECT_EQ(world.change(staff, "PATCH", path, 1, R"({"date":"2026-11-19"})").fault(), "/date in-past");
    const std::string closing = R"({"facility_id":")" + world.hinata + R"(","date":"2026-12-07"})";
    ASSERT_EQ(world.create(staff, "/v1/closures/" + world.newId(), closing).status, 201);
    EXPECT_EQ(world.change(staff, "PATCH", path, 1, R"({"date":"2026-12-07"})").fault(), "/date closed-day");
    world.clock.set(*domain::parseInstant("2026-12-20T01:00:00Z"));
    EXPECT_EQ(world.change(staff, "PATCH", path, 1, R"({"note":"終わりました"})").status, 200);
}

TEST_F(Slots, SeriesAndClosuresBeginOnDaysThatCanBeMeant) {
    const std::string series =
        R"({"facility_id":")" + world.hinata +
        R"(","rule":"0We","start":"10:00","end":"10:30","seats":2,"from":"2020-01-01","to":)";
    const auto id = world.newId();
    EXPECT_EQ(world.create(staff, "/v1/series/" + id, series + R"("2020-12-31"})").fault(), "/to in-past");
    EXPECT_EQ(world.create(staff, "/v1/series/" + id, series + R"("2062-12-31"})").fault(),
              "/to too-far-ahead");
    ASSERT_EQ(world.create(staff, "/v1/series/" + id, series + R"("2027-03-31"})").status, 201);
    EXPECT_EQ(world.change(staff, "PATCH", "/v1/series/" + id, 1, R"({"to":"2026-11-11"})").status, 200)
        << "ended the week before last";
    const auto faultOn = [&](const std::string &date) {
        return world
            .create(staff, "/v1/closures/" + world.newId(),
                    R"({"facility_id":")" + world.hinata + R"(","date":")" + date + "\"}")
            .fault();
    };
    EXPECT_EQ(faultOn("2020-01-06"), "/date in-past");
    EXPECT_EQ(faultOn("2062-01-06"), "/date too-far-ahead");
    EXPECT_EQ(faultOn("2026-11-19"), "") << "a typhoon yesterday, entered today";
}

TEST_F(Slots, ADeskThatIsNewerThanTheHubLearnsIt) {
    const auto slot = world.addSlot(world.hinata);
    EXPECT_EQ(patch(slot, 1, R"({"livestream":true})").code(), "unknown-member");
}

TEST_F(Slots, StaleAndBlindEditsAreRefused) {
    const auto slot = world.addSlot(world.hinata);
    ASSERT_EQ(patch(slot, 1, R"({"seats":3})").status, 200);
    const auto stale = patch(slot, 1, R"({"seats":4})");
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.json["current"]["seats"].GetInt(), 3);
    EXPECT_EQ(world.call(staff, "PATCH", "/v1/slots/" + slot, R"({"seats":4})").status, 428);
    EXPECT_EQ(world.call(staff, "PUT", "/v1/slots/" + slot, world.slotJson(world.hinata)).status, 428);
}

TEST_F(Slots, ATagThatAGatewayMadeWeakNamesTheSameVersion) {
    const std::string path = "/v1/slots/" + world.addSlot(world.hinata);
    const auto with = [&](const char *tag, const char *seats) {
        return world.call(staff, "PATCH", path, std::string(R"({"seats":)") + seats + "}",
                          {{"if-match", tag}});
    };
    EXPECT_EQ(with(R"(W/"1")", "3").status, 200);
    EXPECT_EQ(with(R"(W/"1")", "4").status, 412);
    EXPECT_EQ(with(R"(W/1)", "4").status, 400);
    EXPECT_EQ(with(R"("2", "3")", "4").status, 400);
}

TEST_F(Slots, ForeignSlotsAreNotThere) {
    const auto slot = world.addSlot(world.komorebi);
    EXPECT_EQ(world.get(staff, "/v1/slots/" + slot).status, 404);
    EXPECT_EQ(patch(slot, 1, R"({"seats":3})").status, 404);
    EXPECT_EQ(world.change(staff, "DELETE", "/v1/slots/" + slot, 1).status, 404);
    const auto taken = world.create(staff, "/v1/slots/" + slot, world.slotJson(world.hinata));
    EXPECT_EQ(taken.code(), "id-taken");
    EXPECT_FALSE(taken.json.HasMember("current"));
    const auto abroad = world.create(staff, "/v1/slots/" + world.newId(), world.slotJson(world.komorebi));
    EXPECT_EQ(abroad.fault(), "/facility_id not-found");
}

TEST_F(Slots, OnlyStaffMakeThem) {
    const auto make = [this](const hub::Caller &caller) {
        return world.create(caller, "/v1/slots/" + world.newId(), world.slotJson(world.hinata)).status;
    };
    EXPECT_EQ(make(world.municipal()), 403);
    EXPECT_EQ(make(portal), 403);
    EXPECT_EQ(make(world.managerOf(world.hinata)), 201);
}

TEST_F(Slots, ASlotNeverMovesToAnotherFacility) {
    const auto slot = world.addSlot(world.hinata);
    EXPECT_EQ(patch(slot, 1, R"({"facility_id":")" + world.komorebi + "\"}").fault(),
              "/facility_id not-allowed");
}

TEST_F(Slots, AChangeThatDropsAFamilyIsRefusedWithItsId) {
    const auto slot = world.addSlot(world.hinata);
    const auto family = world.addRequest(portal, slot);
    for (const char *edit : {R"({"status":"cancelled"})", R"({"date":"2026-12-05"})", R"({"end":"11:00"})",
                             R"({"accepted_ages":[4,5]})"}) {
        const auto refused = patch(slot, 1, edit);
        EXPECT_EQ(refused.code(), "slot-has-reservations") << edit;
        EXPECT_EQ(refused.json["reservation_ids"][0].GetString(), family);
    }
    EXPECT_EQ(world.change(staff, "DELETE", "/v1/slots/" + slot, 1).code(), "slot-has-reservations");
    EXPECT_EQ(patch(slot, 1, R"({"status":"closed"})").status,
              200); // no more bookings, the family keeps its place
    EXPECT_EQ(stateOf(family), "requested");
}

TEST_F(Slots, FewerSeatsThanFamiliesNeedsAWordForTheOthers) {
    const auto slot = world.addSlot(world.hinata, "2026-12-04", "10:00", 3);
    const auto stays = world.addRequest(portal, slot);
    const auto goes = world.addRequest(portal, slot);
    EXPECT_EQ(patch(slot, 1, R"({"seats":1})").code(), "slot-has-reservations");
    const auto done = patch(slot, 1,
                            R"({"seats":1,"families":[{"reservation_id":")" + goes +
                                R"(","action":"cancel","message":"人数を減らします"}]})");
    ASSERT_EQ(done.status, 200) << done.body;
    EXPECT_EQ(stateOf(stays), "requested");
    EXPECT_EQ(stateOf(goes), "declined");
    EXPECT_EQ(world.seatsTaken(slot), 1);
}

TEST_F(Slots, FamiliesMoveOrAreToldWhenASlotIsCancelled) {
    const auto slot = world.addSlot(world.hinata, "2026-12-04", "10:00", 3);
    const auto other = world.addSlot(world.hinata, "2026-12-05", "10:00", 1);
    const auto moved = world.addRequest(portal, slot);
    const auto asked = world.addRequest(portal, slot);
    const auto sure = world.addRequest(portal, slot);
    ASSERT_EQ(world.change(staff, "POST", "/v1/reservations/" + sure + "/approve", 1).status, 200);
    const auto family = [](const std::string &id, const std::string &rest) {
        return R"({"reservation_id":")" + id + "\"," + rest + "}";
    };
    const std::string cancel = R"("action":"cancel","message":"園の行事のため")";
    const std::string body = R"({"status":"cancelled","families":[)" +
                             family(moved, R"("action":"move","to_slot_id":")" + other + "\"") + "," +
                             family(asked, cancel) + "," + family(sure, cancel) + "]}";
    const auto done = patch(slot, 1, body);
    ASSERT_EQ(done.status, 200) << done.body;
    EXPECT_EQ(done.text("status"), "cancelled");
    const auto there = world.get(staff, "/v1/reservations/" + moved);
    EXPECT_EQ(there.text("slot_id"), other);
    EXPECT_EQ(there.text("status"), "requested");
    EXPECT_EQ(stateOf(asked), "declined");
    EXPECT_EQ(stateOf(sure), "cancelled_by_facility");
    EXPECT_EQ(world.get(staff, "/v1/reservations/" + sure).text("reason"), "園の行事のため");
    EXPECT_EQ(world.seatsTaken(slot), 0);
    EXPECT_EQ(world.seatsTaken(other), 1);
}

TEST_F(Slots, WhereOneFamilyCannotMoveNobodyIsMoved) {
    const auto slot = world.addSlot(world.hinata, "2026-12-04", "10:00", 2);
    const auto other = world.addSlot(world.hinata, "2026-12-05", "10:00", 1);
    const auto first = world.addRequest(portal, slot);
    const auto second = world.addRequest(portal, slot);
    const std::string to = R"(","action":"move","to_slot_id":")" + other + "\"}";
    const auto refused = patch(slot, 1,
                               R"({"status":"cancelled","families":[{"reservation_id":")" + first + to +
                                   R"(,{"reservation_id":")" + second + to + "]}");
    EXPECT_EQ(refused.code(), "slot-full");
    EXPECT_EQ(world.get(staff, "/v1/reservations/" + first).text("slot_id"), slot);
    EXPECT_EQ(world.seatsTaken(slot), 2);
    EXPECT_EQ(world.seatsTaken(other), 0);
    EXPECT_EQ(world.get(staff, "/v1/slots/" + slot).text("status"), "open");
}

TEST_F(Slots, StrangersAmongTheFamiliesAreRefused) {
    const auto slot = world.addSlot(world.hinata);
    const auto elsewhere = world.addRequest(portal, world.addSlot(world.hinata, "2026-12-05"));
    const auto refused = patch(
        slot, 1, R"({"seats":1,"families":[{"reservation_id":")" + elsewhere + R"(","action":"cancel"}]})");
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(stateOf(elsewhere), "requested");
}

TEST_F(Slots, AnUnusedSlotGoesAndAUsedOneStaysAsCancelled) {
    const auto unused = world.addSlot(world.hinata);
    EXPECT_EQ(world.change(staff, "DELETE", "/v1/slots/" + unused, 1).status, 204);
    EXPECT_EQ(world.get(staff, "/v1/slots/" + unused).status, 404);
    EXPECT_EQ(world.change(staff, "DELETE", "/v1/slots/" + unused, 2).status, 404);
    const auto used = world.addSlot(world.hinata);
    const auto id = world.addRequest(portal, used);
    ASSERT_EQ(world.change(portal, "POST", "/v1/reservations/" + id + "/withdraw", 1).status, 200);
    const auto ended = world.change(staff, "DELETE", "/v1/slots/" + used, 1);
    EXPECT_EQ(ended.text("status"), "cancelled");
    EXPECT_EQ(world.get(staff, "/v1/slots/" + used).status, 200);
}

class SlotBatches : public Slots {
protected:
    std::string member(const std::string &id, const std::string &date, const std::string &start = "10:00") {
        std::string json = world.slotJson(world.hinata, date, start);
        return json.insert(1, R"("id":")" + id + "\",");
    }
    HandlerWorld::Reply batch(const std::string &slots, const std::string &more = {}) {
        return world.call(staff, "POST", "/v1/slots/batch", R"({"slots":[)" + slots + "]" + more + "}");
    }
};

TEST_F(SlotBatches, ASeriesArrivesWithItsSlots) {
    const std::string series =
        R"(,"series":{"id":")" + world.newId() + R"(","facility_id":")" + world.hinata +
        R"(","rule":"0Fr","from":"2026-12-01","to":"2026-12-31","start":"10:00","end":"10:30",)" +
        R"("seats":2})";
    const auto made =
        batch(member(world.newId(), "2026-12-04") + "," + member(world.newId(), "2026-12-11"), series);
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made.json["slots"].Size(), 2U);
    EXPECT_EQ(world.count("SELECT count(*) FROM slot"), 2);
    EXPECT_EQ(world.count("SELECT count(*) FROM record WHERE kind = 'series'"), 1);
    EXPECT_EQ(world.count("SELECT count(*) FROM record WHERE kind = 'slot_seats'"), 2);
}

TEST_F(SlotBatches, AreAllOrNothingWithOneItemForEachObstacle) {
    const auto standing = world.addSlot(world.hinata, "2026-12-11", "10:00");
    const auto inTheWay = world.newId();
    const std::string slots =
        member(world.newId(), "2026-12-04") + "," + member(inTheWay, "2026-12-11", "10:15");
    const auto refused = batch(slots);
    EXPECT_EQ(refused.code(), "slot-overlap");
    ASSERT_EQ(refused.json["items"].Size(), 1U) << refused.body;
    EXPECT_EQ(refused.json["items"][0]["id"].GetString(), inTheWay);
    EXPECT_EQ(refused.json["items"][0]["current"]["id"].GetString(), standing);
    EXPECT_EQ(world.count("SELECT count(*) FROM slot"), 1);
    EXPECT_EQ(batch(slots, R"(,"allow_overlap":true)").status, 201);
}

TEST_F(SlotBatches, NeighboursAndCancelledSlotsAreNoObstacle) {
    world.addSlot(world.hinata, "2026-12-04", "10:00"); // until 10:30
    world.addSlot(world.hinata, "2026-12-11", "10:00", 2, R"(,"status":"cancelled")");
    world.addSlot(world.komorebi, "2026-12-18", "10:00");
    EXPECT_EQ(batch(member(world.newId(), "2026-12-11") + "," + member(world.newId(), "2026-12-18")).status,
              201);
    const std::string after = R"({"id":")" + world.newId() + R"(","facility_id":")" + world.hinata +
                              R"(","date":"2026-12-04","start":"10:30","end":"11:00","seats":1})";
    EXPECT_EQ(batch(after).status, 201);
}

TEST_F(SlotBatches, FaultsNameTheSlotInTheBatch) {
    const auto id = world.newId();
    EXPECT_EQ(batch(member(id, "2026-12-04") + "," + member(id, "2026-12-05")).fault(),
              "/slots/1/id not-allowed");
    EXPECT_EQ(batch(member(world.newId(), "2026-12-04") + "," + member(world.newId(), "2026-12-04", "10:20"))
                  .fault(),
              "/slots/1 slot-overlap");
    EXPECT_EQ(batch("").status, 422);
    std::string foreign = world.slotJson(world.komorebi);
    EXPECT_EQ(batch(foreign.insert(1, R"("id":")" + world.newId() + "\",")).fault(),
              "/slots/0/facility_id not-found");
    const auto taken = world.addSlot(world.hinata, "2026-12-25");
    const auto again = batch(member(taken, "2026-12-26"));
    EXPECT_STREQ(again.json["items"][0]["code"].GetString(), "id-taken");
}

TEST_F(SlotBatches, AThousandSlotsGoInAtOnce) {
    std::string slots;
    for (int day = 0; day < 250; ++day) {
        const std::string date = domain::textOf(domain::addDays(*domain::parseDate("2027-01-04"), day));
        for (const char *start : {"09:00", "10:00", "13:00", "14:00"}) {
            slots += (slots.empty() ? "" : ",") + member(world.newId(), date, start);
        }
    }
    EXPECT_EQ(batch(slots).status, 201);
    EXPECT_EQ(world.count("SELECT count(*) FROM slot"), 1000);
    EXPECT_EQ(batch(slots + "," + member(world.newId(), "2028-01-04")).status, 422);
}

TEST_F(Slots, SeriesAndClosuresAreKeptVersionByVersion) {
    const std::string series = "/v1/series/" + world.newId();
    const std::string body = R"({"facility_id":")" + world.hinata +
                             R"(","rule":"13Th","from":"2026-12-01","to":"2027-03-31","start":"10:00",)" +
                             R"("end":"10:30","seats":2})";
    EXPECT_EQ(world.create(staff, series, body).status, 201);
    EXPECT_EQ(world.create(staff, series, body).status, 412);
    EXPECT_EQ(world.change(staff, "PATCH", series, 1, R"({"rule":"nonsense"})").fault(), "/rule not-a-code");
    EXPECT_EQ(world.change(staff, "PATCH", series, 1, R"({"seats":4})").number("version"), 2);
    EXPECT_EQ(world.change(staff, "DELETE", series, 2).status, 204);
    EXPECT_EQ(world.change(staff, "PATCH", series, 3, R"({"seats":4})").status, 404);
    EXPECT_EQ(world.create(staff, "/v1/closures/" + world.newId(), R"({"date":"2026-12-01"})").status, 422);
}

} // namespace
