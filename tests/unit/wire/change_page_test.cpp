#include "sample_records.h"
#include "wire/records_json.h"
#include "wire/waitlist_json.h"

#include <gtest/gtest.h>

using namespace wire;

namespace {

std::string line(std::string_view kind, const std::string &id, const std::string &record) {
    return R"({"kind":")" + std::string(kind) + R"(","id":")" + id +
           R"(","version":7,"deleted":false,"record":)" + record + "}";
}

std::string page(const std::vector<std::string> &lines) {
    std::string json = R"({"changes":[)";
    for (std::size_t index = 0; index < lines.size(); ++index) {
        json += (index ? "," : "") + lines[index];
    }
    return json + R"(],"cursor":"c-1","more":true})";
}

} // namespace

TEST(ChangePage, EveryKindIsReadInItsOrder) {
    const domain::SlotSeats seats{sample::id<domain::SlotId>(3), sample::meta(), 2};
    const auto read = changePageFromJson(page(
        {line("municipality", "132012", toJson(sample::municipality())),
         line("facility", sample::facility().id.text(), toJson(sample::facility())),
         line("slot", sample::slot().id.text(), toJson(sample::slot())),
         line("slot_seats", seats.slotId.text(), toJson(seats)),
         line("series", sample::series().id.text(), toJson(sample::series())),
         line("reservation", sample::reservation().id.text(), toJson(sample::reservation(), View::Whole)),
         line("closure", sample::closure().id.text(), toJson(sample::closure())),
         line("notice", sample::notice().id.text(), toJson(sample::notice())),
         line("waitlist_entry", sample::waitlistEntry().id.text(),
              toJson(sample::waitlistEntry(), View::Whole))}));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->cursor, "c-1");
    EXPECT_TRUE(read->more);
    ASSERT_EQ(read->changes.size(), 9U);
    EXPECT_EQ(std::get<domain::Municipality>(read->changes[0].record), sample::municipality());
    EXPECT_EQ(std::get<domain::Facility>(read->changes[1].record), sample::facility());
    EXPECT_EQ(std::get<domain::Slot>(read->changes[2].record), sample::slot());
    EXPECT_EQ(std::get<domain::SlotSeats>(read->changes[3].record), seats);
    EXPECT_EQ(std::get<domain::Series>(read->changes[4].record), sample::series());
    EXPECT_EQ(std::get<domain::Reservation>(read->changes[5].record), sample::reservation());
    EXPECT_EQ(std::get<domain::Closure>(read->changes[6].record), sample::closure());
    EXPECT_EQ(std::get<domain::Notice>(read->changes[7].record), sample::notice());
    EXPECT_EQ(std::get<domain::WaitlistEntry>(read->changes[8].record), sample::waitlistEntry());
    EXPECT_EQ(read->changes[5].version, 7);
    EXPECT_EQ(read->changes[5].id, sample::reservation().id.text());
}

TEST(ChangePage, ATombstoneHasNoRecord) {
    const auto read = changePageFromJson(
        page({R"({"kind":"slot","id":"019abcde-f012-7000-8000-000000000003","version":8,"deleted":true})"}));
    ASSERT_TRUE(read);
    ASSERT_EQ(read->changes.size(), 1U);
    EXPECT_TRUE(read->changes[0].deleted);
    EXPECT_TRUE(std::holds_alternative<std::monostate>(read->changes[0].record));
}

TEST(ChangePage, KindsOfANewerHubAreLeftOut) {
    const auto read =
        changePageFromJson(page({line("hologram", "x", "{}"), line("slot", "s", toJson(sample::slot()))}));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->changes.size(), 1U);
    EXPECT_TRUE(read->unreadable.empty());
}

TEST(ChangePage, OneRecordThatCannotBeReadDoesNotHoldUpTheOthers) {
    const auto read = changePageFromJson(page({line("slot", "bad", R"({"date":"2026-13-01"})"),
                                               line("slot", "twice", R"({"seats":1,"seats":2})"),
                                               line("slot", "good", toJson(sample::slot()))}));
    ASSERT_TRUE(read);
    ASSERT_EQ(read->changes.size(), 1U);
    EXPECT_EQ(read->changes[0].id, "good");
    EXPECT_EQ(read->unreadable, (std::vector<UnreadableRecord>{{domain::RecordKind::Slot, "bad", 7},
                                                               {domain::RecordKind::Slot, "twice", 7}}));
}

TEST(ChangePage, NonsenseIsMalformed) {
    for (const char *json : {"", "{}", "[]", R"({"changes":{},"cursor":"c"})", R"({"changes":[]})",
                             R"({"changes":[1],"cursor":"c"})", R"({"changes":[{}],"cursor":"c"})",
                             R"({"changes":[],"cursor":5})", R"(<html>Welcome</html>)"}) {
        EXPECT_FALSE(changePageFromJson(json)) << json;
    }
}

TEST(ChangePage, AnEmptyPageIsAPage) {
    const auto read = changePageFromJson(R"({"changes":[],"cursor":"c"})");
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->changes.empty());
    EXPECT_FALSE(read->more);
}
