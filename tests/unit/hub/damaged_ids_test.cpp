// A database in which somebody else has written: what is no id any more fails the call that meets it, and the
// hub goes on with all others.
#include "handler_world.h"

#include "hub/db/read.h"
#include "hub/records/stored_id.h"

namespace {

class DatabaseWithDamagedIds : public testing::Test {
protected:
    HandlerWorld world;
    hub::Caller portal = world.system("enpark", world.hinata);
    std::string slot = world.addSlot(world.hinata, "2026-12-11");

    /// As somebody would who knows SQLite and not the hub.
    void change(const std::vector<std::string_view> &statements, const std::string &id) {
        world.inTransaction([&](hub::Context &context) {
            ASSERT_TRUE(hub::run(context.db, "PRAGMA defer_foreign_keys = ON", {}));
            for (const std::string_view sql : statements) {
                ASSERT_TRUE(hub::run(context.db, sql, {id})) << sql;
            }
        });
    }
    /// The facility's id is no id any more, wherever it stands.
    void damageFacility() {
        change({"UPDATE facility SET id = 'damaged' WHERE id = $1",
                "UPDATE slot SET facility_id = 'damaged' WHERE facility_id = $1",
                "UPDATE reservation SET facility_id = 'damaged' WHERE facility_id = $1",
                "UPDATE closure SET facility_id = 'damaged' WHERE facility_id = $1",
                "UPDATE facility_history SET facility_id = 'damaged' WHERE facility_id = $1",
                "UPDATE facility_publication SET facility_id = 'damaged' WHERE facility_id = $1",
                "UPDATE vacancy SET facility_id = 'damaged' WHERE facility_id = $1",
                "UPDATE facility_listed SET facility_id = 'damaged' WHERE facility_id = $1",
                "UPDATE waitlist SET facility_id = 'damaged' WHERE facility_id = $1"},
               world.hinata);
    }
};

TEST_F(DatabaseWithDamagedIds, AnIdThatTheHubWroteIsReadAsItIs) {
    const auto id = hub::storedId<domain::FacilityId>(world.hinata);
    ASSERT_TRUE(id);
    EXPECT_EQ(id->text(), world.hinata);
    EXPECT_EQ(hub::storedId<domain::FacilityId>("damaged").error().kind, domain::ErrorKind::StorageCorrupt);
    EXPECT_EQ(hub::storedId<domain::FacilityId>("").error().kind, domain::ErrorKind::StorageCorrupt);
}

TEST_F(DatabaseWithDamagedIds, ReportsOfTheMunicipalityFailAndSayThatItIsTheHub) {
    world.addRequest(portal, slot);
    world.clock.set(*domain::parseInstant("2026-12-01T02:00:00Z")); // late by now
    ASSERT_EQ(world.get(world.municipal(), "/v1/municipalities/131016/delays").status, 200);
    damageFacility();
    for (const std::string path : {"delays", "statistics"}) {
        const auto answer = world.get(world.municipal(), "/v1/municipalities/131016/" + path);
        EXPECT_EQ(answer.status, 503) << path << answer.body;
        EXPECT_EQ(answer.code(), "unavailable");
        EXPECT_FALSE(answer.has("damaged")) << answer.body;
    }
}

TEST_F(DatabaseWithDamagedIds, ABookingThereFailsAndLeavesTheSeat) {
    damageFacility();
    const auto refused = world.create(portal, "/v1/reservations/" + world.newId(), world.bookingJson(slot));
    EXPECT_NE(refused.status / 100, 2) << refused.body;
    EXPECT_EQ(world.seatsTaken(slot), 0);
    const std::string elsewhere = world.addSlot(world.komorebi, "2026-12-11");
    world.addRequest(world.system("enpark", world.komorebi), elsewhere); // others are served
    EXPECT_EQ(world.seatsTaken(elsewhere), 1);
}

TEST_F(DatabaseWithDamagedIds, AFamilyThatComesAgainFailsWhereTheEarlierOneIsNoIdAnyMore) {
    const std::string kind = world.addFacility("131016", "架空やり直し園", domain::RepeatPolicy::Warn);
    const auto system = world.system("enpark", kind);
    const std::string first = world.addRequest(system, world.addSlot(kind, "2026-12-11"), "架空 花子");
    const std::string second = world.addSlot(kind, "2026-12-18");
    change({"UPDATE reservation SET id = 'damaged' WHERE id = $1",
            "UPDATE reservation_match SET reservation_id = 'damaged' WHERE reservation_id = $1"},
           first);
    const auto refused = world.create(system, "/v1/reservations/" + world.newId(),
                                      world.bookingJson(second, "portal", "架空 花子"));
    EXPECT_EQ(refused.status, 503) << refused.body;
    EXPECT_EQ(world.seatsTaken(second), 0);
}

} // namespace
