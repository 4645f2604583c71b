// A profile is published, its past can be read, and the open-data list holds what was published.
#include "handler_world.h"

#include "formats/open_data_csv.h"

namespace {

class Publishing : public testing::Test {
protected:
    HandlerWorld world;
    std::string path = "/v1/facilities/" + world.hinata;
    hub::Caller manager = world.managerOf(world.hinata);

    /// What the standard requires, and an ID of the list.
    void complete() {
        const auto done = world.change(
            manager, "PATCH", path, 1,
            R"({"standard_id":"A-1","profile":{"name_kana":"カクウヒナタエン","address":"架空県架空市1, 2"}})");
        ASSERT_EQ(done.status, 200) << done.body;
    }
    std::string list(const std::string &query = {}) {
        return world.get(hub::Caller(), "/v1/open-data/131016_preschool.csv" + query).body;
    }
};

TEST_F(Publishing, NeedsWhatTheStandardRequires) {
    const auto refused = world.change(manager, "POST", path + "/publish", 1);
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(refused.has("/profile/name_kana") && refused.has("/profile/address"));
    complete();
    EXPECT_EQ(world.change(manager, "POST", path + "/publish", 1).status, 412);
    const auto published = world.change(manager, "POST", path + "/publish", 2);
    EXPECT_EQ(published.status, 200) << published.body;
    EXPECT_EQ(published.number("published_version"), 2);
    EXPECT_EQ(published.etag, "\"2\"");
    EXPECT_EQ(world.count("SELECT count(*) FROM audit WHERE action = 'facility.publish'"), 1);
    EXPECT_TRUE(world.get(manager, "/v1/changes").has(R"("published_version":2)"));
}

TEST_F(Publishing, TellsOfValuesThatASpreadsheetWouldRunAndPublishesThemAsTheyAre) {
    complete();
    const std::string harmful = R"(=HYPERLINK(\"http://example.invalid\",\"園\"))";
    const auto edited = world.change(manager, "PATCH", path, 2,
                                     R"({"profile":{"note":")" + harmful +
                                         R"(","access":"@駅から5分","phone":"+81-3-0000-0000"}})");
    ASSERT_EQ(edited.status, 200) << edited.body;
    const auto published = world.change(manager, "POST", path + "/publish", 3);
    ASSERT_EQ(published.status, 200) << published.body;
    EXPECT_TRUE(
        published.has(R"("flags":[{"item":"access","code":"formula"},{"item":"note","code":"formula"}])"))
        << published.body;
    EXPECT_NE(list().find(R"x("=HYPERLINK(""http://example.invalid"",""園"")")x"), std::string::npos)
        << list();
    EXPECT_FALSE(world.get(manager, path).has("\"flags\""));
}

TEST_F(Publishing, IsForThoseWhoKeepTheProfile) {
    complete();
    EXPECT_EQ(world.change(world.managerOf(world.komorebi), "POST", path + "/publish", 2).status, 404);
    EXPECT_EQ(world.change(world.municipal(domain::Role::Auditor), "POST", path + "/publish", 2).status, 403);
    EXPECT_EQ(world.change(world.system("enpark", world.hinata), "POST", path + "/publish", 2).status, 403);
    EXPECT_EQ(
        world.change(world.municipal(domain::Role::Municipal, "131024"), "POST", path + "/publish", 2).status,
        404);
    EXPECT_EQ(world.change(world.municipal(), "POST", path + "/publish", 2).status, 200);
}

TEST_F(Publishing, TheListHoldsWhatWasPublishedUntilTheNextTime) {
    EXPECT_TRUE(list().ends_with("備考\r\n")); // the headings only
    complete();
    world.change(manager, "POST", path + "/publish", 2);
    world.change(manager, "PATCH", path, 2, R"({"profile":{"address":"架空県新住所"}})");
    EXPECT_NE(list().find("\"架空県架空市1, 2\""), std::string::npos); // a comma needs quotes
    EXPECT_EQ(list().find("新住所"), std::string::npos);
    world.change(manager, "POST", path + "/publish", 3);
    const auto file = formats::readOpenData(list());
    ASSERT_TRUE(file);
    ASSERT_EQ(file->rows.size(), 1U);
    EXPECT_EQ(file->rows[0].facility.profile.at("address"), "架空県新住所");
    EXPECT_EQ(file->rows[0].facility.standardId, "A-1");
    EXPECT_EQ(file->rows[0].facility.municipalityCode, "131016");
}

TEST_F(Publishing, TheListNeedsNoSignInAndNamesItsMunicipality) {
    const auto whole = world.get(hub::Caller(), "/v1/open-data/131016_preschool.csv");
    EXPECT_EQ(whole.status, 200);
    EXPECT_TRUE(whole.body.starts_with("\xEF\xBB\xBF"));
    for (const char *file : {"131016_school.csv", "131017_preschool.csv", "000000_preschool.csv",
                             "011002_preschool.csv", "_preschool.csv"}) {
        EXPECT_EQ(world.get(hub::Caller(), std::string("/v1/open-data/") + file).status, 404) << file;
    }
    EXPECT_NE(list("?layout=28").find("NO,都道府県名"), std::string::npos);
    EXPECT_EQ(world.get(hub::Caller(), "/v1/open-data/131016_preschool.csv?layout=9").fault(),
              "/query/layout not-allowed");
}

TEST_F(Publishing, HistorySaysWhoChangedWhatAndWhen) {
    complete();
    world.clock.advance(std::chrono::hours(1));
    world.change(world.municipal(), "PATCH", path, 2,
                 R"({"profile":{"phone":"03-1111-1111","fax":"03-2222-2222"}})");
    world.change(manager, "POST", path + "/publish", 3);
    const auto history = world.get(manager, path + "/history");
    ASSERT_EQ(history.status, 200) << history.body;
    EXPECT_EQ(history.number("published_version"), 3);
    const auto &newest = history.json["history"][0];
    EXPECT_EQ(newest["version"].GetInt(), 3);
    EXPECT_STREQ(newest["at"].GetString(), "2026-11-20T02:00:00Z");
    EXPECT_STREQ(newest["actor"].GetString(), "区の職員 架空");
    EXPECT_STREQ(newest["action"].GetString(), "facility.change");
    EXPECT_STREQ(newest["after"]["profile"]["phone"].GetString(), "03-1111-1111");
    EXPECT_STREQ(newest["before"]["profile"]["phone"].GetString(), "03-0000-0000");
    EXPECT_TRUE(newest["before"]["profile"]["fax"].IsNull()); // was not filled in
    EXPECT_FALSE(newest["after"]["profile"].HasMember("name"));
    EXPECT_EQ(history.json["history"].Size(), 3U);
    EXPECT_STREQ(history.json["history"][2]["after"]["profile"]["name"].GetString(), "架空ひなた園");
}

TEST_F(Publishing, HistoryIsReadInPortions) {
    complete();
    const auto newest = world.get(manager, path + "/history?limit=1");
    EXPECT_EQ(newest.json["history"].Size(), 1U);
    EXPECT_TRUE(newest.json["more"].GetBool());
    const auto older = world.get(manager, path + "/history?limit=1&before=2");
    EXPECT_EQ(older.json["history"][0]["version"].GetInt(), 1);
    EXPECT_FALSE(older.json["more"].GetBool());
    EXPECT_EQ(world.get(world.system("enpark", world.hinata), path + "/history").status, 403);
    EXPECT_EQ(world.get(world.managerOf(world.komorebi), path + "/history").status, 404);
}

} // namespace
