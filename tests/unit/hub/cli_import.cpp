// Importing a list with the flaws that lists in the wild have.
#include "cli_world.h"

#include "wire/records_json.h"

namespace {

class CliImport : public CliWorld {
protected:
    CliImport() { EXPECT_EQ(run({"municipality", "add", "--code", "132012", "--name", "架空市"}), 0); }
    int import(const std::string &csv, bool dryRun = false) {
        std::vector<std::string> args = {"import-facilities", "--municipality", "132012",
                                         file("list.csv", csv)};
        if (dryRun)
            args.insert(args.begin() + 1, "--dry-run");
        return run(args);
    }
    bool said(const std::string &words) const { return out.find(words) != std::string::npos; }
    domain::Facility facility(const std::string &standardId) const {
        for (const std::string &body : rows("SELECT body FROM record WHERE kind = 'facility'")) {
            auto read = wire::facilityFromJson(body, wire::Source::Hub);
            if (read && read->standardId == standardId)
                return *read;
        }
        return {};
    }
};

const std::string heading = "\xEF\xBB\xBFNO,名称,名称_カナ,種別,住所,電話番号,開始時間,備考\n";

TEST_F(CliImport, PrintsRepairsFlagsAndRefusalsRowByRow) {
    ASSERT_EQ(import(heading +
                     "1,そらの木保育園,ソラノキ,認可私立保育所,架空市青葉町1,０４２－０００－０００１,7:30,\n"
                     "2,,,認可私立保育所,架空市青葉町2,042-000-0002,07:30,\n"
                     "3,にじいろ保育園,,認可私立保育所,架空市青葉町3,,07:30,\n"
                     "3,にせの保育園,,認可私立保育所,架空市青葉町3,,07:30,\n"),
              0)
        << err;
    EXPECT_TRUE(said("row 2  repaired  電話番号: \"０４２－０００－０００１\" -> \"042-000-0001\"")) << out;
    EXPECT_TRUE(said("row 3  refused   no-name")) << out;
    EXPECT_TRUE(said("row 4  flagged   電話番号: missing-phone")) << out;
    EXPECT_TRUE(said("row 5  refused   duplicate-id")) << out;
    EXPECT_TRUE(said("4 rows: 2 created, 0 updated, 0 unchanged, 2 refused")) << out;
    EXPECT_EQ(facility("1").profile["open_time"], "07:30");
}

TEST_F(CliImport, StoresNothingInADryRun) {
    EXPECT_EQ(import(heading + "1,そらの木保育園,,,,,,\n", true), 0);
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
    EXPECT_TRUE(said("row 2  updated   name")) << out;
    const domain::Facility after = facility("1");
    EXPECT_EQ(after.id, before.id);
    EXPECT_EQ(after.meta.version, 2);
    EXPECT_EQ(after.profile.at("name"), "そらの木こども園");
    EXPECT_EQ(after.profile.at("note"), "園庭あり") << "what the list leaves empty stays";
}

TEST_F(CliImport, SaysInOneLineWhyAFileIsNoList) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"", "is empty"},
        {"a,b\n1,2\n", "no column 名称"},
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
