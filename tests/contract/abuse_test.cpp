// The hub's server over real TLS, against clients that are slow, rude, broken or gone.
#include "domain/random.h"
#include "hub/http/http_server.h"
#include "hub/http/own_ca.h"
#include "tls_client.h"
#include "unit/hub/service_support.h"

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <thread>

namespace contract {
namespace {

using namespace std::chrono_literals;
using hub::test::Latch;
using hub::test::testNow;

/// What the kernel says this process has in memory.
std::size_t residentBytes() {
    std::ifstream file("/proc/self/statm");
    std::size_t total = 0;
    std::size_t resident = 0;
    file >> total >> resident;
    return resident * 4096;
}

/// Made once: keys take time under sanitizers.
const hub::OwnCa &authority() {
    static const hub::test::TemporaryFolder folder;
    static const hub::OwnCa made = hub::prepareOwnCa(folder.path(), {}, testNow).value();
    return made;
}

/// Calls that wait until somebody answers them.
class Held {
public:
    void add(hub::HttpServer::Done done) {
        const std::scoped_lock lock(m_mutex);
        m_calls.push_back(std::move(done));
        m_changed.notify_all();
    }
    void giveUp() {
        const std::scoped_lock lock(m_mutex);
        ++m_givenUp;
        m_changed.notify_all();
    }
    bool waitForCalls(std::size_t count) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, 60s, [&] { return m_calls.size() >= count; });
    }
    bool waitForGivenUp(std::size_t count) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, 60s, [&] { return m_givenUp >= count; });
    }
    std::size_t givenUp() {
        const std::scoped_lock lock(m_mutex);
        return m_givenUp;
    }
    void answerAll(const std::string &text) {
        std::vector<hub::HttpServer::Done> calls;
        {
            const std::scoped_lock lock(m_mutex);
            calls.swap(m_calls);
        }
        for (const auto &done : calls) {
            hub::Response response;
            response.setBody(text, "text/plain");
            done(std::move(response));
        }
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<hub::HttpServer::Done> m_calls;
    std::size_t m_givenUp = 0;
};

class AbuseTest : public ::testing::Test {
protected:
    static hub::HttpServerConfig usual() {
        hub::HttpServerConfig config;
        config.certificateFile = authority().certificateFile;
        config.keyFile = authority().keyFile;
        config.threads = 2;
        config.sweepEvery = 20ms;
        return config;
    }
    /// Deadlines short enough to wait for.
    static hub::HttpServerConfig hasty() {
        hub::HttpServerConfig config = usual();
        config.handshakeTime = 400ms;
        config.requestTime = 400ms;
        config.largeRequestTime = 400ms;
        return config;
    }
    /// GET /held waits; /big is 4 MiB; /echo gives the body's size; everything else "ok".
    void start(const hub::HttpServerConfig &config) {
        auto server = hub::HttpServer::start(
            config,
            [this](hub::Request request, hub::HttpServer::Done done) {
                return answer(std::move(request), done);
            },
            m_clock, *m_random);
        ASSERT_TRUE(server) << server.error().code;
        m_server = std::move(*server);
    }
    hub::HttpServer::CancelCallback answer(hub::Request request, const hub::HttpServer::Done &done) {
        if (request.path == "/held") {
            m_held.add(done);
            return [this] { m_held.giveUp(); };
        }
        hub::Response response;
        if (request.path == "/big") {
            response.setBody(std::string(4 * 1024 * 1024, 'x'), "text/plain");
        } else if (request.path == "/echo" || request.path == "/v1/slots/batch") {
            response.setBody(std::to_string(request.body.size()), "text/plain");
        } else {
            response.setBody("ok " + request.path, "text/plain");
        }
        done(std::move(response));
        return [] {};
    }
    TlsClient client() { return TlsClient(m_server->port(), authority().caFile); }
    void TearDown() override {
        if (!m_server) {
            return;
        }
        TlsClient last = client();
        EXPECT_EQ(last.ask(get("/after")).status, 200) << "the server goes on";
    }
    /// Waits until only `count` clients are left.
    void expectClients(std::size_t count) {
        for (int i = 0; i < 4000 && m_server->connections() != count; ++i) {
            Latch().waitBriefly(5ms);
        }
        EXPECT_EQ(m_server->connections(), count);
    }

    domain::ManualClock m_clock{testNow};
    std::unique_ptr<domain::Random> m_random = domain::seededRandom(1);
    Held m_held;
    std::unique_ptr<hub::HttpServer> m_server;
};

TEST_F(AbuseTest, AnHonestClientIsServed) {
    start(usual());
    TlsClient honest = client();
    ASSERT_TRUE(honest.isConnected());
    EXPECT_EQ(honest.tlsVersion(), "TLSv1.3");
    const Reply first = honest.ask(get("/one", "X-Request-ID: mine\r\n"));
    EXPECT_EQ(first.status, 200);
    EXPECT_EQ(first.body, "ok /one");
    EXPECT_TRUE(first.has("X-Request-ID: mine\r\n"));
    EXPECT_TRUE(first.has("Connection: keep-alive\r\n"));
    for (int i = 0; i < 300; ++i) {
        ASSERT_EQ(honest.ask(post("/echo", std::string(static_cast<std::size_t>(i), 'a'))).body,
                  std::to_string(i));
    }
    const Reply big = honest.ask(get("/big"));
    EXPECT_EQ(big.body.size(), 4u * 1024 * 1024);
    const Reply packed = honest.ask(get("/big", "Accept-Encoding: gzip\r\n"));
    EXPECT_TRUE(packed.has("Content-Encoding: gzip\r\n"));
    EXPECT_LT(packed.body.size(), 100'000u);
    const Reply headOnly = honest.ask("HEAD /nothing HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(headOnly.status, 0) << "a length, but no body to it";
}

TEST_F(AbuseTest, ASecondServerOnThePortIsRefused) {
    start(usual());
    hub::HttpServerConfig config = usual();
    config.port = m_server->port();
    const auto second = hub::HttpServer::start(config, {}, m_clock, *m_random);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, "address-in-use");
    config.host = "192.0.2.1";
    EXPECT_EQ(hub::HttpServer::start(config, {}, m_clock, *m_random).error().code, "address-not-usable");
    config.keyFile = config.certificateFile;
    EXPECT_EQ(hub::HttpServer::start(config, {}, m_clock, *m_random).error().code, "key-not-usable");
}

TEST_F(AbuseTest, OldTlsAndStrangersAreNotSpokenTo) {
    start(usual());
    TlsClient wrongName(m_server->port(), authority().caFile, TlsClient::Hello::Send, "other.example");
    EXPECT_FALSE(wrongName.isConnected()) << "the client's own check";
    const auto offering = [this](TlsClient::Hello hello) {
        return TlsClient(m_server->port(), authority().caFile, hello);
    };
    TlsClient older = offering(TlsClient::Hello::Tls12);
    EXPECT_EQ(older.tlsVersion(), "TLSv1.2");
    EXPECT_EQ(older.ask(get("/older")).status, 200);
    EXPECT_FALSE(offering(TlsClient::Hello::Tls12Cbc).isConnected());
    EXPECT_FALSE(offering(TlsClient::Hello::Tls11).isConnected());
    TlsClient plain(m_server->port(), authority().caFile, TlsClient::Hello::Omit);
    plain.sendRaw("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_TRUE(plain.isClosedWithin(5s));
}

/// One recorded hello with such a group, sent again and again, would cost its sender nothing and the hub a
/// hundred times what an ordinary one does.
TEST_F(AbuseTest, OnlyCheapKeyExchangesAreSpoken) {
    using Hello = TlsClient::Hello;
    start(usual());
    const auto offering = [this](Hello hello) {
        return TlsClient(m_server->port(), authority().caFile, hello);
    };
    for (const Hello dear : {Hello::FiniteField, Hello::X448, Hello::P521, Hello::Tls12P521}) {
        EXPECT_FALSE(offering(dear).isConnected()) << static_cast<int>(dear);
    }
    for (const Hello cheap : {Hello::X25519, Hello::P256, Hello::P384, Hello::Tls12}) {
        EXPECT_EQ(offering(cheap).ask(get("/cheap")).status, 200) << static_cast<int>(cheap);
    }
}

TEST_F(AbuseTest, AnAddressThatComesTooOftenMeetsAClosedDoorBeforeAnyHandshake) {
    hub::HttpServerConfig config = usual();
    config.newConnectionsPerMinute = 6;
    start(config);
    TlsClient first = client();
    for (int i = 0; i < 2; ++i) {
        EXPECT_TRUE(client().isConnected()) << i;
    }
    TlsClient tooSoon(m_server->port(), authority().caFile, TlsClient::Hello::Omit);
    EXPECT_TRUE(tooSoon.isClosedWithin(20s));
    EXPECT_FALSE(client().isConnected());
    EXPECT_EQ(first.ask(get("/still")).status, 200) << "who is there already stays";
    m_server.reset();
}

TEST_F(AbuseTest, PipelinedRequestsAreAnsweredInOrder) {
    start(usual());
    TlsClient eager = client();
    std::string all;
    for (int i = 0; i < 500; ++i) {
        all += get("/" + std::to_string(i));
    }
    ASSERT_TRUE(eager.send(all));
    for (int i = 0; i < 500; ++i) {
        ASSERT_EQ(eager.receive().body, "ok /" + std::to_string(i));
    }
}

TEST_F(AbuseTest, WhatIsSentAheadOfAHeldAnswerWaits) {
    start(usual());
    TlsClient eager = client();
    ASSERT_TRUE(eager.send(get("/held")));
    ASSERT_TRUE(m_held.waitForCalls(1));
    ASSERT_TRUE(eager.send(get("/next")));
    Latch().waitBriefly(100ms); // the server sees it while it holds the first
    m_held.answerAll("now");
    EXPECT_EQ(eager.receive().body, "now");
    EXPECT_EQ(eager.receive().body, "ok /next");
    EXPECT_EQ(m_held.givenUp(), 0u);
}

TEST_F(AbuseTest, ContinueIsSaidWhereItIsExpected) {
    start(usual());
    TlsClient polite = client();
    ASSERT_TRUE(
        polite.send("POST /echo HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"));
    EXPECT_EQ(polite.receive().status, 100);
    EXPECT_EQ(polite.ask("hello").body, "5");
    const Reply tooMuch = polite.ask(
        "POST /echo HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2000000\r\n\r\n");
    EXPECT_EQ(tooMuch.status, 413) << "before the body is sent";
}

TEST_F(AbuseTest, BrokenRequestsAreRefusedAndTheConnectionEnds) {
    start(usual());
    const std::string head = "POST /echo HTTP/1.1\r\nHost: h\r\n";
    const std::vector<std::pair<std::string, int>> all{
        {"\x01\x02\x03 nonsense\r\n\r\n", 400},
        {"GET / HTTP/9.9\r\nHost: h\r\n\r\n", 400},
        {head + "Content-Length: -1\r\n\r\n", 400},
        {head + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        {head + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!", 400},
        {"GET /" + std::string(1024 * 1024, 'a') + " HTTP/1.1\r\n", 431},
        {"GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(1024 * 1024, 'a') + "\r\n\r\n", 431}};
    for (const auto &[text, status] : all) {
        TlsClient broken = client();
        const Reply reply = broken.ask(text);
        EXPECT_EQ(reply.status, status) << text.substr(0, 60);
        EXPECT_TRUE(reply.has("Content-Type: application/problem+json\r\n"));
        EXPECT_TRUE(reply.has("X-Request-ID: "));
        EXPECT_TRUE(reply.has("Connection: close\r\n"));
        EXPECT_TRUE(broken.isClosedWithin(5s));
    }
}

TEST_F(AbuseTest, ABodyOfTenGigabytesIsNotTaken) {
    start(usual());
    const std::size_t before = residentBytes();
    TlsClient huge = client();
    ASSERT_TRUE(huge.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 10737418240\r\n\r\n"));
    const std::string piece(1024 * 1024, 'a');
    for (int i = 0; i < 64 && huge.send(piece); ++i) {
    }
    EXPECT_EQ(huge.receive().status, 413);
    EXPECT_LT(residentBytes(), before + 30 * 1024 * 1024);
}

TEST_F(AbuseTest, AHeadWithoutEndIsNotKept) {
    start(usual());
    TlsClient endless = client();
    const std::string piece(64 * 1024, 'a');
    ASSERT_TRUE(endless.send("GET / HTTP/1.1\r\nX: "));
    int sent = 0;
    while (sent < 1000 && endless.send(piece)) {
        ++sent;
    }
    EXPECT_LT(sent, 1000);
}

TEST_F(AbuseTest, LargeBodiesGoOnlyWhereTheyBelong) {
    start(usual());
    TlsClient honest = client();
    const std::string large(2 * 1024 * 1024, 'a');
    EXPECT_EQ(honest.ask(post("/v1/slots/batch", large)).body, std::to_string(large.size()));
    EXPECT_EQ(honest.ask(post("/echo", std::string(1024 * 1024, 'a'))).body, "1048576");
    EXPECT_EQ(honest.ask(post("/echo", large)).status, 413);
}

/// Two thousand clients of one address with sixteen megabytes each would be more than any machine has.
TEST_F(AbuseTest, AllBodiesTogetherHaveTheirRoomAndEverydayCallsGetThrough) {
    hub::HttpServerConfig config = usual();
    config.bodyBytesAtOnce = 4 * 1024 * 1024;
    start(config);
    const std::string large(2 * 1024 * 1024, 'a');
    const std::string whole = post("/v1/slots/batch", large);
    const std::string nearly = whole.substr(0, whole.size() - 1);
    {
        std::vector<TlsClient> greedy;
        for (int i = 0; i < 2; ++i) {
            greedy.push_back(client());
            ASSERT_TRUE(greedy.back().send(nearly));
        }
        std::vector<TlsClient> late;
        int refused = 0;
        for (int i = 0; i < 6; ++i) {
            late.push_back(client());
            late.back().send(nearly);
        }
        for (TlsClient &one : late) {
            one.send("a");
            const Reply reply = one.receive();
            if (reply.status == 503) {
                ++refused;
                EXPECT_TRUE(reply.has("Retry-After: "));
            }
        }
        EXPECT_EQ(client().ask(post("/echo", std::string(60'000, 'a'))).body, "60000")
            << "a booking gets through";
        // Who came first to the hub is not always who was sent first.
        for (TlsClient &one : greedy) {
            one.send("a");
            refused += one.receive().status == 503 ? 1 : 0;
        }
        EXPECT_GE(refused, 5) << "there is room for two and a little";
    }
    expectClients(0);
    EXPECT_EQ(client().ask(whole).body, std::to_string(large.size())) << "what they held is free again";
}

TEST_F(AbuseTest, ChunksWithoutEndAreNotTaken) {
    start(usual());
    const std::size_t before = residentBytes();
    TlsClient endless = client();
    ASSERT_TRUE(
        endless.send("POST /v1/slots/batch HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"));
    const std::string piece = "100000\r\n" + std::string(1024 * 1024, 'a') + "\r\n";
    int sent = 0;
    while (sent < 100 && endless.send(piece)) {
        ++sent;
    }
    EXPECT_EQ(endless.receive().status, 413) << sent << " MiB sent";
    EXPECT_EQ(client().ask(get("/beside")).body, "ok /beside");
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    EXPECT_LT(residentBytes(), before + std::size_t(80) * 1024 * 1024);
#else
    static_cast<void>(before);
#endif
}

TEST_F(AbuseTest, WhoSaysNothingIsCut) {
    start(hasty());
    TlsClient silent(m_server->port(), authority().caFile, TlsClient::Hello::Omit);
    EXPECT_TRUE(silent.isClosedWithin(5s));
}

/// A byte now and then renews nothing.
TEST_F(AbuseTest, OneByteAtATimeIsCutAtTheDeadline) {
    start(hasty());
    const std::string slowHead =
        get("/slow", "X-Padding: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n");
    const std::string slowBody = post("/echo", std::string(100, 'a'));
    for (const std::string &text : {slowHead, slowBody}) {
        TlsClient slow = client();
        const std::size_t ahead = text == slowBody ? text.size() - 100 : 0;
        ASSERT_TRUE(slow.send(std::string_view(text).substr(0, ahead + 1)));
        bool cut = false;
        for (std::size_t i = ahead + 1; i < text.size() - 1 && !cut; ++i) {
            cut = slow.isClosedWithin(50ms) || !slow.send(std::string_view(text).substr(i, 1));
        }
        EXPECT_TRUE(cut);
    }
}

TEST_F(AbuseTest, AnIdleClientIsKeptForItsTimeAndThenCut) {
    hub::HttpServerConfig config = hasty();
    config.idleTime = 1500ms;
    start(config);
    TlsClient idle = client();
    EXPECT_EQ(idle.ask(get("/one")).status, 200);
    EXPECT_FALSE(idle.isClosedWithin(800ms)) << "longer than a request may take";
    EXPECT_EQ(idle.ask(get("/two")).status, 200);
    EXPECT_TRUE(idle.isClosedWithin(10s));
}

TEST_F(AbuseTest, WhoDoesNotReadTheAnswerIsCut) {
    hub::HttpServerConfig config = usual();
    config.answerTime = 500ms;
    start(config);
    TlsClient deaf = client();
    for (int i = 0; i < 4; ++i) {
        ASSERT_TRUE(deaf.send(get("/big")));
    }
    expectClients(0);
}

TEST_F(AbuseTest, ClientsThatLeaveWhileHeldAreGivenUp) {
    start(usual());
    constexpr std::size_t count = 100;
    std::vector<TlsClient> clients;
    for (std::size_t i = 0; i < count; ++i) {
        clients.push_back(client());
        ASSERT_TRUE(clients.back().send(get("/held")));
    }
    ASSERT_TRUE(m_held.waitForCalls(count));
    for (std::size_t i = 0; i < count; i += 2) {
        clients[i].leave();
    }
    EXPECT_TRUE(m_held.waitForGivenUp(count / 2));
    m_held.answerAll("now");
    for (std::size_t i = 1; i < count; i += 2) {
        EXPECT_EQ(clients[i].receive().body, "now");
    }
    EXPECT_EQ(m_held.givenUp(), count / 2);
}

TEST_F(AbuseTest, AnswersForThoseWhoJustLeftHarmNobody) {
    start(usual());
    for (int round = 0; round < 5; ++round) {
        std::vector<TlsClient> clients;
        for (int i = 0; i < 40; ++i) {
            clients.push_back(client());
            ASSERT_TRUE(clients.back().send(get("/held")));
        }
        ASSERT_TRUE(m_held.waitForCalls(40));
        std::thread leaving([&clients] { clients.clear(); });
        m_held.answerAll(std::string(100'000, 'y'));
        leaving.join();
    }
    expectClients(0);
}

TEST_F(AbuseTest, TwoHundredIdleClientsCostLittleAndNobodyWaitsForThem) {
    start(usual());
    std::vector<TlsClient> idle;
    const std::size_t before = residentBytes();
    for (int i = 0; i < 200; ++i) {
        idle.push_back(client());
        ASSERT_EQ(idle.back().ask(get("/")).status, 200);
    }
    expectClients(200);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    // Both ends live in this process, so this is an upper bound for the server's half.
    EXPECT_LT(residentBytes() - before, std::size_t(200) * 160 * 1024);
#else
    static_cast<void>(before);
#endif
    TlsClient active = client();
    EXPECT_EQ(active.ask(get("/active")).body, "ok /active");
    for (TlsClient &one : idle) {
        EXPECT_EQ(one.ask(get("/again")).body, "ok /again");
    }
}

TEST_F(AbuseTest, OneAddressCannotTakeAllPlaces) {
    hub::HttpServerConfig config = usual();
    config.connectionsPerAddress = 3;
    start(config);
    {
        std::vector<TlsClient> taken;
        for (int i = 0; i < 3; ++i) {
            taken.push_back(client());
        }
        EXPECT_EQ(taken[2].ask(get("/")).status, 200);
        EXPECT_FALSE(client().isConnected());
    }
    expectClients(0);
}

TEST_F(AbuseTest, StopAnswersWhatIsUnderWayAndEnds) {
    start(usual());
    TlsClient held = client();
    TlsClient idle = client();
    ASSERT_EQ(idle.ask(get("/")).status, 200);
    ASSERT_TRUE(held.send(get("/held")));
    ASSERT_TRUE(m_held.waitForCalls(1));
    m_server->stopAccepting();
    EXPECT_TRUE(idle.isClosedWithin(10s));
    std::thread stopping([this] { m_server->stop(30s); });
    m_held.answerAll("last");
    const Reply last = held.receive();
    EXPECT_EQ(last.body, "last");
    EXPECT_TRUE(last.has("Connection: close\r\n"));
    stopping.join();
    EXPECT_FALSE(client().isConnected());
    m_server.reset();
}

TEST_F(AbuseTest, StopDoesNotWaitForEver) {
    start(usual());
    TlsClient held = client();
    ASSERT_TRUE(held.send(get("/held")));
    ASSERT_TRUE(m_held.waitForCalls(1));
    m_server->stop(100ms);
    EXPECT_EQ(held.receive().status, 0);
    EXPECT_EQ(m_held.givenUp(), 1u);
    m_server.reset();
    m_held.answerAll("too late"); // nobody is there to hear it
}

} // namespace
} // namespace contract
