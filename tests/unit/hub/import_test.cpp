// A municipality's list of facilities comes in as a file, tried first and then for good.
#include "handler_world.h"

namespace {

class Import : public testing::Test {
protected:
    HandlerWorld world;
    std::string list = "ID,名称,名称_カナ,電話番号\r\n"
                       "A-1,架空あさがお園,カクウアサガオエン,０３－１１１１－１１１１\r\n"
                       "A-2,,カクウナナシエン,\r\n";
    HandlerWorld::Reply post(const hub::Caller &caller, const std::string &file, const char *query = "") {
        return world.call(caller, "POST", std::string("/v1/facilities/import") + query, file);
    }
    std::int64_t facilities() { return world.count("SELECT count(*) FROM facility"); }
};

TEST_F(Import, IsTriedWithoutStoring) {
    const auto tried = post(world.municipal(), list, "?dry_run=true");
    ASSERT_EQ(tried.status, 200) << tried.body;
    EXPECT_EQ(facilities(), 3);
    EXPECT_EQ(world.count(
                  "SELECT count(*) FROM audit WHERE action = 'facility.create' AND municipality = '131016'"),
              2); // the world's own
    const auto &rows = tried.json["rows"];
    ASSERT_EQ(rows.Size(), 2U);
    EXPECT_STREQ(rows[0]["errors"][0]["code"].GetString(), "no-name");
    EXPECT_EQ(rows[0]["row"].GetInt(), 3);
    EXPECT_STREQ(rows[1]["outcome"].GetString(), "created");
    EXPECT_STREQ(tried.json["repairs"][0]["after"].GetString(), "03-1111-1111");
    EXPECT_TRUE(tried.json["dry_run"].GetBool());
}

TEST_F(Import, MakesWhatIsNewAndChangesWhatIsKnown) {
    const auto first = post(world.municipal(), list);
    ASSERT_EQ(first.status, 200) << first.body;
    EXPECT_EQ(facilities(), 4);
    const std::string id = first.json["rows"][1]["facility_id"].GetString();
    EXPECT_EQ(world.get(world.municipal(), "/v1/facilities/" + id).text("standard_id"), "A-1");
    const auto same = post(world.municipal(), list);
    EXPECT_STREQ(same.json["rows"][1]["outcome"].GetString(), "unchanged");
    const auto other = post(world.municipal(), "ID,名称,FAX番号\nA-1,架空あさがお園,03-2222-2222\n");
    EXPECT_STREQ(other.json["rows"][0]["outcome"].GetString(), "updated");
    EXPECT_STREQ(other.json["rows"][0]["items"].GetString(), "fax");
    EXPECT_STREQ(other.json["rows"][0]["facility_id"].GetString(), id.c_str());
    const auto after = world.get(world.municipal(), "/v1/facilities/" + id);
    EXPECT_EQ(after.number("version"), 2);
    EXPECT_TRUE(after.has("03-1111-1111")); // what the list leaves out stays
    EXPECT_EQ(facilities(), 4);
}

TEST_F(Import, SaysWhatKindOfFileItIsNot) {
    const auto unknown = post(world.municipal(), "a,b\n1,2\n");
    EXPECT_EQ(unknown.fault(), "/file unknown-layout");
    EXPECT_TRUE(unknown.has("No column 名称, ID / NO. The headings are: a, b")) << unknown.body;
    EXPECT_EQ(post(world.municipal(), "市区町村コード,ID,名称\n132012,1,架空園\n").fault(),
              "/file other-municipality");
    EXPECT_EQ(post(world.municipal(), "").fault(), "/file empty");
    EXPECT_EQ(post(world.municipal(), "ID,\x96\xbc\x8f\xcc\n").fault(), "/file not-utf8");
    EXPECT_EQ(post(world.municipal(), list, "?dry_run=maybe").fault(), "/query/dry_run not-allowed");
}

TEST_F(Import, IsForMunicipalStaffAndTheirOwnMunicipality) {
    for (const auto &caller :
         {world.managerOf(world.hinata), world.municipal(domain::Role::Auditor),
          world.system("enpark", world.hinata), world.hubOperator(), world.operatorOffice()}) {
        EXPECT_EQ(post(caller, list).status, 403);
    }
    post(world.municipal(domain::Role::Municipal, "131024"), list);
    EXPECT_EQ(
        world.count("SELECT count(*) FROM facility WHERE standard_id = 'A-1' AND municipality = '131024'"),
        1);
}

} // namespace
