// What is counted between server and service, and the door through which it is read.
#include "hub/ops/admin_server.h"
#include "hub/ops/log.h"
#include "hub/ops/metrics.h"
#include "hub/service/hub_routes.h"
#include "service_support.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace hub::test {
namespace {

using ops::Metrics;

class MetricsTest : public ::testing::Test {
protected:
    /// A call that a service answers at once.
    void answered(const std::string &method, const std::string &path, int status,
                  const std::string &body = {}) {
        metrics.watch(
            {.method = method, .path = path, .requestId = "r-1"}, [](const Response &) {},
            [&](const Request &, const Service::Done &done) {
                Response response;
                response.status = status;
                response.setBody(body, "application/json");
                done(std::move(response));
                return [] {};
            });
    }
    [[nodiscard]] bool says(const std::string &line) const {
        const std::string text = metrics.text({});
        return text.find("\n" + line + "\n") != std::string::npos;
    }
    std::vector<Metrics::Call> told;
    Metrics metrics{hubRoutes(), [this](const Metrics::Call &call) { told.push_back(call); }};
};

TEST_F(MetricsTest, CallsAreCountedByRouteNeverByPath) {
    answered("GET", "/v1/reservations/019ab000-0000-7000-8000-000000000001", 200);
    answered("GET", "/v1/reservations/019ab000-0000-7000-8000-000000000002", 200);
    answered("BREW", "/v1/架空 花子", 404);
    EXPECT_TRUE(says(R"(hokatsu_requests_total{method="GET",route="/v1/reservations/{id}",status="200"} 2)"));
    EXPECT_TRUE(says(R"x(hokatsu_requests_total{method="other",route="(none)",status="404"} 1)x"));
    EXPECT_TRUE(says(R"(hokatsu_request_seconds_count{route="/v1/reservations/{id}"} 2)"));
    EXPECT_EQ(metrics.text({}).find("019ab000"), std::string::npos);
    EXPECT_EQ(metrics.text({}).find("架空"), std::string::npos);
}

TEST_F(MetricsTest, WhoWaitsIsCountedUntilAnsweredOrGone) {
    std::vector<Service::Done> held;
    const auto hold = [&](const Request &, Service::Done done) {
        held.push_back(std::move(done));
        return [] {};
    };
    const auto first = metrics.watch(
        {.method = "GET", .path = "/v1/changes"}, [](const Response &) {}, hold);
    const auto second = metrics.watch(
        {.method = "GET", .path = "/v1/changes"}, [](const Response &) {}, hold);
    EXPECT_TRUE(says("hokatsu_waiting_clients 2"));
    first();
    first();
    EXPECT_TRUE(says("hokatsu_waiting_clients 1")) << "gone once";
    answered("POST", "/v1/reservations/019ab000-0000-7000-8000-000000000001/approve", 200);
    Response changed;
    changed.setBody(R"({"changes":[{"kind":"reservation"}]})", "application/json");
    held[1](changed);
    EXPECT_TRUE(says("hokatsu_waiting_clients 0") && says("hokatsu_requests_in_flight 0"));
    EXPECT_TRUE(says("hokatsu_feed_lag_seconds_count 1"));
}

TEST_F(MetricsTest, SigningInIsCountedByItsEnd) {
    answered("POST", "/v1/auth/login", 200);
    answered("POST", "/v1/auth/login", 401);
    answered("POST", "/v1/auth/login", 429);
    answered("POST", "/v1/auth/mfa", 401);
    answered("POST", "/v1/auth/mfa", 200);
    for (const char *result : {"wrong-password", "throttled", "wrong-code", "signed-in"}) {
        EXPECT_TRUE(says("hokatsu_logins_total{result=\"" + std::string(result) + "\"} 1")) << result;
    }
}

TEST_F(MetricsTest, ALineOfTheLogIsJsonWithoutPersons) {
    answered("GET", "/v1/reservations/019ab000-0000-7000-8000-000000000001", 503);
    ASSERT_EQ(told.size(), 1U);
    told[0].time = std::chrono::microseconds(1500);
    EXPECT_EQ(ops::logLine(told[0], domain::Instant(std::chrono::seconds(1'800'000'000))),
              R"({"time":"2027-01-15T08:00:00Z","level":"error","event":"request","method":"GET",)"
              R"("route":"/v1/reservations/{id}","status":503,"microseconds":1500,"request":"r-1"})");
}

TEST(Histogram, BucketsAreCumulative) {
    ops::Histogram histogram;
    histogram.add(0.0005);
    histogram.add(0.02);
    histogram.add(99);
    std::string text;
    histogram.write(text, "x", "a=\"b\"");
    EXPECT_NE(text.find("x_bucket{a=\"b\",le=\"0.001\"} 1\n"), std::string::npos) << text;
    EXPECT_NE(text.find("x_bucket{a=\"b\",le=\"0.025\"} 2\n"), std::string::npos) << text;
    EXPECT_NE(text.find("x_bucket{a=\"b\",le=\"+Inf\"} 3\n"), std::string::npos) << text;
}

std::string askPlain(std::uint16_t port, const std::string &request) {
    const int file = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::string answer;
    const timeval patience{.tv_sec = 20, .tv_usec = 0};
    ::setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (::connect(file, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0 &&
        ::send(file, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size())) {
        std::array<char, 4096> piece{};
        for (ssize_t got = 0; (got = ::recv(file, piece.data(), piece.size(), 0)) > 0;) {
            answer.append(piece.data(), static_cast<std::size_t>(got));
        }
    }
    ::close(file);
    return answer;
}

TEST(AdminServer, ShowsFiguresAndNothingElse) {
    const auto clock = domain::systemClock();
    auto server = ops::AdminServer::start(
        "127.0.0.1", 0, [] { return std::string("hokatsu_ready 1\n"); }, *clock);
    ASSERT_TRUE(server);
    const std::uint16_t port = (*server)->port();
    const std::string answer = askPlain(port, "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_EQ(answer.substr(0, 15), "HTTP/1.1 200 OK");
    EXPECT_TRUE(answer.ends_with("\r\n\r\nhokatsu_ready 1\n")) << answer;
    for (const auto &[request, status] : std::vector<std::pair<std::string, std::string>>{
             {"POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "405"},
             {"GET /v1/audit HTTP/1.1\r\nHost: x\r\n\r\n", "404"},
             {"GET /metrics HTTP/1.1\r\nX: " + std::string(9000, 'x') + "\r\n\r\n", "431"},
             {"nonsense\r\n\r\n", "400"}}) {
        EXPECT_EQ(askPlain(port, request).substr(9, 3), status) << request.substr(0, 30);
    }
    (*server)->stop();
    EXPECT_EQ(askPlain(port, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"), "");
}

TEST(AdminServer, ListensOnThisMachineOnly) {
    const auto clock = domain::systemClock();
    for (const char *host : {"0.0.0.0", "::", "192.0.2.1", "hub.example"}) {
        const auto server = ops::AdminServer::start(
            host, 0, [] { return std::string(); }, *clock);
        ASSERT_FALSE(server) << host;
        EXPECT_EQ(server.error().code, "not-loopback");
    }
}

} // namespace
} // namespace hub::test
