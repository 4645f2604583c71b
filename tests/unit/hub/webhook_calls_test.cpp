// A connected system looks after its webhooks; the hub writes down what it is to be told.
#include "handler_world.h"
#include "hub/db/read.h"
#include "hub/webhooks/outbox.h"
#include "hub/webhooks/signature.h"
#include "hub/webhooks/target.h"
#include "hub/webhooks/webhook_store.h"

namespace {

constexpr auto inventedSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

class WebhookCalls : public ::testing::Test {
protected:
    WebhookCalls()
        : site(world.system("parents-site", world.hinata)), other(world.system("other-site", world.hinata)) {
        world.inTransaction([](hub::Context &context) {
            for (const char *id : {"parents-site", "other-site"}) {
                ASSERT_TRUE(hub::run(context.db,
                                     "INSERT INTO system_client (id, name, secret_hash, created_at) "
                                     "VALUES ($1, $1, '', 0)",
                                     {id}));
            }
            const auto target = hub::webhooks::targetOf("https://hooks.example/x");
            ASSERT_TRUE(hub::webhooks::allowTarget(context.db, "parents-site", *target, false));
        });
    }
    static std::string body(const std::string &url, const std::string &more = {}) {
        return R"({"url":")" + url + R"(","secret":")" + inventedSecret + '"' + more + "}";
    }
    std::string addWebhook() {
        const std::string id = world.newId();
        const auto made = world.create(site, "/v1/webhooks/" + id, body("https://hooks.example/x"));
        EXPECT_EQ(made.status, 201) << made.body;
        return id;
    }
    HandlerWorld::Reply decide(const std::string &reservation) {
        return world.change(world.staffOf(world.hinata), "POST",
                            "/v1/reservations/" + reservation + "/approve", 1,
                            R"({"message":"お待ちしています"})");
    }
    /// Takes the next delivery on; gives its id, and its text in `lastClaimed`. Empty: none is due.
    std::string claim() {
        std::string id;
        world.inTransaction([&](hub::Context &context) {
            const auto claimed = hub::webhooks::claimNext(context, std::chrono::seconds(40));
            ASSERT_TRUE(claimed);
            if (*claimed) {
                lastClaimed = **claimed;
                id = lastClaimed.deliveryId;
            }
        });
        return id;
    }
    /// How the one that was taken on ended: an HTTP status.
    void answered(int status) {
        world.inTransaction([&](hub::Context &context) {
            ASSERT_TRUE(hub::webhooks::settle(context, lastClaimed, {.status = status, .fault = {}}));
        });
    }
    [[nodiscard]] bool tellsOf(const std::string &reservation, int version) const {
        return lastClaimed.body.find(reservation) != std::string::npos &&
               lastClaimed.body.find(R"("version":)" + std::to_string(version)) != std::string::npos;
    }
    HandlerWorld::Reply cancel(const std::string &reservation) {
        return world.change(world.staffOf(world.hinata), "POST",
                            "/v1/reservations/" + reservation + "/cancel", 2, R"({"reason":"行事のため"})");
    }
    HandlerWorld world;
    hub::Caller site;
    hub::Caller other;
    hub::webhooks::Claimed lastClaimed;
};

TEST_F(WebhookCalls, OnlyWhatTheOperatorAllowedMayBeTold) {
    const std::string path = "/v1/webhooks/" + world.newId();
    EXPECT_EQ(world.create(site, path, body("https://elsewhere.example/x")).fault(), "/url not-allowed");
    EXPECT_EQ(world.create(site, path, body("https://hooks.example:444/x")).fault(), "/url not-allowed");
    EXPECT_EQ(world.create(site, path, body("http://hooks.example/x")).fault(), "/url not-https");
    EXPECT_EQ(world.create(site, path, body("https://a:b@hooks.example/x")).fault(), "/url not-allowed");
    EXPECT_EQ(world.create(site, path, R"({"url":"https://hooks.example/x","secret":"whsec_short"})").fault(),
              "/secret not-a-secret");
    EXPECT_EQ(world.create(other, path, body("https://hooks.example/x")).fault(), "/url not-allowed")
        << "allowed to another system only";
    const auto made = world.create(site, path, body("https://hooks.example/x"));
    EXPECT_EQ(made.status, 201) << made.body;
    EXPECT_FALSE(made.has("MfKQ9r8")) << "the secret is never shown";
    EXPECT_EQ(world.count("SELECT count(*) FROM webhook WHERE sealed_secret LIKE '%MfKQ9r8%'"), 0);
}

TEST_F(WebhookCalls, AnotherSystemAndPeopleKnowNothingOfIt) {
    const std::string path = "/v1/webhooks/" + addWebhook();
    for (const std::string &target : {path, path + "/deliveries"}) {
        EXPECT_EQ(world.get(other, target).status, 404);
        EXPECT_EQ(world.get(world.staffOf(world.hinata), target).status, 403);
        EXPECT_EQ(world.get(world.municipal(), target).status, 403);
        EXPECT_EQ(world.get(site, target).status, 200);
    }
    EXPECT_EQ(world.change(other, "DELETE", path, 1).status, 404);
    EXPECT_EQ(world.call(other, "POST", path + "/replay", R"({"failed":true})").status, 404);
    EXPECT_FALSE(world.get(other, "/v1/webhooks").has("hooks.example"));
}

TEST_F(WebhookCalls, IsChangedByVersionAndKeepsItsSecret) {
    const std::string path = "/v1/webhooks/" + addWebhook();
    const std::string off = R"({"url":"https://hooks.example/y","enabled":false})";
    EXPECT_EQ(world.call(site, "PUT", path, off).status, 428);
    EXPECT_EQ(world.change(site, "PUT", path, 1, off).etag, "\"2\"");
    EXPECT_EQ(world.change(site, "PUT", path, 1, off).status, 412);
    const auto now = world.get(site, path);
    EXPECT_TRUE(now.has(R"("enabled":false)") && now.has("/y")) << now.body;
    EXPECT_EQ(world.change(site, "DELETE", path, 2).status, 204);
    EXPECT_EQ(world.get(site, path).status, 404);
}

TEST_F(WebhookCalls, ADecisionIsWrittenDownWithoutAnythingPersonal) {
    const std::string id = addWebhook();
    const std::string reservation = world.addRequest(site, world.addSlot(world.hinata));
    EXPECT_EQ(world.count("SELECT count(*) FROM webhook_delivery"), 0) << "it knows what it did itself";
    ASSERT_EQ(decide(reservation).status, 200);
    ASSERT_EQ(world.count("SELECT count(*) FROM webhook_delivery"), 1);
    world.inTransaction([&](hub::Context &context) {
        const auto claimed = hub::webhooks::claimNext(context, std::chrono::seconds(40));
        ASSERT_TRUE(claimed && *claimed);
        const std::string &text = (*claimed)->body;
        EXPECT_NE(text.find(R"("reservation_id":")" + reservation + '"'), std::string::npos) << text;
        EXPECT_NE(text.find(R"("status":"approved","version":2)"), std::string::npos) << text;
        for (const char *word : {"花子", "太郎", "カクウ", "090-0000", "駐輪場", "お待ち", "職員"}) {
            EXPECT_EQ(text.find(word), std::string::npos) << word;
        }
    });
    const auto list = world.get(site, "/v1/webhooks/" + id + "/deliveries");
    EXPECT_TRUE(list.has(R"("status":"waiting")") && list.has(R"("attempts":1)")) << list.body;
    EXPECT_FALSE(world.get(site, "/v1/webhooks/" + id + "/deliveries?status=failed").has(reservation));
}

TEST_F(WebhookCalls, ARefusedDecisionIsToldToNobody) {
    addWebhook();
    const std::string reservation = world.addRequest(site, world.addSlot(world.hinata));
    EXPECT_EQ(world
                  .change(world.staffOf(world.hinata), "POST", "/v1/reservations/" + reservation + "/approve",
                          7, "{}")
                  .status,
              412);
    EXPECT_EQ(world.count("SELECT count(*) FROM webhook_delivery"), 0);
}

TEST_F(WebhookCalls, AFamilysOlderStateNeverComesAfterANewerOne) {
    addWebhook();
    const std::string reservation = world.addRequest(site, world.addSlot(world.hinata));
    ASSERT_EQ(decide(reservation).status, 200);
    ASSERT_NE(claim(), "");
    answered(503);
    ASSERT_EQ(cancel(reservation).status, 200); // due at once, the older one only after its wait
    world.clock.advance(std::chrono::seconds(1));
    EXPECT_EQ(claim(), "") << "the receiver is left alone for a moment";
    world.clock.advance(std::chrono::minutes(1));
    ASSERT_NE(claim(), "");
    EXPECT_TRUE(tellsOf(reservation, 2)) << lastClaimed.body;
    answered(204);
    ASSERT_NE(claim(), "");
    EXPECT_TRUE(tellsOf(reservation, 3)) << lastClaimed.body;
}

TEST_F(WebhookCalls, ALaterStateWaitsForTheOneBeforeAndNoOtherFamilyDoes) {
    const std::string id = addWebhook();
    const std::string reservation = world.addRequest(site, world.addSlot(world.hinata));
    const std::string sibling = world.addRequest(site, world.addSlot(world.hinata, "2026-12-07"));
    ASSERT_EQ(decide(reservation).status, 200);
    ASSERT_EQ(cancel(reservation).status, 200);
    ASSERT_EQ(decide(sibling).status, 200);
    world.inTransaction([](hub::Context &context) { // the older one may only be tried again in an hour
        ASSERT_TRUE(
            hub::run(context.db,
                     "UPDATE webhook_delivery SET next_at = next_at + 3600 WHERE object_version = 2 "
                     "AND object_id IN (SELECT object_id FROM webhook_delivery WHERE object_version = 3)",
                     {}));
    });
    ASSERT_NE(claim(), "");
    EXPECT_TRUE(tellsOf(sibling, 2)) << lastClaimed.body;
    answered(204);
    EXPECT_EQ(claim(), "");
    world.clock.advance(std::chrono::hours(1));
    ASSERT_NE(claim(), "");
    EXPECT_TRUE(tellsOf(reservation, 2)) << lastClaimed.body;
}

TEST_F(WebhookCalls, SendingAgainAnswersTrulyAndLeavesWhatIsOutdated) {
    const std::string id = addWebhook();
    const std::string path = "/v1/webhooks/" + id + "/replay";
    const std::string reservation = world.addRequest(site, world.addSlot(world.hinata));
    ASSERT_EQ(decide(reservation).status, 200);
    const std::string older = claim();
    answered(503); // waits for its next try
    const auto named = world.call(site, "POST", path, R"({"delivery_ids":[")" + older + "\"]}");
    EXPECT_EQ(named.number("replayed"), 1) << "one that waits is tried at once";
    EXPECT_EQ(claim(), older);
    world.inTransaction([&](hub::Context &context) {
        ASSERT_TRUE(hub::run(context.db,
                             "UPDATE webhook_delivery SET status = 'failed', claimed_until = 0 WHERE id = $1",
                             {older}));
    });
    ASSERT_EQ(cancel(reservation).status, 200);
    ASSERT_NE(claim(), "");
    EXPECT_TRUE(tellsOf(reservation, 3));
    answered(204);
    const auto failed = world.call(site, "POST", path, R"({"failed":true})");
    EXPECT_EQ(failed.number("replayed"), 0) << "its newer state has arrived";
    EXPECT_EQ(failed.number("outdated"), 1);
    EXPECT_EQ(world.call(site, "POST", path, R"({"delivery_ids":[")" + older + "\"]}").number("replayed"), 1)
        << "who names it gets it";
}

TEST_F(WebhookCalls, OneWorksOnADeliveryUntilItsClaimIsOver) {
    addWebhook();
    ASSERT_EQ(decide(world.addRequest(site, world.addSlot(world.hinata))).status, 200);
    const std::string first = claim();
    EXPECT_NE(first, "");
    EXPECT_EQ(claim(), "") << "somebody works on it";
    world.clock.advance(std::chrono::seconds(41));
    EXPECT_EQ(claim(), first) << "whoever took it is gone";
}

TEST_F(WebhookCalls, ATargetThatIsNoLongerAllowedHearsNothing) {
    addWebhook();
    ASSERT_EQ(decide(world.addRequest(site, world.addSlot(world.hinata))).status, 200);
    world.inTransaction([](hub::Context &context) {
        const auto target = hub::webhooks::targetOf("https://hooks.example/");
        EXPECT_TRUE(hub::webhooks::disallowTarget(context.db, "parents-site", *target).value_or(false));
        const auto claimed = hub::webhooks::claimNext(context, std::chrono::seconds(40));
        EXPECT_TRUE(claimed && !*claimed);
    });
}

TEST_F(WebhookCalls, AfterThreeDaysItHasFailedAndCanBeSentAgain) {
    const std::string id = addWebhook();
    ASSERT_EQ(decide(world.addRequest(site, world.addSlot(world.hinata, "2026-12-04"))).status, 200);
    world.clock.advance(std::chrono::hours(72) - std::chrono::seconds(1));
    world.runDueWork();
    EXPECT_EQ(world.count("SELECT count(*) FROM webhook_delivery WHERE status = 'failed'"), 0);
    world.clock.advance(std::chrono::seconds(1));
    world.runDueWork();
    EXPECT_EQ(world.count("SELECT count(*) FROM webhook_delivery WHERE status = 'failed'"), 1);
    const std::string path = "/v1/webhooks/" + id + "/replay";
    EXPECT_EQ(world.call(site, "POST", path, "{}").status, 422);
    EXPECT_EQ(world.call(site, "POST", path, R"({"failed":true})").number("replayed"), 1);
    EXPECT_EQ(world.count("SELECT count(*) FROM webhook_delivery WHERE status = 'waiting' AND attempts = 0"),
              1);
    world.clock.advance(std::chrono::hours(24 * 61));
    world.runDueWork();
    world.runDueWork();
    EXPECT_EQ(world.count("SELECT count(*) FROM webhook_delivery"), 0) << "looked at long enough";
}

TEST(WebhookSignature, IsThatOfTheSpecification) {
    const auto secret = hub::webhooks::secretBytes(inventedSecret);
    ASSERT_TRUE(secret);
    EXPECT_EQ(hub::webhooks::signatureOf(*secret, "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                         domain::Instant(std::chrono::seconds(1614265330)),
                                         R"({"test": 2432232314})"),
              "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    EXPECT_FALSE(hub::webhooks::secretBytes("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")) << "without its prefix";
    EXPECT_FALSE(hub::webhooks::secretBytes("whsec_" + std::string(32, '!')));
}

TEST(WebhookTarget, InnerNetworksAreNotPublic) {
    for (const char *inner : {"0.0.0.0",         "10.1.2.3",        "100.64.0.1",  "127.0.0.1",
                              "169.254.169.254", "172.31.255.255",  "192.168.0.1", "198.18.0.1",
                              "224.0.0.1",       "255.255.255.255", "::1",         "::",
                              "fe80::1",         "fd00::1",         "ff02::1",     "::ffff:127.0.0.1",
                              "::ffff:10.0.0.1", "2002:7f00:1::",   "2001:db8::1", "64:ff9b::7f00:1",
                              "not an address"}) {
        EXPECT_FALSE(hub::webhooks::isPublicAddress(std::string(inner))) << inner;
    }
    for (const char *outer : {"1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:1.1.1.1"}) {
        EXPECT_TRUE(hub::webhooks::isPublicAddress(std::string(outer))) << outer;
    }
}

TEST(WebhookWaits, GrowAndStayWithinThreeDays) {
    std::chrono::seconds sum{0};
    for (int attempt = 1; attempt < 15; ++attempt) {
        EXPECT_LE(hub::webhooks::waitAfterAttempt(attempt), hub::webhooks::waitAfterAttempt(attempt + 1));
        sum += hub::webhooks::waitAfterAttempt(attempt);
    }
    EXPECT_EQ(hub::webhooks::waitAfterAttempt(1), std::chrono::seconds(5));
    EXPECT_GT(sum, std::chrono::hours(48)) << "a receiver that is down over a weekend hears of it";
}

} // namespace
