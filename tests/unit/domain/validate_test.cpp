#include "domain/validate.h"
#include "unit/domain/days.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>

using namespace domain;

namespace {

Slot goodSlot() {
    Slot slot;
    slot.facilityId = FacilityId::parse("01900000-0000-7000-8000-000000000001").value();
    slot.date = day("2026-11-24");
    slot.start = LocalTime::of(10, 0);
    slot.end = LocalTime::of(10, 30);
    slot.seats = 3;
    return slot;
}

ReservationPersonal goodFamily() {
    ReservationPersonal personal;
    personal.guardian = {.name = "見本 花子", .kana = "ミホン ハナコ", .phone = "03-0000-0000"};
    personal.children = {{.name = "見本 一郎", .kana = "ミホン イチロウ", .birthDate = day("2025-06-01")}};
    return personal;
}

Facility goodFacility() {
    Facility facility;
    facility.municipalityCode = "131016";
    facility.standardId = "0000000001";
    facility.profile = {{"name", "みほん保育園"}};
    return facility;
}

/// "/seats too-big", in the order found.
std::vector<std::string> found(const FieldErrors &faults) {
    std::vector<std::string> all;
    for (const FieldError &fault : faults) {
        all.push_back(fault.pointer + " " + fault.code);
    }
    return all;
}

using Found = std::vector<std::string>;

std::string repeated(const char *text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) {
        out += text;
    }
    return out;
}

} // namespace

TEST(ValidateToday, DaysThatCannotBeAreNamedAtTheirMember) {
    Reservation reservation;
    reservation.slotId = SlotId::parse("01900000-0000-7000-8000-000000000001").value();
    reservation.channel = "portal";
    reservation.personal = goodFamily();
    const LocalDate today = day("2026-11-30");
    Child &child = reservation.personal->children.front();
    EXPECT_EQ(found(validate(reservation, today)), Found{});
    child.birthDate = today;
    EXPECT_EQ(found(validate(reservation, today)), Found{}) << "born today";
    child.birthDate = day("2026-12-01");
    EXPECT_EQ(found(validate(reservation, today)), Found{"/children/0/birth_date in-future"});
    child.birthDate.reset();
    for (const auto &[due, fault] :
         std::vector<std::pair<const char *, const char *>>{{"2026-10-29", "in-past"},
                                                            {"2026-10-30", ""},
                                                            {"2027-09-26", ""},
                                                            {"2027-09-27", "too-far-ahead"}}) {
        child.dueDate = day(due);
        const std::string code = fault;
        EXPECT_EQ(found(validate(reservation, today)),
                  code.empty() ? Found{} : Found{"/children/0/due_date " + code})
            << due;
    }
    child.dueDate = day("2027-01-10");
    child.wishedMonth = parseMonth("2026-10").value();
    EXPECT_EQ(found(validate(reservation, today)), Found{"/children/0/wished_month in-past"});
    child.wishedMonth = parseMonth("2026-11").value();
    EXPECT_EQ(found(validate(reservation, today)), Found{});
}

TEST(ValidateToday, ASlotIsOfferedUntilItEndsAndNoFurtherThanFiveYears) {
    Slot slot = goodSlot(); // 24 November, 10:00 to 10:30
    EXPECT_EQ(found(validate(slot, toInstant(slot.date, LocalTime::of(10, 29)))), Found{});
    EXPECT_EQ(found(validate(slot, toInstant(slot.date, LocalTime::of(10, 30)))), Found{"/end in-past"});
    EXPECT_EQ(found(validate(slot, toInstant(day("2026-11-25"), {}))), Found{"/date in-past"});
    slot.date = day("2062-11-24");
    EXPECT_EQ(found(validate(slot, toInstant(day("2026-11-25"), {}))), Found{"/date too-far-ahead"});
    slot.date = day("2162-11-24");
    EXPECT_EQ(found(validate(slot, toInstant(day("2026-11-25"), {}))), Found{"/date out-of-range"});
}

TEST(ValidateToday, AClosureMayBeEnteredAMonthLate) {
    Closure closure;
    closure.facilityId = goodSlot().facilityId;
    closure.date = day("2026-10-30");
    EXPECT_EQ(found(validate(closure, day("2026-11-30"))), Found{});
    EXPECT_EQ(found(validate(closure, day("2026-12-01"))), Found{"/date in-past"});
}

TEST(ValidateSlot, AGoodSlotHasNoFault) {
    EXPECT_EQ(found(validate(goodSlot())), Found{});
}

TEST(ValidateSlot, AnEmptySlotShowsAllFaultsAtOnce) {
    EXPECT_EQ(found(validate(Slot{})),
              (Found{"/date required", "/facility_id required", "/end ends-before-start"}));
}

TEST(ValidateSlot, MustEndAfterItStarts) {
    Slot slot = goodSlot();
    slot.end = slot.start;
    EXPECT_EQ(found(validate(slot)), Found{"/end ends-before-start"});
    slot.end = LocalTime::of(9, 0);
    EXPECT_EQ(found(validate(slot)), Found{"/end ends-before-start"});
}

TEST(ValidateSlot, OneTo500Seats) {
    Slot slot = goodSlot();
    for (const int good : {1, 500}) {
        slot.seats = good;
        EXPECT_EQ(found(validate(slot)), Found{});
    }
    for (const int few : {0, -1}) {
        slot.seats = few;
        EXPECT_EQ(validate(slot), (FieldErrors{{"/seats", "too-small", {{"min", "1"}}}}));
    }
    for (const int many : {501, 10'000}) {
        slot.seats = many;
        EXPECT_EQ(validate(slot), (FieldErrors{{"/seats", "too-big", {{"max", "500"}}}}));
    }
}

TEST(ValidateSlot, DatesOutOfRange) {
    Slot slot = goodSlot();
    slot.date = std::chrono::year(2026) / 2 / 30;
    EXPECT_EQ(found(validate(slot)), Found{"/date not-a-date"});
    for (const char *date : {"1999-12-31", "2100-01-01"}) {
        slot.date = day(date);
        const auto faults = validate(slot);
        ASSERT_EQ(found(faults), Found{"/date out-of-range"});
        EXPECT_EQ(faults[0].params.at("max"), "2099-12-31");
    }
}

TEST(ValidateSlot, TheRestOfItsMembers) {
    Slot slot = goodSlot();
    slot.acceptedAges.reset();
    slot.visitorsPerFamily = 0;
    slot.note = repeated("𠮷", 1001);
    slot.opensAt = parseInstant("2026-11-01T01:00:00Z").value();
    slot.closesAt = slot.opensAt;
    EXPECT_EQ(found(validate(slot)), (Found{"/visitors_per_family too-small", "/accepted_ages none-accepted",
                                            "/note too-long", "/closes_at ends-before-start"}));
    slot = goodSlot();
    slot.note = repeated("𠮷", 1000);
    EXPECT_EQ(found(validate(slot)), Found{}) << "𠮷 counts one";
    slot.note = "改行\nと\tタブ";
    EXPECT_EQ(found(validate(slot)), Found{});
    slot.note = "\xFF";
    EXPECT_EQ(found(validate(slot)), Found{"/note not-clean-text"});
    slot.note = {};
    slot.meetingPlace = repeated("園", 101);
    EXPECT_EQ(found(validate(slot)), Found{"/meeting_place too-long"});
    slot.meetingPlace = "正面玄関\n裏口";
    EXPECT_EQ(found(validate(slot)), Found{"/meeting_place not-clean-text"});
    slot = goodSlot();
    slot.start.sinceMidnight = std::chrono::minutes(-1);
    slot.end.sinceMidnight = std::chrono::minutes(1440);
    EXPECT_EQ(found(validate(slot)), (Found{"/start not-a-time", "/end not-a-time"}));
}

TEST(ValidateSeries, RuleAndPeriod) {
    Series series;
    series.facilityId = goodSlot().facilityId;
    series.rule = "13Th";
    series.from = day("2026-11-01");
    series.to = day("2027-03-31");
    series.start = LocalTime::of(10, 0);
    series.end = LocalTime::of(11, 0);
    EXPECT_EQ(found(validate(series)), Found{});
    series.to = day("2026-10-31");
    EXPECT_EQ(found(validate(series)), Found{"/to ends-before-start"});
    series.to = series.from;
    series.rule.clear();
    series.exceptions = {day("2026-11-05"), std::chrono::year(2026) / 13 / 1};
    EXPECT_EQ(found(validate(series)), (Found{"/rule required", "/exceptions/1 not-a-date"}));
    series.exceptions.assign(1001, day("2026-11-05"));
    series.rule = "0We";
    EXPECT_EQ(found(validate(series)), Found{"/exceptions too-big"});
}

TEST(ValidateClosure, NeedsADay) {
    Closure closure;
    closure.facilityId = goodSlot().facilityId;
    EXPECT_EQ(found(validate(closure)), Found{"/date required"});
    closure.date = day("2026-12-28");
    closure.reason = repeated("あ", 201);
    EXPECT_EQ(found(validate(closure)), Found{"/reason too-long"});
}

TEST(ValidateReservation, AGoodFamilyHasNoFault) {
    EXPECT_EQ(found(validate(goodFamily())), Found{});
}

TEST(ValidateReservation, NamesMayHoldEmojiAndRareCharacters) {
    ReservationPersonal family = goodFamily();
    family.guardian.name = "𠮷田 🌸";
    EXPECT_EQ(found(validate(family)), Found{});
    family.guardian.name = "改行\n";
    EXPECT_EQ(found(validate(family)), Found{"/guardian/name not-clean-text"});
    family.guardian.name = "　";
    EXPECT_EQ(found(validate(family)), Found{"/guardian/name required"});
}

TEST(ValidateReservation, PhoneOrMailIsNeeded) {
    ReservationPersonal family = goodFamily();
    family.guardian.phone.clear();
    EXPECT_EQ(found(validate(family)), Found{"/guardian/phone required"});
    family.guardian.email = "hanako@example.jp";
    EXPECT_EQ(found(validate(family)), Found{});
    family.guardian.phone = "でんわ";
    family.guardian.email = "hanako";
    EXPECT_EQ(found(validate(family)),
              (Found{"/guardian/phone not-a-phone-number", "/guardian/email not-a-mail-address"}));
}

TEST(ValidateReservation, KanaIsFullWidthKatakana) {
    ReservationPersonal family = goodFamily();
    family.guardian.kana = "ﾐﾎﾝ";
    family.children[0].kana = "みほん";
    EXPECT_EQ(found(validate(family)),
              (Found{"/guardian/kana not-katakana", "/children/0/kana not-katakana"}));
}

TEST(ValidateReservation, EveryChildHasExactlyOneOfBirthAndDueDate) {
    ReservationPersonal family = goodFamily();
    family.children.push_back({.name = "", .dueDate = day("2027-01-15")});
    EXPECT_EQ(found(validate(family)), Found{});
    family.children.push_back({.name = "日付なし"});
    family.children.push_back({.birthDate = day("2025-01-01"), .dueDate = day("2025-01-01")});
    family.children.push_back({.birthDate = std::chrono::year(2025) / 2 / 29});
    family.children.push_back(
        {.birthDate = day("2025-01-01"), .wishedMonth = std::chrono::year(2026) / std::chrono::month(13)});
    EXPECT_EQ(found(validate(family)),
              (Found{"/children/2/birth_date required", "/children/3/due_date not-allowed",
                     "/children/4/birth_date not-a-date", "/children/5/wished_month not-a-date"}));
}

TEST(ValidateReservation, NoChildrenOrACrowdOfThem) {
    ReservationPersonal family = goodFamily();
    family.children.clear();
    EXPECT_EQ(found(validate(family)), Found{"/children required"});
    family.children.assign(100'000, {.birthDate = day("2025-01-01")});
    EXPECT_EQ(found(validate(family)), Found{"/children too-big"});
}

TEST(ValidateReservation, WhatTheRecordItselfNeeds) {
    Reservation reservation;
    reservation.visitors = 0;
    EXPECT_EQ(found(validate(reservation)),
              (Found{"/slot_id required", "/visitors too-small", "/channel required"}));
    reservation.slotId = SlotId::parse("01900000-0000-7000-8000-000000000002").value();
    reservation.visitors = 2;
    reservation.channel = "portal";
    EXPECT_EQ(found(validate(reservation)), Found{});
    reservation.channel = "電話";
    EXPECT_EQ(found(validate(reservation)), Found{"/channel not-allowed"});
    reservation.channel = "phone";
    reservation.personal = goodFamily();
    reservation.personal->question = repeated("？", 2001);
    EXPECT_EQ(found(validate(reservation)), Found{"/question too-long"});
}

TEST(ValidateFacility, OnlyTheNameIsNeededToStore) {
    EXPECT_EQ(found(validate(goodFacility())), Found{});
    Facility facility = goodFacility();
    facility.profile.clear();
    EXPECT_EQ(found(validate(facility)), Found{"/profile/name required"});
    facility.profile["name"] = " ";
    EXPECT_EQ(found(validate(facility)), Found{"/profile/name required"});
}

TEST(ValidateFacility, PublishingNeedsMore) {
    Profile profile{{"name", "みほん保育園"}, {"name_kana", "　"}};
    EXPECT_EQ(missingForPublication(profile), (std::vector<std::string>{"name_kana", "address"}));
    profile["name_kana"] = "ミホンホイクエン";
    profile["address"] = "東京都見本区見本町1-1";
    EXPECT_TRUE(missingForPublication(profile).empty());
}

TEST(ValidateFacility, TheMunicipalitysCode) {
    Facility facility = goodFacility();
    for (const auto &[code, fault] :
         {std::pair{"", "required"}, std::pair{"13101", "not-a-code"}, std::pair{"13101６", "not-a-code"},
          std::pair{"131015", "check-digit"}}) {
        facility.municipalityCode = code;
        EXPECT_EQ(found(validate(facility)), Found{"/municipality_code " + std::string(fault)});
    }
}

TEST(ValidateFacility, CoordinatesComeInPairs) {
    Facility facility = goodFacility();
    facility.profile["latitude"] = "35.65";
    EXPECT_EQ(found(validate(facility)), Found{"/profile/longitude both-or-neither"});
    facility.profile["longitude"] = "139.33";
    EXPECT_EQ(found(validate(facility)), Found{});
    std::swap(facility.profile["latitude"], facility.profile["longitude"]);
    EXPECT_EQ(found(validate(facility)),
              (Found{"/profile/latitude out-of-range", "/profile/longitude out-of-range"}));
}

TEST(ValidateFacility, HoursEndAfterTheyStartExceptAtNight) {
    Facility facility = goodFacility();
    facility.profile["open_time"] = "18:00";
    facility.profile["close_time"] = "07:30";
    EXPECT_EQ(found(validate(facility)), Found{"/profile/close_time ends-before-start"});
    facility.profile["close_time"] = "02:00";
    EXPECT_EQ(found(validate(facility)), Found{}) << "夜間保育";
}

TEST(ValidateFacility, ClassesAndOpenHours) {
    Facility facility = goodFacility();
    facility.classes = {{.age = 0, .capacity = 6}, {.age = 0}, {.age = 6}, {.age = 1, .capacity = -1}};
    facility.openHours = {{1, LocalTime::of(7, 0), LocalTime::of(12, 0)},
                          {1, LocalTime::of(11, 0), LocalTime::of(19, 0)},
                          {0, LocalTime::of(7, 0), LocalTime::of(7, 0)}};
    EXPECT_EQ(found(validate(facility)),
              (Found{"/classes/1/age not-allowed", "/classes/2/age out-of-range",
                     "/classes/3/capacity too-small", "/open_hours/1/from not-allowed",
                     "/open_hours/2/weekday out-of-range", "/open_hours/2/to ends-before-start"}));
}

TEST(ValidateFacility, HugeListsAreRefusedQuickly) {
    Facility facility = goodFacility();
    facility.classes.resize(1'000'000);
    facility.openHours.assign(1'000'000, {1, LocalTime::of(7, 0), LocalTime::of(8, 0)});
    for (int i = 0; i < 300; ++i) {
        facility.unknownColumns["列" + std::to_string(i)] = "x";
    }
    const auto faults = found(validate(facility));
    for (const char *fault : {"/classes too-big", "/open_hours too-big", "/unknown_columns too-big"}) {
        EXPECT_NE(std::ranges::find(faults, fault), faults.end()) << fault;
    }
    EXPECT_LT(faults.size(), 100U);
}

TEST(ValidateFacility, UnknownKeysAndColumnsPointWhereTheyAre) {
    Facility facility = goodFacility();
    facility.profile["a/b~c"] = "x";
    facility.unknownColumns["独自/項目"] = "\x01";
    EXPECT_EQ(found(validate(facility)),
              (Found{"/profile/a~1b~0c not-allowed", "/unknown_columns/独自~1項目 not-clean-text"}));
}

TEST(ValidateItem, EachTypeKnowsItsFault) {
    struct Case {
        const char *key;
        const char *value;
        const char *code;
    };
    for (const Case &c : std::initializer_list<Case>{
             {"name_kana", "みほん", "not-katakana"},
             {"name_en", "Mihon é", "not-clean-text"},
             {"type", "ほいくえん", "not-allowed"},
             {"address_code", "131015", "check-digit"},
             {"address_code", "１３１０１６", "not-a-code"},
             {"latitude", "35,65", "not-a-number"},
             {"latitude", "1e2", "not-a-number"},
             {"latitude", "nan", "not-a-number"},
             {"longitude", "35.65", "out-of-range"},
             {"phone", "０３-1234-5678", "not-a-phone-number"},
             {"email", "a@b", "not-a-mail-address"},
             {"postal_code", "192-0045", "not-a-code"},
             {"corporate_number", "7123456789013", "check-digit"},
             {"corporate_number", "712345678901", "not-a-code"},
             {"licensed_on", "令和6年4月1日", "not-a-date"},
             {"capacity", "-1", "not-a-number"},
             {"capacity", "百", "not-a-number"},
             {"capacity", "1000000", "too-big"},
             {"open_time", "7:30", "not-a-time"},
             {"temporary_care", "○", "not-allowed"},
             {"url", "ftp://example.jp", "not-a-url"},
             {"url", "http://", "not-a-url"},
             {"url", "javascript:alert(1)", "not-a-url"},
             {"url", "https://example.jp/a b", "not-a-url"},
             {"name", "改\n行", "not-clean-text"},
             {"no_such_item", "x", "not-allowed"},
         }) {
        EXPECT_EQ(found(validateProfileItem(c.key, c.value)),
                  Found{"/profile/" + std::string(c.key) + " " + c.code})
            << c.value;
    }
}

TEST(ValidateItem, GoodValuesPass) {
    for (const auto &[key, value] : std::initializer_list<std::pair<const char *, const char *>>{
             {"name", "みほん保育園 𠮷"},
             {"name_kana", "ミホンホイクエン"},
             {"type", "認定こども園（幼保連携型）"},
             {"type", "認証保育所（A型）"},
             {"latitude", "35.652889"},
             {"altitude", "-3.5"},
             {"phone", "(03)5253-5111 / 0120-999999"},
             {"postal_code", "1920045"},
             {"corporate_number", "7123456789012"},
             {"licensed_on", "2024-04-01"},
             {"capacity", "0"},
             {"open_time", "07:30"},
             {"temporary_care", "無"},
             {"url", "https://example.jp/%E5%9C%92?a=1#b"},
             {"note", "一行目\n二行目"},
             {"phone", ""},
         }) {
        EXPECT_EQ(found(validateProfileItem(key, value)), Found{}) << key;
    }
}

TEST(ValidateItem, LengthsAreCountedInCharacters) {
    EXPECT_EQ(found(validateProfileItem("name", repeated("𠮷", 200))), Found{});
    EXPECT_EQ(validateProfileItem("name", repeated("𠮷", 201)),
              (FieldErrors{{"/profile/name", "too-long", {{"max", "200"}}}}));
}

TEST(Codes, MunicipalityCodesAsPublished) {
    for (const char *code : {"131016", "011002", "092011", "462209", "431001", "262021", "132012"}) {
        EXPECT_TRUE(isMunicipalityCode(code)) << code;
    }
    for (const char *code : {"131015", "", "13101", "1310166", "13101x", "１３１０１６"}) {
        EXPECT_FALSE(isMunicipalityCode(code)) << code;
    }
}

TEST(Codes, MunicipalityCodesAreRepaired) {
    for (const auto &[typed, code] : std::initializer_list<std::pair<const char *, const char *>>{
             {"92011", "092011"},
             {"13101", "131016"},
             {"13102", "131024"},
             {"13201", "132012"},
             {"1100", "011002"},
             {"11002", "011002"},
             {"12025", "012025"},
             {" １３１０１６ ", "131016"},
             {"131016", "131016"},
         }) {
        EXPECT_EQ(repairedMunicipalityCode(typed).value_or("refused"), code) << typed;
    }
    EXPECT_EQ(repairedMunicipalityCode("131015").error().code, "check-digit");
    EXPECT_EQ(repairedMunicipalityCode("99999").error().code, "check-digit");
    for (const char *typed : {"", "131", "1310166", "abc", "13-101"}) {
        EXPECT_EQ(repairedMunicipalityCode(typed).error().code, "not-a-code") << typed;
    }
}

TEST(Codes, EveryCodeOfTokyoSurvivesTheLossOfItsCheckDigit) {
    // 23 wards and 26 cities: what this program meets most.
    for (int place = 101; place <= 229; place = place == 123 ? 201 : place + 1) {
        const std::string five = "13" + std::to_string(place);
        const std::string code = repairedMunicipalityCode(five).value_or("refused");
        EXPECT_TRUE(isMunicipalityCode(code));
        EXPECT_TRUE(code.starts_with(five)) << five << " " << code;
    }
}

TEST(Codes, CorporateNumbersCheckThemselves) {
    EXPECT_TRUE(isCorporateNumber("7123456789012"));
    for (const char first : std::string("12345689")) {
        EXPECT_FALSE(isCorporateNumber(first + std::string("123456789012")));
    }
    EXPECT_FALSE(isCorporateNumber("712345678901"));
    EXPECT_FALSE(isCorporateNumber("７123456789012"));
}

TEST(Contact, PhoneNumbers) {
    for (const char *good : {"03-0000-0000", "0300000000", "(03)5253-5111", "090-0000-0000", "0120-999999",
                             "050-0000-0000", "0800-000-0000", "+81 3-0000-0000", "+81 (03)0000-0000",
                             "+81-90-0000-0000", "03-0000-0000 / 090-0000-0000"}) {
        EXPECT_TRUE(isPhoneNumber(good)) << good;
    }
    for (const char *bad : {"",
                            "0000-0000",
                            "03-0000-000",
                            "03-0000-00000",
                            "090-0000-000",
                            "13-0000-0000",
                            "00-0000-0000",
                            "03--0000-0000",
                            "-03-0000-0000",
                            "03-0000-0000-",
                            "０３-0000-0000",
                            "03-0000-0000/",
                            "03-0000-0000/090-0000-0000",
                            "(03-0000-0000",
                            "03)0000-0000",
                            "()03-0000-0000",
                            "+",
                            "+81",
                            "03-0000-0000 内線12",
                            "03 0000 0000",
                            "03-0000-0000 / "}) {
        EXPECT_FALSE(isPhoneNumber(bad)) << bad;
    }
}

TEST(Contact, MailAddresses) {
    for (const char *good : {"a@example.jp", "hanako.mihon+tour@mail.example.co.jp",
                             "a..b.@mobile.example.ne.jp", "x_1@a-b.example"}) {
        EXPECT_TRUE(isMailAddress(good)) << good;
    }
    for (const char *bad :
         {"", "a", "a@", "@example.jp", "a@b", "a@@example.jp", "a@example..jp", "a@-example.jp",
          "a b@example.jp", "a@exa mple.jp", "ａ@example.jp", "a@例え.jp", "a@example.jp\n"}) {
        EXPECT_FALSE(isMailAddress(bad)) << bad;
    }
    EXPECT_FALSE(isMailAddress(std::string(65, 'a') + "@example.jp"));
    EXPECT_FALSE(isMailAddress("a@" + repeated("abcdefghi.", 26) + "jp"));
}
