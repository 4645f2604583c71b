// Many at once, through the whole service and a database on disk: nobody gets a seat twice, and whoever
// follows the feed meanwhile misses nothing.
#include "hub/handlers/feed/routes.h"
#include "hub/handlers/reservations/routes.h"
#include "hub/handlers/slots/routes.h"
#include "hub/records/municipality_store.h"
#include "hub/service/open_service.h"
#include "service_support.h"
#include "support/feed_follower.h"
#include "test_database.h"

#include "hub/db/meta.h"

#include <thread>

namespace {

const std::string facilityId = "019ab000-0000-7000-8000-0000000000f1";

/// "Bearer staff" or "Bearer <system>".
domain::Result<hub::Caller> callerNamed(std::string_view header, hub::Connection &, const hub::HubSettings &,
                                        domain::Instant) {
    hub::Caller caller;
    const std::string name(header.substr(header.find(' ') + 1));
    caller.user.name = name;
    caller.user.facilities = {*domain::FacilityId::parse(facilityId)};
    caller.user.role = name == "staff" ? domain::Role::Staff : domain::Role::System;
    caller.systemId = name == "staff" ? "" : name;
    caller.scopes = "reservations:read reservations:write";
    return caller;
}

std::string idOf(int kind, int number) {
    char text[37];
    std::snprintf(text, sizeof text, "019ab000-0000-7000-%04x-%012x", 0x8000 + kind,
                  static_cast<unsigned>(number));
    return text;
}

hub::Request call(const std::string &caller, const std::string &method, const std::string &path,
                  std::string body = {}, const std::string &key = {}) {
    hub::Request request;
    request.method = method;
    request.path = path;
    request.body = std::move(body);
    request.headers = {{"authorization", "Bearer " + caller}, {"content-type", "application/json"}};
    if (!key.empty()) {
        request.headers["idempotency-key"] = key;
        request.headers["if-none-match"] = "*";
    }
    return request;
}

class Crowd : public testing::Test {
protected:
    void SetUp() override {
        hub::ServiceParts parts;
        auto database =
            hub::Database::open(hub::test::freshDatabase((m_folder.path() / "hub.sqlite").string()));
        ASSERT_TRUE(database);
        parts.database = std::move(*database);
        for (auto &routes : {hub::feedRoutes(), hub::slotRoutes(), hub::reservationRoutes()}) {
            parts.routes.insert(parts.routes.end(), routes.begin(), routes.end());
        }
        parts.callerOf = callerNamed;
        parts.settings = {.training = false, .epoch = idOf(9, 1), .key = std::string(32, 'k')};
        hub::ServiceConfig config;
        config.callsPerMinute = 0;
        auto started = hub::startService(config, std::move(parts), m_clock, *m_random);
        ASSERT_TRUE(started);
        m_service = std::move(*started);
        ASSERT_TRUE(m_service->administer([](hub::Context &context) { return prepare(context); }));
    }
    void TearDown() override { m_service->stop(); }

    static domain::Result<void> prepare(hub::Context &context) {
        domain::Municipality municipality;
        municipality.code = "131016";
        municipality.name = "架空区";
        if (auto made = hub::createMunicipality(context, municipality); !made) {
            return domain::passOn(made);
        }
        domain::Facility facility;
        facility.id = *domain::FacilityId::parse(facilityId);
        facility.municipalityCode = "131016";
        facility.profile["name"] = "架空園";
        auto made = hub::createFacility(context, facility);
        return made ? domain::Result<void>() : domain::passOn(made);
    }
    void addSlot(int number, int seats) {
        ASSERT_TRUE(m_service->administer([&](hub::Context &context) -> domain::Result<void> {
            domain::Slot slot;
            slot.id = *domain::SlotId::parse(idOf(1, number));
            slot.facilityId = *domain::FacilityId::parse(facilityId);
            slot.date = domain::addDays(*domain::parseDate("2026-12-01"), number);
            slot.start = domain::LocalTime::of(10, 0);
            slot.end = domain::LocalTime::of(11, 0);
            slot.seats = seats;
            hub::ChangeSet changes(context, "131016");
            auto created = hub::createSlot(context, changes, slot);
            return created ? changes.write() : created;
        }));
    }
    static hub::Request booking(int number, int slot) {
        const std::string body = R"({"slot_id":")" + idOf(1, slot) +
                                 R"(","channel":"portal","guardian":{"name":"架空 花子","phone":"090-0000-)" +
                                 std::to_string(10'000 + number).substr(1) + R"("},)" +
                                 R"("children":[{"birth_date":"2025-06-01"}]})";
        return call("enpark", "PUT", "/v1/reservations/" + idOf(2, number), body, idOf(3, number));
    }

    hub::test::TemporaryFolder m_folder;
    domain::ManualClock m_clock{hub::test::testNow};
    std::unique_ptr<domain::Random> m_random = domain::seededRandom(5);
    std::unique_ptr<hub::Service> m_service;
};

TEST_F(Crowd, FiftyClientsAtOnceForOneLastSeatMakeOneWinner) {
    for (int round = 0; round < 5; ++round) {
        addSlot(round, 1);
        std::vector<hub::test::Answer> answers(50);
        for (int client = 0; client < 50; ++client) {
            m_service->submit(booking(round * 50 + client, round),
                              answers[static_cast<std::size_t>(client)].take());
        }
        int won = 0;
        int full = 0;
        for (hub::test::Answer &answer : answers) {
            won += answer.get().status == 201 ? 1 : 0;
            full += answer.get().status == 409 ? 1 : 0;
        }
        EXPECT_EQ(won, 1);
        EXPECT_EQ(full, 49);
    }
}

TEST_F(Crowd, AFollowerMissesNothingOfWhatManyWriteMeanwhile) {
    constexpr int writers = 4;
    constexpr int each = 60;
    for (int slot = 0; slot < 10; ++slot) {
        addSlot(slot, 100);
    }
    std::vector<std::thread> crew;
    for (int writer = 0; writer < writers; ++writer) {
        crew.emplace_back([this, writer] {
            for (int i = 0; i < each; ++i) {
                hub::test::Answer answer;
                m_service->submit(booking(writer * 1000 + i, i % 10), answer.take());
                EXPECT_EQ(answer.get().status, 201);
            }
        });
    }
    FeedFollower follower;
    std::size_t reservations = 0;
    while (reservations < writers * each && !HasFailure()) {
        hub::test::Answer answer;
        hub::Request request = call("staff", "GET", "/v1/changes");
        request.query = {{"cursor", follower.cursor}, {"limit", "17"}, {"wait", "20"}};
        m_service->submit(request, answer.take());
        rapidjson::Document page;
        page.Parse(std::string(answer.get().text()).c_str());
        ASSERT_TRUE(page.IsObject() && page.HasMember("changes"));
        follower.take(page);
        reservations = 0;
        for (const auto &[key, record] : follower.records) {
            reservations += key.rfind("reservation ", 0) == 0 ? 1 : 0;
        }
    }
    for (std::thread &one : crew) {
        one.join();
    }
    EXPECT_EQ(reservations, static_cast<std::size_t>(writers * each));
    for (int slot = 0; slot < 10; ++slot) {
        EXPECT_NE(follower.records["slot_seats " + idOf(1, slot)].find(R"("seats_taken":24)"),
                  std::string::npos);
    }
}

} // namespace
