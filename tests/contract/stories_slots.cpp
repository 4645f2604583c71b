// Slots, series and closures: all or nothing, and no family without its place.
#include "story.h"

namespace contract {
namespace {

class SlotStory : public Contract {
protected:
    std::string item(const std::string &id, int dayFromToday, const std::string &start = "10:00",
                     int seats = 2) {
        return R"({"id":")" + id + "\"," + hub.slotJson(m_place, dayFromToday, start, seats).substr(1);
    }
    Told batch(const std::string &slots, const std::string &more = {}, Who who = Who::Staff) {
        return hub.ask({.method = "POST",
                        .target = "/v1/slots/batch",
                        .body = R"({"slots":[)" + slots + "]" + more + "}",
                        .token = hub.token(who)});
    }
    std::string m_place = hub.place();
};
INSTANTIATE_TEST_SUITE_P(Hub, SlotStory, ::testing::ValuesIn(HubUnderTest::ways()), nameOfWay);

TEST_P(SlotStory, ASeriesAndItsSlotsAreMadeTogether) {
    const std::string series = hub.newId();
    const std::string one = hub.newId();
    const Told made = batch(item(one, 14) + "," + item(hub.newId(), 21),
                            R"(,"series":{"id":")" + series + R"(","facility_id":")" + m_place +
                                R"(","rule":"0We","from":")" + hub.day(14) + R"(","to":")" + hub.day(21) +
                                R"(","start":"10:00","end":"10:30","seats":2})");
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made.text("/series/id"), series);
    EXPECT_EQ(made.size("/slots"), 2U);
    EXPECT_EQ(hub.get(Who::Portal, "/v1/slots/" + one).status, 200);
    const Told changed = hub.change(Who::Staff, "PATCH", "/v1/series/" + series, 1, R"({"seats":3})");
    EXPECT_EQ(changed.number("/seats"), 3) << changed.body;
    EXPECT_EQ(hub.change(Who::Staff, "DELETE", "/v1/series/" + series, 2).status, 204);
}

TEST_P(SlotStory, OneThatOverlapsHoldsUpAll) {
    const std::string standing = hub.slot(m_place, 14, "10:00");
    const std::string first = hub.newId();
    const std::string second = hub.newId();
    const std::string late = R"({"id":")" + second + R"(","facility_id":")" + m_place + R"(","date":")" +
                             hub.day(14) + R"(","start":"10:15","end":"10:45","seats":2})";
    const Told overlap = batch(item(first, 13) + "," + late);
    EXPECT_EQ(overlap.status, 409);
    EXPECT_EQ(overlap.code(), "slot-overlap");
    EXPECT_EQ(overlap.size("/items"), 1U);
    EXPECT_EQ(overlap.text("/items/0/id"), second);
    EXPECT_EQ(overlap.text("/items/0/code"), "slot-overlap");
    EXPECT_EQ(overlap.text("/items/0/current/id"), standing);
    EXPECT_EQ(hub.get(Who::Staff, "/v1/slots/" + first).status, 404) << "all or nothing";
    EXPECT_EQ(batch(item(first, 13) + "," + late, R"(,"allow_overlap":true)").status, 201);
    EXPECT_EQ(batch(item(first, 20)).text("/items/0/code"), "id-taken");
}

TEST_P(SlotStory, FaultsInABatchAreNamedAtTheirPlace) {
    const Told told = batch(item(hub.newId(), 14) + "," + item(hub.newId(), 15, "10:00", 0) + "," +
                            item(hub.newId(), 16, "10:00", 10'000));
    EXPECT_EQ(told.status, 422);
    EXPECT_EQ(told.text("/errors/0/pointer"), "/slots/1/seats");
    EXPECT_EQ(told.text("/errors/1/pointer"), "/slots/2/seats");
    EXPECT_EQ(batch("").fault(), "/slots out-of-range");
    EXPECT_EQ(batch(item(hub.newId(), 14), {}, Who::StaffElsewhere).fault(),
              "/slots/0/facility_id not-found");
    EXPECT_EQ(batch(item(hub.newId(), 14), {}, Who::Municipal).status, 403);
    EXPECT_EQ(batch(item(hub.newId(), 14), {}, Who::Portal).status, 403);
}

TEST_P(SlotStory, NoFamilyIsLeftWithoutItsPlace) {
    const std::string slot = hub.slot(m_place, 14, "10:00", 3);
    const std::string other = hub.slot(m_place, 15, "10:00", 1);
    const std::string path = "/v1/slots/" + slot;
    const std::string first = hub.request(slot);
    const std::string second = hub.request(slot);
    const Told refused = hub.change(Who::Staff, "PATCH", path, 1, R"({"status":"cancelled"})");
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.code(), "slot-has-reservations");
    EXPECT_EQ(refused.size("/reservation_ids"), 2U) << refused.body;
    EXPECT_EQ(hub.change(Who::Staff, "PATCH", path, 1, R"({"seats":1})").code(), "slot-has-reservations");
    EXPECT_EQ(hub.change(Who::Staff, "PATCH", path, 1, R"({"start":"10:05"})").code(),
              "slot-has-reservations");
    EXPECT_EQ(hub.change(Who::Staff, "DELETE", path, 1).code(), "slot-has-reservations");
    const Told half = hub.change(Who::Staff, "PATCH", path, 1,
                                 R"({"status":"cancelled","families":[{"reservation_id":")" + first +
                                     R"(","action":"move","to_slot_id":")" + other + "\"}]}");
    EXPECT_EQ(half.code(), "slot-has-reservations") << "one is still without";
    EXPECT_EQ(hub.get(Who::Staff, "/v1/reservations/" + first).text("/slot_id"), slot) << "nothing half done";
    const Told done =
        hub.change(Who::Staff, "PATCH", path, 1,
                   R"({"status":"cancelled","families":[{"reservation_id":")" + first +
                       R"(","action":"move","to_slot_id":")" + other + R"("},{"reservation_id":")" + second +
                       R"(","action":"cancel","message":"感染症のため"}]})");
    EXPECT_EQ(done.status, 200) << done.body;
    EXPECT_EQ(done.text("/status"), "cancelled");
    EXPECT_EQ(hub.get(Who::Portal, "/v1/reservations/" + first).text("/slot_id"), other);
    EXPECT_EQ(hub.get(Who::Portal, "/v1/reservations/" + second).text("/status"), "declined");
    EXPECT_EQ(hub.get(Who::Portal, "/v1/reservations/" + second).text("/reason"), "感染症のため");
}

TEST_P(SlotStory, FamiliesSeeWhatIsFreeAndNothingElse) {
    const std::string slot = hub.slot(m_place, 14, "10:00", 3);
    hub.request(slot);
    const Told told =
        hub.get(Who::OtherPortal,
                "/v1/facilities/" + m_place + "/availability?from=" + hub.day(14) + "&to=" + hub.day(14));
    ASSERT_EQ(told.status, 200) << told.body;
    EXPECT_EQ(told.size("/slots"), 1U);
    EXPECT_EQ(told.number("/slots/0/seats_free"), 2);
    EXPECT_TRUE(told.flag("/slots/0/bookable"));
    EXPECT_EQ(told.body.find("架空 花子"), std::string::npos);
    EXPECT_EQ(hub.get(Who::Portal, "/v1/facilities/" + hub.neighboursPlace() + "/availability").status, 404);
    EXPECT_EQ(hub.get(Who::Portal, "/v1/facilities/" + m_place + "/availability?from=tomorrow").status, 422);
}

TEST_P(SlotStory, AClosureIsMadeChangedAndTakenBack) {
    const std::string path = "/v1/closures/" + hub.newId();
    const std::string body =
        R"({"facility_id":")" + m_place + R"(","date":")" + hub.day(20) + R"(","reason":"感染症"})";
    EXPECT_EQ(hub.make(Who::Staff, path, body).status, 201);
    EXPECT_EQ(hub.change(Who::Staff, "PATCH", path, 1, R"({"reason":"台風"})").text("/reason"), "台風");
    EXPECT_EQ(hub.change(Who::Auditor, "DELETE", path, 2).status, 403);
    EXPECT_EQ(hub.change(Who::Staff, "DELETE", path, 1).status, 412);
    EXPECT_EQ(hub.change(Who::Staff, "DELETE", path, 2).status, 204);
    EXPECT_EQ(hub.change(Who::Staff, "DELETE", path, 2).status, 404);
}

} // namespace
} // namespace contract
