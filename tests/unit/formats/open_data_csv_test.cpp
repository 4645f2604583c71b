#include "domain/profile_items.h"
#include "domain/random.h"
#include "domain/validate.h"
#include "formats/open_data_csv.h"

#include <algorithm>
#include <gtest/gtest.h>

using namespace formats;

namespace {

constexpr std::string_view older = "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,名称,名称_カナ,"
                                   "種別,住所,方書,緯度,経度,アクセス方法,"
                                   "駐車場情報,電話番号,内線番号,FAX番号,法人番号,団体名,認可等年月日,"
                                   "収容定員,受入年齢,利用可能曜日,開始時間,終了時間,"
                                   "利用可能日時特記事項,一時預かりの有無,URL,備考";

/// A row of the older list, all invented, with the given cells replaced.
std::string rowWith(const std::map<std::string, std::string> &cells) {
    std::map<std::string, std::string> all{{"都道府県コード又は市区町村コード", "131016"},
                                           {"NO", "0000000001"},
                                           {"都道府県名", "東京都"},
                                           {"名称", "みほん保育園"},
                                           {"名称_カナ", "ミホンホイクエン"},
                                           {"種別", "認可私立保育所"},
                                           {"住所", "東京都見本区見本町1-1"},
                                           {"緯度", "35.600001"},
                                           {"経度", "139.700001"},
                                           {"電話番号", "03-0000-0000"},
                                           {"収容定員", "80"},
                                           {"受入年齢", "産休明け"},
                                           {"開始時間", "07:30"},
                                           {"終了時間", "18:30"},
                                           {"一時預かりの有無", "有"}};
    for (const auto &[heading, cell] : cells) {
        all[heading] = cell;
    }
    std::string line;
    std::string_view rest = older;
    for (bool more = true; more;) {
        const std::size_t comma = rest.find(',');
        more = comma != std::string_view::npos;
        line += all[std::string(rest.substr(0, comma))] + (more ? "," : "");
        rest.remove_prefix(more ? comma + 1 : rest.size());
    }
    return line;
}

std::string fileOf(const std::vector<std::string> &rows) {
    std::string text(older);
    for (const std::string &row : rows) {
        text += "\r\n" + row;
    }
    return text + "\r\n";
}

OpenDataFile read(const std::string &text, std::string_view municipality = {}) {
    auto file = readOpenData(text, municipality);
    EXPECT_TRUE(file) << (file ? "" : file.error().code);
    return file ? *file : OpenDataFile{};
}

const domain::Facility &only(const OpenDataFile &file) {
    static const domain::Facility none;
    EXPECT_EQ(file.rows.size(), 1U);
    return file.rows.size() == 1 ? file.rows[0].facility : none;
}

using Flags = std::vector<ImportFlag>;
using Repairs = std::vector<ImportRepair>;
using Refusals = std::vector<ImportRefusal>;

} // namespace

TEST(OpenData, AFlawlessRowSaysNothing) {
    const OpenDataFile file = read(fileOf({rowWith({})}));
    EXPECT_EQ(file.layout, OpenDataLayout::Columns28);
    EXPECT_EQ(file.repairs, Repairs{});
    EXPECT_EQ(file.flags, Flags{});
    EXPECT_EQ(file.refusals, Refusals{});
    const domain::Facility &facility = only(file);
    EXPECT_EQ(file.rows[0].row, 2);
    EXPECT_EQ(facility.municipalityCode, "131016");
    EXPECT_EQ(facility.standardId, "0000000001");
    EXPECT_EQ(facility.profile, (domain::Profile{{"name", "みほん保育園"},
                                                 {"name_kana", "ミホンホイクエン"},
                                                 {"type", "認可私立保育所"},
                                                 {"address", "東京都見本区見本町1-1"},
                                                 {"address_prefecture", "東京都"},
                                                 {"latitude", "35.600001"},
                                                 {"longitude", "139.700001"},
                                                 {"phone", "03-0000-0000"},
                                                 {"capacity", "80"},
                                                 {"accepted_ages", "産休明け"},
                                                 {"open_time", "07:30"},
                                                 {"close_time", "18:30"},
                                                 {"temporary_care", "有"}}));
    EXPECT_EQ(facility.classes.size(), 6U);
    EXPECT_TRUE(facility.id.isNull());
}

TEST(OpenData, FlawsAreRepairedAndSaidOneByOne) {
    const OpenDataFile file = read(fileOf({rowWith({{"住所", "東京都見本区見本町四丁目31ｰ1"},
                                                    {"方書", "みほんビル２階 "},
                                                    {"名称_カナ", "ﾐﾎﾝﾎｲｸｴﾝ"},
                                                    {"電話番号", "０３－００００－００００"},
                                                    {"終了時間", "18：30"},
                                                    {"受入年齢", "３歳～５歳"},
                                                    {"認可等年月日", "昭和50年4月1日"},
                                                    {"収容定員", "80人"},
                                                    {"種別", "認定こども園(幼保連携型)"},
                                                    {"一時預かりの有無", "○"},
                                                    {"利用可能日時特記事項", "延長保育19：00まで"},
                                                    {"団体名", " みほん福祉会"}})}));
    EXPECT_EQ(file.repairs,
              (Repairs{{2, "名称_カナ", "ﾐﾎﾝﾎｲｸｴﾝ", "ミホンホイクエン", "kana"},
                       {2, "種別", "認定こども園(幼保連携型)", "認定こども園（幼保連携型）", "type"},
                       {2, "住所", "東京都見本区見本町四丁目31ｰ1", "東京都見本区見本町四丁目31-1", "width"},
                       {2, "方書", "みほんビル２階 ", "みほんビル2階", "width"},
                       {2, "電話番号", "０３－００００－００００", "03-0000-0000", "phone"},
                       {2, "団体名", " みほん福祉会", "みほん福祉会", "blanks"},
                       {2, "認可等年月日", "昭和50年4月1日", "1975-04-01", "date"},
                       {2, "収容定員", "80人", "80", "number"},
                       {2, "受入年齢", "３歳～５歳", "3歳～5歳", "width"},
                       {2, "終了時間", "18：30", "18:30", "time"},
                       {2, "利用可能日時特記事項", "延長保育19：00まで", "延長保育19:00まで", "width"},
                       {2, "一時預かりの有無", "○", "有", "yes-no"}}));
    EXPECT_EQ(file.flags, Flags{});
    EXPECT_EQ(only(file).classes.size(), 3U);
}

TEST(OpenData, AFileReadTwiceNeedsNoSecondRepair) {
    const OpenDataFile first = read(fileOf({rowWith({{"電話番号", "０３－００００－００００"},
                                                     {"開始時間", "7時半"},
                                                     {"緯度", "139.7"},
                                                     {"経度", "35.6"}})}));
    ASSERT_EQ(first.repairs.size(), 4U);
    std::map<std::string, std::string> cells;
    for (const domain::ProfileItem &item : domain::profileItems()) {
        if (const auto value = only(first).profile.find(std::string(item.key));
            value != only(first).profile.end()) {
            cells[std::string(item.column28)] = value->second;
        }
    }
    EXPECT_EQ(read(fileOf({rowWith(cells)})).repairs, Repairs{});
}

TEST(OpenData, WhatIsMissingIsFlaggedNotRefused) {
    const OpenDataFile file = read(fileOf({rowWith({{"名称_カナ", ""}, {"住所", "　"}, {"電話番号", ""}})}));
    EXPECT_EQ(file.rows.size(), 1U);
    EXPECT_EQ(file.flags, (Flags{{2, "名称_カナ", "", "missing"},
                                 {2, "住所", "", "missing"},
                                 {2, "電話番号", "", "missing-phone"}}));
}

TEST(OpenData, OnlyNameAndIdDecideOverARow) {
    const OpenDataFile file = read(fileOf(
        {rowWith({{"名称", " "}}), rowWith({{"NO", ""}, {"住所", ""}}), rowWith({{"NO", "7"}}),
         rowWith({{"NO", " ７"}, {"名称", "みほん第二保育園"}}), rowWith({{"NO", std::string(51, 'x')}})}));
    ASSERT_EQ(file.rows.size(), 1U);
    EXPECT_EQ(file.rows[0].row, 4);
    EXPECT_EQ(file.refusals, (Refusals{{2, "no-name", "0000000001"},
                                       {3, "no-id", "みほん保育園"},
                                       {5, "duplicate-id", "7"},
                                       {6, "bad-id", std::string(51, 'x')}}));
}

TEST(OpenData, UnusableValuesAreSetAsideAndKept) {
    const OpenDataFile file = read(fileOf({rowWith({{"収容定員", "約80名"},
                                                    {"開始時間", "日の出"},
                                                    {"緯度", "不明"},
                                                    {"受入年齢", "応相談"},
                                                    {"法人番号", "1234567890123"},
                                                    {"種別", "学童クラブ"}})}));
    const domain::Facility &facility = only(file);
    for (const char *key : {"capacity", "open_time", "latitude", "longitude", "corporate_number", "type"}) {
        EXPECT_FALSE(facility.profile.contains(key)) << key;
    }
    EXPECT_EQ(facility.profile.at("accepted_ages"), "応相談");
    EXPECT_TRUE(facility.classes.empty());
    EXPECT_EQ(facility.unknownColumns, (std::map<std::string, std::string>{{"収容定員", "約80名"},
                                                                           {"開始時間", "日の出"},
                                                                           {"緯度", "不明"},
                                                                           {"経度", "139.700001"},
                                                                           {"法人番号", "1234567890123"},
                                                                           {"種別", "学童クラブ"}}));
    for (const ImportFlag &flag : Flags{{2, "収容定員", "約80名", "not-a-number"},
                                        {2, "開始時間", "日の出", "not-a-time"},
                                        {2, "緯度", "不明", "not-a-number"},
                                        {2, "経度", "139.700001", "both-or-neither"},
                                        {2, "法人番号", "1234567890123", "check-digit"},
                                        {2, "種別", "学童クラブ", "no-nursery"},
                                        {2, "受入年齢", "応相談", "ages-not-understood"}}) {
        EXPECT_NE(std::ranges::find(file.flags, flag), file.flags.end()) << flag.column << " " << flag.code;
    }
    EXPECT_EQ(file.flags.size(), 7U);
    EXPECT_EQ(domain::validate(facility), domain::FieldErrors{}) << "what remains can be stored";
}

TEST(OpenData, ExchangedCoordinatesAreTurnedRound) {
    const OpenDataFile file = read(fileOf({rowWith({{"緯度", "139.7"}, {"経度", "35.6"}})}));
    EXPECT_EQ(only(file).profile.at("latitude"), "35.6");
    EXPECT_EQ(only(file).profile.at("longitude"), "139.7");
    EXPECT_EQ(file.repairs,
              (Repairs{{2, "緯度", "139.7", "35.6", "swapped"}, {2, "経度", "35.6", "139.7", "swapped"}}));
}

TEST(OpenData, CoordinatesOutsideJapanAreSetAside) {
    const OpenDataFile file = read(fileOf({rowWith({{"緯度", "0"}, {"経度", "0"}})}));
    EXPECT_FALSE(only(file).profile.contains("latitude"));
    EXPECT_FALSE(only(file).profile.contains("longitude"));
    EXPECT_EQ(file.flags, (Flags{{2, "緯度", "0", "out-of-range"}, {2, "経度", "0", "out-of-range"}}));
}

TEST(OpenData, CodesAreRepairedCheckedAndCompared) {
    const char *column = "都道府県コード又は市区町村コード";
    const OpenDataFile repaired = read(fileOf({rowWith({{column, "13101"}})}));
    EXPECT_EQ(only(repaired).municipalityCode, "131016");
    EXPECT_EQ(repaired.repairs, (Repairs{{2, column, "13101", "131016", "code"}}));

    const OpenDataFile wrong = read(fileOf({rowWith({{column, "131015"}})}), "131016");
    EXPECT_EQ(only(wrong).municipalityCode, "131016");
    EXPECT_EQ(wrong.flags, (Flags{{2, column, "131015", "check-digit"}}));

    const OpenDataFile other =
        read(fileOf({rowWith({{"NO", "2"}, {"住所", "見本町2"}}), rowWith({{column, "132012"}})}), "131016");
    EXPECT_EQ(other.rows.at(1).facility.municipalityCode, "131016");
    EXPECT_EQ(other.flags, (Flags{{3, column, "132012", "other-municipality"}}));

    const OpenDataFile none = read(fileOf({rowWith({{column, ""}})}));
    EXPECT_EQ(only(none).municipalityCode, "");
    EXPECT_EQ(none.flags, (Flags{{2, column, "", "missing"}}));
    EXPECT_EQ(read(fileOf({rowWith({{column, ""}})}), "131016").flags, Flags{});
}

TEST(OpenData, HeadingsInAnyWidth) {
    const OpenDataFile file = read(
        "ＮＯ, 名称 "
        ",名称＿ｶﾅ,ＦＡＸ番号,ｱｸｾｽ方法,電話番号\n1,みほん園,ミホンエン,03-0000-0001,駅前,03-0000-0000\n");
    const domain::Facility &facility = only(file);
    EXPECT_EQ(facility.profile.at("name_kana"), "ミホンエン");
    EXPECT_EQ(facility.profile.at("fax"), "03-0000-0001");
    EXPECT_EQ(facility.profile.at("access"), "駅前");
    EXPECT_TRUE(file.unknownColumns.empty());
}

TEST(OpenData, TheCurrentLayoutIsReadToo) {
    std::string headings;
    std::string cells;
    for (const domain::ProfileItem &item : domain::profileItems()) {
        headings += std::string(headings.empty() ? "" : ",") + std::string(item.column53);
        cells += item.key == "municipality_code" ? "131016" : ",";
        if (item.key == "standard_id") {
            cells += "A-1";
        }
        if (item.key == "name") {
            cells += "みほん保育園";
        }
        if (item.key == "address_building") {
            cells += "みほんビル";
        }
        if (item.key == "postal_code") {
            cells += "100-0000";
        }
        if (item.key == "note") {
            cells += "最後の列";
        }
    }
    const OpenDataFile file = read("\xEF\xBB\xBF" + headings + "\r\n" + cells + "\r\n");
    EXPECT_EQ(file.layout, OpenDataLayout::Columns53);
    EXPECT_TRUE(file.unknownColumns.empty());
    EXPECT_EQ(only(file).standardId, "A-1");
    EXPECT_EQ(only(file).municipalityCode, "131016");
    EXPECT_EQ(only(file).profile, (domain::Profile{{"name", "みほん保育園"},
                                                   {"address_building", "みほんビル"},
                                                   {"postal_code", "1000000"},
                                                   {"note", "最後の列"}}));
}

TEST(OpenData, HalfWidthAndFullWidthBracketsAreOneHeading) {
    const OpenDataFile file =
        read("ID,名称,建物名等（方書）,連絡先備考(その他、SNSなど)\n1,みほん園,みほんビル,なし\n");
    EXPECT_EQ(only(file).profile.at("address_building"), "みほんビル");
    EXPECT_EQ(only(file).profile.at("contact_note"), "なし");
}

TEST(OpenData, UnknownColumnsAreKept) {
    const OpenDataFile file = read("NO,名称,独自項目,名称\n1,みほん園, 園庭あり ,別名\n2,みほん第二園,,\n");
    EXPECT_EQ(file.unknownColumns, (std::vector<std::string>{"独自項目", "名称 (2)"}));
    EXPECT_EQ(file.rows[0].facility.unknownColumns,
              (std::map<std::string, std::string>{{"独自項目", "園庭あり"}, {"名称 (2)", "別名"}}));
    EXPECT_EQ(file.rows[0].facility.profile.at("name"), "みほん園");
    EXPECT_TRUE(file.rows[1].facility.unknownColumns.empty());
}

TEST(OpenData, TrailingEmptyColumnsAndShortRowsDoNotMatter) {
    const OpenDataFile file =
        read("NO,名称,備考,,,\n1,みほん園,,,,\n2,みほん第二園\n,,,,,\n\n3,みほん第三園,備,,,余り\n");
    EXPECT_EQ(file.unknownColumns, std::vector<std::string>{"#6"});
    ASSERT_EQ(file.rows.size(), 3U);
    EXPECT_EQ(file.rows[2].row, 6);
    EXPECT_EQ(file.rows[2].facility.unknownColumns, (std::map<std::string, std::string>{{"#6", "余り"}}));
}

TEST(OpenData, LineBreaksInsideQuotesStayInRemarks) {
    const OpenDataFile file = read("NO,名称,備考\n1,\"みほん\n園\",\"一行目\r\n二行目\"\n");
    EXPECT_EQ(only(file).profile.at("name"), "みほん 園");
    EXPECT_EQ(only(file).profile.at("note"), "一行目\n二行目");
}

TEST(OpenData, WholeFileErrorsSayWhatToDo) {
    const auto codeOf = [](std::string_view bytes) { return readOpenData(bytes).error(); };
    EXPECT_EQ(codeOf("").code, "empty");
    EXPECT_EQ(codeOf("\xEF\xBB\xBF\r\n").code, "empty");
    EXPECT_EQ(codeOf("NO,名称\r\n").code, "empty");
    EXPECT_EQ(codeOf("a,b\n1,2\n").code, "unknown-layout");
    EXPECT_EQ(codeOf("名称,住所\nみほん園,見本町\n").code, "unknown-layout");
    EXPECT_EQ(codeOf("NO,名称\n1,\"みほん").code, "unclosed-quote");
    const auto shiftJis = codeOf("NO,\x96\xBC\x8F\xCC\n1,\x89\x80\n");
    EXPECT_EQ(shiftJis.code, "not-utf8");
    EXPECT_EQ(shiftJis.kind, domain::ErrorKind::Malformed);
    EXPECT_EQ(shiftJis.params.at("looks_like"), "shift_jis");
    EXPECT_EQ(codeOf("\xFF\xFEN\0O\0").params.at("looks_like"), "utf-16");
    EXPECT_EQ(codeOf("PK\x03\x04rest").params.at("looks_like"), "zip");
    EXPECT_EQ(codeOf("NO,名称\xC0\xAF\x81\n").params.at("looks_like"), "");
}

TEST(OpenData, TheReportHasALineForEachFindingInOrder) {
    const OpenDataFile file = read(fileOf(
        {rowWith({{"電話番号", "０３-0000-0000"}}), rowWith({{"名称", ""}}),
         rowWith({{"NO", "2"}, {"名称_カナ", ""}, {"備考", "\"一\n二\""}, {"収容定員", "\"a\nb\""}})}));
    const auto lines = reportLines(file);
    ASSERT_EQ(lines.size(), 4U);
    EXPECT_EQ(lines[0], "row 2  repaired  電話番号: \"０３-0000-0000\" -> \"03-0000-0000\" (telephone number "
                        "in another form)");
    EXPECT_EQ(lines[1], "row 3  refused   no name \"0000000001\"");
    EXPECT_EQ(lines[2], "row 4  flagged   収容定員: characters that cannot be used; set aside \"a⏎b\"");
    EXPECT_EQ(lines[3], "row 4  flagged   名称_カナ: empty, but needed to publish");
}

TEST(OpenData, WhatItTakesCanAlwaysBeStored) {
    // Random files with the right headings: whatever is accepted passes the rules that the hub applies.
    const std::vector<std::string> pool{"131016",
                                        "1",
                                        "2",
                                        "みほん園",
                                        "ｱ",
                                        "７：３０",
                                        "０３－００００－００００",
                                        "35.6",
                                        "139.7",
                                        "",
                                        " ",
                                        "無",
                                        "\"改\n行\"",
                                        "\x01",
                                        "不明",
                                        "令和6年4月1日",
                                        "https://example.jp",
                                        "認可外保育施設",
                                        "\"a,\"\"b\"",
                                        "産休明け",
                                        std::string(6000, 'x'),
                                        "-",
                                        "24:00"};
    const auto random = domain::seededRandom(71);
    std::size_t taken = 0;
    for (int round = 0; round < 400; ++round) {
        std::string text(older);
        text += ",独自\n";
        for (std::uint64_t rows = 1 + random->below(5); rows > 0; --rows) {
            for (std::uint64_t cells = random->below(32); cells > 0; --cells) {
                text += pool[random->below(pool.size())] + ",";
            }
            text += "\n";
        }
        const auto file = readOpenData(text, "131016");
        if (!file) {
            continue;
        }
        taken += file->rows.size();
        for (const ImportRow &row : file->rows) {
            ASSERT_EQ(domain::validate(row.facility), domain::FieldErrors{}) << text;
        }
        (void)reportLines(*file);
    }
    EXPECT_GT(taken, 100U);
}

TEST(OpenData, RandomBytesNeverMakeItFail) {
    const auto random = domain::seededRandom(72);
    for (int round = 0; round < 3000; ++round) {
        std::string bytes(random->below(80), '\0');
        random->fill({reinterpret_cast<std::uint8_t *>(bytes.data()), bytes.size()});
        (void)readOpenData(bytes);
        (void)readOpenData(fileOf({bytes}));
    }
}
