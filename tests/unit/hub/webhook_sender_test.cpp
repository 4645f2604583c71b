// The outbox is emptied over real TLS, to a receiver that fails, is slow, comes back.
#include "hub/auth/systems.h"
#include "hub/auth/tokens.h"
#include "hub/db/read.h"
#include "hub/records/record_store.h"
#include "hub/records/webhook_rows.h"
#include "hub/service/open_service.h"
#include "hub/webhooks/sender.h"
#include "hub/webhooks/signature.h"
#include "hub/webhooks/webhook_store.h"
#include "webhook_receiver.h"
#include "wire/records_json.h"

namespace hub::test {
namespace {

using namespace std::chrono_literals;
using webhooks::Sender;

constexpr auto webhookId = "019ab000-0000-7000-8000-00000000000a";
const std::string secret(32, 's');

class WebhookSender : public ::testing::Test {
protected:
    WebhookSender() : m_clock(domain::systemClock()->now()), m_random(domain::seededRandom(3)) {
        m_service = std::move(*openService({.inMemory = true}, m_clock, *m_random));
        allow(true);
    }
    ~WebhookSender() override { m_service->stop(); }

    void administer(const std::function<domain::Result<void>(Context &)> &work) {
        const auto done = m_service->administer(work);
        ASSERT_TRUE(done) << done.error().code;
    }
    /// A system with one webhook at the receiver.
    void allow(bool mayBePrivate) {
        administer([&](Context &context) -> domain::Result<void> {
            if (const auto made = auth::addSystem(context, {.id = "parents-site", .name = "架空のサイト"});
                !made) {
                return domain::passOn(made);
            }
            const auto target = webhooks::targetOf(m_receiver.url()).value();
            if (auto allowed = webhooks::allowTarget(context.db, "parents-site", target, mayBePrivate);
                !allowed) {
                return allowed;
            }
            return webhooks::insertWebhook(context.db,
                                           {.id = webhookId,
                                            .systemId = "parents-site",
                                            .url = m_receiver.url(),
                                            .sealedSecret = auth::seal(secret, webhooks::webhookSecretPurpose,
                                                                       context.settings.key, *m_random),
                                            .createdAt = m_clock.now(),
                                            .updatedAt = m_clock.now()},
                                           target);
        });
    }
    /// A reservation of the system changes.
    void somethingHappens() {
        domain::Reservation reservation;
        reservation.id = domain::ReservationId::make(m_clock, *m_random);
        reservation.slotId = domain::SlotId::make(m_clock, *m_random);
        reservation.facilityId = domain::FacilityId::make(m_clock, *m_random);
        reservation.status = domain::ReservationStatus::Approved;
        reservation.channel = "portal";
        reservation.meta = {2, m_clock.now(), m_clock.now()};
        administer([&](Context &context) {
            return tellOfChange(context,
                                {.kind = domain::RecordKind::Reservation,
                                 .id = reservation.id.text(),
                                 .facility = reservation.facilityId.text(),
                                 .version = 2,
                                 .text = {domain::RecordKind::Reservation, wire::textsOf(reservation)},
                                 .madeBy = "parents-site"});
        });
    }
    webhooks::PostLimits limits() const {
        return {.connectTime = 5s, .wholeTime = 20s, .caFile = m_receiver.caFile()};
    }
    bool sendOne(const webhooks::PostLimits &within) {
        Sender sender(*m_service, m_clock, {.limits = within});
        return sender.sendOne();
    }
    bool sendOne() { return sendOne(limits()); }
    /// "status attempts result" of the only delivery.
    std::string delivery() {
        std::string text;
        administer([&](Context &context) {
            return eachRow(context.db, "SELECT status, attempts, last_result FROM webhook_delivery", {},
                           [&](const Rows &row) {
                               text = std::string(row.text(0)) + ' ' + std::to_string(row.integer(1)) + ' ' +
                                      std::string(row.text(2));
                           });
        });
        return text;
    }

    WebhookReceiver m_receiver;
    domain::ManualClock m_clock;
    std::unique_ptr<domain::Random> m_random;
    std::unique_ptr<Service> m_service;
};

TEST_F(WebhookSender, TheReceiverCanCheckWhoSentItAndWhen) {
    somethingHappens();
    EXPECT_TRUE(sendOne());
    EXPECT_EQ(delivery(), "delivered 1 204");
    EXPECT_FALSE(sendOne()) << "once";
    const auto received = m_receiver.received();
    ASSERT_EQ(received.size(), 1U);
    const Request &request = received.front();
    EXPECT_EQ(request.method + ' ' + request.path, "POST /hook");
    EXPECT_EQ(request.header("content-type"), "application/json");
    EXPECT_EQ(request.header("webhook-timestamp"), std::to_string(m_clock.now().time_since_epoch().count()));
    EXPECT_EQ(request.header("webhook-signature"),
              webhooks::signatureOf(secret, request.header("webhook-id"), m_clock.now(), request.body));
    EXPECT_NE(request.body.find(R"("type":"reservation.changed")"), std::string::npos) << request.body;
}

TEST_F(WebhookSender, AFailureIsTriedAgainAfterGrowingWaitsUnderTheSameId) {
    m_receiver.answerWith({500, 503});
    somethingHappens();
    EXPECT_TRUE(sendOne());
    EXPECT_EQ(delivery(), "waiting 1 500");
    EXPECT_FALSE(sendOne()) << "not at once";
    m_clock.advance(6s);
    EXPECT_TRUE(sendOne());
    EXPECT_EQ(delivery(), "waiting 2 503");
    m_clock.advance(6s);
    EXPECT_FALSE(sendOne()) << "the second wait is longer";
    m_clock.advance(30s);
    EXPECT_TRUE(sendOne());
    EXPECT_EQ(delivery(), "delivered 3 204");
    const auto received = m_receiver.received();
    ASSERT_EQ(received.size(), 3U);
    EXPECT_EQ(received[0].header("webhook-id"), received[2].header("webhook-id"));
    EXPECT_NE(received[0].header("webhook-signature"), received[2].header("webhook-signature"))
        << "another time";
}

TEST_F(WebhookSender, AReceiverThatWasDownHearsEverythingWhenItIsBack) {
    m_receiver.goDown();
    somethingHappens();
    somethingHappens();
    EXPECT_TRUE(sendOne());
    EXPECT_FALSE(sendOne()) << "the other one waits too while nobody answers";
    m_receiver.comeUp();
    m_clock.advance(10s);
    EXPECT_TRUE(sendOne());
    EXPECT_TRUE(sendOne());
    EXPECT_FALSE(sendOne());
    EXPECT_EQ(m_receiver.received().size(), 2U);
}

TEST_F(WebhookSender, ASlowReceiverIsLeftAfterItsTime) {
    m_receiver.keepSilent();
    somethingHappens();
    auto within = limits();
    within.wholeTime = 300ms;
    EXPECT_TRUE(sendOne(within));
    EXPECT_EQ(delivery(), "waiting 1 timeout");
}

TEST_F(WebhookSender, OnlyTheRightCertificateIsSpokenTo) {
    TemporaryFolder elsewhere;
    const auto stranger = prepareOwnCa(elsewhere.path(), {}, m_clock.now()).value();
    somethingHappens();
    auto within = limits();
    within.caFile = stranger.caFile;
    EXPECT_TRUE(sendOne(within));
    EXPECT_EQ(delivery(), "waiting 1 tls");
    EXPECT_TRUE(m_receiver.received().empty());
}

TEST_F(WebhookSender, ARedirectIsNotFollowed) {
    m_receiver.answerWith({302});
    somethingHappens();
    EXPECT_TRUE(sendOne());
    EXPECT_EQ(delivery(), "waiting 1 302");
    EXPECT_EQ(m_receiver.received().size(), 1U);
}

TEST_F(WebhookSender, AnInnerNetworkIsNotReachedUnlessTheOperatorSaysSo) {
    administer([&](Context &context) {
        return webhooks::allowTarget(context.db, "parents-site", webhooks::targetOf(m_receiver.url()).value(),
                                     false);
    });
    somethingHappens();
    EXPECT_TRUE(sendOne());
    EXPECT_EQ(delivery(), "waiting 1 address");
    EXPECT_TRUE(m_receiver.received().empty());
}

TEST_F(WebhookSender, AReceiverThatIsGoneTurnsItsWebhookOff) {
    m_receiver.answerWith({410});
    somethingHappens();
    EXPECT_TRUE(sendOne());
    EXPECT_EQ(delivery(), "failed 1 410");
    somethingHappens();
    EXPECT_FALSE(sendOne());
    EXPECT_EQ(m_receiver.received().size(), 1U);
}

TEST_F(WebhookSender, TheWorkersEmptyTheOutboxByThemselvesAndStop) {
    Sender sender(*m_service, m_clock, {.limits = limits(), .threads = 2, .lookEvery = 20ms});
    sender.start();
    for (int i = 0; i < 3; ++i) {
        somethingHappens();
    }
    const auto until = std::chrono::steady_clock::now() + 60s;
    while (m_receiver.received().size() < 3 && std::chrono::steady_clock::now() < until) {
        std::this_thread::yield();
    }
    EXPECT_EQ(m_receiver.received().size(), 3U);
    sender.stop();
    somethingHappens();
    EXPECT_EQ(m_receiver.received().size(), 3U);
}

} // namespace
} // namespace hub::test
