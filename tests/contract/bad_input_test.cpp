// What others may send to the whole hub, over real TLS: nothing of it harms the hub or the client beside it.
#include "hub/auth/accounts.h"
#include "hub/auth/sessions.h"
#include "hub/calls/service.h"
#include "hub/http/http_server.h"
#include "hub/http/own_ca.h"
#include "hub/service/open_service.h"
#include "tls_client.h"

#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <zlib.h>

namespace contract {
namespace {

using namespace std::chrono_literals;

class BadInput : public ::testing::Test {
protected:
    BadInput() : m_clock(domain::systemClock()), m_random(domain::systemRandom()) {
        std::string pattern = (std::filesystem::temp_directory_path() / "hokatsu-bad-XXXXXX").string();
        m_folder = ::mkdtemp(pattern.data());
        m_ca = hub::prepareOwnCa(m_folder, {}, m_clock->now()).value();
        m_service =
            std::move(*hub::openService({.inMemory = true, .cheapPasswords = true}, *m_clock, *m_random));
    }
    ~BadInput() override {
        m_service->stop();
        if (m_server) {
            m_server->stop(1s);
        }
        m_server.reset();
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }
    void start(hub::HttpServerConfig config = {}) {
        config.certificateFile = m_ca.certificateFile;
        config.keyFile = m_ca.keyFile;
        config.threads = 2;
        config.sweepEvery = 20ms;
        m_server = std::move(*hub::HttpServer::start(
            config,
            [this](hub::Request request, hub::HttpServer::Done done) {
                return m_service->submit(std::move(request), std::move(done));
            },
            *m_clock, *m_random));
    }
    [[nodiscard]] TlsClient client() const { return {m_server->port(), m_ca.caFile}; }
    /// A token of somebody at a hub without facilities.
    std::string signedIn() {
        std::string token;
        const auto done = m_service->administer([&token](hub::Context &context) -> domain::Result<void> {
            const auto id = hub::auth::addAccount(context, {.loginId = "kakuu-unyou",
                                                            .name = "架空 太郎",
                                                            .role = domain::Role::HubOperator,
                                                            .activationHash = "x"});
            if (!id) {
                return domain::passOn(id);
            }
            const auto begun = hub::auth::startSession(context, *id, "pc", "PC");
            if (!begun) {
                return domain::passOn(begun);
            }
            token = begun->accessToken;
            return {};
        });
        EXPECT_TRUE(done) << done.error().code;
        return token;
    }
    static std::string patch(const std::string &path, const std::string &body, const std::string &fields) {
        return "PATCH" + post(path, body, fields + "Idempotency-Key: " + someId + "\r\n").substr(4);
    }
    inline static const std::string someId = "01900000-0000-7000-8000-000000000001";
    /// The client beside the one that misbehaves.
    void expectOthersServed() const { EXPECT_EQ(client().ask(get("/livez")).status, 200); }
    static std::int64_t memory() {
        std::ifstream file("/proc/self/statm");
        std::int64_t pages = 0;
        std::int64_t resident = 0;
        file >> pages >> resident;
        return resident * 4096;
    }

    std::filesystem::path m_folder;
    hub::OwnCa m_ca;
    std::unique_ptr<domain::Clock> m_clock;
    std::unique_ptr<domain::Random> m_random;
    std::unique_ptr<hub::Service> m_service;
    std::unique_ptr<hub::HttpServer> m_server;
};

std::string login(const std::string &password) {
    return R"({"login_id":"a","device_id":"d","password":)" + password + "}";
}

TEST_F(BadInput, BodiesThatAreNoCleanJsonGetAClearAnswer) {
    start();
    const std::string deep = std::string(200, '[') + std::string(200, ']');
    const std::vector<std::pair<std::string, int>> all = {
        {R"({"login_id":"a","login_id":"b","password":"x","device_id":"d"})", 400}, // twice
        {login("\"\\u0000\""), 400},
        {login(std::string("\"a\0b\"", 5)), 400},
        {login("\"\xff\xfe\""), 400},
        {login("\"\\ud800\""), 400},
        {login("\"\xed\xa0\x80\""), 400},
        {login("9007199254740993"), 422},
        {login("1e999"), 400},
        {login("0e66"), 400},
        {login(std::string(100, '9') + "e308"), 400},
        {login(deep), 400},
        {std::string(1000, '{'), 400},
        {"", 400},
        {"null", 400},
        {login("\"unterminated"), 400},
        {login("\"x\"") + "trailing", 400},
    };
    for (const auto &[body, status] : all) {
        const Reply reply = client().ask(post("/v1/auth/login", body));
        const bool clear = reply.status == status || (status == 400 && reply.status == 422);
        EXPECT_TRUE(clear) << reply.status << " for " << body.substr(0, 60);
        EXPECT_NE(reply.head.find("application/problem+json"), std::string::npos) << body.substr(0, 60);
    }
    expectOthersServed();
}

/// Signed in: what stands in the line, the fields and the query is read as strictly as what stands in the
/// body.
TEST_F(BadInput, JunkGetsAShortAnswerThatSaysThatThereIsMore) {
    start();
    std::string junk = R"({"login_id":"a","password":"x","device_id":"d")";
    for (int i = 0; i < 20'000; ++i) {
        junk += ",\"unknown-" + std::to_string(i) + R"(":1)";
    }
    const Reply many = client().ask(post("/v1/auth/login", junk + "}"));
    EXPECT_EQ(many.status, 422);
    EXPECT_LT(many.body.size(), 10'000U);
    EXPECT_NE(many.body.find(R"("more_errors":true)"), std::string::npos) << many.body.substr(0, 300);
    const Reply one = client().ask(post("/v1/auth/login", R"({"login_id":"a","device_id":"d",")" +
                                                              std::string(500'000, 'n') + R"(":1})"));
    EXPECT_EQ(one.status, 422);
    EXPECT_LT(one.body.size(), 2'000U) << "nor is a name told at length";
    EXPECT_EQ(one.body.find("more_errors"), std::string::npos);
    expectOthersServed();
}

TEST_F(BadInput, TargetsAndFieldsThatMeanNothingGetAClearAnswer) {
    start();
    const std::string token = "Authorization: Bearer " + signedIn() + "\r\n";
    const std::string many(3000, '9');
    const std::vector<std::pair<std::string, int>> all = {
        {get("/v1/facilities?q=%00", token), 400},
        {get("/v1/facilities?q=%ff%fe", token), 400},
        {get("/v1/facilities?q=%c0%af", token), 400},
        {get("/v1/facilities?q=%zz", token), 400},
        {get("/v1/facilities/..%2f..%2fetc", token), 404},
        {get("/v1/facilities?limit=9007199254740993", token), 422},
        {get("/v1/facilities?limit=-1", token), 422},
        {get("/v1/facilities?limit=1e3", token), 422},
        {get("/v1/changes?wait=" + many, token), 422},
        {get("/v1/changes?cursor=" + many, token), 410},
        {get("/v1/changes?cursor=%f0%9f%92%a3", token), 410},
        {get("/v1/slots/01900000-0000-7000-8000-00000000000g", token), 404},
        {get("/v1/changes", "Authorization: Bearer " + many + "\r\n"), 401},
        {get("/v1/changes", "Authorization: Bearer \xff\xfe\r\n"), 401},
        {get("/v1/changes", "Authorization: \r\n"), 401},
        {patch("/v1/slots/" + someId, R"({"seats":3})", token + "If-Match: \"99999999999999999999\"\r\n"),
         400},
        {patch("/v1/slots/" + someId, R"({"seats":3})", token + "If-Match: W/1\r\n"), 400},
        {patch("/v1/slots/" + someId, R"({"seats":9007199254740993})", token + "If-Match: \"1\"\r\n"), 422},
        {patch("/v1/slots/" + someId, R"({"seats":1,"seats":2})", token + "If-Match: \"1\"\r\n"), 400},
    };
    for (const auto &[text, status] : all) {
        const Reply reply = client().ask(text);
        const bool clear =
            reply.status == status || (reply.status >= 400 && reply.status < 500 && status != 401);
        EXPECT_TRUE(clear) << reply.status << " for " << text.substr(0, 60) << ": "
                           << reply.body.substr(0, 200);
        EXPECT_NE(reply.head.find("application/problem+json"), std::string::npos) << text.substr(0, 60);
    }
    EXPECT_EQ(client().ask(get("/v1/changes", token)).status, 200) << "the session goes on";
    expectOthersServed();
}

TEST_F(BadInput, ABombInGzipIsNotUnpacked) {
    start();
    std::string packed(compressBound(10'000'000), '\0');
    const std::string zeros(10'000'000, '0');
    uLongf length = packed.size();
    ASSERT_EQ(compress2(reinterpret_cast<Bytef *>(packed.data()), &length,
                        reinterpret_cast<const Bytef *>(zeros.data()), zeros.size(), 9),
              Z_OK);
    packed.resize(length);
    for (const char *coding : {"gzip", "deflate", "br", "gzip, gzip"}) {
        const Reply reply =
            client().ask(post("/v1/auth/login", packed, "Content-Encoding: " + std::string(coding) + "\r\n"));
        EXPECT_EQ(reply.status, 400) << coding;
    }
    expectOthersServed();
}

TEST_F(BadInput, HeadsThatGrowAreCutOff) {
    start();
    const std::int64_t before = memory();
    std::string many = "GET /livez HTTP/1.1\r\nHost: localhost\r\n";
    for (int i = 0; i < 50'000; ++i) {
        many += "X-" + std::to_string(i) + ": y\r\n";
    }
    EXPECT_EQ(client().ask(many + "\r\n").status, 431);
    EXPECT_EQ(
        client().ask("GET /" + std::string(1'000'000, 'a') + " HTTP/1.1\r\nHost: localhost\r\n\r\n").status,
        431);
    EXPECT_EQ(client().ask(get("/livez", "Cookie: " + std::string(1'000'000, 'c') + "\r\n")).status, 431);
    EXPECT_LT(memory() - before, 64 * 1024 * 1024);
    expectOthersServed();
}

TEST_F(BadInput, AHundredRequestsInOneGoAreAnsweredInOrder) {
    start();
    TlsClient eager = client();
    std::string all;
    for (int i = 0; i < 100; ++i) {
        all += get(i % 2 == 0 ? "/livez" : "/v1/changes");
    }
    ASSERT_TRUE(eager.send(all));
    for (int i = 0; i < 100; ++i) {
        EXPECT_EQ(eager.receive().status, i % 2 == 0 ? 200 : 401) << i;
    }
    expectOthersServed();
}

TEST_F(BadInput, HalfASentenceOrHalfAHandshakeIsCut) {
    start({.handshakeTime = 300ms, .requestTime = 300ms});
    TlsClient silent(m_server->port(), m_ca.caFile, TlsClient::Hello::Omit);
    TlsClient halfHello(m_server->port(), m_ca.caFile, TlsClient::Hello::Omit);
    ASSERT_TRUE(halfHello.sendRaw(std::string("\x16\x03\x01\x02\x00\x01\x00", 7)));
    TlsClient halfRequest = client();
    ASSERT_TRUE(
        halfRequest.send("POST /v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{"));
    expectOthersServed();
    for (TlsClient *each : {&silent, &halfHello, &halfRequest}) {
        EXPECT_TRUE(each->isClosedWithin(20s));
    }
    expectOthersServed();
}

/// As many as the machine lets a test have, up to ten thousand: what each costs is bounded, and who comes
/// beyond the limit finds a closed door instead of a hub that has no files left.
TEST_F(BadInput, ThousandsOfConnectionsAreBounded) {
    rlimit files{};
    ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &files), 0);
    files.rlim_cur = files.rlim_max;
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &files), 0);
    const bool isLong = std::getenv("HOKATSU_LONG") != nullptr && *std::getenv("HOKATSU_LONG") != '\0';
    const std::size_t wanted = isLong ? 10'000 : 1'000;
    const std::size_t most = std::min<std::size_t>(wanted, (files.rlim_cur - 200) / 2);
    hub::HttpServerConfig config{.handshakeTime = 120s, .requestTime = 120s};
    config.connections = most;
    config.connectionsPerAddress = most;
    config.newConnectionsPerMinute = 0;
    start(config);
    const std::int64_t before = memory();
    std::vector<TlsClient> crowd;
    crowd.reserve(most);
    for (std::size_t i = 0; i + 1 < most; ++i) {
        crowd.emplace_back(m_server->port(), m_ca.caFile, TlsClient::Hello::Omit);
    }
    expectOthersServed();
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // whose own bookkeeping would be measured
    EXPECT_LT((memory() - before) / static_cast<std::int64_t>(most), 100 * 1024)
        << "bytes for each that says nothing";
#else
    static_cast<void>(before);
#endif
    for (int i = 0; i < 5; ++i) {
        crowd.emplace_back(m_server->port(), m_ca.caFile, TlsClient::Hello::Omit);
    }
    EXPECT_TRUE(crowd.back().isClosedWithin(20s)) << "no room";
    EXPECT_LE(m_server->connections(), most);
    while (crowd.size() > most / 2) {
        crowd.pop_back();
    }
    const auto until = std::chrono::steady_clock::now() + 60s;
    while (m_server->connections() > most / 2 && std::chrono::steady_clock::now() < until) {
        std::this_thread::yield();
    }
    expectOthersServed();
}

} // namespace
} // namespace contract
