// Two hubs as programs on one PostgreSQL database, as behind a balancer: one key, one set of sessions, one
// feed; one may be killed or asked to go at any moment.
#include "running_program.h"
#include "support/postgres_cluster.h"
#include "tls_client.h"
#include "unit/hub/service_support.h"

#include <csignal>
#include <gtest/gtest.h>

namespace contract {
namespace {

constexpr std::string_view lastLine = "SHA-256: ";

/// The text of a member of a flat object.
std::string member(const std::string &json, const std::string &name) {
    const std::size_t key = json.find('"' + name + "\":\"");
    if (key == std::string::npos) {
        return {};
    }
    const std::size_t from = key + name.size() + 4;
    return json.substr(from, json.find('"', from) - from);
}

class TwoHubs : public testing::Test {
protected:
    void SetUp() override {
        RunningProgram seeding(
            onDatabase({"seed", "--facilities", "1", "--municipalities", "1", "--reservations", "0", "--from",
                        "2099-12-01", "--accounts", "--for-tests"}));
        m_seeded = seeding.outputUntil("\n}");
        ASSERT_EQ(seeding.wait(), 0) << m_seeded;
    }
    std::vector<std::string> onDatabase(std::vector<std::string> args) const {
        args.insert(args.end(), {"--data", data(), "--database", m_url});
        return args;
    }
    std::vector<std::string> serve(std::vector<std::string> more = {}) const {
        std::vector<std::string> args = onDatabase({"serve", "--listen", "127.0.0.1:0"});
        args.insert(args.end(), more.begin(), more.end());
        return args;
    }
    [[nodiscard]] std::string data() const { return (m_folder.path() / "data").string(); }
    [[nodiscard]] std::string ca() const { return data() + "/ca.pem"; }
    static std::uint16_t portOf(RunningProgram &hub) {
        const std::string &text = hub.outputUntil(lastLine);
        const std::size_t at = text.find("https://127.0.0.1:");
        EXPECT_NE(at, std::string::npos) << text;
        return at == std::string::npos ? std::uint16_t(0)
                                       : static_cast<std::uint16_t>(std::stoi(text.substr(at + 18)));
    }
    /// The field with the connected system's access token.
    std::string signedIn(TlsClient &client) const {
        const std::string form = "grant_type=client_credentials&client_id=" + member(m_seeded, "client_id") +
                                 "&client_secret=" + member(m_seeded, "client_secret");
        const Reply reply = client.ask("POST /v1/oauth/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                                       "application/x-www-form-urlencoded\r\nContent-Length: " +
                                       std::to_string(form.size()) + "\r\n\r\n" + form);
        EXPECT_EQ(reply.status, 200) << reply.body;
        return "Authorization: Bearer " + member(reply.body, "access_token") + "\r\n";
    }
    static std::string slotIn(const std::string &availability) {
        const std::size_t at = availability.find("\"id\":\"");
        return at == std::string::npos ? "" : availability.substr(at + 6, 36);
    }
    std::string anySlot(TlsClient &client, const std::string &token) const {
        const Reply reply = client.ask(get("/v1/facilities/" + member(m_seeded, "facility") +
                                               "/availability?from=2099-12-01&to=2099-12-31",
                                           token));
        EXPECT_EQ(reply.status, 200) << reply.body;
        return slotIn(reply.body);
    }
    /// The slot lies in the year 2099; the class is that of the month in which the family wishes to begin.
    static std::string child() {
        const auto today =
            domain::dateOf(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
        const domain::LocalDate next = domain::addDays(today, 31);
        return R"({"birth_date":")" + domain::textOf(domain::addDays(today, -400)) + R"(","wished_month":")" +
               domain::textOf(next.year() / next.month()) + "\"}";
    }
    static std::string booking(int number, const std::string &slot, const std::string &token) {
        const std::string id = "01900000-0000-7000-8000-" + std::to_string(100'000'000'000 + number);
        const std::string body = R"({"slot_id":")" + slot +
                                 R"(","channel":"portal","guardian":{"name":"架空 花子","phone":"090-0000-)" +
                                 std::to_string(10'000 + number).substr(1) + R"("},"children":[)" + child() +
                                 "]}";
        return "PUT /v1/reservations/" + id +
               " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
               "If-None-Match: *\r\nIdempotency-Key: " + id + "\r\n" + token +
               "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    }

    hub::test::TemporaryFolder m_folder;
    std::string m_url = ::test::PostgresCluster::ofProgram().newDatabase();
    std::string m_seeded;
};

TEST_F(TwoHubs, AreOneToTheirClients) {
    RunningProgram one(serve());
    const std::uint16_t onePort = portOf(one);
    RunningProgram other(serve());
    const std::uint16_t otherPort = portOf(other);
    TlsClient atOne(onePort, ca());
    TlsClient atOther(otherPort, ca());
    const std::string token = signedIn(atOne);
    const std::string slot = anySlot(atOther, token);
    ASSERT_EQ(slot.size(), 36U) << "the token of one is good at the other";

    std::string cursor = member(atOther.ask(get("/v1/changes", token)).body, "cursor");
    ASSERT_TRUE(atOther.send(get("/v1/changes?wait=25&cursor=" + cursor, token)));
    const auto asked = std::chrono::steady_clock::now();
    ASSERT_EQ(atOne.ask(booking(1, slot, token)).status, 201);
    const Reply woken = atOther.receive();
    EXPECT_NE(woken.body.find("01900000-0000-7000-8000-100000000001"), std::string::npos) << woken.body;
    EXPECT_LT(std::chrono::steady_clock::now() - asked, std::chrono::seconds(20)) << "not by its own time";

    one.signal(SIGKILL);
    EXPECT_EQ(one.wait(), -SIGKILL);
    const Reply again = atOther.ask(booking(1, slot, token));
    EXPECT_EQ(again.status, 201);
    EXPECT_TRUE(again.has("Idempotency-Replayed: true")) << again.head;
    EXPECT_EQ(atOther.ask(booking(2, slot, token)).status, 201);
    EXPECT_EQ(::test::PostgresCluster::ofProgram().run(m_url, "SELECT count(*) FROM reservation"), "2");
    other.signal(SIGTERM);
    EXPECT_EQ(other.wait(), 0);
}

TEST_F(TwoHubs, WhoIsAskedToGoSaysSoFirst) {
    RunningProgram hub(serve({"--drain", "600"}));
    const std::uint16_t port = portOf(hub);
    TlsClient client(port, ca());
    EXPECT_EQ(client.ask(get("/readyz")).status, 200);
    hub.signal(SIGTERM);
    int status = 200;
    for (int i = 0; i < 1000 && status == 200; ++i) {
        status = client.ask(get("/readyz")).status;
    }
    EXPECT_EQ(status, 503);
    TlsClient late(port, ca());
    EXPECT_EQ(late.ask(get("/v1/status")).status, 200) << "the door is still open";
    hub.signal(SIGTERM); // no more patience
    EXPECT_EQ(hub.wait(), 0);
}

TEST_F(TwoHubs, AHubWithAnotherKeyDoesNotStart) {
    const hub::test::TemporaryFolder elsewhere;
    RunningProgram stranger(
        {"serve", "--listen", "127.0.0.1:0", "--data", elsewhere.path().string(), "--database", m_url});
    EXPECT_NE(stranger.outputUntil("no mark").find("hub.key"), std::string::npos);
    EXPECT_EQ(stranger.wait(), 1);
}

} // namespace
} // namespace contract
