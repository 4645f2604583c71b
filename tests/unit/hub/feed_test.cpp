// The change feed: complete for its scope, in pages, and never a word more.
#include "support/feed_follower.h"

#include "hub/db/read.h"
#include "hub/handlers/feed/cursor.h"

namespace {

class Feed : public testing::Test {
protected:
    HandlerWorld world;
    hub::Caller portal = world.system("enpark", world.hinata);
    hub::Caller staff = world.staffOf(world.hinata);
    HandlerWorld::Reply pull(const hub::Caller &caller, const std::string &query = {}) {
        return world.get(caller, "/v1/changes?" + query);
    }
};

TEST_F(Feed, BeginsFromNothingAndThenGivesWhatIsNew) {
    const auto slot = world.addSlot(world.hinata);
    FeedFollower desk;
    desk.pullAll(world, staff);
    EXPECT_TRUE(desk.knows("municipality", "131016"));
    EXPECT_TRUE(desk.knows("facility", world.hinata));
    EXPECT_TRUE(desk.knows("slot", slot));
    EXPECT_TRUE(desk.knows("slot_seats", slot));
    EXPECT_EQ(desk.records.size(), 4U);
    const auto id = world.addRequest(portal, slot);
    const auto news = pull(staff, "cursor=" + desk.cursor);
    ASSERT_EQ(news.json["changes"].Size(), 2U)
        << news.body; // the count and the reservation; the slot is as it was
    desk.take(news.json);
    EXPECT_TRUE(desk.knows("reservation", id));
    EXPECT_EQ(pull(staff, "cursor=" + desk.cursor).json["changes"].Size(), 0U);
}

TEST_F(Feed, EachSeesItsOwnFacilitiesOnly) {
    const auto mine = world.addSlot(world.hinata);
    const auto neighbour = world.addSlot(world.komorebi);
    const auto abroad = world.addSlot(world.minato);
    FeedFollower desk;
    FeedFollower office;
    FeedFollower city;
    desk.pullAll(world, staff);
    office.pullAll(world, world.operatorOffice());
    city.pullAll(world, world.municipal());
    EXPECT_TRUE(desk.knows("slot", mine));
    EXPECT_FALSE(desk.knows("slot", neighbour));
    EXPECT_FALSE(office.knows("slot", mine));
    EXPECT_TRUE(office.knows("slot", neighbour));
    EXPECT_TRUE(city.knows("slot", mine));
    EXPECT_TRUE(city.knows("slot", neighbour));
    for (const FeedFollower *one : {&desk, &office, &city}) {
        EXPECT_FALSE(one->knows("slot", abroad));
        EXPECT_FALSE(one->knows("facility", world.minato));
        EXPECT_FALSE(one->knows("municipality", "131024"));
    }
}

TEST_F(Feed, APersonWithoutAnythingGetsNothing) {
    hub::Caller nobody;
    nobody.user.role = domain::Role::HubOperator;
    FeedFollower follower;
    follower.pullAll(world, nobody);
    EXPECT_TRUE(follower.records.empty());
}

TEST_F(Feed, MunicipalStaffNeverGetPersonalMembers) {
    const auto id = world.addRequest(portal, world.addSlot(world.hinata));
    world.change(staff, "POST", "/v1/reservations/" + id + "/decline", 1,
                 R"({"reason":"架空の理由","message":"架空の伝言"})");
    for (const auto role : {domain::Role::Municipal, domain::Role::Auditor}) {
        FeedFollower city;
        city.pullAll(world, world.municipal(role));
        ASSERT_TRUE(city.knows("reservation", id));
        const std::string seen =
            city.everything() + world.get(world.municipal(role), "/v1/reservations/" + id).body +
            world.change(world.municipal(role), "POST", "/v1/reservations/" + id + "/approve", 1).body;
        for (const char *personal :
             {"花子", "太郎", "タロウ", "090-0000", "駐輪場", "架空の理由", "架空の伝言", "guardian"}) {
            EXPECT_EQ(seen.find(personal), std::string::npos) << personal;
        }
        EXPECT_NE(seen.find(R"("children_count":1)"), std::string::npos);
    }
}

TEST_F(Feed, AConnectedSystemGetsItsOwnReservationsOnly) {
    const auto slot = world.addSlot(world.hinata, "2026-12-04", "10:00", 5);
    const auto other = world.system("other", world.hinata);
    const auto mine = world.addRequest(portal, slot, "自社");
    const auto theirs = world.addRequest(other, slot, "他社");
    const std::string phone = world.newId();
    ASSERT_EQ(
        world.create(staff, "/v1/reservations/" + phone, world.bookingJson(slot, "phone", "電話")).status,
        201);
    FeedFollower follower;
    follower.pullAll(world, portal);
    EXPECT_TRUE(follower.knows("reservation", mine));
    EXPECT_FALSE(follower.knows("reservation", theirs));
    EXPECT_FALSE(follower.knows("reservation", phone));
    EXPECT_TRUE(follower.knows("slot_seats", slot));
    EXPECT_EQ(follower.everything().find("他社"), std::string::npos);
    EXPECT_EQ(world.get(portal, "/v1/reservations/" + theirs).status, 404);
}

TEST_F(Feed, AGrantForAMunicipalityCoversItsFacilities) {
    hub::Caller cityWide = portal;
    cityWide.user.facilities.clear();
    cityWide.user.municipalityCode = "131016";
    const auto slot = world.addSlot(world.komorebi);
    const auto id = world.addRequest(cityWide, slot);
    FeedFollower follower;
    follower.pullAll(world, cityWide);
    EXPECT_TRUE(follower.knows("reservation", id));
    EXPECT_FALSE(follower.knows("facility", world.minato));
}

TEST_F(Feed, PagesAreAsLongAsAskedFor) {
    for (int day = 1; day <= 20; ++day) {
        world.addSlot(world.hinata, "2026-12-" + std::string(day < 10 ? "0" : "") + std::to_string(day));
    }
    FeedFollower desk;
    while (desk.pull(world, staff, 7)) {
    }
    EXPECT_EQ(desk.records.size(), 42U);
    EXPECT_EQ(desk.pages, 6);
    EXPECT_EQ(pull(staff, "limit=0").status, 422);
    EXPECT_EQ(pull(staff, "limit=1001").status, 422);
    EXPECT_EQ(pull(staff, "wait=26").status, 422);
}

/// Else one call of a system with a single family would read a whole city's year.
TEST_F(Feed, APageOfOneWhoSeesLittleReadsOnlySoFar) {
    hub::Caller cityWide = portal;
    cityWide.user.facilities.clear();
    cityWide.user.municipalityCode = "131016";
    world.inTransaction([](hub::Context &context) {
        ASSERT_TRUE(context.db.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20100) "
            "INSERT INTO record (id, kind, municipality, facility_id, version, change_no, deleted, made_by, "
            "body) SELECT 'theirs-' || i, 'reservation', '131016', '', 1, c.change_no + i, 0, 'other', '{}' "
            "FROM n JOIN counter c ON c.municipality = '131016'",
            {}));
        ASSERT_TRUE(context.db.execute(
            "UPDATE counter SET change_no = change_no + 20100 WHERE municipality = '131016'", {}));
    });
    const auto mine = world.addRequest(cityWide, world.addSlot(world.komorebi));
    FeedFollower follower;
    EXPECT_TRUE(follower.pull(world, cityWide, 1000)) << "more is there than one page may look at";
    EXPECT_FALSE(follower.knows("reservation", mine));
    const std::string before = follower.cursor;
    EXPECT_FALSE(follower.pull(world, cityWide, 1000));
    EXPECT_NE(follower.cursor, before);
    EXPECT_TRUE(follower.knows("reservation", mine));
    EXPECT_EQ(follower.everything().find("theirs"), std::string::npos);
}

TEST_F(Feed, APageStaysWithinAMebibyte) {
    const std::string note(2900, 'n');
    for (int i = 0; i < 900; ++i) {
        world.inTransaction([&](hub::Context &context) {
            domain::Slot slot;
            slot.id = *domain::SlotId::parse(world.newId());
            slot.facilityId = *domain::FacilityId::parse(world.hinata);
            slot.date = *domain::parseDate("2026-12-04");
            slot.start = domain::LocalTime::of(10, 0);
            slot.end = domain::LocalTime::of(11, 0);
            slot.note = note;
            hub::ChangeSet changes(context, "131016");
            ASSERT_TRUE(hub::createSlot(context, changes, slot));
            ASSERT_TRUE(changes.write());
        });
    }
    FeedFollower desk;
    bool again = true;
    while (again) {
        const auto page = pull(staff, "limit=1000&cursor=" + desk.cursor);
        ASSERT_LE(page.body.size(), 1024U * 1024U);
        again = desk.take(page.json);
    }
    EXPECT_EQ(desk.records.size(), 1802U);
}

TEST_F(Feed, NothingNewIsWaitedForInOnesOwnScope) {
    FeedFollower desk;
    desk.pullAll(world, staff);
    pull(staff, "cursor=" + desk.cursor);
    EXPECT_FALSE(world.longPoll);
    const auto held = pull(staff, "wait=25&cursor=" + desk.cursor);
    ASSERT_TRUE(world.longPoll);
    EXPECT_EQ(held.status, 200); // what goes out when the time is over
    EXPECT_EQ(world.longPoll->wait, std::chrono::seconds(25));
    // Its own facility, and what the hub itself says to everybody.
    EXPECT_EQ(world.longPoll->scope, (std::set<hub::ChangedScope>{{"000000", ""}, {"131016", world.hinata}}));
    world.addRequest(portal, world.addSlot(world.hinata));
    EXPECT_TRUE(world.changedScopes.contains(*std::set<hub::ChangedScope>{{"131016", world.hinata}}.begin()));
    pull(staff, "wait=25&cursor=" + desk.cursor);
    EXPECT_FALSE(world.longPoll);
}

TEST_F(Feed, CursorsThatDoNotFitBeginAnew) {
    FeedFollower desk;
    desk.pullAll(world, staff);
    const auto expired = [this](const hub::Caller &caller, const std::string &cursor) {
        const auto answer = pull(caller, "cursor=" + cursor);
        return answer.status == 410 && answer.code() == "cursor-expired";
    };
    for (const char *broken : {"x", "%00", "AAAA", "not a cursor", "AQ"}) {
        EXPECT_TRUE(expired(staff, broken)) << broken;
    }
    EXPECT_TRUE(expired(staff, std::string(4000, 'A')));
    EXPECT_TRUE(expired(staff, desk.cursor + "AAAA"));
    EXPECT_TRUE(expired(world.staffOf(world.komorebi), desk.cursor)); // somebody else's
    EXPECT_TRUE(expired(world.municipal(), desk.cursor));
    hub::Caller promoted = staff;
    promoted.user.facilities.push_back(*domain::FacilityId::parse(world.komorebi));
    EXPECT_TRUE(expired(promoted, desk.cursor)); // the scope grew
    world.clock.advance(std::chrono::days(61));
    EXPECT_TRUE(expired(staff, desk.cursor));
    world.clock.advance(-std::chrono::days(61));
    world.settings.epoch = world.newId(); // the hub was restored from a backup
    EXPECT_TRUE(expired(staff, desk.cursor));
}

TEST_F(Feed, CursorsOfManyMunicipalitiesStayShort) {
    hub::Cursor cursor{world.settings.epoch, 0xfedcba9876543210U, 20777, {}};
    cursor.positions.assign(62, 100'000'000); // all of Tokyo
    const std::string text = hub::textOf(cursor);
    EXPECT_LE(text.size(), 512U);
    EXPECT_EQ(hub::parseCursor(text), cursor);
}

/// What the hub has for a scope, straight from its table.
std::map<std::string, std::string> truth(HandlerWorld &world, std::string_view where, bool personal) {
    std::map<std::string, std::string> all;
    const std::string sql =
        "SELECT kind, id, version, body, public_body FROM record WHERE deleted = 0 AND " + std::string(where);
    world.inTransaction([&](hub::Context &context) {
        auto rows = context.db.query(sql, {});
        while ((*rows)->next().value_or(false)) {
            const int column = personal || (*rows)->isNull(4) ? 3 : 4;
            rapidjson::Document record;
            record.Parse((*rows)->text(column).data(), (*rows)->text(column).size());
            all[std::string((*rows)->text(0)) + " " + std::string((*rows)->text(1))] =
                std::to_string((*rows)->integer(2)) + " " + FeedFollower::textOf(record);
        }
    });
    return all;
}

/// Random people at random work.
class BusyDay {
public:
    BusyDay(HandlerWorld &world, std::uint64_t seed) : m_world(world), m_random(domain::seededRandom(seed)) {}
    void act() {
        m_world.clock.advance(std::chrono::minutes(1));
        switch (m_random->below(9)) {
        case 0:
            return addSlot();
        case 1:
        case 2:
        case 3:
            return request();
        case 4:
        case 5:
            return answer();
        case 6:
            return endSlot();
        case 7:
            return editFacility();
        default:
            return closeADay();
        }
    }

private:
    std::string facility() { return m_random->below(3) == 0 ? m_world.komorebi : m_world.hinata; }
    void addSlot() {
        const std::string date = "2026-12-" + std::to_string(10 + m_random->below(20));
        m_slots.emplace_back(facility(), "");
        m_slots.back().second = m_world.addSlot(m_slots.back().first, date, "10:00", 3);
    }
    void request() {
        if (m_slots.empty()) {
            return;
        }
        const auto &[where, slot] = m_slots[m_random->below(m_slots.size())];
        const std::string id = m_world.newId();
        const auto system = m_world.system(m_random->below(2) == 0 ? "enpark" : "other", where);
        if (m_world.create(system, "/v1/reservations/" + id, m_world.bookingJson(slot)).status == 201) {
            m_reservations.emplace_back(where, id);
        }
    }
    void answer() {
        if (m_reservations.empty()) {
            return;
        }
        const auto &[where, id] = m_reservations[m_random->below(m_reservations.size())];
        const char *calls[] = {"approve", "decline", "cancel"};
        const auto version = m_world.get(m_world.staffOf(where), "/v1/reservations/" + id).number("version");
        m_world.change(m_world.staffOf(where), "POST",
                       "/v1/reservations/" + id + "/" + calls[m_random->below(3)], version,
                       R"({"reason":"理由"})");
    }
    void endSlot() {
        if (m_slots.empty()) {
            return;
        }
        const auto &[where, slot] = m_slots[m_random->below(m_slots.size())];
        const auto version = m_world.get(m_world.staffOf(where), "/v1/slots/" + slot).number("version");
        m_world.change(m_world.staffOf(where), "DELETE", "/v1/slots/" + slot, version);
    }
    void editFacility() {
        const std::string where = facility();
        const auto version =
            m_world.get(m_world.managerOf(where), "/v1/facilities/" + where).number("version");
        const std::string note = std::to_string(m_random->below(1000));
        m_world.change(m_world.managerOf(where), "PATCH", "/v1/facilities/" + where, version,
                       R"({"profile":{"note":")" + note + "\"}}");
    }
    void closeADay() {
        const std::string where = facility();
        m_world.create(m_world.staffOf(where), "/v1/closures/" + m_world.newId(),
                       R"({"facility_id":")" + where + R"(","date":"2026-11-)" +
                           std::to_string(21 + m_random->below(9)) + "\"}");
    }

    HandlerWorld &m_world;
    std::unique_ptr<domain::Random> m_random;
    std::vector<std::pair<std::string, std::string>> m_slots;
    std::vector<std::pair<std::string, std::string>> m_reservations;
};

TEST_F(Feed, WhoeverFollowsEndsWithExactlyTheHubsState) {
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        SCOPED_TRACE(seed);
        HandlerWorld town;
        BusyDay day(town, seed);
        const auto random = domain::seededRandom(seed + 100);
        FeedFollower desk;
        FeedFollower city;
        FeedFollower system;
        const auto enpark = town.system("enpark", town.hinata);
        for (int step = 0; step < 250; ++step) {
            day.act();
            // Each looks in now and then, a few records at a time, in the middle of everything.
            if (random->below(3) == 0) {
                desk.pull(town, town.staffOf(town.hinata), 1 + static_cast<int>(random->below(6)));
            }
            if (random->below(5) == 0) {
                city.pull(town, town.municipal(), 1 + static_cast<int>(random->below(9)));
                system.pull(town, enpark, 3);
            }
        }
        desk.pullAll(town, town.staffOf(town.hinata), 5);
        city.pullAll(town, town.municipal(), 5);
        system.pullAll(town, enpark, 5);
        const std::string mine = "municipality = '131016' AND facility_id IN ('', '" + town.hinata + "')";
        EXPECT_EQ(desk.records, truth(town, mine, true));
        EXPECT_EQ(city.records, truth(town, "municipality = '131016'", false));
        EXPECT_EQ(system.records,
                  truth(town,
                        mine + " AND kind <> 'series' AND (kind <> 'reservation' OR made_by = 'enpark')",
                        true));
        EXPECT_GT(desk.records.size(), 20U);
        EXPECT_EQ(
            town.count("SELECT count(*) FROM slot s WHERE seats_taken <> (SELECT count(*) FROM reservation r "
                       "WHERE r.slot_id = s.id AND r.status IN ('requested', 'approved'))"),
            0);
    }
}

TEST_F(Feed, TheHubSaysWhatItIs) {
    const hub::Caller nobody;
    const auto status = world.get(nobody, "/v1/status");
    EXPECT_EQ(status.text("realm"), "real");
    EXPECT_EQ(status.text("epoch"), world.settings.epoch);
    EXPECT_EQ(status.text("time"), "2026-11-20T01:00:00Z");
    EXPECT_EQ(world.get(nobody, "/livez").status, 200);
    EXPECT_EQ(world.get(nobody, "/readyz").status, 200);
}

} // namespace
