// The municipality's figures, out of what really happened; its coverage; its follow-ups.
#include "support/feed_follower.h"

#include "wire/office_json.h"

namespace {

class Figures : public testing::Test {
protected:
    HandlerWorld world;
    hub::Caller portal = world.system("enpark", world.hinata);
    hub::Caller staff = world.staffOf(world.hinata);

    domain::StatisticsReport report(const std::string &query = {}) {
        const auto answer = world.get(world.municipal(), "/v1/municipalities/131016/statistics" + query);
        EXPECT_EQ(answer.status, 200) << answer.body;
        return wire::statisticsReportFromJson(answer.body).value_or(domain::StatisticsReport());
    }
    void step(const std::string &id, const char *call, std::int64_t version, const char *body = "") {
        const auto done = world.change(staff, "POST", "/v1/reservations/" + id + "/" + call, version, body);
        ASSERT_EQ(done.status, 200) << done.body;
    }
};

TEST_F(Figures, ComeFromTheReservations) {
    const std::string slot = world.addSlot(world.hinata, "2026-11-21", "10:00", 4);
    const auto came = world.addRequest(portal, slot, "甲");
    const auto missed = world.addRequest(portal, slot, "乙");
    const auto declined = world.addRequest(portal, slot, "丙");
    world.clock.advance(std::chrono::minutes(60)); // Friday 11:00
    step(came, "approve", 1);
    step(declined, "decline", 1, R"({"reason":"架空の行事"})");
    world.clock.advance(std::chrono::minutes(30));
    step(missed, "approve", 1);
    const auto phone = world.newId();
    world.create(staff, "/v1/reservations/" + phone, world.bookingJson(slot, "phone", "丁"));
    world.clock.set(*domain::parseInstant("2026-11-21T03:00:00Z"));
    step(came, "attend", 2);
    step(missed, "no-show", 2);
    const auto figures = report("?from=2026-11-01&to=2026-11-30").whole;
    EXPECT_EQ(figures.useBySlots, (domain::Share{3, 1}));
    EXPECT_EQ(figures.useBySeats, (domain::Share{3, 4}));
    EXPECT_EQ(figures.noShow, (domain::Share{1, 2}));
    EXPECT_EQ(figures.medianMinutes, 60);
    EXPECT_EQ(figures.p90Minutes, 90);
    EXPECT_EQ(figures.late, (domain::Share{0, 3}));
    EXPECT_EQ(figures.automatic, (domain::Share{0, 3}));
    EXPECT_EQ(figures.bookings, 4);
    EXPECT_EQ(figures.byChannel, (std::map<std::string, std::int64_t>{{"phone", 1}, {"portal", 3}}));
    EXPECT_EQ(figures.byClass[0], 4);
}

TEST_F(Figures, AreAskedForDaysThatCanBeMeant) {
    const auto faultOf = [&](const std::string &query) {
        return world.get(world.municipal(), "/v1/municipalities/131016/statistics" + query).fault();
    };
    EXPECT_EQ(faultOf("?from=0001-01-01"), "/query/from not-a-date");
    EXPECT_EQ(faultOf("?from=1999-12-31&to=2000-01-02"), "/query/from out-of-range");
    EXPECT_EQ(faultOf("?from=2026-11-01&to=2199-01-01"), "/query/to out-of-range");
    EXPECT_EQ(faultOf("?from=2026-11-02&to=2026-11-01"), "/query/to ends-before-start");
    EXPECT_EQ(world.get(portal, "/v1/facilities/" + world.hinata + "/availability?from=1999-01-01").fault(),
              "/query/from out-of-range");
}

TEST_F(Figures, CountAutomaticApprovalsAndLateAnswers) {
    const std::string rule = "/v1/facilities/" + world.hinata + "/approval-rule";
    const std::string slot = world.addSlot(world.hinata, "2026-12-11", "10:00", 4);
    const auto late = world.addRequest(portal, slot, "甲");
    world.clock.set(*domain::parseInstant("2026-11-30T01:00:00Z"));
    step(late, "approve", 1);
    ASSERT_EQ(world
                  .create(world.managerOf(world.hinata), rule,
                          R"({"enabled":true,"conditions":{"no_question":false,"first_visit_only":false}})")
                  .status,
              201);
    world.addRequest(portal, slot, "乙");
    const auto figures = report("?from=2026-11-01&to=2026-12-31").whole;
    EXPECT_EQ(figures.automatic, (domain::Share{1, 2}));
    EXPECT_EQ(figures.late, (domain::Share{1, 2}));
}

TEST_F(Figures, AreGivenFacilityByFacilityToo) {
    world.addRequest(portal, world.addSlot(world.hinata));
    world.addSlot(world.komorebi);
    const auto all = report("?from=2026-11-01&to=2026-12-31");
    ASSERT_EQ(all.facilities.size(), 2U);
    for (const auto &one : all.facilities) {
        EXPECT_EQ(one.figures.bookings, one.facilityId.text() == world.hinata ? 1 : 0);
        EXPECT_EQ(one.figures.useBySlots.of, 1);
    }
    const auto one = report("?from=2026-11-01&to=2026-12-31&facility=" + world.komorebi);
    ASSERT_EQ(one.facilities.size(), 1U);
    EXPECT_EQ(one.whole.bookings, 0);
    EXPECT_EQ(one.facilities[0].facilityName, "架空こもれび園");
}

TEST_F(Figures, AreTheMunicipalitysOwn) {
    const std::string path = "/v1/municipalities/131016/";
    for (const char *what : {"statistics", "coverage"}) {
        EXPECT_EQ(world.get(world.municipal(domain::Role::Auditor), path + what).status, 200);
        EXPECT_EQ(world.get(world.municipal(domain::Role::Municipal, "131024"), path + what).status, 404);
        EXPECT_EQ(world.get(world.managerOf(world.hinata), path + what).status, 403);
        EXPECT_EQ(world.get(portal, path + what).status, 403);
        EXPECT_EQ(world.get(world.hubOperator(), path + what).status, 403);
    }
    EXPECT_EQ(world.get(world.municipal(), path + "statistics?facility=" + world.minato).status, 404);
    EXPECT_EQ(world.get(world.municipal(), path + "statistics?from=2026-12-01&to=2026-11-01").fault(),
              "/query/to ends-before-start");
    EXPECT_EQ(world.get(world.municipal(), path + "statistics?from=2020-12-01").fault(),
              "/query/to out-of-range");
}

TEST_F(Figures, HoldNothingPersonal) {
    world.addRequest(portal, world.addSlot(world.hinata), "架空");
    const auto answer = world.get(world.municipal(), "/v1/municipalities/131016/statistics?to=2026-12-31");
    EXPECT_FALSE(answer.has("花子") || answer.has("090-") || answer.has("駐輪場"));
}

TEST_F(Figures, CoverageCountsWhoTakesPart) {
    const auto coverage = [this] {
        const auto answer = world.get(world.municipal(), "/v1/municipalities/131016/coverage");
        return wire::coverageFromJson(answer.body).value_or(domain::Coverage());
    };
    EXPECT_EQ(coverage(), (domain::Coverage{.facilities = 2, .participating = 2}));
    world.addSlot(world.hinata);
    world.addSlot(world.komorebi, "2027-02-01"); // too far away
    world.change(world.municipal(), "PATCH", "/v1/facilities/" + world.komorebi, 1,
                 R"({"participating":false})");
    world.change(world.managerOf(world.hinata), "POST", "/v1/facilities/" + world.hinata + "/confirm", 1);
    world.create(world.municipal(), "/v1/vacancies/" + world.hinata + "/2026-11",
                 R"({"basis_date":"2026-11-01","meaning":"now","values":{},"status":"confirmed"})");
    EXPECT_EQ(coverage(), (domain::Coverage{.facilities = 2,
                                            .participating = 1,
                                            .withOpenSlots = 1,
                                            .published = 0,
                                            .confirmed = 1,
                                            .vacancyEntered = 1}));
    EXPECT_TRUE(world.get(world.municipal(), "/v1/municipalities/131016/coverage")
                    .has(R"("participation":{"part":1,"of":2,"value":0.5})"));
    world.clock.advance(std::chrono::hours(24 * 184));
    EXPECT_EQ(coverage().confirmed, 0);
}

class FollowUps : public testing::Test {
protected:
    HandlerWorld world;
    [[nodiscard]] std::string call(const std::string &more = {}) const {
        return R"({"facility_id":")" + world.hinata +
               R"(","at":"2026-11-20T00:30:00Z","method":"phone","counterpart":"副園長","result":"明日答える")" +
               more + "}";
    }
    HandlerWorld::Reply post(const hub::Caller &caller, const std::string &body) {
        return world.call(caller, "POST", "/v1/follow-ups", body);
    }
};

TEST_F(FollowUps, AreForTheMunicipalityOnly) {
    const std::string id = world.newId();
    const auto made = post(world.municipal(), call(R"(,"next_on":"2026-11-24","id":")" + id + "\""));
    EXPECT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made.text("by"), "区の職員 架空");
    EXPECT_EQ(made.etag, "\"1\"");
    const auto knows = [&](const hub::Caller &caller) {
        FeedFollower follower;
        follower.pullAll(world, caller);
        return follower.knows("follow_up", id);
    };
    EXPECT_TRUE(knows(world.municipal()));
    EXPECT_TRUE(knows(world.municipal(domain::Role::Auditor)));
    EXPECT_FALSE(knows(world.staffOf(world.hinata)));
    EXPECT_FALSE(knows(world.system("enpark", world.hinata)));
    EXPECT_EQ(post(world.municipal(), call(R"(,"id":")" + id + "\"")).code(), "id-taken");
    EXPECT_EQ(world.count("SELECT count(*) FROM audit WHERE action = 'follow_up.create'"), 1);
}

TEST_F(FollowUps, GetAnIdFromTheHubWhereTheyBringNone) {
    const auto made = post(world.municipal(), call());
    EXPECT_TRUE(domain::FollowUpId::parse(made.text("id"))) << made.body;
}

TEST_F(FollowUps, SpeakOfTheFacilitysOwnReservations) {
    const auto own = world.addRequest(world.system("enpark", world.hinata), world.addSlot(world.hinata));
    const auto others =
        world.addRequest(world.system("enpark", world.komorebi), world.addSlot(world.komorebi));
    EXPECT_EQ(post(world.municipal(), call(R"(,"reservation_ids":[")" + own + "\"]")).status, 201);
    EXPECT_EQ(
        post(world.municipal(), call(R"(,"reservation_ids":[")" + own + "\",\"" + others + "\"]")).fault(),
        "/reservation_ids/1 not-found");
}

TEST_F(FollowUps, AreWrittenByMunicipalStaff) {
    for (const auto &caller : {world.managerOf(world.hinata), world.municipal(domain::Role::Auditor),
                               world.system("enpark", world.hinata), world.hubOperator()}) {
        EXPECT_EQ(post(caller, call()).status, 403);
    }
    EXPECT_EQ(post(world.municipal(domain::Role::Municipal, "131024"), call()).fault(),
              "/facility_id not-found");
    const std::string pigeon =
        R"({"facility_id":")" + world.hinata + R"(","at":"2026-11-20T00:30:00Z","method":"pigeon"})";
    EXPECT_EQ(post(world.municipal(), pigeon).fault(), "/method not-allowed");
    EXPECT_EQ(post(world.municipal(), call(R"(,"next_on":"2026-11-01")")).fault(),
              "/next_on ends-before-start");
}

} // namespace
