// The audit: complete, chained, and without anybody's personal data.
#include "handler_world.h"

#include "hub/records/record_store.h"

namespace {

class Audit : public testing::Test {
protected:
    HandlerWorld world;
    hub::Caller portal = world.system("enpark", world.hinata);
    hub::Caller staff = world.staffOf(world.hinata);

    bool chainHolds() {
        bool holds = false;
        world.inTransaction([&](hub::Context &context) {
            holds = hub::auditChainHolds(context.db, "131016").value_or(false);
        });
        return holds;
    }
    void tamper(std::string_view sql) {
        world.inTransaction([sql](hub::Context &context) { ASSERT_TRUE(context.db.execute(sql, {})); });
    }
    /// A day's work at one facility.
    std::string work() {
        const auto slot = world.addSlot(world.hinata);
        const auto id = world.addRequest(portal, slot);
        world.change(staff, "POST", "/v1/reservations/" + id + "/decline", 1,
                     R"({"reason":"架空の理由","message":"架空の伝言"})");
        world.change(staff, "PATCH", "/v1/slots/" + slot, 1, R"({"note":"架空の注意"})");
        return id;
    }
};

TEST_F(Audit, EveryActHasItsLine) {
    const auto id = work();
    const auto answer = world.get(world.municipal(), "/v1/audit?limit=1000");
    ASSERT_EQ(answer.status, 200);
    std::vector<std::string> actions;
    for (const auto &line : answer.json["audit"].GetArray()) {
        actions.emplace_back(line["action"].GetString());
    }
    const std::vector<std::string> expected{
        "municipality.create", "facility.create",     "facility.create", "slot.create",
        "reservation.request", "reservation.decline", "slot.change"};
    EXPECT_EQ(actions, expected);
    const auto &declined = answer.json["audit"][5];
    EXPECT_EQ(declined["object_id"].GetString(), id);
    EXPECT_STREQ(declined["role"].GetString(), "staff");
    EXPECT_EQ(declined["actor"].GetString(), staff.user.id.text());
    EXPECT_STREQ(declined["members"].GetString(), "status,reason,message");
    EXPECT_STREQ(answer.json["audit"][6]["members"].GetString(), "note");
}

TEST_F(Audit, HoldsNobodysPersonalData) {
    const auto id = work();
    world.get(world.municipal(), "/v1/reservations/" + id + "/personal");
    std::string rows;
    world.inTransaction([&](hub::Context &context) {
        auto found = context.db.query("SELECT * FROM audit", {});
        while ((*found)->next().value_or(false)) {
            for (int column = 0; column < 14; ++column) {
                rows.append((*found)->text(column)) += '|';
            }
        }
    });
    EXPECT_NE(rows.find(id), std::string::npos);
    for (const char *personal : {"花子", "太郎", "タロウ", "090", "駐輪場", "理由", "伝言", "注意"}) {
        EXPECT_EQ(rows.find(personal), std::string::npos) << personal;
    }
}

TEST_F(Audit, NamesOfMembersFromOutsideAreNotTakenAsTheyCome) {
    const auto slot = world.addSlot(world.hinata);
    world.change(staff, "PATCH", "/v1/slots/" + slot, 1, R"({"note":"x","架空 花子":null})");
    const auto lines = world.get(world.municipal(), "/v1/audit");
    EXPECT_FALSE(lines.has("花子"));
}

TEST_F(Audit, OpeningPersonalDataIsOnRecord) {
    const auto id = world.addRequest(portal, world.addSlot(world.hinata));
    const auto opened = world.get(world.municipal(), "/v1/reservations/" + id + "/personal");
    ASSERT_EQ(opened.status, 200);
    EXPECT_TRUE(opened.has("架空 花子"));
    EXPECT_TRUE(world.get(world.municipal(), "/v1/audit").has("reservation.open-personal"));
    EXPECT_EQ(
        world.get(world.municipal(domain::Role::Municipal, "131024"), "/v1/reservations/" + id + "/personal")
            .status,
        404);
    EXPECT_EQ(world.get(world.system("other", world.hinata), "/v1/reservations/" + id + "/personal").status,
              404);
}

TEST_F(Audit, RefusedActsLeaveNoLineAndNoGap) {
    work();
    const auto before = world.count("SELECT count(*) FROM audit");
    EXPECT_EQ(world
                  .create(staff, "/v1/slots/" + world.newId(),
                          world.slotJson(world.hinata, "2026-12-04", "10:00", 0))
                  .status,
              422);
    EXPECT_EQ(world.count("SELECT count(*) FROM audit"), before);
    work();
    EXPECT_TRUE(chainHolds());
}

TEST_F(Audit, TheChainShowsEveryTampering) {
    work();
    ASSERT_TRUE(chainHolds());
    tamper("UPDATE audit SET actor = 'somebody' WHERE municipality = '131016' AND number = 3");
    EXPECT_FALSE(chainHolds());
}

TEST_F(Audit, TheChainShowsAMissingLineAtItsEndAndInside) {
    work();
    tamper("DELETE FROM audit WHERE municipality = '131016' AND number = 4");
    EXPECT_FALSE(chainHolds());
    HandlerWorld other;
    other.inTransaction([](hub::Context &context) {
        ASSERT_TRUE(hub::auditChainHolds(context.db, "131016").value_or(false));
        ASSERT_TRUE(context.db.execute("DELETE FROM audit WHERE municipality = '131016' AND number = 3", {}));
        EXPECT_FALSE(hub::auditChainHolds(context.db, "131016").value_or(true));
    });
}

TEST_F(Audit, EachReadsTheLinesOfItsScope) {
    work();
    world.addSlot(world.komorebi);
    EXPECT_TRUE(world.get(world.municipal(), "/v1/audit").has(world.komorebi));
    const auto own = world.get(world.managerOf(world.hinata), "/v1/audit");
    EXPECT_EQ(own.status, 200);
    EXPECT_TRUE(own.has("reservation.decline"));
    EXPECT_FALSE(own.has(world.komorebi));
    EXPECT_EQ(world.get(staff, "/v1/audit").status, 403);
    EXPECT_EQ(world.get(portal, "/v1/audit").status, 403);
    EXPECT_EQ(world.get(world.municipal(), "/v1/audit?municipality=131024").status, 404);
}

TEST_F(Audit, IsReadPageByPage) {
    work();
    std::string seen;
    int after = 0;
    for (bool more = true; more;) {
        const auto page = world.get(world.municipal(), "/v1/audit?limit=2&after=" + std::to_string(after));
        ASSERT_FALSE(page.json["audit"].Empty());
        for (const auto &line : page.json["audit"].GetArray()) {
            after = line["number"].GetInt();
            seen += std::to_string(after) + " ";
        }
        more = page.json["more"].GetBool();
    }
    EXPECT_EQ(seen, "1 2 3 4 5 6 7 ");
}

} // namespace
