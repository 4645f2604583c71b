// A clock that leaps: what cannot be undone waits for a person, everything else goes on.
#include "hub/handlers/reservations/booking.h"
#include "hub/records/municipality_store.h"
#include "hub/service/hub_routes.h"
#include "hub/service/open_service.h"
#include "service_support.h"

#include "hub/calls/clock_guard.h"
#include "hub/db/believed_time.h"
#include "hub/db/read.h"
#include "hub/ops/metrics.h"
#include "hub/records/facility_store.h"
#include "hub/records/reservation_store.h"

namespace hub::test {
namespace {

using namespace std::chrono_literals;
using domain::Result;

class ClockLeap : public testing::Test {
protected:
    ClockLeap() {
        open();
        fill();
        m_service->runDueWork();
        EXPECT_FALSE(m_service->isClockHeld());
    }
    ~ClockLeap() override {
        if (m_service) {
            m_service->stop();
        }
    }
    void open() {
        auto opened =
            openService({.dataDirectory = m_folder.path(), .keepPersonalDays = 30}, m_clock, *m_random);
        ASSERT_TRUE(opened) << opened.error().code;
        m_service = std::move(*opened);
    }
    void close() {
        m_service->stop();
        m_service.reset();
    }
    /// Two families in one slot in two weeks: one waits for an answer, one has its place.
    void fill() {
        const auto done = m_service->administer([this](Context &context) -> Result<void> {
            if (const auto town = createMunicipality(context, {.code = "131016", .name = "架空区"}); !town) {
                return domain::passOn(town);
            }
            domain::Facility facility;
            facility.id = domain::FacilityId::make(m_clock, *m_random);
            facility.municipalityCode = "131016";
            facility.profile["name"] = "架空園";
            if (const auto made = createFacility(context, facility); !made) {
                return domain::passOn(made);
            }
            domain::Slot slot;
            slot.id = domain::SlotId::make(m_clock, *m_random);
            slot.facilityId = facility.id;
            slot.date = *domain::parseDate("2026-12-04");
            slot.start = *domain::parseTime("10:00");
            slot.end = *domain::parseTime("10:30");
            slot.seats = 5;
            slot.acceptedAges.set();
            ChangeSet changes(context, "131016");
            if (auto made = createSlot(context, changes, slot); !made) {
                return made;
            }
            changes.note(
                {.action = "slot.create", .kind = domain::RecordKind::Slot, .objectId = slot.id.text()});
            if (auto written = changes.write(); !written) {
                return written;
            }
            if (auto waiting = add(context, slot.id, "parents-site"); !waiting) {
                return waiting;
            }
            return add(context, slot.id, "");
        });
        ASSERT_TRUE(done) << done.error().code << ' ' << done.error().detail;
    }
    Result<void> add(Context &context, domain::SlotId slot, const std::string &site) {
        domain::Reservation draft;
        draft.id = domain::ReservationId::make(m_clock, *m_random);
        draft.slotId = slot;
        draft.channel = site.empty() ? "phone" : "portal";
        draft.visitors = 1;
        draft.personal.emplace();
        draft.personal->guardian.name = "架空 花子";
        // Another family each time: one family takes one seat of a slot.
        draft.personal->guardian.phone = site.empty() ? "090-0000-0001" : "090-0000-0000";
        domain::Child child;
        child.birthDate = *domain::parseDate("2024-06-01");
        draft.personal->children.push_back(child);
        const auto booked = book(context, draft, site, {.windows = false});
        return booked ? Result<void>() : domain::passOn(booked);
    }
    std::int64_t count(std::string_view sql) {
        std::int64_t found = -1;
        EXPECT_TRUE(m_service->administer([&](Context &context) {
            return eachRow(context.db, sql, {}, [&found](const Rows &row) { found = row.integer(0); });
        }));
        return found;
    }
    std::int64_t waiting() { return count("SELECT count(*) FROM reservation WHERE status = 'requested'"); }
    std::int64_t named() { return count("SELECT count(*) FROM record WHERE body LIKE '%花子%'"); }
    void confirm() {
        EXPECT_TRUE(
            m_service->administer([](Context &context) { return believeTime(context.db, context.now()); }));
    }
    /// A portion at each call.
    void workALot() {
        for (int i = 0; i < 5; ++i) {
            m_service->runDueWork();
        }
    }

    TemporaryFolder m_folder;
    domain::ManualClock m_clock{testNow};
    std::unique_ptr<domain::Random> m_random = domain::seededRandom(1);
    std::unique_ptr<Service> m_service;
};

TEST_F(ClockLeap, HoldsExpiringAndErasingUntilAPersonHasConfirmedIt) {
    testing::internal::CaptureStderr();
    m_clock.leap(24h * 365);
    workALot();
    EXPECT_EQ(waiting(), 1) << "nothing brings an expired request back";
    EXPECT_EQ(named(), 2);
    EXPECT_TRUE(m_service->isClockHeld());
    EXPECT_TRUE(m_service->isReady()) << "it serves";
    EXPECT_EQ(m_service->handle(request("GET", "/readyz")).text(), R"({"status":"ready"})");
    EXPECT_EQ(m_service->handle(request("GET", "/v1/status")).status, 200);
    const ops::Metrics metrics(hubRoutes());
    EXPECT_NE(metrics.text(ops::gaugesOf(*m_service, m_clock)).find("\nhokatsu_clock_held 1\n"),
              std::string::npos);
    const std::string log = testing::internal::GetCapturedStderr();
    EXPECT_NE(log.find("hokatsu-hub clock confirm"), std::string::npos) << log;
    EXPECT_EQ(log.find("clock confirm"), log.rfind("clock confirm")) << "told once";
    confirm();
    workALot();
    EXPECT_FALSE(m_service->isClockHeld());
    EXPECT_EQ(waiting(), 0);
    EXPECT_EQ(named(), 0);
}

TEST_F(ClockLeap, IsForgottenWhenTheClockIsSetRight) {
    m_clock.leap(24h * 365);
    workALot();
    m_clock.leap(-24h * 365);
    workALot();
    EXPECT_FALSE(m_service->isClockHeld());
    m_clock.advance(24h * 20);
    workALot();
    EXPECT_EQ(waiting(), 0) << "when its time has really come";
    EXPECT_EQ(named(), 2) << "and not yet that of erasing";
}

TEST_F(ClockLeap, OfLessThanADayIsNone) {
    m_clock.leap(23h);
    workALot();
    EXPECT_FALSE(m_service->isClockHeld());
}

TEST_F(ClockLeap, TimeThatPassesWhileTheHubRunsOrSleepsIsNone) {
    m_clock.advance(24h * 60);
    workALot();
    EXPECT_FALSE(m_service->isClockHeld());
    EXPECT_EQ(waiting(), 0);
    EXPECT_EQ(named(), 0);
}

/// Nobody can tell it from a leap: a person looks at the date once.
TEST_F(ClockLeap, AHubThatWasOffForAMonthWaitsForAPersonToo) {
    close();
    m_clock.advance(24h * 60);
    open();
    workALot();
    EXPECT_TRUE(m_service->isClockHeld());
    EXPECT_EQ(waiting(), 1);
    EXPECT_EQ(named(), 2);
    confirm();
    workALot();
    EXPECT_EQ(waiting(), 0);
    EXPECT_EQ(named(), 0);
}

TEST_F(ClockLeap, AHubThatWasOffOverNightGoesOn) {
    close();
    m_clock.advance(20h);
    open();
    workALot();
    EXPECT_FALSE(m_service->isClockHeld());
}

/// A machine whose battery is flat begins in another century until it has heard the time.
TEST_F(ClockLeap, AClockThatBeginsTooEarlyAndIsSetRightAfterwardsIsNoLeap) {
    close();
    m_clock.leap(-24h * 365 * 20);
    open();
    workALot();
    EXPECT_FALSE(m_service->isClockHeld());
    m_clock.leap(24h * 365 * 20 + 5h);
    workALot();
    EXPECT_FALSE(m_service->isClockHeld());
    EXPECT_EQ(waiting(), 1);
}

TEST_F(ClockLeap, BackwardsExpiresNothingTwiceAndHoldsNothingUp) {
    m_clock.advance(24h * 16);
    workALot();
    EXPECT_EQ(waiting(), 0);
    const auto expired = [this] {
        return count("SELECT count(*) FROM audit WHERE action = 'reservation.expire'");
    };
    EXPECT_EQ(expired(), 1);
    m_clock.leap(-24h * 10);
    workALot();
    m_clock.leap(24h * 10);
    workALot();
    EXPECT_EQ(expired(), 1);
    EXPECT_FALSE(m_service->isClockHeld());
}

TEST_F(ClockLeap, KeepsStoredAnswersAndSessionsToo) {
    EXPECT_TRUE(m_service->administer([this](Context &context) -> Result<void> {
        const auto now = static_cast<std::int64_t>(m_clock.now().time_since_epoch().count());
        if (auto kept =
                run(context.db,
                    "INSERT INTO idempotency (caller, key, body_hash, status, headers, body, created_at) "
                    "VALUES ('a', 'b', '', 201, '', $1, $2)",
                    {Value::blob("x"), now});
            !kept) {
            return kept;
        }
        return run(context.db,
                   "INSERT INTO session (id, device_id, device_name, created_at, last_used_at, rotated_at) "
                   "VALUES ('s', '', '', $1, $1, $1)",
                   {now});
    }));
    m_clock.leap(24h * 400);
    workALot();
    EXPECT_EQ(count("SELECT count(*) FROM idempotency"), 1);
    EXPECT_EQ(count("SELECT count(*) FROM session"), 1);
    confirm();
    workALot();
    EXPECT_EQ(count("SELECT count(*) FROM idempotency"), 0);
}

/// In a database from before, the last use is the last time that is known: it does not move on by being used.
TEST_F(ClockLeap, IsSeenInADatabaseThatNeverKeptATime) {
    EXPECT_TRUE(m_service->administer([this](Context &context) -> Result<void> {
        const auto now = static_cast<std::int64_t>(m_clock.now().time_since_epoch().count());
        if (auto gone = run(context.db, "DELETE FROM meta WHERE name = 'clock_at'", {}); !gone) {
            return gone;
        }
        return run(context.db,
                   "INSERT INTO session (id, device_id, device_name, created_at, last_used_at, rotated_at) "
                   "VALUES ('s', '', '', $1, $1, $1)",
                   {now});
    }));
    close();
    m_clock.advance(24h * 60);
    open();
    workALot();
    EXPECT_TRUE(m_service->isClockHeld());
    EXPECT_TRUE(m_service->administer([this](Context &context) {
        return run(context.db, "UPDATE session SET last_used_at = $1",
                   {static_cast<std::int64_t>(m_clock.now().time_since_epoch().count())});
    }));
    workALot();
    EXPECT_TRUE(m_service->isClockHeld());
    EXPECT_EQ(waiting(), 1);
}

} // namespace
} // namespace hub::test
