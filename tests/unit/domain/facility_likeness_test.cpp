// Whether two lists speak of the same nursery, however they spell it.
#include "domain/facility_likeness.h"
#include "domain/list_cells.h"

#include <gtest/gtest.h>

using namespace domain;

namespace {

FacilityKeys keysFor(const Profile &profile, const std::string &number = {}) {
    Facility facility;
    facility.standardId = number;
    facility.profile = profile;
    return keysOf(facility);
}

Likeness addresses(const char *a, const char *b) {
    return addressesAlike(keysFor({{"address", a}}), keysFor({{"address", b}}));
}

Likeness phones(const char *a, const char *b) {
    return phonesAlike(keysFor({{"phone", a}}), keysFor({{"phone", b}}));
}

} // namespace

TEST(FacilityLikeness, NumbersAreComparedWithoutWhatASpreadsheetDoesToThem) {
    for (const char *number : {"1", "0000000001", "001", "１", " 1 ", "1.0", "1.00", "０００１"}) {
        EXPECT_EQ(numberKey(number), "1") << number;
    }
    EXPECT_EQ(numberKey("k130000001"), numberKey("Ｋ130000001"));
    EXPECT_EQ(numberKey("000"), "0");
    EXPECT_EQ(numberKey(""), "");
    EXPECT_NE(numberKey("10"), numberKey("1"));
    EXPECT_NE(numberKey("1.5"), numberKey("1"));
}

TEST(FacilityLikeness, SpoiledNumbersAreSeen) {
    for (const char *number : {"1.41005E+12", "１．４１Ｅ＋１２", "#REF!", "#N/A", "#n/a", "########",
                               "1E+12", "1月2日", "2-Jan"}) {
        EXPECT_TRUE(isSpoiledNumber(number)) << number;
    }
    for (const char *number :
         {"1", "0000000001", "E12", "12E4", "HK-1", "1410000000001", "k130000001", "", "#7"}) {
        EXPECT_FALSE(isSpoiledNumber(number)) << number;
    }
}

TEST(FacilityLikeness, AddressesAreComparedWithoutTheirSpelling) {
    EXPECT_EQ(addresses("東京都八王子市見本町四丁目31ｰ1", "八王子市見本町4-31-1"), Likeness::Same);
    EXPECT_EQ(addresses("見本町二丁目3番4号", "東京都八王子市見本町２－３－４"), Likeness::Same);
    EXPECT_EQ(addresses("見本町十二丁目3番地", "見本町12-3"), Likeness::Same);
    EXPECT_EQ(addresses("八王子市 見本町 1-1", "八王子市見本町1-1"), Likeness::Same);
    EXPECT_EQ(addresses("八王子市大見本町1-1", "見本町1-1"), Likeness::Different);
    EXPECT_EQ(addresses("見本町1-1", "見本町1-11"), Likeness::Different);
    EXPECT_EQ(addresses("見本町1-1", ""), Likeness::Unknown);
}

TEST(FacilityLikeness, OneTelephoneNumberInCommonIsEnough) {
    EXPECT_EQ(phones("042-000-0001", "(042)000-0001"), Likeness::Same);
    EXPECT_EQ(phones("042-000-0001 / 090-0000-0000", "090-0000-0000"), Likeness::Same);
    EXPECT_EQ(phones("042-000-0001", "042-000-0002"), Likeness::Different);
    EXPECT_EQ(phones("042-000-0001", ""), Likeness::Unknown);
}
