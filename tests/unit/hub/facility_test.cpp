// Facility profiles, availability, and the open time that due times hang on.
#include "handler_world.h"

namespace {

class Facilities : public testing::Test {
protected:
    HandlerWorld world;
    hub::Caller manager = world.managerOf(world.hinata);
    hub::Caller portal = world.system("enpark", world.hinata);

    HandlerWorld::Reply patch(const hub::Caller &caller, std::int64_t version, const std::string &body) {
        return world.change(caller, "PATCH", "/v1/facilities/" + world.hinata, version, body);
    }
    HandlerWorld::Reply read() { return world.get(manager, "/v1/facilities/" + world.hinata); }
};

TEST_F(Facilities, AWrongPhoneNumberIsCorrected) {
    const auto changed = patch(manager, 1, R"({"profile":{"phone":"03-1111-2222"}})");
    ASSERT_EQ(changed.status, 200) << changed.body;
    EXPECT_EQ(changed.number("version"), 2);
    EXPECT_STREQ(read().json["profile"]["phone"].GetString(), "03-1111-2222");
    EXPECT_STREQ(read().json["profile"]["name"].GetString(), "架空ひなた園");
    EXPECT_TRUE(world.get(manager, "/v1/changes").has("03-1111-2222"));
}

TEST_F(Facilities, RulesAreTheSameAsAtTheDesk) {
    EXPECT_EQ(patch(manager, 1, R"({"profile":{"phone":"call us"}})").fault(),
              "/profile/phone not-a-phone-number");
    EXPECT_EQ(patch(manager, 1, R"({"profile":{"name":null}})").fault(), "/profile/name required");
    EXPECT_EQ(patch(manager, 1, R"({"profile":{"colour":"blue"}})").code(), "unknown-member");
    EXPECT_EQ(patch(manager, 1, R"({"profile":7})").status, 422);
    EXPECT_EQ(patch(manager, 1, "not json").status, 400);
    EXPECT_EQ(read().number("version"), 1);
}

TEST_F(Facilities, OnlyTheMunicipalitySaysWhoseAFacilityIs) {
    const std::string given = R"({"operator_id":")" + world.operatorId.text() + "\"}";
    EXPECT_EQ(patch(manager, 1, given).fault(), "/operator_id not-allowed");
    EXPECT_EQ(patch(manager, 1, R"({"municipality_code":"131024"})").fault(),
              "/municipality_code not-allowed");
    EXPECT_EQ(patch(manager, 1, R"({"participating":false})").fault(), "/participating not-allowed");
    EXPECT_EQ(world.get(world.operatorOffice(), "/v1/facilities/" + world.hinata).status, 404);
    EXPECT_EQ(patch(world.municipal(), 1, given).status, 200);
    EXPECT_EQ(world.get(world.operatorOffice(), "/v1/facilities/" + world.hinata).status, 200);
}

TEST_F(Facilities, AreSeenAndEditedInTheirScopeOnly) {
    EXPECT_EQ(world.get(world.municipal(), "/v1/facilities/" + world.minato).status, 404);
    EXPECT_EQ(world.get(world.managerOf(world.komorebi), "/v1/facilities/" + world.hinata).status, 404);
    EXPECT_EQ(patch(portal, 1, R"({"profile":{"note":"x"}})").status, 403);
    EXPECT_EQ(patch(world.municipal(domain::Role::Auditor), 1, R"({"profile":{"note":"x"}})").status, 403);
    hub::Caller nobody;
    nobody.user.role = domain::Role::HubOperator;
    EXPECT_EQ(world.get(nobody, "/v1/facilities/" + world.hinata).status, 404);
}

TEST_F(Facilities, AMunicipalityAddsItsOwn) {
    const std::string path = "/v1/facilities/" + world.newId();
    const std::string body = R"({"municipality_code":"131016","profile":{"name":"架空の新しい園"}})";
    EXPECT_EQ(world.create(manager, path, body).status, 403);
    EXPECT_EQ(world.create(world.municipal(domain::Role::Municipal, "131024"), path, body).status, 403);
    EXPECT_EQ(world.create(world.municipal(), path, body).status, 201);
    EXPECT_EQ(world.create(world.municipal(), path, body).status, 412);
    EXPECT_EQ(world.create(world.municipal(domain::Role::Municipal, "131024"), path, body).code(),
              "id-taken");
}

TEST_F(Facilities, AreNotConfirmedInTheFuture) {
    EXPECT_EQ(patch(manager, 1, R"({"confirmed_on":"2030-01-01"})").fault(), "/confirmed_on in-the-future");
    EXPECT_EQ(patch(manager, 1, R"({"confirmed_on":"2026-11-21"})").fault(), "/confirmed_on in-the-future");
    EXPECT_EQ(patch(manager, 1, R"({"confirmed_on":"2026-11-20"})").status, 200);
    const std::string path = "/v1/facilities/" + world.newId();
    EXPECT_EQ(
        world
            .create(world.municipal(), path,
                    R"({"municipality_code":"131016","confirmed_on":"2026-11-21","profile":{"name":"園"}})")
            .fault(),
        "/confirmed_on in-the-future");
}

TEST_F(Facilities, NameNoOtherMunicipalityInTheirProfile) {
    EXPECT_EQ(patch(manager, 1, R"({"profile":{"municipality_code":"131024"}})").fault(),
              "/profile/municipality_code not-allowed");
    EXPECT_EQ(patch(manager, 1, R"({"profile":{"municipality_code":"131016"}})").status, 200);
    const std::string path = "/v1/facilities/" + world.newId();
    EXPECT_EQ(
        world
            .create(world.municipal(), path,
                    R"({"municipality_code":"131016","profile":{"name":"園","municipality_code":"131024"}})")
            .fault(),
        "/profile/municipality_code not-allowed");
}

TEST_F(Facilities, StillCorrectIsKeptWithItsDay) {
    const auto confirmed = world.change(manager, "POST", "/v1/facilities/" + world.hinata + "/confirm", 1);
    EXPECT_EQ(confirmed.text("confirmed_on"), "2026-11-20");
    EXPECT_EQ(confirmed.number("version"), 2);
}

TEST_F(Facilities, AreFoundByNameInOnesOwnMunicipality) {
    const auto all = world.get(world.municipal(), "/v1/facilities?municipality=131016");
    EXPECT_EQ(all.json["facilities"].Size(), 2U);
    const auto found = world.get(world.municipal(), "/v1/facilities?q=こもれび");
    ASSERT_EQ(found.json["facilities"].Size(), 1U);
    EXPECT_TRUE(found.has("架空こもれび園"));
    EXPECT_EQ(world.get(portal, "/v1/facilities").json["facilities"].Size(), 1U);
    const auto page = world.get(world.municipal(), "/v1/facilities?limit=1");
    EXPECT_EQ(page.json["facilities"].Size(), 1U);
    EXPECT_TRUE(page.json["more"].GetBool());
    EXPECT_EQ(world.get(manager, "/v1/facilities?limit=0").status, 422);
    EXPECT_EQ(world.get(manager, "/v1/facilities?limit=many").status, 422);
}

TEST_F(Facilities, AvailabilityShowsFreeSeatsAndNoFamilies) {
    const auto open = world.addSlot(world.hinata, "2026-12-04", "10:00", 3);
    world.addSlot(world.hinata, "2026-12-05", "10:00", 1, R"(,"status":"closed")");
    world.addSlot(world.hinata, "2027-03-05");
    const auto later =
        world.addSlot(world.hinata, "2026-12-07", "10:00", 1, R"(,"opens_at":"2026-12-01T01:00:00Z")");
    world.addRequest(portal, open);
    const auto answer = world.get(portal, "/v1/facilities/" + world.hinata + "/availability");
    ASSERT_EQ(answer.json["slots"].Size(), 2U) << answer.body;
    EXPECT_EQ(answer.json["slots"][0]["seats_free"].GetInt(), 2);
    EXPECT_TRUE(answer.json["slots"][0]["bookable"].GetBool());
    EXPECT_EQ(answer.json["slots"][1]["id"].GetString(), later);
    EXPECT_FALSE(answer.json["slots"][1]["bookable"].GetBool());
    EXPECT_FALSE(answer.has("花子"));
    const std::string path = "/v1/facilities/" + world.hinata + "/availability";
    EXPECT_EQ(world.get(portal, path + "?from=2027-03-01&to=2027-03-31").json["slots"].Size(), 1U);
    EXPECT_EQ(world.get(portal, path + "?from=2027-03-31&to=2027-03-01").status, 422);
    EXPECT_EQ(world.get(portal, path + "?from=yesterday").status, 422);
    EXPECT_EQ(world.get(portal, path + "?from=1900-01-01&to=2199-01-01").status, 422);
}

class DueTimes : public Facilities {
protected:
    /// Friday 20 November 10:00; 22 open hours of 10 a day end on Tuesday at 12:00.
    std::string request = world.addRequest(portal, world.addSlot(world.hinata, "2026-12-11"));
    HandlerWorld::Reply reservation() { return world.get(manager, "/v1/reservations/" + request); }
};

TEST_F(DueTimes, FollowTheFacilitysHours) {
    EXPECT_EQ(reservation().text("decision_due_at"), "2026-11-24T03:00:00Z");
    const std::string half = R"({"open_hours":[{"weekday":5,"from":"08:00","to":"12:00"}]})";
    ASSERT_EQ(patch(manager, 1, half).status, 200);
    // Fridays only, four hours each: 2 + 4 + 4 + 4 + 4 and 4 of the 22 on 25 December.
    EXPECT_EQ(reservation().text("decision_due_at"), "2026-12-25T03:00:00Z");
    EXPECT_EQ(reservation().number("version"), 1); // nobody's pending answer is refused because of it
}

TEST_F(DueTimes, LeaveOutClosingDays) {
    const std::string path = "/v1/closures/" + world.newId();
    const std::string body =
        R"({"facility_id":")" + world.hinata + R"(","date":"2026-11-21","reason":"運動会"})";
    ASSERT_EQ(world.create(world.staffOf(world.hinata), path, body).status, 201);
    EXPECT_EQ(reservation().text("decision_due_at"),
              "2026-11-25T03:00:00Z"); // ten hours later: 18 → 12 on Wednesday
    ASSERT_EQ(world.change(world.staffOf(world.hinata), "DELETE", path, 1).status, 204);
    EXPECT_EQ(reservation().text("decision_due_at"), "2026-11-24T03:00:00Z");
}

TEST_F(DueTimes, FollowTheMunicipalitysThresholdAndClosedDays) {
    const auto change = [this](std::int64_t version, const std::string &body) {
        return world.change(world.municipal(), "PATCH", "/v1/municipalities/131016", version, body);
    };
    ASSERT_EQ(change(1, R"({"warn_minutes":60,"late_minutes":120})").status, 200);
    EXPECT_EQ(reservation().text("decision_due_at"), "2026-11-20T03:00:00Z");
    ASSERT_EQ(change(2, R"({"extra_closed_days":["2026-11-20"]})").status, 200);
    EXPECT_EQ(reservation().text("decision_due_at"), "2026-11-21T01:00:00Z");
    EXPECT_EQ(change(3, R"({"late_minutes":30})").fault(), "/late_minutes too-small");
    EXPECT_EQ(change(3, R"({"late_minutes":0})").status, 422);
    EXPECT_EQ(change(2, R"({"late_minutes":300})").status, 412);
    EXPECT_EQ(change(3, R"({"name":"  "})").fault(), "/name required");
}

TEST_F(DueTimes, AnsweredReservationsAreLeftAlone) {
    ASSERT_EQ(world.change(manager, "POST", "/v1/reservations/" + request + "/approve", 1).status, 200);
    ASSERT_EQ(patch(manager, 1, R"({"open_hours":[{"weekday":5,"from":"08:00","to":"12:00"}]})").status, 200);
    EXPECT_EQ(reservation().text("decision_due_at"), "2026-11-24T03:00:00Z");
    EXPECT_EQ(reservation().number("version"), 2);
}

} // namespace
