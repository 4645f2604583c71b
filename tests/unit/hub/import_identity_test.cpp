// A city's list never changes whose nursery is whose, doubles one, or loses a word.
#include "handler_world.h"

#include "formats/open_data_csv.h"

namespace {

class ImportIdentity : public testing::Test {
protected:
    HandlerWorld world;
    hub::Caller office = world.municipal();
    const std::string headings = "NO,名称,名称_カナ,種別,住所,電話番号,FAX番号,法人番号,受入年齢\n";

    HandlerWorld::Reply import(const std::string &rows, const char *query = "") {
        auto reply =
            world.call(office, "POST", std::string("/v1/facilities/import") + query, headings + rows);
        EXPECT_EQ(reply.status, 200) << reply.body;
        return reply;
    }
    static std::int64_t counted(const HandlerWorld::Reply &reply, const char *what) {
        return reply.json["counts"][what].GetInt64();
    }
    static std::string textIn(const rapidjson::Value &value, const char *member) {
        return value.HasMember(member) ? value[member].GetString() : "";
    }
    static std::string idIn(const HandlerWorld::Reply &reply, unsigned row = 0) {
        return textIn(reply.json["rows"][row], "facility_id");
    }
    HandlerWorld::Reply facility(const std::string &id) { return world.get(office, "/v1/facilities/" + id); }
    std::string item(const std::string &id, const char *key) {
        const auto reply = facility(id);
        return textIn(reply.json["profile"], key);
    }
    void edit(const std::string &id, const std::string &patch) {
        const auto version = facility(id).number("version");
        const auto done = world.change(world.managerOf(id), "PATCH", "/v1/facilities/" + id, version, patch);
        ASSERT_EQ(done.status, 200) << done.body;
    }
    std::int64_t facilities() { return world.count("SELECT count(*) FROM facility"); }
    std::string classesOf(const std::string &id) {
        const auto reply = facility(id);
        std::string ages;
        for (const auto &places : reply.json["classes"].GetArray()) {
            ages += std::to_string(places["age"].GetInt());
        }
        return ages;
    }
};

constexpr auto aoba = "1,あおば園,アオバ,,架空区青葉町1-1,03-0000-0001,,,1歳から5歳\n";

TEST_F(ImportIdentity, ZerosThatASpreadsheetTookMakeNoNewFacility) {
    const auto first = import("0000000001,あおば園,アオバ,,架空区青葉町1-1,03-0000-0001,,,\n");
    for (const char *number : {"1", "001", "１", "1.0"}) {
        const auto again =
            import(std::string(number) + ",あおば園,アオバ,,架空区青葉町1-1,03-0000-0001,,,\n");
        EXPECT_EQ(counted(again, "unchanged"), 1) << again.body;
        EXPECT_EQ(idIn(again), idIn(first));
        EXPECT_TRUE(again.has(R"("after":"0000000001","code":"other-spelling")")) << again.body;
    }
    EXPECT_EQ(facilities(), 4);
    EXPECT_EQ(facility(idIn(first)).text("standard_id"), "0000000001");
}

TEST_F(ImportIdentity, ANewNumberWithAKnownNameAndAddressIsHeld) {
    const std::string id = idIn(import(aoba));
    const std::string list = "HK0001,あおば園,アオバ,,架空区青葉町１－１,03-0000-0001,,,\n";
    for (const char *query : {"?dry_run=true", ""}) {
        const auto held = import(list, query);
        EXPECT_EQ(counted(held, "held"), 1);
        const auto &row = held.json["rows"][0];
        EXPECT_STREQ(row["outcome"].GetString(), "held");
        EXPECT_STREQ(row["errors"][0]["code"].GetString(), "number-changes");
        EXPECT_EQ(textIn(row["match"], "facility_id"), id);
        EXPECT_EQ(textIn(row["match"], "standard_id"), "1");
        EXPECT_EQ(textIn(row["match"], "by"), "name,address,phone");
        EXPECT_EQ(facilities(), 4);
        EXPECT_EQ(facility(id).number("version"), 1);
    }
    const auto taken = import(list, "?accept=renumbered");
    EXPECT_EQ(counted(taken, "updated"), 1) << taken.body;
    EXPECT_EQ(textIn(taken.json["rows"][0], "items"), "standard_id");
    EXPECT_EQ(facility(id).text("standard_id"), "HK0001");
    EXPECT_EQ(facilities(), 4);
}

TEST_F(ImportIdentity, APureChangeOfNameIsAnOrdinaryUpdate) {
    const std::string id = idIn(import(aoba));
    EXPECT_EQ(idIn(import("1,あおばこども園,アオバ,,架空区青葉町1-1,,,,\n")), id);
    EXPECT_EQ(idIn(import("1,あおばの森,アオバ,,架空区新町7,03-0000-0001,,,\n")), id)
        << "the telephone number agrees";
    EXPECT_EQ(item(id, "name"), "あおばの森");
    EXPECT_EQ(item(id, "address"), "架空区新町7");
}

TEST_F(ImportIdentity, ASharedTelephoneNumberIsNoSignOfOneNursery) {
    const std::string two =
        "1,あおば園,,,架空区青葉町1-1,03-0000-0001,,,\n2,わかば園,,,架空区若葉町2,03-0000-0001,,,\n";
    import(two);
    const auto mixed =
        import("1,もみじ園,,,架空区紅葉町3,03-0000-0001,,,\n2,わかば園,,,架空区若葉町2,03-0000-0001,,,\n");
    EXPECT_EQ(counted(mixed, "held"), 1) << mixed.body;
    EXPECT_EQ(counted(import(two), "unchanged"), 2);
    const auto more = import(two + "3,かえで園,,,架空区若葉町2,03-0000-0001,,,\n");
    EXPECT_EQ(counted(more, "created"), 1) << "a third one in the same house: " << more.body;
}

TEST_F(ImportIdentity, ARowWithoutANumberIsRecognisedByNameAndAddress) {
    const std::string list =
        ",あおば園,アオバ,,架空区青葉町1-1,03-0000-0001,,,\n,わかば園,ワカバ,,架空区若葉町2,,,,\n";
    const auto first = import(list);
    EXPECT_EQ(counted(first, "created"), 2) << first.body;
    EXPECT_TRUE(first.has("missing-number"));
    EXPECT_EQ(counted(import(list), "unchanged"), 2);
    const auto renamed = import(",もみじ園,モミジ,,架空区青葉町1-1,03-0000-0001,,,\n");
    EXPECT_STREQ(renamed.json["rows"][0]["errors"][0]["code"].GetString(), "perhaps-renamed");
    const auto numbered = import("7,あおば園,アオバ,,架空区青葉町1-1,03-0000-0001,,,\n");
    EXPECT_EQ(counted(numbered, "updated"), 1) << numbered.body;
    EXPECT_EQ(idIn(numbered), idIn(first));
    EXPECT_EQ(facility(idIn(first)).text("standard_id"), "7");
    EXPECT_EQ(counted(import(list), "unchanged"), 2) << "the number stays where the list has none";
    EXPECT_EQ(facilities(), 5);
}

TEST_F(ImportIdentity, OneNurseryUnderTwoNumbersIsSaid) {
    const auto both = import("1,あおば園,,,架空区青葉町1-1,,,,\n9,あおば園,,,架空区青葉町1-1,,,,\n");
    EXPECT_EQ(counted(both, "created"), 2);
    EXPECT_TRUE(both.has(R"("value":"row 2","code":"looks-like-row")")) << both.body;
}

TEST_F(ImportIdentity, WhatTheNurseryCorrectedAfterTheListStaysAndIsListed) {
    const std::string id = idIn(import(aoba));
    edit(id, R"({"profile":{"phone":"03-0000-0099"}})");
    for (const char *query : {"?dry_run=true", "", ""}) {
        const auto again = import(aoba, query);
        EXPECT_EQ(counted(again, "kept"), 1) << again.body;
        EXPECT_EQ(counted(again, "unchanged"), 1);
        const auto &kept = again.json["rows"][0]["kept"][0];
        EXPECT_EQ(textIn(kept, "item"), "phone");
        EXPECT_EQ(textIn(kept, "stored"), "03-0000-0099");
        EXPECT_EQ(textIn(kept, "listed"), "03-0000-0001");
        EXPECT_EQ(textIn(kept, "code"), "edited");
        EXPECT_EQ(item(id, "phone"), "03-0000-0099");
    }
    const auto taken = import(aoba, "?take_list=true");
    EXPECT_EQ(counted(taken, "kept"), 0);
    EXPECT_EQ(textIn(taken.json["rows"][0]["changes"][0], "before"), "03-0000-0099");
    EXPECT_EQ(textIn(taken.json["rows"][0]["changes"][0], "after"), "03-0000-0001");
    EXPECT_EQ(item(id, "phone"), "03-0000-0001");
    const auto corrected = import("1,あおば園,アオバ,,架空区青葉町1-1,03-0000-0002,,,1歳から5歳\n");
    EXPECT_EQ(counted(corrected, "updated"), 1) << "nobody changed it since: the list's word counts";
}

TEST_F(ImportIdentity, WhatTheNurseryEmptiedOrFilledInStaysToo) {
    const std::string id = idIn(import(aoba));
    edit(id, R"({"profile":{"phone":null,"fax":"03-0000-0077"}})");
    const auto again = import("1,あおば園,アオバ,,架空区青葉町1-1,03-0000-0001,03-0000-0078,,1歳から5歳\n");
    EXPECT_EQ(counted(again, "kept"), 2) << again.body;
    EXPECT_EQ(item(id, "phone"), "");
    EXPECT_EQ(item(id, "fax"), "03-0000-0077");
}

TEST_F(ImportIdentity, AHubWithoutNotesOfItsListsAsksItsHistory) {
    const std::string id = idIn(import(aoba));
    edit(id, R"({"profile":{"phone":"03-0000-0099"}})");
    world.inTransaction(
        [](hub::Context &context) { ASSERT_TRUE(context.db.execute("DELETE FROM facility_listed", {})); });
    const auto again = import("1,あおば園,アオバノモリ,,架空区青葉町1-1,03-0000-0001,,,1歳から5歳\n");
    EXPECT_EQ(counted(again, "kept"), 1) << again.body;
    EXPECT_EQ(textIn(again.json["rows"][0], "items"), "name_kana")
        << "that came with a list, and no hand touched it";
    EXPECT_EQ(item(id, "phone"), "03-0000-0099");

    world.inTransaction([](hub::Context &context) {
        ASSERT_TRUE(context.db.execute("DELETE FROM facility_listed", {}));
        ASSERT_TRUE(context.db.execute("UPDATE facility_history SET action = 'facility.known'", {}));
    });
    const auto unknown = import("1,あおば園,アオバ,,架空区青葉町1-1,03-0000-0001,,,1歳から5歳\n");
    EXPECT_EQ(counted(unknown, "kept"), 2) << unknown.body;
    EXPECT_EQ(textIn(unknown.json["rows"][0]["kept"][0], "code"), "perhaps-edited");
}

TEST_F(ImportIdentity, ClassesFollowTheTextThatTheyCameFrom) {
    const std::string id = idIn(import(aoba));
    EXPECT_EQ(classesOf(id), "12345");
    const std::string widened = "1,あおば園,アオバ,,架空区青葉町1-1,03-0000-0001,,,0歳から5歳\n";
    EXPECT_EQ(textIn(import(widened).json["rows"][0], "items"), "accepted_ages,classes");
    EXPECT_EQ(classesOf(id), "012345");
    edit(id, R"({"classes":[{"age":3,"accepted":true},{"age":4,"accepted":true}]})");
    const auto kept = import(aoba);
    EXPECT_EQ(classesOf(id), "34");
    EXPECT_EQ(item(id, "accepted_ages"), "1歳から5歳");
    EXPECT_EQ(textIn(kept.json["rows"][0]["kept"][0], "item"), "classes");
    EXPECT_EQ(textIn(kept.json["rows"][0]["kept"][0], "listed"), "1,2,3,4,5");
}

TEST_F(ImportIdentity, AListWithoutTheKindKnowsTheHubsOne) {
    const std::string id = idIn(import("1,あおば園,アオバ,小規模保育事業,架空区青葉町1-1,,,,生後57日から\n"));
    EXPECT_EQ(classesOf(id), "012");
    for (int again = 0; again < 2; ++again) {
        const auto same = import("1,あおば園,アオバ,,架空区青葉町1-1,,,,生後57日から\n");
        EXPECT_EQ(counted(same, "unchanged"), 1) << same.body;
        EXPECT_EQ(counted(same, "kept"), 0) << same.body;
        EXPECT_EQ(classesOf(id), "012");
    }
}

TEST_F(ImportIdentity, AWordThatWasSetAsideIsPublishedUntilSomebodyCorrectsIt) {
    const std::string list = "1,あおば園,アオバ,児童館,架空区青葉町1-1,03-0000-0001 内線12,,1320100000003,\n";
    const std::string id = idIn(import(list));
    const auto publish = [&] {
        const auto done =
            world.change(office, "POST", "/v1/facilities/" + id + "/publish", facility(id).number("version"));
        ASSERT_EQ(done.status, 200) << done.body;
    };
    const auto published = [&] {
        return world.get(hub::Caller(), "/v1/open-data/131016_preschool.csv").body;
    };
    publish();
    const std::string file = published();
    for (const char *word : {",児童館,", ",03-0000-0001 内線12,", ",1320100000003,"}) {
        EXPECT_NE(file.find(word), std::string::npos) << word << file;
    }
    const auto again = world.call(office, "POST", "/v1/facilities/import", file);
    EXPECT_EQ(counted(again, "unchanged"), 1) << again.body;
    publish();
    EXPECT_EQ(published(), file);

    edit(id, R"({"profile":{"type":"認可公立保育所"}})");
    EXPECT_FALSE(facility(id).has("児童館"));
    const auto told = import(list);
    EXPECT_EQ(textIn(told.json["rows"][0]["kept"][0], "listed"), "児童館") << told.body;
    EXPECT_EQ(item(id, "type"), "認可公立保育所");
    publish();
    EXPECT_EQ(published().find("児童館"), std::string::npos);
    import("1,あおば園,アオバ,,架空区青葉町1-1,03-0000-0001,,1320100000003,\n");
    EXPECT_FALSE(facility(id).has("内線12")) << "the list itself has a number now";
}

TEST_F(ImportIdentity, TellsWhatIsGoneAndWhatIsEmptyNow) {
    import("1,あおば園,アオバ,,架空区青葉町1-1,03-0000-0001,03-0000-0011,,\n2,わかば園,ワカバ,,架空区若葉町2,"
           ",,,\n");
    const auto second = import("1,あおば園,アオバ,,架空区青葉町1-1,03-0000-0001,,,\n");
    EXPECT_EQ(counted(second, "emptied"), 1) << second.body;
    EXPECT_STREQ(second.json["rows"][0]["emptied"][0].GetString(), "fax");
    EXPECT_EQ(counted(second, "not_in_list"), 3) << "the world's own two and わかば園";
    EXPECT_TRUE(second.has(R"("standard_id":"2","name":"わかば園")"));
}

TEST_F(ImportIdentity, LooksRenumberedIsSaidAndAnswersAreChecked) {
    import(
        "1,あおば園,,,架空区青葉町1,,,,\n2,わかば園,,,架空区若葉町2,,,,\n3,ふたば園,,,架空区双葉町3,,,,\n");
    const auto moved = import(
        "1,みどり園,,,架空区緑町9,,,,\n2,あおば園,,,架空区青葉町1,,,,\n3,わかば園,,,架空区若葉町2,,,,\n"
        "4,ふたば園,,,架空区双葉町3,,,,\n");
    EXPECT_TRUE(moved.json["looks_renumbered"].GetBool());
    EXPECT_EQ(counted(moved, "held"), 4);
    EXPECT_EQ(textIn(moved.json["rows"][0], "number_of"), "あおば園");
    EXPECT_EQ(world.call(office, "POST", "/v1/facilities/import?accept=all", headings + aoba).fault(),
              "/query/accept not-allowed");
    EXPECT_EQ(world.call(office, "POST", "/v1/facilities/import?kinds=a%3Db", headings + aoba).fault(),
              "/query/kinds not-allowed");
    EXPECT_EQ(world.call(office, "POST", "/v1/facilities/import?take_list=1", headings + aoba).fault(),
              "/query/take_list not-allowed");
}

} // namespace
