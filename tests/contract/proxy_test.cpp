// A hub behind a balancer that passes TLS through and says whose connection it is.
#include "domain/random.h"
#include "hub/http/http_server.h"
#include "hub/http/own_ca.h"
#include "tls_client.h"
#include "unit/hub/service_support.h"

namespace contract {
namespace {

using namespace std::chrono_literals;

const std::string client = "PROXY TCP4 192.0.2.7 127.0.0.1 40000 443\r\n";
const std::string neighbour = "PROXY TCP6 2001:db8::7 ::1 40000 443\r\n";

class BehindABalancer : public ::testing::Test {
protected:
    BehindABalancer() : m_ca(hub::prepareOwnCa(m_folder.path(), {}, hub::test::testNow).value()) {}
    /// Every path answers with the address that the request came from.
    void start(std::vector<std::string> trusted) {
        hub::HttpServerConfig config{.certificateFile = m_ca.certificateFile, .keyFile = m_ca.keyFile};
        config.sweepEvery = 20ms;
        config.handshakeTime = 3s;
        config.connectionsPerAddress = 2;
        config.newConnectionsPerMinute = m_newPerMinute;
        config.trustedProxies = std::move(trusted);
        auto server = hub::HttpServer::start(
            config,
            [](const hub::Request &request, const hub::HttpServer::Done &done) {
                hub::Response response;
                response.setBody(request.remoteAddress, "text/plain");
                done(std::move(response));
                return [] {};
            },
            m_clock, *m_random);
        ASSERT_TRUE(server) << server.error().code;
        m_server = std::move(*server);
    }
    TlsClient introducedBy(std::string_view line) {
        return {m_server->port(), m_ca.caFile, TlsClient::Hello::Send, "localhost", line};
    }
    std::string seenOf(std::string_view line) { return introducedBy(line).ask(get("/")).body; }

    int m_newPerMinute = 0;
    hub::test::TemporaryFolder m_folder;
    hub::OwnCa m_ca;
    domain::ManualClock m_clock{hub::test::testNow};
    std::unique_ptr<domain::Random> m_random = domain::seededRandom(1);
    std::unique_ptr<hub::HttpServer> m_server;
};

TEST_F(BehindABalancer, TheClientIsWhoTheBalancerSays) {
    start({"192.0.2.1", "127.0.0.1"});
    EXPECT_EQ(seenOf(client), "192.0.2.7");
    EXPECT_EQ(seenOf(neighbour), "2001:db8::7");
    EXPECT_EQ(seenOf("PROXY UNKNOWN\r\n"), "127.0.0.1") << "the balancer looks whether the hub is there";
}

TEST_F(BehindABalancer, WhoIsNotIntroducedProperlyIsNotSpokenTo) {
    start({"127.0.0.1"});
    for (const std::string &line :
         {std::string(), std::string("\r\n"), std::string("PROXY TCP4 192.0.2.7\r\n"),
          std::string("PROXY TCP4 192.0.2.7 127.0.0.1 40000 443\n"), "X" + client, client + client,
          "PROXY UNKNOWN " + std::string(200, 'x') + "\r\n"}) {
        EXPECT_FALSE(introducedBy(line).isConnected()) << line;
    }
    TlsClient silent(m_server->port(), m_ca.caFile, TlsClient::Hello::Omit);
    EXPECT_TRUE(silent.isClosedWithin(30s));
    TlsClient half(m_server->port(), m_ca.caFile, TlsClient::Hello::Omit);
    ASSERT_TRUE(half.sendRaw("PROXY TCP4 192."));
    EXPECT_TRUE(half.isClosedWithin(30s)) << "the rest never comes";
    EXPECT_EQ(seenOf(client), "192.0.2.7") << "others are served";
}

TEST_F(BehindABalancer, OthersCannotSayWhoTheyAre) {
    start({"192.0.2.1"});
    EXPECT_FALSE(introducedBy(client).isConnected()) << "to a stranger it is no TLS";
    EXPECT_EQ(seenOf(""), "127.0.0.1");
    EXPECT_EQ(
        introducedBy("").ask(get("/", "X-Forwarded-For: 192.0.2.9\r\nForwarded: for=192.0.2.9\r\n")).body,
        "127.0.0.1");
}

TEST_F(BehindABalancer, HowOftenSomebodyComesIsCountedForTheClientToo) {
    m_newPerMinute = 4;
    start({"127.0.0.1"});
    EXPECT_EQ(seenOf(client), "192.0.2.7");
    EXPECT_EQ(seenOf(client), "192.0.2.7");
    EXPECT_FALSE(introducedBy(client).isConnected()) << "its third in a moment";
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(seenOf(neighbour), "2001:db8::7") << "others are not held back by it";
    }
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(seenOf("PROXY UNKNOWN\r\n"), "127.0.0.1") << "nor is the balancer's own look";
    }
}

TEST_F(BehindABalancer, TheLimitsAreEachClientsOwn) {
    start({"127.0.0.1"});
    {
        TlsClient first = introducedBy(client);
        TlsClient second = introducedBy(client);
        EXPECT_EQ(first.ask(get("/")).status, 200);
        EXPECT_EQ(second.ask(get("/")).status, 200);
        EXPECT_FALSE(introducedBy(client).isConnected()) << "its third";
        EXPECT_EQ(seenOf(neighbour), "2001:db8::7") << "another one's first";
    }
    for (int i = 0; i < 2000 && m_server->connections() != 0; ++i) {
        hub::test::Latch().waitBriefly(5ms);
    }
    EXPECT_EQ(m_server->connections(), 0U);
    EXPECT_EQ(seenOf(client), "192.0.2.7") << "places are free again";
}

} // namespace
} // namespace contract
