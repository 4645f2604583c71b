// A facility lets the hub approve: at once, after a delay, within limits, and never once it is switched off.
#include "handler_world.h"
#include "hub/handlers/reservations/booking.h"

#include "hub/records/audit_chain.h"
#include "wire/office_json.h"

namespace {

class AutoApproval : public testing::Test {
protected:
    HandlerWorld world;
    hub::Caller portal = world.system("enpark", world.hinata);
    std::string path = "/v1/facilities/" + world.hinata + "/approval-rule";

    /// A rule without conditions but those given; `more` begins with a comma.
    [[nodiscard]] static std::string rule(std::string conditions = {}, const std::string &more = {}) {
        for (const std::string open :
             {R"("first_visit_only":false)", R"("no_question":false)", R"("hours_before_start":0)"}) {
            if (conditions.find(open.substr(0, open.find(':'))) == std::string::npos) {
                conditions += (conditions.empty() ? "" : ",") + open;
            }
        }
        return R"({"enabled":true,"conditions":{)" + conditions + "}" + more + "}";
    }
    HandlerWorld::Reply switchOn(const std::string &body) {
        auto reply = world.create(world.managerOf(world.hinata), path, body);
        EXPECT_EQ(reply.status, 201) << reply.body;
        return reply;
    }
    HandlerWorld::Reply reservation(const std::string &id) {
        return world.get(world.staffOf(world.hinata), "/v1/reservations/" + id);
    }
    std::string book(const std::string &slot, const std::string &family = "架空") {
        return world.addRequest(portal, slot, family);
    }
};

TEST_F(AutoApproval, ApprovesInTheBookingItself) {
    switchOn(rule());
    const std::string slot = world.addSlot(world.hinata);
    const std::string id = world.newId();
    const auto made = world.create(portal, "/v1/reservations/" + id, world.bookingJson(slot));
    EXPECT_EQ(made.status, 201);
    EXPECT_EQ(made.text("status"), "approved");
    EXPECT_EQ(made.etag, "\"2\"");
    EXPECT_TRUE(made.has(R"("decided_automatically":true)"));
    EXPECT_TRUE(made.has(R"("actor_kind":"hub")"));
    EXPECT_TRUE(made.has(R"("automatic":true)"));
    EXPECT_EQ(world.seatsTaken(slot), 1);
    // The booking is the system's, the decision the hub's, also in the audit.
    EXPECT_EQ(
        world.count("SELECT count(*) FROM audit WHERE action = 'reservation.request' AND role = 'system'"),
        1);
    EXPECT_EQ(world.count("SELECT count(*) FROM audit WHERE action = 'reservation.approve' AND role = 'hub' "
                          "AND actor = ''"),
              1);
    world.inTransaction([](hub::Context &context) {
        EXPECT_TRUE(hub::auditChainHolds(context.db, "131016").value_or(false));
    });
}

TEST_F(AutoApproval, LeavesToPeopleWhatTheRuleDoesNotName) {
    switchOn(rule(R"("no_question":true)"));
    const auto id = book(world.addSlot(world.hinata)); // the invented family asks about bicycles
    EXPECT_EQ(reservation(id).text("status"), "requested");
    EXPECT_FALSE(reservation(id).has("decided_automatically\":true"));
}

TEST_F(AutoApproval, WaitsOutItsDelayAndLeavesRoomForUndoing) {
    switchOn(rule({}, R"(,"delay_minutes":30)"));
    const std::string slot = world.addSlot(world.hinata);
    const auto left = book(slot);
    const auto declined = book(slot, "仮名");
    world.clock.advance(std::chrono::minutes(29));
    world.runDueWork();
    EXPECT_EQ(reservation(left).text("status"), "requested");
    const auto no =
        world.change(world.staffOf(world.hinata), "POST", "/v1/reservations/" + declined + "/decline", 1,
                     R"({"reason":"行事のため"})");
    EXPECT_EQ(no.status, 200) << no.body;
    world.clock.advance(std::chrono::minutes(2));
    world.runDueWork();
    EXPECT_EQ(reservation(left).text("status"), "approved");
    EXPECT_EQ(reservation(declined).text("status"), "declined");
    EXPECT_EQ(world.count("SELECT count(*) FROM auto_approval WHERE due_at IS NOT NULL"), 0);
}

TEST_F(AutoApproval, IsJudgedAgainWhenTheDelayIsOver) {
    switchOn(rule({}, R"(,"delay_minutes":30)"));
    const std::string slot = world.addSlot(world.hinata);
    const auto asking = book(slot);
    const auto withdrawn = book(slot, "仮名");
    const auto stricter = world.change(world.managerOf(world.hinata), "PUT", path, 1,
                                       rule(R"("no_question":true)", R"(,"delay_minutes":30)"));
    ASSERT_EQ(stricter.status, 200) << stricter.body;
    ASSERT_EQ(world.change(portal, "POST", "/v1/reservations/" + withdrawn + "/withdraw", 1).status, 200);
    world.clock.advance(std::chrono::minutes(31));
    world.runDueWork();
    EXPECT_EQ(reservation(asking).text("status"), "requested");
    EXPECT_EQ(reservation(withdrawn).text("status"), "withdrawn");
    EXPECT_EQ(world.count("SELECT count(*) FROM auto_approval"), 0);
}

TEST_F(AutoApproval, AVisitThatBeginsWithinTheDelayExpires) {
    switchOn(rule({}, R"(,"delay_minutes":600)"));
    const auto id = book(world.addSlot(world.hinata, "2026-11-20", "15:00"));
    world.clock.advance(std::chrono::hours(11));
    world.runDueWork();
    EXPECT_EQ(reservation(id).text("status"), "expired");
    EXPECT_EQ(world.count("SELECT count(*) FROM auto_approval"), 0);
}

TEST_F(AutoApproval, OneSwitchStopsWhatStillWaits) {
    switchOn(rule({}, R"(,"delay_minutes":30)"));
    const auto waiting = book(world.addSlot(world.hinata));
    const auto off = world.change(world.managerOf(world.hinata), "PUT", path, 1, R"({"enabled":false})");
    EXPECT_EQ(off.status, 200) << off.body;
    const auto after = book(world.addSlot(world.hinata, "2026-12-05"), "仮名");
    world.clock.advance(std::chrono::hours(2));
    world.runDueWork();
    EXPECT_EQ(reservation(waiting).text("status"), "requested");
    EXPECT_EQ(reservation(after).text("status"), "requested");
}

TEST_F(AutoApproval, KeepsTheDailyLimitAndStartsAnewTheNextDay) {
    switchOn(rule({}, R"(,"daily_limit":1)"));
    const std::string slot = world.addSlot(world.hinata, "2026-12-04", "10:00", 5);
    EXPECT_EQ(reservation(book(slot, "甲")).text("status"), "approved");
    EXPECT_EQ(reservation(book(slot, "乙")).text("status"), "requested");
    world.clock.advance(std::chrono::hours(24));
    EXPECT_EQ(reservation(book(slot, "丙")).text("status"), "approved");
}

TEST_F(AutoApproval, KnowsTheFamilyAgainAndItsNoShow) {
    const std::string first = world.addSlot(world.hinata, "2026-11-21");
    const auto before = book(first);
    world.change(world.staffOf(world.hinata), "POST", "/v1/reservations/" + before + "/approve", 1);
    world.clock.set(*domain::parseInstant("2026-11-21T03:00:00Z"));
    world.change(world.staffOf(world.hinata), "POST", "/v1/reservations/" + before + "/no-show", 2);
    switchOn(rule(R"("no_earlier_no_show":true)"));
    const std::string slot = world.addSlot(world.hinata, "2026-12-04", "10:00", 5);
    EXPECT_EQ(reservation(book(slot)).text("status"), "requested");
    const auto off =
        world.change(world.managerOf(world.hinata), "PUT", path, 1, rule(R"("no_earlier_no_show":false)"));
    ASSERT_EQ(off.status, 200) << off.body;
    EXPECT_EQ(reservation(book(world.addSlot(world.hinata, "2026-12-05"))).text("status"), "approved");
}

TEST_F(AutoApproval, IsRuledByWhoAnswersForTheFacility) {
    EXPECT_EQ(world.create(world.staffOf(world.hinata), path, rule()).status, 403);
    EXPECT_EQ(world.create(world.municipal(), path, rule()).status, 403);
    EXPECT_EQ(world.create(portal, path, rule()).status, 403);
    EXPECT_EQ(world.create(world.managerOf(world.komorebi), path, rule()).status, 404);
    EXPECT_EQ(
        world.create(world.operatorOffice(), "/v1/facilities/" + world.komorebi + "/approval-rule", rule())
            .status,
        201);
}

TEST_F(AutoApproval, IsWrittenByWhoHasSeenIt) {
    const auto manager = world.managerOf(world.hinata);
    EXPECT_EQ(world.change(manager, "PUT", path, 1, rule()).status, 404);
    EXPECT_EQ(world.call(manager, "PUT", path, rule()).status, 428);
    EXPECT_EQ(switchOn(rule()).number("version"), 1);
    EXPECT_EQ(world.create(manager, path, rule()).status, 412);
    const auto second = world.change(manager, "PUT", path, 1, R"({"enabled":false})");
    EXPECT_EQ(second.number("version"), 2);
    const auto stale = world.change(manager, "PUT", path, 1, rule());
    EXPECT_EQ(stale.status, 412);
    EXPECT_TRUE(stale.has(R"("enabled":false)"));
    EXPECT_EQ(world.change(manager, "PUT", path, 2, rule({}, R"(,"daily_limit":0)")).fault(),
              "/daily_limit out-of-range");
    EXPECT_EQ(
        world.change(manager, "PUT", path, 2, R"({"enabled":true,"conditions":{"moon":"full"}})").fault(),
        "/conditions/moon unknown-member");
}

TEST_F(AutoApproval, IsInTheFeedOfAllButConnectedSystems) {
    switchOn(rule());
    EXPECT_TRUE(world.get(world.staffOf(world.hinata), "/v1/changes").has(R"("kind":"approval_rule")"));
    EXPECT_TRUE(world.get(world.municipal(), "/v1/changes").has(R"("kind":"approval_rule")"));
    EXPECT_FALSE(world.get(portal, "/v1/changes").has("approval_rule"));
    EXPECT_FALSE(world.get(world.staffOf(world.komorebi), "/v1/changes").has("approval_rule"));
}

TEST_F(AutoApproval, IsTriedOverThePastFirst) {
    const std::string slot = world.addSlot(world.hinata, "2026-12-04", "10:00", 5);
    const auto first = book(slot);
    world.clock.advance(std::chrono::hours(1));
    const auto again = book(world.addSlot(world.hinata, "2026-12-07", "10:00", 5)); // the same family
    world.clock.advance(std::chrono::hours(1));
    const auto other = world.newId();
    const std::string quiet =
        R"({"slot_id":")" + slot +
        R"(","channel":"portal","guardian":{"name":"仮名 次郎","phone":"090-1111-1111"},)"
        R"("children":[{"name":"仮名 春","birth_date":"2023-06-01"}]})";
    ASSERT_EQ(world.create(portal, "/v1/reservations/" + other, quiet).status, 201);
    const auto phone = world.newId(); // typed in by staff: nobody had to decide
    ASSERT_EQ(world
                  .create(world.staffOf(world.hinata), "/v1/reservations/" + phone,
                          world.bookingJson(slot, "phone", "電話"))
                  .status,
              201);
    const auto answer = world.call(
        world.managerOf(world.hinata), "POST", path + "/preview",
        R"({"enabled":false,"conditions":{"first_visit_only":true,"no_question":false,"accepted_ages":[0]}})");
    ASSERT_EQ(answer.status, 200) << answer.body;
    const auto preview = wire::approvalPreviewFromJson(answer.body);
    ASSERT_TRUE(preview);
    EXPECT_EQ(preview->considered, 3);
    EXPECT_EQ(preview->approved, 1);
    EXPECT_EQ(preview->reservations[0].id.text(), first);
    EXPECT_TRUE(preview->reservations[0].wouldApprove);
    EXPECT_EQ(preview->reservations[1].id.text(), again);
    EXPECT_EQ(preview->reservations[1].hindrances, std::vector<std::string>{"repeat-visit"});
    EXPECT_EQ(preview->reservations[2].id.text(), other);
    EXPECT_EQ(preview->reservations[2].hindrances, std::vector<std::string>{"age-class"});
    EXPECT_FALSE(answer.has("仮名") || answer.has("090-"));
    EXPECT_EQ(reservation(first).text("status"), "requested"); // nothing has happened
}

TEST_F(AutoApproval, TheDryRunSaysWhatTheRuleThenDoes) {
    const std::string body = rule(R"("seats_left":1)", R"(,"daily_limit":2)");
    const std::string slot = world.addSlot(world.hinata, "2026-12-04", "10:00", 4);
    for (const char *family : {"甲", "乙", "丙", "丁"}) {
        book(slot, family);
        world.clock.advance(std::chrono::minutes(1));
    }
    const auto tried = world.call(world.managerOf(world.hinata), "POST", path + "/preview", body);
    const auto preview = wire::approvalPreviewFromJson(tried.body);
    ASSERT_TRUE(preview) << tried.body;
    switchOn(body);
    const std::string same = world.addSlot(world.hinata, "2026-12-11", "10:00", 4);
    int index = 0;
    for (const char *family : {"戊", "己", "庚", "辛"}) {
        const bool approved = reservation(book(same, family)).text("status") == "approved";
        EXPECT_EQ(approved, preview->reservations[static_cast<std::size_t>(index++)].wouldApprove) << family;
    }
    EXPECT_EQ(preview->approved, 2);
}

TEST_F(AutoApproval, TheDryRunIsAskedForAPeriod) {
    const auto manager = world.managerOf(world.hinata);
    book(world.addSlot(world.hinata));
    const auto none = world.call(manager, "POST", path + "/preview?from=2026-10-01&to=2026-10-31", rule());
    EXPECT_EQ(none.number("considered"), 0);
    EXPECT_EQ(world.call(manager, "POST", path + "/preview?from=2026-10-01&to=2026-09-01", rule()).fault(),
              "/query/to ends-before-start");
    EXPECT_EQ(world.call(world.staffOf(world.hinata), "POST", path + "/preview", rule()).status, 403);
}

} // namespace
