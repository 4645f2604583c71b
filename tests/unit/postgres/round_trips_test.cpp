// How often a call waits for the database. Each round trip costs every call the time of two switches between
// processes (and more where the server is another machine), so that none may come in by accident.
#include "hub/auth/caller.h"
#include "hub/auth/sessions.h"
#include "hub/auth/systems.h"
#include "hub/db/postgres_link.h"
#include "hub/handlers/reservations/routes.h"
#include "hub/service/open_service.h"
#include "support/postgres_cluster.h"
#include "unit/hub/service_support.h"
#include "unit/postgres/booking_calls.h"

#include <algorithm>
#include <thread>

namespace {

using hub::test::Answer;
using hub::test::idOf;

const std::string tripFacility = "019ab000-0000-7000-8000-0000000000f1";
constexpr const char *code = "131016";

/// The server's database, whose links are asked how often they waited.
class CountedDatabase final : public hub::Database {
public:
    explicit CountedDatabase(hub::PostgresAddress address) : m_address(std::move(address)) {}
    domain::Result<std::unique_ptr<hub::Link>> link(Mode mode) override {
        auto made = hub::PostgresLink::open(m_address, mode);
        if (!made) {
            return domain::passOn(made);
        }
        m_links.push_back(made->get());
        return std::unique_ptr<hub::Link>(std::move(*made));
    }
    [[nodiscard]] bool isShared() const override { return true; }
    [[nodiscard]] std::uint64_t roundTrips() const {
        std::uint64_t sum = 0;
        for (const hub::PostgresLink *each : m_links) {
            sum += each->roundTrips();
        }
        return sum;
    }

private:
    hub::PostgresAddress m_address;
    std::vector<const hub::PostgresLink *> m_links; ///< the service's, as long as it lives
};

class RoundTrips : public testing::Test {
protected:
    void SetUp() override {
        m_url = test::PostgresCluster::ofProgram().newDatabase();
        ASSERT_TRUE(hub::Database::open({.server = m_url})) << "for its tables";
        auto database = std::make_unique<CountedDatabase>(*hub::postgresAddress({.server = m_url}));
        m_database = database.get();
        hub::ServiceParts parts;
        parts.database = std::move(database);
        parts.routes = hub::reservationRoutes();
        parts.callerOf = hub::callerOf;
        parts.settings = {.training = false, .epoch = idOf(9, 1), .key = std::string(32, 'k')};
        hub::ServiceConfig config;
        config.callsPerMinute = 0;
        config.writeLinks = 1;
        config.readThreads = 1;
        m_hub = std::move(*hub::startService(config, std::move(parts), m_clock, *m_random));
        ASSERT_TRUE(m_hub->administer([this](hub::Context &context) { return prepare(context); }));
    }
    void TearDown() override { m_hub->stop(); }

    domain::Result<void> prepare(hub::Context &context) {
        if (auto made = hub::test::makeFacility(context, code, tripFacility); !made) {
            return made;
        }
        if (auto made = hub::test::makeSlot(context, code, tripFacility, 0, 400); !made) {
            return made;
        }
        const auto facility = *domain::FacilityId::parse(tripFacility);
        const auto system =
            hub::auth::addSystem(context, {.id = "enpark", .name = "架空", .facilities = {facility}});
        const auto person = hub::auth::addAccount(
            context, {.loginId = "kakuu", .name = "架空 職員", .facilities = {facility}});
        const auto token =
            hub::auth::systemSession(context, "enpark", "架空", "reservations:read reservations:write");
        if (!system || !person || !token) {
            return domain::fail(domain::ErrorKind::Bug, "accounts");
        }
        m_tokens["enpark"] = *token;
        auto session = hub::auth::startSession(context, *person, "device", "架空PC");
        if (!session) {
            return domain::passOn(session);
        }
        m_tokens["staff"] = session->accessToken;
        return {};
    }
    [[nodiscard]] hub::Request signedIn(hub::Request request) const {
        std::string &header = request.headers["authorization"];
        header = "Bearer " + m_tokens.at(header.substr(header.find(' ') + 1));
        return request;
    }
    [[nodiscard]] hub::Request booking(int number) const { return signedIn(hub::test::booking(number, 0)); }
    [[nodiscard]] hub::Request approval(int number) const {
        hub::Request request = hub::test::call(
            "staff", "POST", "/v1/reservations/" + idOf(2, number) + "/approve", "{}", idOf(4, number));
        request.headers["if-match"] = "\"1\"";
        return signedIn(request);
    }
    [[nodiscard]] hub::Request look(int number) const {
        return signedIn(hub::test::call("staff", "GET", "/v1/reservations/" + idOf(2, number)));
    }
    int statusOf(const hub::Request &request) {
        Answer answer;
        m_hub->submit(request, answer.take());
        return answer.get().status;
    }
    /// The call's own round trips, and that it gave what was expected.
    int tripsOf(const hub::Request &request, int status) {
        const auto before = m_database->roundTrips();
        EXPECT_EQ(statusOf(request), status);
        return static_cast<int>(m_database->roundTrips() - before);
    }
    /// Statements are prepared, ids and callers known: as a hub is after its first minute.
    void warmUp() {
        for (int number = 900; number < 903; ++number) {
            EXPECT_EQ(statusOf(booking(number)), 201);
            EXPECT_EQ(statusOf(approval(number)), 200);
            for (int time = 0; time < 2; ++time) {
                EXPECT_EQ(statusOf(look(number)), 200);
            }
        }
    }

    std::string m_url;
    domain::ManualClock m_clock{hub::test::testNow};
    std::unique_ptr<domain::Random> m_random = domain::seededRandom(5);
    std::map<std::string, std::string> m_tokens;
    std::unique_ptr<hub::Service> m_hub;
    const CountedDatabase *m_database = nullptr; ///< the hub's
};

TEST_F(RoundTrips, ABookingReadsOnceAndWritesOnce) {
    warmUp();
    EXPECT_EQ(tripsOf(booking(1), 201), 2);
    EXPECT_EQ(tripsOf(booking(1), 201), 2) << "the stored answer";
    hub::Request other = booking(1);
    other.headers["idempotency-key"] = idOf(5, 1);
    EXPECT_LE(tripsOf(other, 412), 3) << "what is there already";
}

TEST_F(RoundTrips, AnApprovalReadsTheReservationAndThenWhatBelongsToIt) {
    warmUp();
    EXPECT_EQ(tripsOf(booking(1), 201), 2);
    EXPECT_EQ(tripsOf(approval(1), 200), 3);
}

TEST_F(RoundTrips, AReservationIsReadInOne) {
    warmUp();
    EXPECT_EQ(tripsOf(look(900), 200), 1);
}

TEST_F(RoundTrips, WhoCannotSignInCostsNone) {
    warmUp();
    hub::Request request = booking(1);
    request.headers["authorization"] = "Bearer planted";
    EXPECT_EQ(tripsOf(request, 401), 0);
}

TEST_F(RoundTrips, ASessionThatEndsAtAnotherHubEndsHereWithTheNextCall) {
    warmUp();
    test::PostgresCluster::ofProgram().run(m_url,
                                           "UPDATE session SET ended_at = 1 WHERE system_id = 'enpark'");
    EXPECT_EQ(tripsOf(booking(1), 401), 1);
    EXPECT_EQ(test::PostgresCluster::ofProgram().run(m_url, "SELECT count(*) FROM reservation"), "3");
}

/// The cost of this many bookings at once that all wait in one queue.
class Crowd : public RoundTrips {
protected:
    int tripsOfAll(int firstNumber, int count) {
        hub::test::Latch holds, letGo;
        std::thread holder([&] {
            EXPECT_TRUE(m_hub->administer([&](hub::Context &) -> domain::Result<void> {
                holds.open();
                EXPECT_TRUE(letGo.wait());
                return {};
            }));
        });
        EXPECT_TRUE(holds.wait());
        std::vector<Answer> answers(static_cast<std::size_t>(count));
        for (std::size_t i = 0; i < answers.size(); ++i) {
            m_hub->submit(booking(firstNumber + static_cast<int>(i)), answers[i].take());
        }
        const auto before = m_database->roundTrips();
        letGo.open();
        holder.join();
        for (Answer &answer : answers) {
            EXPECT_EQ(answer.get().status, 201);
        }
        return static_cast<int>(m_database->roundTrips() - before);
    }
};

TEST_F(Crowd, BookingsOfOneMunicipalityThatWaitShareRoundTripsAndCommits) {
    warmUp();
    // The first one may have begun alone. Each of a group reads while the one before it is written; then they
    // commit together. The holder's own commit is one more.
    constexpr int count = 8;
    constexpr int shared = 2 + (count - 1) + 1 + 1;
    int fewest = 2 * shared;
    // A busy machine ends groups early, so that nobody waits long.
    for (int round = 0; round < 20 && fewest > shared; ++round) {
        fewest = std::min(fewest, tripsOfAll(round * count, count));
    }
    EXPECT_LE(fewest, shared);
}

} // namespace
