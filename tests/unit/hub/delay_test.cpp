// What municipal staff see of late answers.
#include "handler_world.h"

#include "wire/reservation_calls.h"

namespace {

class Delays : public testing::Test {
protected:
    HandlerWorld world;
    std::vector<wire::Delay> delays(const hub::Caller &caller) {
        const auto answer = world.get(caller, "/v1/municipalities/131016/delays");
        EXPECT_EQ(answer.status, 200) << answer.body;
        return wire::delaysFromJson(answer.body).value_or(std::vector<wire::Delay>());
    }
    void at(const char *instant) { world.clock.set(*domain::parseInstant(instant)); }
};

TEST_F(Delays, CountInOpenHours) {
    const auto portal = world.system("enpark", world.hinata);
    world.addRequest(portal, world.addSlot(world.hinata, "2026-12-11"));
    EXPECT_TRUE(delays(world.municipal()).empty());
    at("2026-11-21T02:00:00Z"); // Saturday 11:00: 8 + 3 hours = one open day
    auto found = delays(world.municipal());
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].nearlyLateCount, 1);
    EXPECT_EQ(found[0].lateCount, 0);
    EXPECT_EQ(found[0].oldestOpenMinutes, 660);
    at("2026-11-24T02:59:00Z"); // after Sunday and a holiday, one minute before it is late
    EXPECT_EQ(delays(world.municipal())[0].lateCount, 0);
    at("2026-11-24T03:00:00Z");
    found = delays(world.municipal(domain::Role::Auditor));
    EXPECT_EQ(found[0].lateCount, 1);
    EXPECT_EQ(found[0].nearlyLateCount, 0);
    EXPECT_EQ(found[0].facilityName, "架空ひなた園");
    EXPECT_EQ(found[0].phone, "03-0000-0000");
}

TEST_F(Delays, AVisitThatStartsUnansweredIsTheWorst) {
    const auto late = world.system("enpark", world.hinata);
    const auto soon = world.system("enpark", world.komorebi);
    world.addRequest(late, world.addSlot(world.hinata, "2026-12-18"));
    world.addRequest(late, world.addSlot(world.hinata, "2026-12-18", "11:00"));
    at("2026-12-01T01:00:00Z");
    world.addRequest(soon, world.addSlot(world.komorebi, "2026-12-01", "15:00"));
    const auto found = delays(world.municipal());
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].facilityId.text(), world.komorebi);
    EXPECT_EQ(found[0].startsUnansweredSoon, 1);
    EXPECT_EQ(found[1].lateCount, 2);
}

TEST_F(Delays, ATourOfTodayIsTheWorstAlsoWhenItsAnswerIsLate) {
    const auto elsewhere = world.system("enpark", world.hinata);
    const auto here = world.system("enpark", world.komorebi);
    world.addRequest(elsewhere, world.addSlot(world.hinata, "2026-12-24"));
    world.addRequest(elsewhere, world.addSlot(world.hinata, "2026-12-24", "11:00"));
    world.addRequest(here, world.addSlot(world.komorebi, "2026-12-02", "10:00"));
    world.addRequest(here, world.addSlot(world.komorebi, "2026-12-02", "15:00"));
    at("2026-12-01T23:00:00Z"); // 8:00 on the day of both tours, a week after they were asked for
    const auto found = delays(world.municipal());
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].facilityId.text(), world.komorebi);
    EXPECT_EQ(found[0].startsUnansweredSoon, 2);
    EXPECT_EQ(found[0].lateCount, 2);
    EXPECT_EQ(found[1].startsUnansweredSoon, 0);
}

TEST_F(Delays, EndWithTheAnswer) {
    const auto portal = world.system("enpark", world.hinata);
    const auto id = world.addRequest(portal, world.addSlot(world.hinata, "2026-12-18"));
    at("2026-12-01T01:00:00Z");
    ASSERT_EQ(delays(world.municipal()).size(), 1U);
    world.change(world.staffOf(world.hinata), "POST", "/v1/reservations/" + id + "/approve", 1);
    EXPECT_TRUE(delays(world.municipal()).empty());
}

TEST_F(Delays, AreForTheMunicipalityOnly) {
    const char *path = "/v1/municipalities/131016/delays";
    EXPECT_EQ(world.get(world.managerOf(world.hinata), path).status, 403);
    EXPECT_EQ(world.get(world.system("enpark", world.hinata), path).status, 403);
    EXPECT_EQ(world.get(world.municipal(domain::Role::Municipal, "131024"), path).status, 404);
}

TEST_F(Delays, TheMunicipalitysRecordIsReadByItsPeople) {
    const char *path = "/v1/municipalities/131016";
    EXPECT_EQ(world.get(world.municipal(), path).text("code"), "131016");
    EXPECT_EQ(world.get(world.staffOf(world.hinata), path).status, 200);
    EXPECT_EQ(world.get(world.staffOf(world.minato), path).status, 404);
    const auto byStaff =
        world.change(world.staffOf(world.hinata), "PATCH", path, 1, R"({"late_minutes":999})");
    EXPECT_EQ(byStaff.status, 403);
}

} // namespace
