// Personal data goes a set time after the visit; what is counted stays.
#include "handler_world.h"

namespace {

class Retention : public ::testing::Test {
protected:
    Retention() : site(world.system("parents-site", world.hinata)) {
        slot = world.addSlot(world.hinata, "2026-12-04");
        reservation = world.addRequest(site, slot);
        EXPECT_EQ(world
                      .change(staff(), "POST", "/v1/reservations/" + reservation + "/approve", 1,
                              R"({"message":"お待ちしています"})")
                      .status,
                  200);
        world.settings.keepPersonalDays = 30;
    }
    [[nodiscard]] hub::Caller staff() const { return world.staffOf(world.hinata); }
    std::string seen() { return world.get(staff(), "/v1/reservations/" + reservation).body; }
    /// The slot begins on 4 December at 10:00 in Tokyo.
    void goTo(const char *instant) { world.clock.set(*domain::parseInstant(instant)); }

    HandlerWorld world;
    hub::Caller site;
    std::string slot;
    std::string reservation;
};

TEST_F(Retention, StaysUntilThirtyDaysAfterTheVisitAndNotLonger) {
    goTo("2027-01-03T00:59:59Z");
    world.runDueWork();
    EXPECT_NE(seen().find("架空 花子"), std::string::npos);
    goTo("2027-01-03T01:00:01Z");
    world.runDueWork();
    const std::string erased = seen();
    for (const char *word : {"花子", "太郎", "タロウ", "090-0000", "駐輪場", "お待ち"}) {
        EXPECT_EQ(erased.find(word), std::string::npos) << word << '\n' << erased;
    }
    EXPECT_NE(erased.find(R"("status":"approved")"), std::string::npos);
    EXPECT_NE(erased.find(R"("children_count":1)"), std::string::npos);
    EXPECT_NE(erased.find(R"("version":3)"), std::string::npos)
        << "desks forget it with the feed: " << erased;
    EXPECT_EQ(world.count("SELECT count(*) FROM record WHERE body LIKE '%花子%'"), 0);
    EXPECT_EQ(world.count("SELECT count(*) FROM reservation_match"), 0) << "nor is the family known again";
    EXPECT_EQ(world.seatsTaken(slot), 1);
}

TEST_F(Retention, IsDoneOnceAndLeavesTheAuditWhole) {
    goTo("2027-02-01T00:00:00Z");
    world.runDueWork();
    world.runDueWork();
    EXPECT_NE(seen().find(R"("version":3)"), std::string::npos);
    EXPECT_EQ(world.count("SELECT count(*) FROM audit WHERE action = 'reservation.erase'"), 1);
    world.inTransaction([](hub::Context &context) {
        EXPECT_TRUE(hub::auditChainHolds(context.db, "131016").value_or(false));
    });
}

TEST_F(Retention, WithoutALimitNothingGoes) {
    world.settings.keepPersonalDays = 0;
    goTo("2036-01-01T00:00:00Z");
    world.runDueWork();
    EXPECT_NE(seen().find("架空 花子"), std::string::npos);
}

} // namespace
