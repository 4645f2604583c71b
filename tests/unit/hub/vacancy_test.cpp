// Monthly vacancies: nurseries fill them in, the municipality publishes them, connected systems see them
// then.
#include "support/feed_follower.h"

namespace {

class Vacancies : public testing::Test {
protected:
    HandlerWorld world;
    std::string key = world.hinata + "/2026-12";
    std::string path = "/v1/vacancies/" + key;
    [[nodiscard]] static std::string cells(const std::string &more = {}, const std::string &values = {}) {
        return R"({"basis_date":"2026-11-20","meaning":"next_month","values":{)" +
               (values.empty() ? R"("0":{"vacancy":0,"waiting":3},"1":{"vacancy":2},"5":null)" : values) +
               "}" + more + "}";
    }
    HandlerWorld::Reply confirm(const hub::Caller &caller, const std::string &facility) {
        return world.create(caller, "/v1/vacancies/" + facility + "/2026-12",
                            cells(R"(,"status":"confirmed")"));
    }
    HandlerWorld::Reply publish(const hub::Caller &caller, const std::string &facilities = {}) {
        return world.call(caller, "POST", "/v1/vacancies/publish",
                          R"({"month":"2026-12")" +
                              (facilities.empty() ? "" : R"(,"facility_ids":[)" + facilities + "]") + "}");
    }
};

TEST_F(Vacancies, KeepNoClassApartFromNone) {
    const auto made = world.create(world.staffOf(world.hinata), path, cells(R"(,"symbol":{"1":"△"})"));
    EXPECT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made.text("id"), key);
    EXPECT_EQ(made.text("status"), "draft");
    const auto &values = made.json["values"];
    EXPECT_EQ(values["0"]["vacancy"].GetInt(), 0);
    EXPECT_FALSE(values.HasMember("5"));
    EXPECT_FALSE(values["1"].HasMember("waiting"));
    EXPECT_TRUE(made.has(R"("symbol":{"1":"△"})"));
}

TEST_F(Vacancies, AreChangedByWhoHasSeenThem) {
    const auto staff = world.staffOf(world.hinata);
    EXPECT_EQ(world.call(staff, "PUT", path, cells()).status, 428);
    EXPECT_EQ(world.change(staff, "PUT", path, 1, cells()).status, 404);
    EXPECT_EQ(world.create(staff, path, cells()).status, 201);
    EXPECT_EQ(world.create(staff, path, cells()).status, 412);
    EXPECT_EQ(world.change(world.municipal(), "PUT", path, 1, cells()).number("version"), 2);
    const auto stale = world.change(staff, "PUT", path, 1, cells());
    EXPECT_EQ(stale.status, 412);
    EXPECT_TRUE(stale.has(R"("version":2)"));
}

TEST_F(Vacancies, SayWhatIsWrong) {
    const auto staff = world.staffOf(world.hinata);
    EXPECT_EQ(world.create(staff, path, cells({}, R"("6":{"vacancy":1})")).code(), "unknown-member");
    EXPECT_EQ(world.create(staff, path, cells({}, R"("1":{"vacancy":"○"})")).fault(),
              "/values/1/vacancy wrong-type");
    EXPECT_EQ(world.create(staff, path, cells({}, R"("1":{"vacancy":10000})")).fault(),
              "/values/1/vacancy out-of-range");
    EXPECT_EQ(world.create(staff, path, cells(R"(,"status":"published")")).fault(), "/status not-allowed");
    EXPECT_EQ(world.create(staff, path, cells(R"(,"month":"2026-11")")).fault(), "/month not-allowed");
    EXPECT_EQ(world.create(staff, "/v1/vacancies/" + world.hinata + "/2026-13", cells()).status, 400);
    EXPECT_EQ(world.create(staff, path, R"({"values":{}})").fault(), "/basis_date required");
}

TEST_F(Vacancies, BelongToTheirFacilityAndMunicipality) {
    EXPECT_EQ(world.create(world.staffOf(world.komorebi), path, cells()).status, 404);
    EXPECT_EQ(world.create(world.municipal(domain::Role::Municipal, "131024"), path, cells()).status, 404);
    EXPECT_EQ(world.create(world.municipal(domain::Role::Auditor), path, cells()).status, 403);
    EXPECT_EQ(world.create(world.system("enpark", world.hinata), path, cells()).status, 403);
    EXPECT_EQ(
        world.create(world.operatorOffice(), "/v1/vacancies/" + world.komorebi + "/2026-12", cells()).status,
        201);
}

TEST_F(Vacancies, ArePublishedByTheMunicipalityOnceConfirmed) {
    confirm(world.staffOf(world.hinata), world.hinata);
    world.create(world.operatorOffice(), "/v1/vacancies/" + world.komorebi + "/2026-12", cells());
    confirm(world.staffOf(world.minato), world.minato); // another municipality's
    EXPECT_EQ(publish(world.staffOf(world.hinata)).status, 403);
    const auto published = publish(world.municipal());
    EXPECT_EQ(published.body,
              R"({"published":[")" + world.hinata + R"("],"drafts":[")" + world.komorebi + R"("]})");
    EXPECT_EQ(publish(world.municipal()).body, R"({"published":[],"drafts":[")" + world.komorebi + R"("]})");
    FeedFollower follower;
    follower.pullAll(world, world.municipal());
    EXPECT_NE(follower.records["vacancy " + key].find(R"("status":"published")"), std::string::npos);
    EXPECT_EQ(world.count("SELECT count(*) FROM vacancy WHERE status = 'published'"), 1);
}

TEST_F(Vacancies, ArePublishedForSomeOnly) {
    confirm(world.staffOf(world.hinata), world.hinata);
    confirm(world.operatorOffice(), world.komorebi);
    const auto published = publish(world.municipal(), '"' + world.komorebi + '"');
    EXPECT_EQ(published.body, R"({"published":[")" + world.komorebi + R"("],"drafts":[]})");
}

TEST_F(Vacancies, OncePublishedAreTheMunicipalitysToChange) {
    confirm(world.staffOf(world.hinata), world.hinata);
    publish(world.municipal());
    const auto refused = world.change(world.staffOf(world.hinata), "PUT", path, 2, cells());
    EXPECT_EQ(refused.code(), "illegal-transition");
    EXPECT_EQ(world.change(world.municipal(), "PUT", path, 2, cells()).number("version"), 3);
}

TEST_F(Vacancies, ReachConnectedSystemsOnlyWhilePublished) {
    const auto portal = world.system("enpark", world.hinata);
    FeedFollower follower;
    confirm(world.staffOf(world.hinata), world.hinata);
    follower.pullAll(world, portal);
    EXPECT_FALSE(follower.knows("vacancy", key));
    publish(world.municipal());
    follower.pullAll(world, portal);
    EXPECT_TRUE(follower.knows("vacancy", key));
    EXPECT_FALSE(follower.knows("vacancy", world.komorebi + "/2026-12"));
    world.change(world.municipal(), "PUT", path, 2, cells()); // a draft again
    follower.pullAll(world, portal);
    EXPECT_FALSE(follower.knows("vacancy", key));
    FeedFollower staff;
    staff.pullAll(world, world.staffOf(world.hinata));
    EXPECT_TRUE(staff.knows("vacancy", key));
}

class VacancyBatch : public Vacancies {
protected:
    [[nodiscard]] std::string row(const std::string &facility, int version,
                                  const std::string &month = "2026-12") const {
        return R"({"version":)" + std::to_string(version) + R"(,"vacancy":)" +
               cells(R"(,"facility_id":")" + facility + R"(","month":")" + month + "\"") + "}";
    }
    HandlerWorld::Reply post(const hub::Caller &caller, const std::string &rows) {
        return world.call(caller, "POST", "/v1/vacancies/batch", R"({"vacancies":[)" + rows + "]}");
    }
};

TEST_F(VacancyBatch, IsAllOrNothing) {
    const auto made = post(world.municipal(), row(world.hinata, 0) + "," + row(world.komorebi, 0));
    EXPECT_EQ(made.status, 200) << made.body;
    EXPECT_EQ(made.json["vacancies"].Size(), 2U);
    const auto foreign = post(world.municipal(), row(world.hinata, 1) + "," + row(world.minato, 0));
    EXPECT_EQ(foreign.fault(), "/vacancies/1/vacancy/facility_id not-found");
    const auto stale = post(world.municipal(), row(world.komorebi, 1) + "," + row(world.hinata, 0));
    EXPECT_EQ(stale.status, 412);
    EXPECT_TRUE(stale.has(world.hinata));
    EXPECT_EQ(world.count("SELECT sum(version) FROM record WHERE kind = 'vacancy'"), 2); // both still at 1
}

TEST_F(VacancyBatch, RefusesOneCellTwiceAndNothingAtAll) {
    EXPECT_EQ(post(world.municipal(), row(world.hinata, 0) + "," + row(world.hinata, 0)).fault(),
              "/vacancies/1/vacancy/month duplicate");
    EXPECT_EQ(post(world.municipal(), "").fault(), "/vacancies out-of-range");
    EXPECT_EQ(post(world.municipal(domain::Role::Auditor), row(world.hinata, 0)).status, 403);
    EXPECT_EQ(post(world.municipal(), R"({"vacancy":)" + cells() + "}").fault(),
              "/vacancies/0/vacancy/facility_id not-found");
}

} // namespace
