#include "domain/list_cells.h"
#include "domain/profile_items.h"
#include "domain/random.h"
#include "domain/utf8.h"
#include "domain/validate.h"

#include <gtest/gtest.h>
#include <set>
#include <string>

using namespace domain;

namespace {

struct Case {
    const char *typed;
    const char *stored;
};

void expectRepairs(const char *key, std::initializer_list<Case> cases) {
    for (const Case &c : cases) {
        const std::string stored = repairedProfileItem(key, c.typed);
        EXPECT_EQ(stored, c.stored) << key << " from " << c.typed;
        EXPECT_EQ(validateProfileItem(key, stored), FieldErrors{}) << key << " " << stored;
    }
}

void expectUntouched(const char *key, std::initializer_list<const char *> texts) {
    for (const char *text : texts) {
        EXPECT_EQ(repairedProfileItem(key, text), text) << key;
        EXPECT_NE(validateProfileItem(key, text), FieldErrors{})
            << key << ": the user is told about " << text;
    }
}

} // namespace

TEST(ProfileItems, AreThe53OfTheStandard) {
    ASSERT_EQ(profileItems().size(), 53U);
    std::set<std::string_view> keys;
    std::set<std::string_view> headings;
    int older = 0;
    for (const ProfileItem &item : profileItems()) {
        keys.insert(item.key);
        headings.insert(item.column53);
        older += item.column28.empty() ? 0 : 1;
        EXPECT_EQ(profileItem(item.key), &item);
        EXPECT_EQ(item.key.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string_view::npos)
            << item.key;
    }
    EXPECT_EQ(keys.size(), 53U);
    EXPECT_EQ(headings.size(), 53U);
    EXPECT_EQ(older, 28);
    EXPECT_EQ(profileItems()[0].column53, "全国地方公共団体コード");
    EXPECT_EQ(profileItems()[26].column53, "連絡先備考（その他、SNSなど）");
    EXPECT_EQ(profileItems()[52].column53, "備考");
    EXPECT_EQ(profileItem("nothing"), nullptr);
}

TEST(ProfileItems, WhatAParentSeesFirst) {
    for (const char *key : {"name", "name_kana", "type", "address", "phone", "open_time", "close_time",
                            "accepted_ages", "capacity", "note"}) {
        EXPECT_NE(profileItem(key), nullptr) << key;
    }
    EXPECT_TRUE(profileItem("name")->required);
    EXPECT_EQ(profileItem("address")->column28, "住所");
}

TEST(Repair, ADateIsReadHoweverItsSeparatorsAreTyped) {
    for (const char *typed : {"2025。5。3", "２０２５／５／３", "2025・5・3", "2025ー5ー3", "2025.5.3",
                              "20250503", "R7.5.3", "令和7年5月3日", " 2025-05-03 "}) {
        EXPECT_EQ(repairedDate(typed), "2025-05-03") << typed;
    }
    EXPECT_EQ(repairedDate("2025。13。40"), std::nullopt);
}

TEST(Repair, PhoneNumbers) {
    expectRepairs("phone", {{"０３－１２３４－５６７８", "03-1234-5678"},
                            {"03ｰ1234ー5678", "03-1234-5678"},
                            {" 03‐1234−5678　", "03-1234-5678"},
                            {"042（000）0000", "042-000-0000"},
                            {"（042）000-0000", "(042)000-0000"},
                            {"(03) 1234-5678", "(03)1234-5678"},
                            {"042 000 0000", "042-000-0000"},
                            {"TEL：03-1234-5678", "03-1234-5678"},
                            {"03-1234-5678(代)", "03-1234-5678"},
                            {"03-1234-5678、090-0000-0000", "03-1234-5678 / 090-0000-0000"},
                            {"03-1234-5678/090-0000-0000/", "03-1234-5678 / 090-0000-0000"},
                            {"0312345678", "0312345678"},
                            {"＋８１　３－１２３４－５６７８", "+81 3-1234-5678"}});
    expectUntouched("phone", {"なし", "1234-5678", "03-1234-5678 内線12", "０３－１２３４"});
    EXPECT_EQ(repairedPhone("０９０ー００００ー００００"), "090-0000-0000");
}

TEST(Repair, AZeroThatASpreadsheetTookIsPutBackInAFacilitysNumbers) {
    for (const char *key : {"phone", "fax"}) {
        expectRepairs(key, {{"420000001", "0420000001"},
                            {"42-000-0002", "042-000-0002"},
                            {"(42)000-0002", "(042)000-0002"},
                            {"9000000003", "09000000003"},
                            {"42-000-0002 / 3-0000-0000", "042-000-0002 / 03-0000-0000"}});
    }
    // Two digits are missing, or the number would not have the national length.
    expectUntouched("phone", {"20000001", "000-0001", "1234567890"});
    EXPECT_EQ(repairedPhone("42-000-0002"), "42-000-0002") << "a guardian's may lack any digit";
}

TEST(Repair, AFaxNumberIsNoTelephoneNumber) {
    expectUntouched("phone", {"042-000-0005/FAX042-000-0006", "FAX042-000-0006", "ファックス 042-000-0006"});
    expectRepairs("fax", {{"FAX：042-000-0006", "042-000-0006"}, {"ﾌｧｯｸｽ042-000-0006", "042-000-0006"}});
    EXPECT_EQ(phoneAndFax("042-000-0005/FAX042-000-0006"), (PhoneAndFax{"042-000-0005", "042-000-0006"}));
    EXPECT_EQ(phoneAndFax("042-000-0005（ＦＡＸ：042-000-0006）"),
              (PhoneAndFax{"042-000-0005", "042-000-0006"}));
    EXPECT_EQ(phoneAndFax("TEL 042-000-0005 FAX 042-000-0006"),
              (PhoneAndFax{"042-000-0005", "042-000-0006"}));
    EXPECT_EQ(phoneAndFax("TEL/FAX 042-000-0005"), (PhoneAndFax{"042-000-0005", "042-000-0005"}));
    EXPECT_EQ(phoneAndFax("FAX 042-000-0006"), (PhoneAndFax{"", "042-000-0006"}));
    for (const char *text : {"042-000-0005", "042-000-0005（FAX兼用）", ""}) {
        EXPECT_EQ(phoneAndFax(text), std::nullopt) << text;
    }
}

TEST(Repair, Times) {
    expectRepairs("open_time", {{"7：30", "07:30"},
                                {"７：３０", "07:30"},
                                {"7:30:00", "07:30"},
                                {"7時30分", "07:30"},
                                {"7時", "07:00"},
                                {"7時半", "07:30"},
                                {"0730", "07:30"},
                                {"730", "07:30"},
                                {"7", "07:00"},
                                {"午前7時15分", "07:15"},
                                {"午前０時", "00:00"},
                                {"AM 8:45", "08:45"},
                                {"0.3125", "07:30"},
                                {"午前12時", "00:00"},
                                {"午前12時30分", "00:30"},
                                {"7.30", "07:30"},
                                {"7.0", "07:00"},
                                {"終日", "00:00"},
                                {"24時間", "00:00"}});
    expectRepairs("close_time", {{"午後6時30分", "18:30"},
                                 {"午後12時", "12:00"},
                                 {"PM7:00", "19:00"},
                                 {"24:00", "23:59"},
                                 {"24", "23:59"},
                                 {"24時", "23:59"},
                                 {"終日", "23:59"}});
    expectUntouched("open_time", {"日没", "7:60", "25:00", "24:01", "7:30～18:30", "7:3x", "7:30:61", ":30",
                                  "99999", "0.", "1.5時頃", "7.5", "18.5", "7.50", "7.25", "午前13時"});
}

TEST(Repair, TwoTimesInOneCellAreSeen) {
    for (const char *text :
         {"8:00\n土9:00", "7:30～19:30", "午前7時15分から午後6時15分", "７：００ ８：００"}) {
        EXPECT_TRUE(holdsTwoTimes(text)) << text;
    }
    for (const char *text : {"7:30", "7:30:00", "7時30分", "730", "", "日没"}) {
        EXPECT_FALSE(holdsTwoTimes(text)) << text;
    }
}

TEST(Repair, Dates) {
    expectRepairs("licensed_on", {{"2024/04/01", "2024-04-01"},
                                  {"2024/4/1", "2024-04-01"},
                                  {"2024.4.1", "2024-04-01"},
                                  {"2024年4月1日", "2024-04-01"},
                                  {"２０２４年４月１日", "2024-04-01"},
                                  {"20240401", "2024-04-01"},
                                  {"令和6年4月1日", "2024-04-01"},
                                  {"令和元年5月1日", "2019-05-01"},
                                  {"R6.4.1", "2024-04-01"},
                                  {"r6/4/1", "2024-04-01"},
                                  {"H31.4.30", "2019-04-30"},
                                  {"昭和50年4月1日", "1975-04-01"},
                                  {"S.50.4.1", "1975-04-01"},
                                  {"44698", "2022-05-17"},
                                  {"2024/04/01 00:00:00", "2024-04-01"},
                                  {"2024-02-29", "2024-02-29"}});
    expectUntouched("licensed_on", {"2023-02-29", "令和6年", "2024/13/1", "R0.4.1", "R99.1.1", "9/99/9999",
                                    "未定", "2024/4/1/1", "44698.5", "1", "123456789"});
}

TEST(Repair, CodesAndNumbers) {
    expectRepairs("postal_code",
                  {{"192-0045", "1920045"}, {"〒１９２－００４５", "1920045"}, {"1920045", "1920045"}});
    expectUntouched("postal_code", {"192-004", "郵便番号"});
    expectRepairs("corporate_number",
                  {{"7-1234-5678-9012", "7123456789012"}, {"７１２３４５６７８９０１２", "7123456789012"}});
    expectRepairs("capacity", {{"１２０人", "120"},
                               {"1,200", "1200"},
                               {"100名", "100"},
                               {"100.0", "100"},
                               {"007", "7"},
                               {"0", "0"}});
    expectUntouched("capacity", {"約100", "100～120", "-5"});
    expectRepairs("address_code", {{"13101", "131016"}, {"92011", "092011"}});
    expectRepairs("latitude", {{" ３５．６５２８８９ ", "35.652889"}});
}

TEST(Repair, YesAndNo) {
    expectRepairs("temporary_care", {{"1", "有"},
                                     {"０", "無"},
                                     {"○", "有"},
                                     {"〇", "有"},
                                     {"×", "無"},
                                     {"あり", "有"},
                                     {" 無 ", "無"},
                                     {"", ""},
                                     {"　", ""},
                                     {"不明", ""}});
    expectUntouched("temporary_care", {"要相談", "2", "△"});
}

TEST(Repair, Kana) {
    expectRepairs("name_kana", {{"さくらほいくえん", "サクラホイクエン"},
                                {"ｻｸﾗﾎｲｸｴﾝ", "サクラホイクエン"},
                                {"ﾊﾟｰﾙﾅｰｻﾘｰ", "パールナーサリー"},
                                {"サンフラワ－ホ-ム", "サンフラワーホーム"},
                                {"ミホンビィ～ンズエン", "ミホンビィーンズエン"},
                                {"ミホン-ブンエン", "ミホン・ブンエン"},
                                {"サクラ－ブンエン", "サクラ・ブンエン"},
                                {"ミホンジドウノイエ１・２", "ミホンジドウノイエ１・２"},
                                {"ミホンセンター「ワカバ」", "ミホンセンター「ワカバ」"},
                                {"ミホンＡＢＣ（ニ）", "ミホンＡＢＣ（ニ）"}});
    expectUntouched("name_kana", {"サクラ保育園", "第2", "12"});
}

TEST(Repair, TextKeepsNamesButEvensOutNumbers) {
    expectRepairs("address",
                  {{"見本町四丁目31ｰ1 ", "見本町四丁目31-1"}, {"見本町２－３ー４", "見本町2-3-4"}});
    expectRepairs("hours_note", {{"延長保育１９：００まで", "延長保育19:00まで"},
                                 {"一行目\r\n二行目\r", "一行目\n二行目"}});
    expectRepairs("accepted_ages", {{"３歳～５歳", "3歳～5歳"}, {"産休明け", "産休明け"}});
    expectRepairs("name", {{"　第２みほん保育園 ", "第２みほん保育園"},
                           {"みほん\n保育園", "みほん 保育園"},
                           {"み\x0Bほん", "みほん"}});
}

TEST(Repair, FacilityTypes) {
    expectRepairs("type", {{"認定こども園(幼保連携型)", "認定こども園（幼保連携型）"},
                           {"幼保連携型認定こども園", "認定こども園（幼保連携型）"},
                           {"小規模保育事業Ａ型", "小規模保育事業（A型）"},
                           {"小規模保育（Ｂ型）", "小規模保育事業（B型）"},
                           {"認証保育所A型", "認証保育所（A型）"},
                           {"認可 私立保育所", "認可私立保育所"},
                           {"企業主導型保育施設", "企業主導型保育事業"}});
    expectRepairs("type", {{"認定公立保育所", "認可公立保育所"},
                           {"認定私立保育所", "認可私立保育所"},
                           {"小規模保育事業所", "小規模保育事業"},
                           {"小規模保育施設", "小規模保育事業"},
                           {"小規模保育", "小規模保育事業"},
                           {"家庭的保育者", "家庭的保育事業"},
                           {"東京都認証保育所", "認証保育所"},
                           {"認可保育園", "認可保育所"},
                           {"認定こども園", "認定こども園"},
                           {"幼稚園", "幼稚園"}});
    expectUntouched("type", {"学童クラブ", "保育", "児童館", "放課後児童クラブ"});
}

TEST(Repair, UrlsAndMail) {
    expectRepairs("url", {{" ｈｔｔｐｓ：／／example.jp ", "https://example.jp"},
                          {"www.example.jp", "http://www.example.jp"},
                          {"https://example.jp/園", "https://example.jp/%E5%9C%92"}});
    expectRepairs(
        "url",
        {{"http://www18.example.jp/‾mihon/", "http://www18.example.jp/~mihon/"},
         {"http://www18.example.jp/〜mihon/", "http://www18.example.jp/~mihon/"},
         {"http://www18.example.jp/～mihon/", "http://www18.example.jp/~mihon/"},
         {"http://みほん.example.jp/", "http://xn--79jh5d.example.jp/"},
         {"https://ドメイン名例.example/園", "https://xn--eckwd4c7cu47r2wf.example/%E5%9C%92"},
         {"http://みほんa.example.jp:8080/?q=園", "http://xn--a-5bul5f.example.jp:8080/?q=%E5%9C%92"}});
    expectUntouched("url", {"ホームページなし", "example.jp", "https://example.jp/a b",
                            "http://a.example.jp/、http://b.example.jp/", "http://a.example.jp/（園）"});
    const auto two = firstUrl("http://a.example.jp/、http://b.example.jp/");
    EXPECT_EQ(two.url, "http://a.example.jp/");
    EXPECT_EQ(two.rest, "http://b.example.jp/");
    EXPECT_EQ(firstUrl("http://a.example.jp/\nhttps://b.example.jp/").rest, "https://b.example.jp/");
    EXPECT_EQ(firstUrl("http://a.example.jp/?to=http://b.example.jp/").rest, "");
    expectRepairs("email", {{"ｍｉｈｏｎ＠example.jp", "mihon@example.jp"}});
}

TEST(Repair, UnknownItemsAndBrokenBytesComeBackUnchanged) {
    EXPECT_EQ(repairedProfileItem("no_such_item", " x "), " x ");
    EXPECT_EQ(repairedProfileItem("name", "\xFF "), "\xFF ");
}

TEST(Repair, IsIdempotentAndNeverFails) {
    constexpr std::string_view pool =
        "0123456789０１９-－ーｰ：:./年月日時分半令和RHS午後ＡPM()（）＋+ 　〒人,ｶﾞぱ有○http://w.@~～\n\r\t%";
    const std::u32string letters = toCodePoints(pool);
    const auto random = seededRandom(41);
    for (int round = 0; round < 1500; ++round) {
        std::u32string word;
        for (std::uint64_t i = random->below(14); i > 0; --i) {
            word += letters[random->below(letters.size())];
        }
        const std::string typed = toUtf8(word);
        for (const ProfileItem &item : profileItems()) {
            const std::string once = repairedProfileItem(item.key, typed);
            ASSERT_EQ(repairedProfileItem(item.key, once), once) << item.key << " from " << typed;
            if (validateProfileItem(item.key, typed).empty() && item.type == ItemType::Phone) {
                EXPECT_EQ(once, typed) << "what is right stays";
            }
        }
    }
}

TEST(Repair, RandomBytesNeverMakeItFail) {
    const auto random = seededRandom(42);
    for (int round = 0; round < 3000; ++round) {
        std::string bytes(random->below(30), '\0');
        random->fill({reinterpret_cast<std::uint8_t *>(bytes.data()), bytes.size()});
        for (const ProfileItem &item : profileItems()) {
            if (!isUtf8(bytes)) {
                ASSERT_EQ(repairedProfileItem(item.key, bytes), bytes);
                ASSERT_FALSE(validateProfileItem(item.key, bytes).empty());
            }
        }
        (void)repairedMunicipalityCode(bytes);
        (void)parseDate(bytes);
        (void)parseInstant(bytes);
        (void)Uuid::parse(bytes);
        (void)isPhoneNumber(bytes);
        (void)isMailAddress(bytes);
    }
}
