// What of a stored record leaves the hub for whom. A member that connected systems must not get is held back
// by the list of members alone, wherever the record goes out.
#include "unit/wire/sample_records.h"

#include "hub/records/record_text.h"

#include <gtest/gtest.h>

namespace {

using domain::RecordKind;

hub::Caller callerOf(domain::Role role) {
    hub::Caller caller;
    caller.user.role = role;
    caller.systemId = role == domain::Role::System ? "parents-site" : "";
    return caller;
}

bool holds(const std::string &text, const char *part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST(RecordText, EachCallerGetsWhatIsForHim) {
    const hub::RecordText text(RecordKind::Reservation, wire::textsOf(sample::reservation()));
    const std::string staff = text.forCaller(callerOf(domain::Role::Staff));
    const std::string city = text.forCaller(callerOf(domain::Role::Municipal));
    const std::string system = text.forCaller(callerOf(domain::Role::System));
    EXPECT_TRUE(holds(staff, "repeat_of") && holds(staff, "花子"));
    EXPECT_TRUE(holds(city, "repeat_of") && !holds(city, "花子"));
    EXPECT_TRUE(!holds(system, "repeat_of") && holds(system, "花子"));
}

TEST(RecordText, WhatWasStoredBeforeTheMarkIsHeldBackAsWell) {
    auto texts = wire::textsOf(sample::reservation());
    EXPECT_TRUE(texts.hasInside);
    auto without = sample::reservation();
    without.repeatOf.reset();
    EXPECT_FALSE(wire::textsOf(without).hasInside);
    // An older row says nothing about what it holds.
    const hub::RecordText old(RecordKind::Reservation, {texts.whole, texts.withoutPersonal});
    EXPECT_FALSE(holds(old.forCaller(callerOf(domain::Role::System)), "repeat_of"));
    EXPECT_EQ(old.forCaller(callerOf(domain::Role::System)), wire::toJson(without, wire::View::Whole));
}

TEST(RecordText, ARecordWithoutSuchMembersGoesOutAsItLies) {
    const auto texts = wire::textsOf(sample::slot());
    EXPECT_FALSE(texts.hasInside);
    EXPECT_TRUE(texts.withoutPersonal.empty());
    const hub::RecordText old(RecordKind::Slot, {texts.whole, {}});
    EXPECT_EQ(old.forCaller(callerOf(domain::Role::System)), texts.whole);
}

TEST(RecordText, WhatIsNoRecordGivesSystemsNothing) {
    const hub::RecordText broken(RecordKind::Reservation, {R"({"slot_id":5,"repeat_of":"x"})", {}});
    EXPECT_EQ(broken.forCaller(callerOf(domain::Role::System)), "{}");
    const hub::RecordText nameless(RecordKind::Unknown, {R"({"repeat_of":"x"})", {}});
    EXPECT_EQ(nameless.forCaller(callerOf(domain::Role::System)), "{}");
}
