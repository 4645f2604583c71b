// Notices reach whom they are for, and the hub's status; what a desk printed or exported is on record.
#include "support/feed_follower.h"

namespace {

class Notices : public testing::Test {
protected:
    HandlerWorld world;
    std::string id = world.newId();
    std::string path = "/v1/notices/" + id;
    [[nodiscard]] static std::string notice(const std::string &audience, const std::string &more = {}) {
        return R"({"audience":")" + audience + R"(","text":"架空の保守のお知らせ")" + more + "}";
    }
    bool reaches(const hub::Caller &caller, const std::string &notice) {
        FeedFollower follower;
        follower.pullAll(world, caller);
        return follower.knows("notice", notice);
    }
};

TEST_F(Notices, OfTheHubReachEverybody) {
    EXPECT_EQ(world.create(world.hubOperator(), path, notice("everyone")).status, 201);
    EXPECT_TRUE(reaches(world.staffOf(world.hinata), id));
    EXPECT_TRUE(reaches(world.staffOf(world.minato), id));
    EXPECT_TRUE(reaches(world.municipal(), id));
    EXPECT_TRUE(reaches(world.system("enpark", world.hinata), id));
    EXPECT_TRUE(reaches(world.operatorOffice(), id));
    EXPECT_TRUE(reaches(world.hubOperator(), id));
}

TEST_F(Notices, ReachOnlyTheirAudience) {
    const std::string forNurseries = world.newId();
    const std::string forMunicipal = world.newId();
    const std::string forSystems = world.newId();
    world.create(world.hubOperator(), "/v1/notices/" + forNurseries, notice("nurseries"));
    world.create(world.hubOperator(), "/v1/notices/" + forMunicipal, notice("municipal"));
    world.create(world.hubOperator(), "/v1/notices/" + forSystems, notice("systems"));
    const auto portal = world.system("enpark", world.hinata);
    EXPECT_TRUE(reaches(world.staffOf(world.hinata), forNurseries));
    EXPECT_FALSE(reaches(world.staffOf(world.hinata), forMunicipal));
    EXPECT_FALSE(reaches(world.municipal(), forNurseries));
    EXPECT_TRUE(reaches(world.municipal(domain::Role::Auditor), forMunicipal));
    EXPECT_TRUE(reaches(portal, forSystems));
    EXPECT_FALSE(reaches(portal, forNurseries));
}

TEST_F(Notices, OfAMunicipalityStayWithinIt) {
    EXPECT_EQ(world.create(world.municipal(), path, notice("nurseries")).status, 201);
    EXPECT_TRUE(reaches(world.staffOf(world.hinata), id));
    EXPECT_FALSE(reaches(world.staffOf(world.minato), id));
    EXPECT_FALSE(reaches(world.municipal(domain::Role::Municipal, "131024"), id));
    const auto foreign = world.municipal(domain::Role::Municipal, "131024");
    EXPECT_EQ(world.change(foreign, "PATCH", path, 1, R"({"text":"別の文"})").status, 404);
    EXPECT_EQ(world.create(foreign, path, notice("nurseries")).code(), "id-taken");
    EXPECT_EQ(world.change(world.hubOperator(), "DELETE", path, 1).status, 404);
}

TEST_F(Notices, ThatAreForOthersNowGoAwayFromWhoHadThem) {
    world.create(world.hubOperator(), path, notice("everyone"));
    FeedFollower staff;
    staff.pullAll(world, world.staffOf(world.hinata));
    ASSERT_TRUE(staff.knows("notice", id));
    EXPECT_EQ(world.change(world.hubOperator(), "PATCH", path, 1, R"({"audience":"municipal"})").status, 200);
    staff.pullAll(world, world.staffOf(world.hinata));
    EXPECT_FALSE(staff.knows("notice", id));
    EXPECT_EQ(world.change(world.hubOperator(), "DELETE", path, 2).status, 204);
    EXPECT_FALSE(reaches(world.municipal(), id));
}

TEST_F(Notices, WakeWhoWaits) {
    const auto cursor = world.get(world.staffOf(world.hinata), "/v1/changes").text("cursor");
    world.get(world.staffOf(world.hinata), "/v1/changes?wait=20&cursor=" + cursor);
    ASSERT_TRUE(world.longPoll);
    const auto waiting = world.longPoll->scope;
    world.create(world.hubOperator(), path, notice("everyone"));
    ASSERT_EQ(world.changedScopes.size(), 1U);
    EXPECT_TRUE(waiting.contains(*world.changedScopes.begin()));
}

TEST_F(Notices, ToEveryoneAreTheHubsStatusWhileTheyLast) {
    const std::string planned = world.newId();
    world.create(world.hubOperator(), path, notice("everyone", R"(,"to":"2026-11-20T02:00:00Z")"));
    world.create(world.hubOperator(), "/v1/notices/" + planned,
                 R"({"audience":"everyone","text":"架空の計画停止","from":"2026-11-20T01:30:00Z"})");
    world.create(world.hubOperator(), "/v1/notices/" + world.newId(), notice("systems"));
    world.create(world.municipal(), "/v1/notices/" + world.newId(),
                 R"({"audience":"everyone","text":"区だけの話"})");
    const auto status = [this] { return world.get(world.hubOperator(), "/v1/status"); };
    EXPECT_TRUE(status().has("架空の保守のお知らせ"));
    EXPECT_FALSE(status().has("架空の計画停止"));
    EXPECT_FALSE(status().has("区だけの話"));
    EXPECT_EQ(status().json["notices"].Size(), 1U);
    world.clock.set(*domain::parseInstant("2026-11-20T02:00:00Z"));
    EXPECT_EQ(status().json["notices"].Size(), 1U);
    EXPECT_TRUE(status().has("架空の計画停止"));
}

TEST_F(Notices, AreWrittenByOperatorsAndMunicipalStaffOnly) {
    for (const auto &caller :
         {world.staffOf(world.hinata), world.managerOf(world.hinata), world.municipal(domain::Role::Auditor),
          world.system("enpark", world.hinata)}) {
        EXPECT_EQ(world.create(caller, path, notice("everyone")).status, 403);
        EXPECT_EQ(world.change(caller, "PATCH", path, 1, "{}").status, 403);
        EXPECT_EQ(world.change(caller, "DELETE", path, 1).status, 403);
    }
    EXPECT_EQ(world.create(world.hubOperator(), path, notice("everybody")).fault(), "/audience not-allowed");
    EXPECT_EQ(world.count("SELECT count(*) FROM audit WHERE action LIKE 'notice.%'"), 0);
    world.create(world.hubOperator(), path, notice("everyone"));
    EXPECT_EQ(
        world.count("SELECT count(*) FROM audit WHERE action = 'notice.create' AND municipality = '000000'"),
        1);
}

class AuditEvents : public testing::Test {
protected:
    HandlerWorld world;
    HandlerWorld::Reply post(const hub::Caller &caller, const std::string &body) {
        return world.call(caller, "POST", "/v1/audit-events", body);
    }
    [[nodiscard]] std::string printed(const std::string &more = {}) const {
        return R"({"action":"print","kind":"reservation","facility_id":")" + world.hinata +
               R"(","occurred_at":"2026-11-20T00:30:00Z")" + more + "}";
    }
};

TEST_F(AuditEvents, StandInTheChainOfTheFacilitysMunicipality) {
    const std::string one = world.newId();
    const std::string two = world.newId();
    const auto noted = post(world.staffOf(world.hinata), printed(R"(,"members":["guardian","children"],)"
                                                                 R"("object_ids":[")" +
                                                                 one + R"(",")" + two + R"("])"));
    EXPECT_EQ(noted.status, 204) << noted.body;
    EXPECT_EQ(
        world.count("SELECT count(*) FROM audit WHERE action = 'desk.print' AND municipality = '131016' AND "
                    "members = 'guardian,children,occurred_at:2026-11-20T00:30:00Z,count:2'"),
        2);
    world.inTransaction([](hub::Context &context) {
        EXPECT_TRUE(hub::auditChainHolds(context.db, "131016").value_or(false));
    });
    EXPECT_TRUE(world.get(world.municipal(), "/v1/audit").has("desk.print"));
}

TEST_F(AuditEvents, LetNothingPersonalIn) {
    const auto staff = world.staffOf(world.hinata);
    EXPECT_EQ(post(staff, printed(R"(,"members":["架空 花子"])")).fault(), "/members not-allowed");
    EXPECT_EQ(post(staff, printed(R"(,"object_ids":["090-0000-0000"])")).fault(), "/object_ids not-an-id");
    EXPECT_EQ(post(staff, printed(R"(,"name":"架空")")).code(), "unknown-member");
    EXPECT_EQ(post(staff, R"({"action":"read","kind":"moon","occurred_at":"2026-11-20T00:30:00Z"})").fault(),
              "/action not-allowed");
    EXPECT_EQ(world.count("SELECT count(*) FROM audit WHERE action LIKE 'desk.%'"), 0);
}

TEST_F(AuditEvents, AreOfOnesOwnScope) {
    EXPECT_EQ(post(world.staffOf(world.komorebi), printed()).fault(), "/facility_id not-found");
    EXPECT_EQ(post(world.system("enpark", world.hinata), printed()).status, 403);
    EXPECT_EQ(post(world.hubOperator(), printed()).status, 403);
    const std::string whole =
        R"({"action":"export","kind":"vacancy","count":1300,"occurred_at":"2026-11-20T00:30:00Z"})";
    EXPECT_EQ(post(world.staffOf(world.hinata), whole).fault(), "/facility_id required");
    EXPECT_EQ(post(world.municipal(), whole).status, 204);
    EXPECT_EQ(world.count("SELECT count(*) FROM audit WHERE action = 'desk.export' AND "
                          "members = 'occurred_at:2026-11-20T00:30:00Z,count:1300'"),
              1);
}

} // namespace
