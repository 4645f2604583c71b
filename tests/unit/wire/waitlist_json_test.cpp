#include "sample_records.h"
#include "wire/waitlist_json.h"

#include <gtest/gtest.h>

using namespace wire;

TEST(WaitlistJson, EveryMemberGoesThereAndBack) {
    EXPECT_EQ(waitlistEntryFromJson(toJson(sample::waitlistEntry(), View::Whole), Source::Hub),
              sample::waitlistEntry());
}

TEST(WaitlistJson, WithoutTheRightNobodyHearsWhoWaits) {
    const std::string json = toJson(sample::waitlistEntry(), View::WithoutPersonal);
    for (const char *secret : {"guardian", "花子", "090-0000-0000", "example.jp"}) {
        EXPECT_EQ(json.find(secret), std::string::npos) << secret;
    }
    auto erased = sample::waitlistEntry();
    erased.guardian.reset();
    EXPECT_EQ(waitlistEntryFromJson(json, Source::Hub), erased);
    EXPECT_EQ(textsOf(sample::waitlistEntry()).withoutPersonal, json);
    EXPECT_EQ(textsOf(erased).whole, json);
}

TEST(WaitlistJson, AClientNamesWhoWaitsAndSetsNeitherStateNorOffer) {
    const auto read = waitlistEntryFromJson(toJson(sample::waitlistEntry(), View::Whole), Source::Client);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->status, domain::WaitlistStatus::Waiting);
    EXPECT_FALSE(read->offer);
    const auto nobody = waitlistEntryFromJson(
        R"({"facility_id":"019abcde-f012-7000-8000-000000000001","age_classes":[1],"channel":"phone"})",
        Source::Client);
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.error().fields.at(0).pointer, "/guardian");
    EXPECT_EQ(writableJson(sample::waitlistEntry()).find("offer"), std::string::npos);
}
