// キャンセル待ち over the hub's calls: who may make, see and leave it, and what the feed carries to whom.
#include "handler_world.h"

namespace {

class HubWaitlist : public ::testing::Test {
protected:
    HubWaitlist()
        : site(world.system("parents-site", world.hinata)), other(world.system("other-site", world.hinata)) {}
    [[nodiscard]] hub::Caller staff() const { return world.staffOf(world.hinata); }
    [[nodiscard]] std::string wish(const std::string &channel,
                                   const std::string &wished = R"("any_slot":true)") const {
        return R"({"facility_id":")" + world.hinata + R"(","age_classes":[1],"channel":")" + channel + "\"," +
               wished + R"(,"guardian":{"name":"架空 花子","phone":"090-0000-0000"}})";
    }
    std::string add(const hub::Caller &caller, const std::string &channel) {
        const std::string id = world.newId();
        const auto made = world.create(caller, "/v1/waitlist/" + id, wish(channel));
        EXPECT_EQ(made.status, 201) << made.body;
        EXPECT_EQ(made.text("status"), "waiting");
        EXPECT_EQ(made.etag, "\"1\"");
        return id;
    }
    std::string listFor(const hub::Caller &caller) {
        return world.get(caller, "/v1/facilities/" + world.hinata + "/waitlist").body;
    }

    HandlerWorld world;
    hub::Caller site;
    hub::Caller other;
};

TEST_F(HubWaitlist, TheNurserySeesWhoWaitsLongestFirst) {
    const std::string first = add(site, "portal");
    world.clock.advance(std::chrono::minutes(1));
    const std::string second = add(staff(), "phone");
    const std::string list = listFor(staff());
    EXPECT_LT(list.find(first), list.find(second)) << list;
    EXPECT_NE(list.find("架空 花子"), std::string::npos);
    EXPECT_TRUE(world.get(staff(), "/v1/changes").has(R"("kind":"waitlist_entry","id":")" + first));
}

TEST_F(HubWaitlist, ASystemSeesItsOwnFamiliesOnly) {
    const std::string mine = add(site, "portal");
    const std::string typed = add(staff(), "phone");
    const std::string theirs = add(other, "other-site");
    for (const std::string &seen : {listFor(site), world.get(site, "/v1/changes").body}) {
        EXPECT_NE(seen.find(mine), std::string::npos);
        EXPECT_EQ(seen.find(typed), std::string::npos);
        EXPECT_EQ(seen.find(theirs), std::string::npos);
    }
    EXPECT_EQ(world.change(site, "POST", "/v1/waitlist/" + theirs + "/withdraw", 1).status, 404);
}

TEST_F(HubWaitlist, TheMunicipalitySeesThatSomebodyWaitsAndNotWho) {
    const std::string id = add(site, "portal");
    for (const std::string &seen :
         {listFor(world.municipal()), world.get(world.municipal(), "/v1/changes").body}) {
        EXPECT_NE(seen.find(id), std::string::npos);
        EXPECT_EQ(seen.find("guardian"), std::string::npos);
        EXPECT_EQ(seen.find("花子"), std::string::npos);
        EXPECT_EQ(seen.find("090-0000"), std::string::npos);
    }
    EXPECT_EQ(world.create(world.municipal(), "/v1/waitlist/" + world.newId(), wish("phone")).status, 403);
    EXPECT_EQ(world.change(world.municipal(), "POST", "/v1/waitlist/" + id + "/withdraw", 1).status, 403);
}

TEST_F(HubWaitlist, WhoWaitsNoLongerLeavesTheListAndStaysInTheFeed) {
    const std::string id = add(site, "portal");
    EXPECT_EQ(world.change(staff(), "POST", "/v1/waitlist/" + id + "/withdraw", 1).status, 403)
        << "the family's own system does it";
    EXPECT_EQ(world.change(site, "POST", "/v1/waitlist/" + id + "/withdraw", 7).code(), "version-conflict");
    const auto left = world.change(site, "POST", "/v1/waitlist/" + id + "/withdraw", 1);
    EXPECT_EQ(left.status, 200) << left.body;
    EXPECT_EQ(left.text("status"), "withdrawn");
    EXPECT_EQ(left.number("version"), 2);
    EXPECT_EQ(listFor(staff()), R"({"entries":[]})");
    EXPECT_TRUE(world.get(staff(), "/v1/changes").has(R"("status":"withdrawn")"));
    EXPECT_EQ(world.change(site, "POST", "/v1/waitlist/" + id + "/withdraw", 2).code(), "illegal-transition");
    EXPECT_EQ(world.count("SELECT count(*) FROM audit WHERE action LIKE 'waitlist_entry.%'"), 2);
}

TEST_F(HubWaitlist, AnotherFacilitysSlotAndAnotherFacilityAreNotThere) {
    const std::string slot = world.addSlot(world.komorebi);
    const auto wrong = world.create(staff(), "/v1/waitlist/" + world.newId(),
                                    wish("phone", R"("slot_ids":[")" + slot + "\"]"));
    EXPECT_EQ(wrong.fault(), "/slot_ids/0 not-found");
    EXPECT_EQ(
        world.create(world.staffOf(world.minato), "/v1/waitlist/" + world.newId(), wish("phone")).fault(),
        "/facility_id not-found");
    EXPECT_EQ(world.create(staff(), "/v1/waitlist/" + world.newId(), wish("portal")).fault(),
              "/channel not-allowed");
    EXPECT_EQ(
        world.create(staff(), "/v1/waitlist/" + world.newId(), wish("phone", R"("dates":["2026-11-19"])"))
            .fault(),
        "/dates/0 in-past");
}

TEST_F(HubWaitlist, AnIdThatIsTakenTellsNothingToOthers) {
    const std::string id = add(site, "portal");
    const auto mine = world.create(site, "/v1/waitlist/" + id, wish("portal"));
    EXPECT_EQ(mine.code(), "version-conflict");
    const auto theirs = world.create(other, "/v1/waitlist/" + id, wish("portal"));
    EXPECT_EQ(theirs.code(), "id-taken");
    EXPECT_FALSE(theirs.has("花子"));
}

TEST_F(HubWaitlist, WhoTheFamilyWasIsErasedWhenItsTimeIsOver) {
    world.settings.keepPersonalDays = 30;
    const std::string ended = add(site, "portal");
    EXPECT_EQ(world.change(site, "POST", "/v1/waitlist/" + ended + "/withdraw", 1).status, 200);
    const std::string waiting = add(site, "portal");
    world.clock.set(*domain::parseInstant("2027-01-20T00:00:00Z"));
    world.runDueWork();
    EXPECT_EQ(world.count("SELECT count(*) FROM record WHERE id = '" + ended + "' AND body LIKE '%花子%'"),
              0);
    EXPECT_EQ(world.count("SELECT count(*) FROM record WHERE id = '" + waiting + "' AND body LIKE '%花子%'"),
              1);
    world.runDueWork();
    EXPECT_EQ(world.count("SELECT count(*) FROM audit WHERE action = 'waitlist_entry.erase'"), 1);
}

} // namespace
