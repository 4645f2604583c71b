// Faults of whole lists: numbers that a spreadsheet destroyed, another city's file, cells that moved.
#include "formats/open_data_csv.h"
#include "formats/open_data_write.h"

#include <algorithm>
#include <gtest/gtest.h>

using namespace formats;

namespace {

constexpr std::string_view code = "都道府県コード又は市区町村コード";

OpenDataFile listOf(const std::string &text, const ReadingChoices &choices = {.municipality = "132012"}) {
    auto file = readOpenData(text, choices);
    EXPECT_TRUE(file) << (file ? "" : file.error().code);
    return file ? *file : OpenDataFile{};
}

/// A small list: code, NO, name, kana, kind, address, latitude, longitude, phone, fax, ages, opening, URL.
std::string small(const std::string &rows) {
    return std::string(code) +
           ",NO,名称,名称_カナ,種別,住所,緯度,経度,電話番号,FAX番号,受入年齢,開始時間,URL\n" + rows;
}

bool flagged(const OpenDataFile &file, const ImportFlag &flag) {
    return std::ranges::find(file.flags, flag) != file.flags.end();
}

std::string itemIn(const ImportRow &row, const char *key) {
    const auto found = row.facility.profile.find(key);
    return found == row.facility.profile.end() ? std::string() : found->second;
}

std::vector<int> classesIn(const ImportRow &row) {
    std::vector<int> ages;
    for (const domain::ClassPlaces &places : row.facility.classes) {
        ages.push_back(places.age);
    }
    return ages;
}

} // namespace

TEST(OpenDataList, NumbersThatASpreadsheetDestroyedAreRefusedWithTheCause) {
    const OpenDataFile file = listOf(small("132012,1.41005E+12,見本一園,,,見本町1,,,,,,,\n"
                                           "132012,1.41005E+12,見本二園,,,見本町2,,,,,,,\n"
                                           "132012,#REF!,見本三園,,,見本町3,,,,,,,\n"
                                           "132012,1.0,見本四園,,,見本町4,,,,,,,\n"
                                           "132012,001,見本五園,,,見本町5,,,,,,,\n"));
    ASSERT_EQ(file.rows.size(), 1U);
    EXPECT_EQ(file.rows[0].facility.standardId, "1");
    ASSERT_EQ(file.refusals.size(), 4U);
    EXPECT_EQ(file.refusals[1], (ImportRefusal{3, "spoiled-number", "1.41005E+12"}));
    EXPECT_EQ(file.refusals[2].code, "spoiled-number");
    EXPECT_EQ(file.refusals[3], (ImportRefusal{6, "duplicate-id", "001"}));
    EXPECT_EQ(file.repairs, (std::vector<ImportRepair>{{5, "NO", "1.0", "1", "number"}}));
}

TEST(OpenDataList, ASpreadsheetsErrorIsNoValue) {
    const OpenDataFile file =
        listOf(small("132012,1,見本一園,,,#N/A,,,#REF!,,,,\n132012,2,#REF!,,,見本町,,,,,,,\n"));
    ASSERT_EQ(file.rows.size(), 1U);
    EXPECT_EQ(itemIn(file.rows[0], "address"), "");
    EXPECT_TRUE(flagged(file, {2, "住所", "#N/A", "spreadsheet-error"}));
    EXPECT_EQ(file.refusals[0].code, "no-name");
}

TEST(OpenDataList, AnotherCitysListIsRefusedWhole) {
    const std::string theirs = small("131016,1,見本一園,,,見本町1,,,,,,,\n"
                                     "131016,2,見本二園,,,見本町2,,,,,,,\n"
                                     "13101,3,見本三園,,,見本町3,,,,,,,\n");
    const auto refused = readOpenData(theirs, "132012");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "other-municipality");
    EXPECT_EQ(refused.error().params, (domain::Params{{"code", "131016"}, {"expected", "132012"}}));
    EXPECT_TRUE(readOpenData(theirs, "131016"));
    EXPECT_FALSE(readOpenData(small("131016,1,見本一園,,,見本町1,,,,,,,\n"), "132012"));
}

TEST(OpenDataList, ThePrefecturesAndTheWardsCodesAreNoOthers) {
    EXPECT_EQ(listOf(small("130001,1,見本一園,,,見本町1,,,03-0000-0000,,,,\n")).rows.size(), 1U);
    const OpenDataFile wards =
        listOf(small("14101,1,見本一園,,,見本町1,,,,,,,\n14118,2,見本二園,,,見本町2,,,,,,,\n"),
               {.municipality = "141003"});
    EXPECT_EQ(wards.rows.size(), 2U);
    EXPECT_TRUE(std::ranges::none_of(wards.flags,
                                     [](const auto &flag) { return flag.code == "other-municipality"; }));
    EXPECT_FALSE(readOpenData(small("141305,1,見本一園,,,見本町1,,,,,,,\n"), "141003"))
        << "a neighbour, not a ward";
    const OpenDataFile single =
        listOf(small("132012,1,見本一園,,,見本町1,,,,,,,\n132012,2,見本二園,,,見本町2,,,,,,,\n"
                     "131016,3,見本三園,,,見本町3,,,,,,,\n"));
    EXPECT_EQ(single.rows.size(), 3U);
    EXPECT_TRUE(flagged(single, {4, std::string(code), "131016", "other-municipality"}));
}

TEST(OpenDataList, ARowWithMoreCellsThanHeadingsIsHeldWithTheColumnOfTheComma) {
    const OpenDataFile file =
        listOf(small("132012,1,見本一園,ミホン,,見本町1-1,見本ビル,35.65,139.33,042-000-0001,,,,\n"
                     "132012,2,見本二園,ミホン,,見本町2-2,35.65,139.33,042-000-0002,,,,\n"));
    ASSERT_EQ(file.held.size(), 1U);
    EXPECT_EQ(file.held[0],
              (ImportRefusal{
                  2, "extra-cells", "見本一園", {{"cells", "14"}, {"headings", "13"}, {"column", "住所"}}}));
    EXPECT_EQ(file.rows.size(), 1U);
    EXPECT_EQ(reportWords(file.held[0].code, file.held[0].params),
              "this row has 14 cells, the headings 13: probably a comma without quotes in 住所");
}

TEST(OpenDataList, EmptyCellsAtTheEndOfAllRowsDoNoHarm) {
    const OpenDataFile shared = listOf("NO,名称,住所\n1,見本一園,見本町1,\n2,見本二園,見本町2,,\n");
    EXPECT_EQ(shared.rows.size(), 2U);
    EXPECT_TRUE(shared.held.empty());
    const OpenDataFile allMoved = listOf("NO,名称,住所,緯度,経度\n1,見本一園,見本町1,ビル,35.65,139.33\n");
    EXPECT_EQ(allMoved.held.size(), 1U);
}

TEST(OpenDataList, AHeadingThatStandsTwiceKeepsBothValues) {
    const OpenDataFile file = listOf("NO,名称,住所,月,月\n1,見本一園,見本町,4,5\n");
    EXPECT_EQ(file.rows.at(0).facility.unknownColumns,
              (std::map<std::string, std::string>{{"月", "4"}, {"月 (2)", "5"}}));
}

TEST(OpenDataList, HeadingsAreFoundUnderATitleAndInTheirManyForms) {
    const OpenDataFile titled =
        listOf("見本市 子育て施設一覧（令和８年４月１日現在）,,\n\nNO,名称,住所\n1,見本一園,見本町\n");
    EXPECT_EQ(titled.rows.size(), 1U);
    EXPECT_EQ(titled.rows[0].row, 4);
    EXPECT_TRUE(flagged(titled, {1, "", "見本市 子育て施設一覧（令和８年４月１日現在）", "above-headings"}));
    for (const char *headings : {"NO.,名称,住所", "No．,名称（必須）,住所※", "番号,【名称】,住所(必須)",
                                 "№,施設名,住所", "施設番号,施設名称,住所"}) {
        EXPECT_EQ(listOf(std::string(headings) + "\n1,見本一園,見本町\n").rows.size(), 1U) << headings;
    }
    // 番号 is nobody's number where the list has one that is called so.
    EXPECT_EQ(listOf("番号,ID,名称\n9,1,見本一園\n").rows.at(0).facility.standardId, "1");
}

TEST(OpenDataList, ARefusalNamesWhatIsMissingAndTheHeadings) {
    const auto none = readOpenData("コード,,名称,住所\n132012,1,見本一園,見本町\n");
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, "unknown-layout");
    EXPECT_EQ(none.error().params.at("missing"), "ID / NO");
    EXPECT_EQ(none.error().params.at("headings"), "コード, #2, 名称, 住所");
}

TEST(OpenDataList, ARowWithoutANumberNeedsNameAndAddress) {
    const OpenDataFile file = listOf("NO,名称,住所\n,見本一園,見本町1\n,見本二園,\n,見本一園,見本町１\n");
    ASSERT_EQ(file.rows.size(), 1U);
    EXPECT_EQ(file.rows[0].facility.standardId, "");
    EXPECT_TRUE(flagged(file, {2, "NO", "", "missing-number"}));
    EXPECT_EQ(file.refusals, (std::vector<ImportRefusal>{{3, "no-id", "見本二園"}}));
    EXPECT_EQ(file.held, (std::vector<ImportRefusal>{{4, "same-as-row", "見本一園", {{"row", "2"}}}}));
}

TEST(OpenDataList, RowsThatExplainTheColumnsAreHeld) {
    const OpenDataFile file =
        listOf(small("半角数字6桁,半角英数字,施設の名称を記載,全角カナ,文字列,文字列,文字列,文字列,文字列,"
                     "文字列,文字列,文字列,文字列\n"
                     "code,Facility ID,name,kana,type,address,latitude,longitude,phone,fax,ages,opens,url\n"
                     "132012,1,○○保育園,マルマル,,東京都見本市見本町1-1,,,042-000-0000,,,,\n"
                     "132012,2,見本一園,ミホン,認可公立保育所,見本町1,35.65,139.33,042-000-0001,,,,\n"
                     "132012,3,見本二園,ミホン,こわれた種別,見本町1,きた,ひがし,なし,,,いつでも,なし\n"
                     ",,合計,,,2施設,,,,,,,\n") +
               small(""));
    std::vector<int> held;
    for (const ImportRefusal &row : file.held) {
        held.push_back(row.code == "explains-columns" ? row.row : -1);
    }
    EXPECT_EQ(held, (std::vector<int>{2, 3, 4, 7, 8})) << "the last one is a second line of headings";
    EXPECT_EQ(file.rows.size(), 2U);
}

TEST(OpenDataList, WhatLiesFarFromAllOthersIsFlagged) {
    const std::string near = "132012,1,見本一園,,,見本町1,35.650000,139.330000,,,,,\n"
                             "132012,2,見本二園,,,見本町2,35.650001,139.330001,,,,,\n";
    EXPECT_TRUE(flagged(listOf(small(near + "132012,3,見本三園,,,見本町3,43.062,141.354,,,,,\n")),
                        {4, "緯度", "43.062", "far-away"}));
    EXPECT_TRUE(flagged(listOf(small(near + "132012,3,見本三園,,,見本町3,35.65,131.33,,,,,\n")),
                        {4, "経度", "131.33", "far-away"}));
    EXPECT_FALSE(flagged(listOf(small(near + "132012,3,見本三園,,,見本町3,35.75,139.43,,,,,\n")),
                         {4, "緯度", "35.75", "far-away"}));
}

TEST(OpenDataList, ValuesWithMoreThanOneMeaningAreSetAsideAndSaid) {
    const OpenDataFile file =
        listOf(small("132012,1,見本一園,ミホン-ブンエン,,見本町1,,,042-000-0005/FAX042-000-0006,,,7.5,"
                     "http://a.example.jp/、http://b.example.jp/\n"
                     "132012,2,見本二園,ミホンＡ,,見本町2,,,042-000-0005 "
                     "FAX:042-000-0006,042-000-0007,,\"8:00\n土9:00\",\n"));
    EXPECT_EQ(itemIn(file.rows.at(0), "phone"), "042-000-0005");
    EXPECT_EQ(itemIn(file.rows[0], "fax"), "042-000-0006");
    EXPECT_EQ(itemIn(file.rows[0], "url"), "http://a.example.jp/");
    EXPECT_EQ(itemIn(file.rows[0], "name_kana"), "ミホン・ブンエン");
    EXPECT_EQ(itemIn(file.rows[0], "open_time"), "");
    EXPECT_EQ(file.rows[0].facility.unknownColumns,
              (std::map<std::string, std::string>{{"URL (2)", "http://b.example.jp/"}, {"開始時間", "7.5"}}));
    EXPECT_TRUE(flagged(file, {2, "URL", "http://b.example.jp/", "second-url"}));
    EXPECT_TRUE(flagged(file, {2, "開始時間", "7.5", "not-a-time"}));
    EXPECT_TRUE(flagged(file, {3, "開始時間", "8:00\n土9:00", "two-times"}));
    EXPECT_TRUE(flagged(file, {3, "電話番号", "042-000-0006", "second-fax"}));
    EXPECT_TRUE(flagged(file, {3, "名称_カナ", "ミホンＡ", "kana-marks"}));
    EXPECT_EQ(itemIn(file.rows.at(1), "phone"), "042-000-0005");
    EXPECT_EQ(itemIn(file.rows[1], "fax"), "042-000-0007");
}

TEST(OpenDataList, KindsAreReadAskedForAndLeftOut) {
    const std::string list = small("132012,1,見本一園,,認定公立保育所,見本町1,,,,,生後57日から,,\n"
                                   "132012,2,見本二園,,家庭的保育者,見本町2,,,,,生後57日から,,\n"
                                   "132012,3,見本三園,,認可保育所,見本町3,,,,,,,\n"
                                   "132012,4,見本児童館,,児童館,見本町4,,,,,,,\n");
    const OpenDataFile plain = listOf(list);
    EXPECT_EQ(itemIn(plain.rows.at(0), "type"), "認可公立保育所");
    EXPECT_EQ(classesIn(plain.rows[0]).size(), 6U);
    EXPECT_EQ(itemIn(plain.rows.at(1), "type"), "家庭的保育事業");
    EXPECT_EQ(classesIn(plain.rows[1]), (std::vector{0, 1, 2}));
    EXPECT_TRUE(flagged(plain, {4, "種別", "認可保育所", "type-unclear"}));
    EXPECT_EQ(itemIn(plain.rows.at(2), "type"), "認可保育所");
    EXPECT_TRUE(flagged(plain, {5, "種別", "児童館", "no-nursery"}));
    EXPECT_EQ(plain.rows.at(3).facility.unknownColumns.at("種別"), "児童館");

    const OpenDataFile answered = listOf(
        list,
        {.municipality = "132012", .kinds = {{"認可保育所", "認可私立保育所"}}, .leaveOut = {"児童館"}});
    EXPECT_EQ(itemIn(answered.rows.at(2), "type"), "認可私立保育所");
    EXPECT_FALSE(flagged(answered, {4, "種別", "認可保育所", "type-unclear"}));
    EXPECT_EQ(answered.rows.size(), 3U);
    EXPECT_EQ(answered.leftOut, (std::vector<ImportRefusal>{{5, "left-out", "見本児童館"}}));
}

TEST(OpenDataList, WhatWasSetAsideStandsInItsColumnAgainInAnExport) {
    const std::string list =
        small("132012,1,見本一園,ミホン,児童館,見本町1,,,042-000-0002 内線12,,,\"8:00\n土9:00\",\n");
    const OpenDataFile file = listOf(list);
    const domain::Facility &facility = file.rows.at(0).facility;
    for (const auto layout : {OpenDataLayout::Columns28, OpenDataLayout::Columns53}) {
        const std::string written = writeOpenData(std::span(&facility, 1), layout);
        const OpenDataFile again = listOf(written);
        EXPECT_EQ(again.rows.at(0).facility.unknownColumns, facility.unknownColumns);
        EXPECT_EQ(writeOpenData(std::span(&again.rows[0].facility, 1), layout), written);
        EXPECT_NE(written.find("児童館"), std::string::npos);
        EXPECT_NE(written.find("042-000-0002 内線12"), std::string::npos);
    }
    domain::Facility corrected = facility;
    corrected.profile["type"] = "認可公立保育所";
    const std::string written = writeOpenData(std::span(&corrected, 1), OpenDataLayout::Columns28);
    EXPECT_EQ(written.find("児童館"), std::string::npos);
}

TEST(OpenDataList, TheReportIsGroupedByColumnAndCause) {
    const OpenDataFile file =
        listOf("NO,名称,住所,開始時間,備考\n1,\"見本\n一園\",見本町1,7:00,\n2,見本二園,見本町2,7:30,\n"
               "3,見本三園,見本町3,日の出,\n,,,,余り\n");
    const auto lines = groupedLines(file);
    EXPECT_EQ(lines.at(0), "repaired  2 x  開始時間: time in another form  (row 2: \"7:00\" -> \"07:00\")");
    EXPECT_EQ(lines.at(1), "repaired  1 x  名称: line break  (row 2: \"見本⏎一園\" -> \"見本 一園\")");
    EXPECT_EQ(lines.back(), "row 5  refused   no name");
}
