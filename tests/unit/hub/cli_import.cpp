// Importing a list with the flaws that lists in the wild have.
#include "cli_world.h"

#include "wire/records_json.h"

namespace {

class CliImport : public CliWorld {
protected:
    CliImport() { EXPECT_EQ(run({"municipality", "add", "--code", "132012", "--name", "架空市"}), 0); }
    int import(const std::string &csv, const std::vector<std::string> &options = {}) {
        std::vector<std::string> args = {"import-facilities", "--municipality", "132012",
                                         file("list.csv", csv)};
        args.insert(args.end(), options.begin(), options.end());
        return run(args);
    }
    bool said(const std::string &words) const { return out.find(words) != std::string::npos; }
    domain::Facility facility(const std::string &standardId) const {
        for (const std::string &body : rows("SELECT body FROM record WHERE kind = 'facility'")) {
            auto read = wire::facilityFromJson(body, wire::Source::Hub);
            if (read && read->standardId == standardId) {
                return *read;
            }
        }
        return {};
    }
};

const std::string heading = "\xEF\xBB\xBFNO,名称,名称_カナ,種別,住所,電話番号,開始時間,備考\n";

TEST_F(CliImport, PrintsRepairsFlagsAndRefusalsRowByRowWhereAskedFor) {
    ASSERT_EQ(
        import(heading +
                   "1,そらの木保育園,ソラノキ,認可私立保育所,架空市青葉町1,０４２－０００－０００１,7:30,\n"
                   "2,,,認可私立保育所,架空市青葉町2,042-000-0002,07:30,\n"
                   "3,にじいろ保育園,,認可私立保育所,架空市青葉町3,,07:30,\n"
                   "3,にせの保育園,,認可私立保育所,架空市青葉町3,,07:30,\n",
               {"--verbose"}),
        0)
        << err;
    EXPECT_TRUE(said("row 2  repaired  電話番号: \"０４２－０００－０００１\" -> \"042-000-0001\"")) << out;
    EXPECT_TRUE(said("row 3  refused   no name")) << out;
    EXPECT_TRUE(said("row 4  flagged   電話番号: no telephone number")) << out;
    EXPECT_TRUE(said("row 5  refused   a row above has the same number")) << out;
    EXPECT_TRUE(said("4 rows: 2 created, 0 updated, 0 unchanged, 0 held, 2 refused")) << out;
    EXPECT_EQ(facility("1").profile["open_time"], "07:30");
}

TEST_F(CliImport, StoresNothingInADryRun) {
    EXPECT_EQ(import(heading + "1,そらの木保育園,,,,,,\n", {"--dry-run"}), 0);
    EXPECT_TRUE(said("1 created"));
    EXPECT_TRUE(said("dry run"));
    EXPECT_EQ(one("SELECT count(*) FROM facility"), "0");
}

TEST_F(CliImport, MatchesOnTheStandardIdWhenItComesAgain) {
    const std::string first = heading + "1,そらの木保育園,,,架空市青葉町1,042-000-0001,07:30,園庭あり\n";
    ASSERT_EQ(import(first), 0);
    const domain::Facility before = facility("1");
    ASSERT_EQ(import(first), 0);
    EXPECT_TRUE(said("0 created, 0 updated, 1 unchanged")) << out;
    EXPECT_EQ(facility("1"), before) << "nothing changed, so no new version";
    ASSERT_EQ(import(heading + "1,そらの木こども園,,,架空市青葉町1,042-000-0001,07:30,\n"), 0);
    EXPECT_TRUE(said("updated   1 x  名称  (row 2: \"そらの木保育園\" -> \"そらの木こども園\")")) << out;
    const domain::Facility after = facility("1");
    EXPECT_EQ(after.id, before.id);
    EXPECT_EQ(after.meta.version, 2);
    EXPECT_EQ(after.profile.at("name"), "そらの木こども園");
    EXPECT_EQ(after.profile.at("note"), "園庭あり") << "what the list leaves empty stays";
}

const std::string three = heading + "1,あおば園,アオバ,,架空市青葉町1-1,042-000-0001,,\n"
                                    "2,わかば園,ワカバ,,架空市若葉町2-2,042-000-0002,,\n"
                                    "3,ふたば園,フタバ,,架空市双葉町3-3,042-000-0003,,\n";
const std::string renumbered = heading + "1,みどり園,ミドリ,,架空市緑町9-9,042-000-0009,,\n"
                                         "2,あおば園,アオバ,,架空市青葉町1-1,042-000-0001,,\n"
                                         "3,わかば園,ワカバ,,架空市若葉町2-2,042-000-0002,,\n"
                                         "4,ふたば園,フタバ,,架空市双葉町3-3,042-000-0003,,\n";

TEST_F(CliImport, ARenumberedListChangesNothingBeforeSomebodyConfirms) {
    ASSERT_EQ(import(three), 0);
    const auto before = rows("SELECT body FROM record WHERE kind = 'facility' ORDER BY id");
    EXPECT_EQ(import(renumbered), 3) << out;
    EXPECT_EQ(rows("SELECT body FROM record WHERE kind = 'facility' ORDER BY id"), before);
    EXPECT_TRUE(said("looks renumbered")) << out;
    EXPECT_TRUE(said("4 rows: 0 created, 0 updated, 0 unchanged, 4 held, 0 refused")) << out;
    EXPECT_TRUE(said("it looks like \"あおば園\" (1) (name, address, phone): --accept 3=match or 3=new"))
        << out;
    EXPECT_TRUE(isOneLine(err)) << err;
    EXPECT_NE(err.find("rows held: 4"), std::string::npos) << err;
}

TEST_F(CliImport, AcceptedRowsKeepEachNurserysIdentity) {
    ASSERT_EQ(import(three), 0);
    const auto aoba = facility("1").id;
    EXPECT_EQ(import(renumbered, {"--accept", "renumbered,new", "--dry-run"}), 0) << out << err;
    EXPECT_TRUE(said("1 created, 3 updated")) << out;
    EXPECT_EQ(one("SELECT count(*) FROM facility"), "3");
    ASSERT_EQ(import(renumbered, {"--accept", "renumbered"}), 3) << "the new one still waits";
    EXPECT_EQ(facility("2").id, aoba);
    EXPECT_EQ(facility("2").profile.at("name"), "あおば園");
    ASSERT_EQ(import(renumbered, {"--accept", "2=new"}), 0) << out << err;
    EXPECT_EQ(facility("1").profile.at("name"), "みどり園");
    EXPECT_EQ(one("SELECT count(*) FROM facility"), "4");
    ASSERT_EQ(import(renumbered), 0);
    EXPECT_TRUE(said("4 unchanged")) << out;
    EXPECT_EQ(run({"verify"}), 0) << out;
}

TEST_F(CliImport, ANumberThatGoesToAnotherNurseryIsTakenAwayInSight) {
    ASSERT_EQ(import(three), 0);
    const auto wakaba = facility("2").id;
    const std::string list = heading + "2,もみじ園,モミジ,,架空市紅葉町5,042-000-0005,,\n";
    EXPECT_EQ(import(list), 3);
    EXPECT_TRUE(said("--accept 2=new, or 2=same")) << out;
    ASSERT_EQ(import(list, {"--accept", "2=new"}), 0) << err;
    EXPECT_TRUE(said("its number went to another facility: \"わかば園\" (2)")) << out;
    EXPECT_NE(facility("2").id, wakaba);
    EXPECT_EQ(facility("").id, wakaba);
    EXPECT_EQ(one("SELECT count(*) FROM facility"), "4");
}

TEST_F(CliImport, ANurseryThatMovedAndChangedItsNameIsTheSameWhereSomebodySaysSo) {
    ASSERT_EQ(import(three), 0);
    const auto wakaba = facility("2").id;
    ASSERT_EQ(import(heading + "2,もみじ園,モミジ,,架空市紅葉町5,042-000-0005,,\n", {"--accept", "2=same"}),
              0)
        << err;
    EXPECT_EQ(facility("2").id, wakaba);
    EXPECT_EQ(facility("2").profile.at("name"), "もみじ園");
    EXPECT_EQ(one("SELECT count(*) FROM facility"), "3");
    EXPECT_EQ(import(three, {"--accept", "everything"}), 2) << "not an answer";
}

TEST_F(CliImport, SaysWhatIsGoneAndWhatTheListLeavesEmptyNow) {
    ASSERT_EQ(import(three), 0);
    ASSERT_EQ(
        import(heading +
               "1,あおば園,アオバ,,架空市青葉町1-1,,,\n2,わかば園,ワカバ,,架空市若葉町2-2,042-000-0002,,\n"),
        0);
    EXPECT_TRUE(said("in the hub, not in this list: \"ふたば園\" (3)")) << out;
    EXPECT_TRUE(said("in the hub, not in this list: 1")) << out;
    EXPECT_TRUE(said("empty in the list, kept here:  \"あおば園\" 電話番号")) << out;
    EXPECT_TRUE(said("empty in the list, kept here: 1")) << out;
    EXPECT_FALSE(said("no telephone number")) << "the hub has it";
    EXPECT_TRUE(said("2 unchanged")) << out;
}

TEST_F(CliImport, ALongListOfHeldRowsIsShortUnlessAskedFor) {
    std::string before = heading;
    std::string after = heading;
    for (int number = 1; number <= 30; ++number) {
        const std::string rest =
            ",架空第" + std::to_string(number) + "園,,,架空市青葉町" + std::to_string(number) + ",,,\n";
        before += std::to_string(number) + rest;
        after += "HK" + std::to_string(number) + rest;
    }
    ASSERT_EQ(import(before), 0) << err;
    EXPECT_EQ(import(after), 3);
    EXPECT_TRUE(said("and 10 more (--verbose)")) << out;
    EXPECT_FALSE(said("row 31  held"));
    EXPECT_EQ(import(after, {"--verbose"}), 3);
    EXPECT_TRUE(said("row 31  held      \"架空第30園\": the number changes")) << out;
}

TEST_F(CliImport, RefusesAnotherCitysListNamingBothCodes) {
    EXPECT_EQ(
        import("市区町村コード,NO,名称,住所\n131016,1,あおば園,千代田区1\n131016,2,わかば園,千代田区2\n"), 1);
    EXPECT_NE(err.find("is the list of 131016, not of 132012"), std::string::npos) << err;
    EXPECT_EQ(one("SELECT count(*) FROM facility"), "0");
}

TEST_F(CliImport, TakesWhatTheOfficerSaysAboutKinds) {
    const std::string list = heading + "1,あおば園,アオバ,認可保育所,架空市青葉町1-1,042-000-0001,,\n"
                                       "2,架空児童館,カクウ,児童館,架空市若葉町2-2,042-000-0002,,\n";
    EXPECT_EQ(import(list, {"--kind", "認可保育所=何か"}), 2);
    ASSERT_EQ(import(list, {"--kind", "認可保育所=認可公立保育所", "--leave-out", "児童館"}), 0) << err;
    EXPECT_EQ(facility("1").profile.at("type"), "認可公立保育所");
    EXPECT_TRUE(said("1 created")) << out;
    EXPECT_TRUE(said("1 left out")) << out;
}

TEST_F(CliImport, SaysInOneLineWhyAFileIsNoList) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"", "is empty"},
        {"a,b\n1,2\n", "no column 名称, ID / NO; its headings are: a, b"},
        {"NO,\x96\xBC\x8F\xCC\n1,\x82\xA0\n", "not UTF-8"},
        {heading + "1,,,,,,,\n", "no row could be taken"},
    };
    for (const auto &[csv, words] : cases) {
        EXPECT_EQ(import(csv), 1) << words;
        EXPECT_TRUE(isOneLine(err)) << err;
        EXPECT_NE(err.find(words), std::string::npos) << err;
    }
    EXPECT_EQ(run({"import-facilities", "--municipality", "132012", (directory / "nowhere.csv").string()}),
              1);
    EXPECT_NE(err.find("cannot read"), std::string::npos);
    EXPECT_EQ(run({"import-facilities", "--municipality", "131016", file("l.csv", heading + "1,あ,,,,,,\n")}),
              1);
    EXPECT_NE(err.find("there is no municipality 131016"), std::string::npos);
}

} // namespace
