// Several hubs on one database, as behind a balancer: what one writes the others know, a seat is given once,
// and neither a restart, a lost connection nor a crash of the server loses or doubles anything.
#include "hub/handlers/facilities/routes.h"
#include "hub/handlers/feed/routes.h"
#include "hub/handlers/reservations/booking.h"
#include "hub/handlers/reservations/routes.h"
#include "hub/handlers/slots/routes.h"
#include "hub/service/open_service.h"
#include "support/feed_follower.h"
#include "unit/hub/service_support.h"
#include "unit/postgres/booking_calls.h"

#include "domain/calendar.h"
#include "hub/db/meta.h"
#include "hub/db/read.h"
#include "hub/ops/verify.h"
#include "hub/records/audit_chain.h"
#include "hub/records/reservation_store.h"
#include "support/postgres_cluster.h"

#include <algorithm>
#include <condition_variable>
#include <fstream>
#include <shared_mutex>
#include <thread>

namespace {

using hub::test::Answer;
using hub::test::booking;
using hub::test::call;
using hub::test::idOf;
using test::PostgresCluster;

const std::string facilityId = "019ab000-0000-7000-8000-0000000000f1";
const std::string farFacilityId = "019ab000-0000-7000-8000-0000000000f2"; ///< in another municipality

domain::Result<hub::Caller> callerNamed(std::string_view header, hub::Connection &, const hub::HubSettings &,
                                        domain::Instant) {
    hub::Caller caller;
    const std::string name(header.substr(header.find(' ') + 1));
    caller.user.name = name;
    caller.user.facilities = {*domain::FacilityId::parse(facilityId),
                              *domain::FacilityId::parse(farFacilityId)};
    caller.user.role = name == "staff" ? domain::Role::Staff : domain::Role::System;
    caller.systemId = name == "staff" ? "" : name;
    caller.scopes = "reservations:read reservations:write";
    return caller;
}

class Hubs : public testing::Test {
protected:
    void SetUp() override { open(PostgresCluster::ofProgram().newDatabase()); }
    void TearDown() override {
        for (auto &each : m_hubs) {
            each->stop();
        }
    }
    void open(std::string url) {
        m_url = std::move(url);
        m_hubs.push_back(newHub());
        m_hubs.push_back(newHub());
        ASSERT_TRUE(m_hubs[0] && m_hubs[1]);
        ASSERT_TRUE(m_hubs[0]->administer([](hub::Context &context) -> domain::Result<void> {
            if (auto made = hub::test::makeFacility(context, "131016", facilityId); !made) {
                return made;
            }
            return hub::test::makeFacility(context, "131024", farFacilityId);
        }));
    }
    std::shared_ptr<hub::Service> newHub() {
        hub::ServiceParts parts;
        auto database = hub::Database::open({.server = m_url});
        if (!database) {
            return nullptr;
        }
        parts.database = std::move(*database);
        for (auto &routes :
             {hub::feedRoutes(), hub::slotRoutes(), hub::reservationRoutes(), hub::facilityRoutes()}) {
            parts.routes.insert(parts.routes.end(), routes.begin(), routes.end());
        }
        parts.callerOf = callerNamed;
        parts.settings = {.training = false, .epoch = idOf(9, 1), .key = std::string(32, 'k')};
        hub::ServiceConfig config;
        config.callsPerMinute = 0;
        config.writeLinks = 4;
        auto started = hub::startService(config, std::move(parts), m_clock, *m_random);
        return started ? std::shared_ptr<hub::Service>(std::move(*started)) : nullptr;
    }
    /// Slots with an odd number are the far facility's.
    void addSlot(int number, int seats) {
        const bool far = number % 2 != 0;
        ASSERT_TRUE(m_hubs[0]->administer([&](hub::Context &context) {
            return hub::test::makeSlot(context, far ? "131024" : "131016", far ? farFacilityId : facilityId,
                                       number, seats);
        }));
    }
    /// As a client behind a balancer does: whoever is there, and the same operation again after a 503.
    int insist(const hub::Request &request, int first) {
        for (int attempt = 0; attempt < 400; ++attempt) {
            std::shared_ptr<hub::Service> chosen;
            {
                const std::shared_lock lock(m_balancer);
                chosen = m_hubs[static_cast<std::size_t>(first + attempt) % m_hubs.size()];
            }
            Answer answer;
            chosen->submit(request, answer.take());
            if (answer.get().status != 503) {
                const std::scoped_lock lock(m_progress);
                ++m_answered;
                m_progressed.notify_all();
                return answer.get().status;
            }
            const std::shared_lock waitForItsEnd(m_outage);
        }
        return 503;
    }
    /// Books `each` times in each of four threads at both hubs, over four slots; `meanwhile` runs until all
    /// have their answers.
    void bookUnderLoad(int each, const std::function<void()> &meanwhile) {
        for (int slot = 0; slot < 4; ++slot) {
            addSlot(slot, 400);
        }
        m_running = 4;
        const auto isRunning = [this] {
            const std::scoped_lock lock(m_progress);
            return m_running > 0;
        };
        std::vector<std::thread> crew;
        for (int client = 0; client < 4; ++client) {
            crew.emplace_back([this, client, each] {
                for (int i = 0; i < each; ++i) {
                    EXPECT_EQ(insist(booking(client * 1000 + i, (client + i) % 4), i), 201);
                }
                const std::scoped_lock lock(m_progress);
                --m_running;
                m_progressed.notify_all();
            });
        }
        while (isRunning()) {
            meanwhile();
        }
        for (std::thread &one : crew) {
            one.join();
        }
        expectWhole(4 * each);
    }
    /// Until so many more have their answers, or nobody wants any more.
    void awaitAnswers(int more) {
        std::unique_lock lock(m_progress);
        const int enough = m_answered + more;
        m_progressed.wait(lock, [&] { return m_answered >= enough || m_running == 0; });
    }
    /// So many reservations, each counted once wherever it is counted.
    void expectWhole(int reservations) {
        const std::string expected = std::to_string(reservations);
        EXPECT_EQ(sql("SELECT count(*) FROM reservation"), expected);
        EXPECT_EQ(sql("SELECT sum(seats_taken) FROM slot"), expected);
        EXPECT_EQ(sql("SELECT count(*) FROM idempotency"), expected);
        EXPECT_EQ(sql("SELECT count(*) FROM record WHERE kind = 'reservation'"), expected);
        EXPECT_EQ(sql("SELECT count(*) FROM audit WHERE action = 'reservation.request'"), expected);
        ASSERT_TRUE(m_hubs[0]->administer([](hub::Context &context) -> domain::Result<void> {
            for (const char *code : {"131016", "131024"}) {
                auto holds = hub::auditChainHolds(context.db, code);
                EXPECT_TRUE(holds && *holds) << code;
            }
            return {};
        }));
    }
    [[nodiscard]] std::string sql(const std::string &text) const { return m_cluster->run(m_url, text); }

    PostgresCluster *m_cluster = &PostgresCluster::ofProgram();
    domain::ManualClock m_clock{hub::test::testNow};
    std::unique_ptr<domain::Random> m_random = domain::seededRandom(5);
    std::string m_url;
    std::shared_mutex m_balancer; ///< of m_hubs, while they are replaced
    std::shared_mutex m_outage;   ///< held while the server is down
    std::mutex m_progress;
    std::condition_variable m_progressed;
    int m_answered = 0;
    int m_running = 0; ///< clients that still want something
    std::vector<std::shared_ptr<hub::Service>> m_hubs;
};

TEST_F(Hubs, ABookingAtOneWakesWhoWaitsAtTheOther) {
    addSlot(0, 5);
    Answer first;
    m_hubs[1]->submit(call("staff", "GET", "/v1/changes"), first.take());
    rapidjson::Document page;
    page.Parse(std::string(first.get().text()).c_str());
    hub::Request waiting = call("staff", "GET", "/v1/changes");
    waiting.query = {{"cursor", page["cursor"].GetString()}, {"wait", "25"}};
    Answer held;
    m_hubs[1]->submit(waiting, held.take());
    EXPECT_FALSE(held.comesWithin(std::chrono::milliseconds(100)));
    Answer booked;
    m_hubs[0]->submit(booking(1, 0), booked.take());
    EXPECT_EQ(booked.get().status, 201);
    EXPECT_TRUE(held.comesWithin(std::chrono::seconds(20))) << "and not when its time was over";
    EXPECT_NE(held.get().text().find(idOf(2, 1)), std::string_view::npos);
}

TEST_F(Hubs, FiftyClientsForOneLastSeatMakeOneWinner) {
    for (int round = 0; round < 4; ++round) {
        addSlot(round, 1);
        std::vector<Answer> answers(50);
        for (int client = 0; client < 50; ++client) {
            m_hubs[static_cast<std::size_t>(client % 2)]->submit(
                booking(round * 50 + client, round), answers[static_cast<std::size_t>(client)].take());
        }
        int won = 0;
        int full = 0;
        for (Answer &answer : answers) {
            won += answer.get().status == 201 ? 1 : 0;
            full += answer.get().status == 409 ? 1 : 0;
        }
        EXPECT_EQ(won, 1);
        EXPECT_EQ(full, 49);
    }
}

TEST_F(Hubs, TheSameOperationAtBothActsOnce) {
    addSlot(0, 100);
    for (int i = 0; i < 25; ++i) {
        Answer one, other;
        m_hubs[0]->submit(booking(i, 0), one.take());
        m_hubs[1]->submit(booking(i, 0), other.take());
        EXPECT_EQ(one.get().status, 201);
        EXPECT_EQ(other.get().status, 201);
        EXPECT_EQ(one.get().text(), other.get().text());
        EXPECT_EQ(one.get().headers.count("Idempotency-Replayed") +
                      other.get().headers.count("Idempotency-Replayed"),
                  1U);
    }
    expectWhole(25);
}

TEST_F(Hubs, TwoSlotsAtTheSameTimeAreNotBothMade) {
    const auto batch = [](int kind, int day) {
        const std::string body = R"({"slots":[{"id":")" + idOf(kind, day) + R"(","facility_id":")" +
                                 facilityId + R"(","date":"2026-12-)" + std::to_string(10 + day) +
                                 R"(","start":"10:00","end":"11:00","seats":2}]})";
        return call("staff", "POST", "/v1/slots/batch", body, idOf(kind + 1, day));
    };
    for (int day = 0; day < 10; ++day) {
        Answer one, other;
        m_hubs[0]->submit(batch(4, day), one.take());
        m_hubs[1]->submit(batch(6, day), other.take());
        EXPECT_EQ(std::min(one.get().status, other.get().status), 201) << one.get().text();
        EXPECT_EQ(std::max(one.get().status, other.get().status), 409);
    }
}

TEST_F(Hubs, AnEditThatSawTheOldVersionIsRefusedWhereverItComes) {
    addSlot(0, 2);
    for (int i = 0; i < 10; ++i) {
        hub::Request edit = call("staff", "PATCH", "/v1/slots/" + idOf(1, 0),
                                 R"({"note":"one )" + std::to_string(i) + R"("})", idOf(5, i));
        edit.headers["content-type"] = "application/merge-patch+json";
        edit.headers["if-match"] = '"' + std::to_string(i + 1) + '"';
        hub::Request rival = edit;
        rival.body = R"({"note":"other )" + std::to_string(i) + R"("})";
        rival.headers["idempotency-key"] = idOf(6, i);
        Answer one, other;
        m_hubs[0]->submit(edit, one.take());
        m_hubs[1]->submit(rival, other.take());
        const std::set<int> statuses{one.get().status, other.get().status};
        EXPECT_EQ(statuses, (std::set<int>{200, 412}));
    }
}

TEST_F(Hubs, AFollowerAtOneMissesNothingOfWhatBothWrite) {
    FeedFollower follower;
    const auto reservations = [&follower] {
        return std::count_if(follower.records.begin(), follower.records.end(),
                             [](const auto &each) { return each.first.rfind("reservation ", 0) == 0; });
    };
    const auto follow = [&] {
        Answer answer;
        hub::Request request = call("staff", "GET", "/v1/changes");
        request.query = {{"cursor", follower.cursor}, {"limit", "17"}, {"wait", "1"}};
        m_hubs[1]->submit(request, answer.take());
        rapidjson::Document page;
        page.Parse(std::string(answer.get().text()).c_str());
        ASSERT_TRUE(page.IsObject() && page.HasMember("changes")) << answer.get().text();
        follower.take(page);
    };
    bookUnderLoad(40, follow);
    while (reservations() < 160 && !HasFailure()) {
        follow();
    }
    EXPECT_EQ(reservations(), 160);
}

TEST_F(Hubs, ConnectionsThatBreakUnderLoadLoseAndDoubleNothing) {
    bookUnderLoad(60, [this] {
        m_cluster->endConnections();
        awaitAnswers(10);
    });
}

TEST_F(Hubs, OneRestartAfterTheOtherLosesAndDoublesNothing) {
    std::size_t next = 0;
    bookUnderLoad(60, [this, &next] {
        auto fresh = newHub();
        ASSERT_TRUE(fresh);
        std::shared_ptr<hub::Service> old;
        {
            const std::unique_lock lock(m_balancer);
            old = std::exchange(m_hubs[next], std::move(fresh));
        }
        old->drain();
        EXPECT_FALSE(old->isReady());
        old->stop();
        next = 1 - next;
    });
}

/// A cluster of its own, as nobody else likes to lose theirs.
class HubsInACrash : public Hubs {
protected:
    void SetUp() override {
        m_cluster = &m_own;
        open(m_own.newDatabase());
    }
    PostgresCluster m_own;
};

TEST_F(HubsInACrash, WhatWasAcknowledgedIsThereAfterIt) {
    int crashes = 0;
    bookUnderLoad(60, [this, &crashes] {
        awaitAnswers(30);
        if (crashes++ >= 3) {
            return;
        }
        const std::unique_lock outage(m_outage);
        m_own.kill();
        EXPECT_FALSE(m_hubs[0]->isReady());
        m_own.start();
    });
}

TEST_F(Hubs, WhoDrainsSaysSoAndWorksOn) {
    addSlot(0, 5);
    const auto readiness = [this] { return m_hubs[0]->handle(call("", "GET", "/readyz")).status; };
    EXPECT_EQ(readiness(), 200);
    m_hubs[0]->drain();
    EXPECT_EQ(readiness(), 503);
    EXPECT_FALSE(m_hubs[0]->isReady());
    EXPECT_EQ(m_hubs[0]->handle(booking(1, 0)).status, 201);
}

class HubsOfADirectory : public testing::Test {
protected:
    domain::Result<std::unique_ptr<hub::Service>> start(const std::filesystem::path &directory) {
        return hub::openService({.dataDirectory = directory, .databaseServer = m_url}, m_clock, *m_random);
    }
    std::string codeOf(const std::filesystem::path &directory) {
        auto started = start(directory);
        return started ? std::string() : started.error().code;
    }
    std::string m_url = PostgresCluster::ofProgram().newDatabase();
    domain::ManualClock m_clock{hub::test::testNow};
    std::unique_ptr<domain::Random> m_random = domain::seededRandom(5);
};

/// Its date is years ahead; the others and the database's server know better, and nobody's request expires.
TEST_F(HubsOfADirectory, OneWhoseClockIsWrongExpiresNothing) {
    const hub::test::TemporaryFolder folder;
    const domain::Instant today = domain::systemClock()->now();
    m_clock.set(today);
    auto right = start(folder.path());
    ASSERT_TRUE(right) << right.error().code;
    const auto visit = domain::addDays(domain::dateOf(today), 30);
    ASSERT_TRUE((*right)->administer([&](hub::Context &context) -> domain::Result<void> {
        if (auto made = hub::test::makeFacility(context, "131016", facilityId); !made) {
            return made;
        }
        domain::Slot slot;
        slot.id = *domain::SlotId::parse(idOf(1, 1));
        slot.facilityId = *domain::FacilityId::parse(facilityId);
        slot.date = visit;
        slot.start = domain::LocalTime::of(10, 0);
        slot.end = domain::LocalTime::of(11, 0);
        slot.seats = 1;
        hub::ChangeSet changes(context, "131016");
        if (auto made = hub::createSlot(context, changes, slot); !made) {
            return made;
        }
        if (auto written = changes.write(); !written) {
            return written;
        }
        domain::Reservation draft;
        draft.id = *domain::ReservationId::parse(idOf(2, 1));
        draft.slotId = slot.id;
        draft.channel = "portal";
        draft.personal.emplace();
        draft.personal->guardian = {.name = "架空 花子", .phone = "090-0000-0000"};
        domain::Child child;
        child.birthDate = domain::addDays(visit, -700);
        draft.personal->children.push_back(child);
        const auto booked = hub::book(context, draft, "enpark", {.windows = false});
        return booked ? domain::Result<void>() : domain::passOn(booked);
    }));
    const auto waiting = [&] {
        std::int64_t found = -1;
        EXPECT_TRUE((*right)->administer([&found](hub::Context &context) {
            return hub::eachRow(context.db, "SELECT count(*) FROM reservation WHERE status = 'requested'", {},
                                [&found](const hub::Rows &row) { found = row.integer(0); });
        }));
        return found;
    };
    const domain::ManualClock yearsAhead(today + std::chrono::hours(24 * 400));
    auto wrong =
        hub::openService({.dataDirectory = folder.path(), .databaseServer = m_url}, yearsAhead, *m_random);
    ASSERT_TRUE(wrong) << wrong.error().code;
    (*wrong)->runDueWork(); // before anybody kept a time
    EXPECT_TRUE((*wrong)->isClockHeld()) << "unlike the server's clock";
    (*right)->runDueWork();
    EXPECT_FALSE((*right)->isClockHeld());
    for (int i = 0; i < 3; ++i) {
        (*wrong)->runDueWork();
    }
    EXPECT_TRUE((*wrong)->isClockHeld());
    EXPECT_EQ((*wrong)->handle(call("", "GET", "/v1/status")).status, 200) << "it serves";
    EXPECT_EQ(waiting(), 1);
    (*right)->runDueWork();
    EXPECT_FALSE((*right)->isClockHeld()) << "the other one's mistake is not its own";
    m_clock.leap(std::chrono::hours(24 * 400));
    (*right)->runDueWork();
    EXPECT_TRUE((*right)->isClockHeld());
    EXPECT_EQ(waiting(), 1);
}

TEST_F(HubsOfADirectory, VerifySeesACutChainAndAChangedRecord) {
    const hub::test::TemporaryFolder folder;
    auto service = start(folder.path());
    ASSERT_TRUE(service);
    ASSERT_TRUE((*service)->administer(
        [](hub::Context &context) { return hub::test::makeFacility(context, "131016", facilityId); }));
    const auto faultsAfter = [&](std::vector<std::string_view> statements) {
        std::string faults;
        const auto undone = (*service)->administer([&](hub::Context &context) -> domain::Result<void> {
            for (const std::string_view sql : statements) {
                EXPECT_TRUE(context.db.execute(sql, {})) << sql;
            }
            const auto verified = hub::ops::verify(context.db, context.settings.key);
            EXPECT_TRUE(verified);
            if (verified) {
                for (const std::string &fault : verified->faults) {
                    faults += fault + '\n';
                }
            }
            return domain::fail(domain::ErrorKind::Rejected, "undone");
        });
        EXPECT_FALSE(undone);
        return faults;
    };
    EXPECT_EQ(faultsAfter({}), "");
    EXPECT_NE(faultsAfter(
                  {"DELETE FROM audit WHERE number > 1",
                   "UPDATE counter SET audit_no = 1, audit_hash = (SELECT hash FROM audit WHERE number = 1)"})
                  .find("does not end where the hub ended it"),
              std::string::npos);
    EXPECT_NE(faultsAfter({"DELETE FROM audit", "DELETE FROM counter"}).find("its counter is gone"),
              std::string::npos);
    EXPECT_NE(
        faultsAfter({"UPDATE record SET body = replace(body, '架空園', '別の園') WHERE kind = 'facility'"})
            .find("its record is not what the audit says of it: facility "),
        std::string::npos);
}

TEST_F(HubsOfADirectory, ShareOneKeyOrDoNotStart) {
    const hub::test::TemporaryFolder one, other;
    auto first = start(one.path());
    ASSERT_TRUE(first);
    EXPECT_TRUE(start(one.path())) << "two may share a directory";
    EXPECT_EQ(codeOf(other.path()), "hub-key-missing");
    EXPECT_FALSE(std::filesystem::exists(other.path() / "hub.key")) << "a wrong one would only be in the way";
    std::ofstream(other.path() / "hub.key") << std::string(32, 'x');
    EXPECT_EQ(codeOf(other.path()), "hub-key-differs");
    std::filesystem::copy_file(one.path() / "hub.key", other.path() / "hub.key",
                               std::filesystem::copy_options::overwrite_existing);
    auto second = start(other.path());
    ASSERT_TRUE(second);
    const auto epochOf = [](hub::Service &service) {
        const std::string status(service.handle(call("", "GET", "/v1/status")).text());
        return status.substr(status.find("\"epoch\""), 50);
    };
    EXPECT_EQ(epochOf(**first), epochOf(**second));
}

} // namespace
