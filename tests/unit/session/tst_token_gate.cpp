#include "session/token_gate.h"
#include "unit/session/scripted_hub.h"

#include <QSignalSpy>

using domain::ErrorKind;
using session::CredentialStore;

namespace {

const QString key = QStringLiteral("refresh-token");
const QString refreshPath = QStringLiteral("/v1/auth/refresh");
const QString somePath = QStringLiteral("/v1/changes");

/// A keychain that works, fails, or answers when the test says so; it keeps the order of what is done to it.
class WatchedStore : public CredentialStore {
public:
    QFuture<domain::Result<std::optional<QByteArray>>> read(const QString &) override {
        if (failing) {
            return ready<std::optional<QByteArray>>(
                domain::fail(ErrorKind::KeychainUnavailable, "no-keychain"));
        }
        return ready<std::optional<QByteArray>>(value);
    }
    QFuture<domain::Result<void>> write(const QString &, const QByteArray &given) override {
        log.append("write " + given);
        if (held) {
            promise = std::make_shared<QPromise<domain::Result<void>>>();
            promise->start();
            return promise->future();
        }
        if (failing) {
            return ready<void>(domain::fail(ErrorKind::KeychainUnavailable, "no-keychain"));
        }
        value = given;
        return ready<void>({});
    }
    QFuture<domain::Result<void>> remove(const QString &) override {
        log.append("remove");
        value.reset();
        return ready<void>({});
    }
    void finishWrite() const {
        promise->addResult(domain::Result<void>());
        promise->finish();
    }

    std::optional<QByteArray> value;
    bool failing = false;
    bool held = false;
    QList<QByteArray> log;
    std::shared_ptr<QPromise<domain::Result<void>>> promise;

private:
    template <class T> static QFuture<domain::Result<T>> ready(const domain::Result<T> &result) {
        return QtFuture::makeReadyFuture(result);
    }
};

net::ApiRequest request(const QString &path = somePath) {
    net::ApiRequest made;
    made.path = path;
    return made;
}

Answer successor(const QByteArray &access, const QByteArray &refresh) {
    return json(200, R"({"access_token":")" + access + R"(","expires_in":600,"refresh_token":")" + refresh +
                         R"(","user":{"login_id":"mihon","role":"staff"}})");
}

} // namespace

class TokenGateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void withoutASessionNothingIsSent();
    void theAccessTokenGoesAlong();
    void signingInStoresTheTokenFirst();
    void withoutAKeychainTheSessionWorksAndSaysSo();
    void restoringNeedsNoNetwork();
    void restoringTellsAbsentFromUnavailable();
    void theFirstCallAfterRestoringRefreshes();

    void anExpiredTokenIsRefreshedOnceForAll();
    void aCallThatCameLateUsesTheNewToken();
    void expiredTwiceIsTheHubsFault();
    void theSuccessorIsStoredBeforeTheOldOneIsDropped();
    void aFailingKeychainIsToldOnceAndTheSessionGoesOn();
    void theRefreshNeverCarriesAnAccessToken();

    void onlyTheHubsWordEndsASession_data();
    void onlyTheHubsWordEndsASession();
    void onlyTheHubsWordEndsASessionAtRefresh_data();
    void onlyTheHubsWordEndsASessionAtRefresh();
    void whatIsSaidOfAnEarlierTokenIsNoEnd();
    void afterAFailedRefreshTheNextCallTriesAgain();
    void aDroppedRefreshDoesNotBlockTheNext();
    void otherRefusalsPassThrough();

    void signingOutForgetsEverything();
    void signingOutDuringARefreshLeavesNothingBehind();
    void aLateWordAboutTheOldSessionDoesNotEndTheNew();
    void whoWaitsIsNotSentUnderAnotherAccount();
    void theGateMayGoWhileCallsAreUnderWay();

private:
    void signIn(const QByteArray &access = "access-1", const QByteArray &refresh = "refresh-1");
    /// Sends, lets the hub say that the token has expired, and gives the waiting call.
    QFuture<Answer> sendExpired();

    std::unique_ptr<ScriptedHub> m_hub;
    std::unique_ptr<WatchedStore> m_store;
    std::unique_ptr<session::TokenGate> m_gate;
    std::unique_ptr<QSignalSpy> m_ended;
};

void TokenGateTest::init() {
    m_hub = std::make_unique<ScriptedHub>();
    m_store = std::make_unique<WatchedStore>();
    m_gate = std::make_unique<session::TokenGate>(*m_hub, *m_store, key);
    m_ended = std::make_unique<QSignalSpy>(m_gate.get(), &session::TokenGate::ended);
}

void TokenGateTest::cleanup() {
    m_ended.reset();
    m_gate.reset();
    m_store.reset();
    m_hub.reset();
}

void TokenGateTest::signIn(const QByteArray &access, const QByteArray &refresh) {
    QVERIFY(resultOf(m_gate->adopt(access, refresh)));
    QVERIFY(m_gate->hasSession());
}

QFuture<Answer> TokenGateTest::sendExpired() {
    const qsizetype before = m_hub->count();
    QFuture<Answer> future = m_gate->send(request());
    m_hub->call(before).answer(problem("token-expired"));
    return future;
}

void TokenGateTest::withoutASessionNothingIsSent() {
    const Answer answer = resultOf(m_gate->send(request()));
    QCOMPARE(kindOf(answer), int(ErrorKind::SignedOut));
    QCOMPARE(m_hub->count(), 0);
}

void TokenGateTest::theAccessTokenGoesAlong() {
    signIn();
    QFuture<Answer> future = m_gate->send(request());
    QCOMPARE(m_hub->call(0).request.accessToken, QByteArray("access-1"));
    m_hub->call(0).answer(json(200, "{}"));
    QCOMPARE(resultOf(future)->status, 200);
}

void TokenGateTest::signingInStoresTheTokenFirst() {
    m_store->held = true;
    QFuture<domain::Result<void>> adopted = m_gate->adopt("access-1", "refresh-1");
    QCoreApplication::processEvents();
    QVERIFY(!adopted.isFinished());
    m_store->finishWrite();
    QVERIFY(resultOf(adopted));
    QCOMPARE(m_store->log, QList<QByteArray>{"write refresh-1"});
}

void TokenGateTest::withoutAKeychainTheSessionWorksAndSaysSo() {
    m_store->failing = true;
    QCOMPARE(kindOf(resultOf(m_gate->adopt("access-1", "refresh-1"))), int(ErrorKind::KeychainUnavailable));
    QVERIFY(m_gate->hasSession());
    QFuture<Answer> future = m_gate->send(request());
    m_hub->call(0).answer(json(200, "{}"));
    QVERIFY(resultOf(future));
}

void TokenGateTest::restoringNeedsNoNetwork() {
    m_store->value = "refresh-1";
    QVERIFY(resultOf(m_gate->restore()).value_or(false));
    QVERIFY(m_gate->hasSession());
    QCOMPARE(m_hub->count(), 0);
}

void TokenGateTest::restoringTellsAbsentFromUnavailable() {
    QVERIFY(!resultOf(m_gate->restore()).value_or(true));
    QVERIFY(!m_gate->hasSession());
    m_store->failing = true;
    QCOMPARE(kindOf(resultOf(m_gate->restore())), int(ErrorKind::KeychainUnavailable));
    QCOMPARE(m_ended->count(), 0);
}

void TokenGateTest::theFirstCallAfterRestoringRefreshes() {
    m_store->value = "refresh-1";
    QVERIFY(resultOf(m_gate->restore()));
    QFuture<Answer> future = m_gate->send(request());
    QCOMPARE(m_hub->call(0).request.path, refreshPath);
    QCOMPARE(m_hub->call(0).request.body, QByteArray(R"({"refresh_token":"refresh-1"})"));
    m_hub->call(0).answer(successor("access-2", "refresh-2"));
    QTRY_COMPARE(m_hub->count(), 2);
    QCOMPARE(m_hub->call(1).request.accessToken, QByteArray("access-2"));
    m_hub->call(1).answer(json(200, "{}"));
    QVERIFY(resultOf(future));
}

void TokenGateTest::anExpiredTokenIsRefreshedOnceForAll() {
    signIn();
    QList<QFuture<Answer>> futures;
    for (int sent = 0; sent < 3; ++sent) {
        futures.append(m_gate->send(request()));
    }
    for (int sent = 0; sent < 3; ++sent) {
        m_hub->call(sent).answer(problem("token-expired"));
    }
    futures.append(m_gate->send(request())); // comes while the refresh is under way
    QCOMPARE(m_hub->callsOf(refreshPath).size(), 1);
    QCOMPARE(m_hub->count(), 4);
    m_hub->call(3).answer(successor("access-2", "refresh-2"));
    QTRY_COMPARE(m_hub->count(), 8);
    for (int sent = 4; sent < 8; ++sent) {
        QCOMPARE(m_hub->call(sent).request.accessToken, QByteArray("access-2"));
        m_hub->call(sent).answer(json(200, "{}"));
    }
    for (const QFuture<Answer> &future : futures) {
        QCOMPARE(resultOf(future)->status, 200);
    }
    QCOMPARE(m_hub->callsOf(refreshPath).size(), 1);
}

void TokenGateTest::aCallThatCameLateUsesTheNewToken() {
    signIn();
    QFuture<Answer> slow = m_gate->send(request(QStringLiteral("/v1/slow")));
    QFuture<Answer> quick = sendExpired();
    m_hub->callsOf(refreshPath).first().answer(successor("access-2", "refresh-2"));
    QTRY_COMPARE(m_hub->callsOf(somePath).size(), 2);
    m_hub->callsOf(somePath).last().answer(json(200, "{}"));
    QVERIFY(resultOf(quick));
    m_hub->call(0).answer(problem("token-expired")); // with access-1: there is a newer one already
    QTRY_COMPARE(m_hub->callsOf(QStringLiteral("/v1/slow")).size(), 2);
    QCOMPARE(m_hub->callsOf(QStringLiteral("/v1/slow")).last().request.accessToken, QByteArray("access-2"));
    QCOMPARE(m_hub->callsOf(refreshPath).size(), 1);
    m_hub->callsOf(QStringLiteral("/v1/slow")).last().answer(json(200, "{}"));
    QVERIFY(resultOf(slow));
}

void TokenGateTest::expiredTwiceIsTheHubsFault() {
    signIn();
    QFuture<Answer> future = sendExpired();
    m_hub->call(1).answer(successor("access-2", "refresh-2"));
    QTRY_COMPARE(m_hub->count(), 3);
    m_hub->call(2).answer(problem("token-expired"));
    const Answer answer = resultOf(future);
    QCOMPARE(kindOf(answer), int(ErrorKind::HubFault));
    QCOMPARE(m_hub->count(), 3);
    QVERIFY(m_gate->hasSession());
}

void TokenGateTest::theSuccessorIsStoredBeforeTheOldOneIsDropped() {
    signIn();
    QFuture<Answer> future = sendExpired();
    m_store->held = true;
    m_hub->call(1).answer(successor("access-2", "refresh-2"));
    QTRY_COMPARE(m_store->log.last(), QByteArray("write refresh-2"));
    QCoreApplication::processEvents();
    QCOMPARE(m_hub->count(), 2); // nobody goes on before it is stored
    m_store->finishWrite();
    QTRY_COMPARE(m_hub->count(), 3);
    QVERIFY(!m_store->log.contains("remove"));
    m_hub->call(2).answer(json(200, "{}"));
    QVERIFY(resultOf(future));
}

void TokenGateTest::aFailingKeychainIsToldOnceAndTheSessionGoesOn() {
    signIn();
    QSignalSpy told(m_gate.get(), &session::TokenGate::notKept);
    m_store->failing = true;
    for (int round = 1; round <= 2; ++round) {
        QFuture<Answer> future = sendExpired();
        const QByteArray number = QByteArray::number(round + 1);
        m_hub->callsOf(refreshPath).last().answer(successor("access-" + number, "refresh-" + number));
        QTRY_COMPARE(m_hub->callsOf(somePath).size(), 2 * round);
        m_hub->callsOf(somePath).last().answer(json(200, "{}"));
        QVERIFY(resultOf(future));
        QCOMPARE(told.count(), 1);
    }
    QCOMPARE(m_hub->callsOf(refreshPath).last().request.body, QByteArray(R"({"refresh_token":"refresh-2"})"));
    QVERIFY(m_gate->hasSession());
    QCOMPARE(m_ended->count(), 0);
}

void TokenGateTest::theRefreshNeverCarriesAnAccessToken() {
    signIn();
    QFuture<Answer> future = sendExpired();
    QCOMPARE(m_hub->call(1).request.method, QByteArray("POST"));
    QVERIFY(m_hub->call(1).request.accessToken.isEmpty());
    QVERIFY(m_hub->call(1).request.idempotencyKey.isEmpty());
    m_hub->call(1).answer(failure(ErrorKind::Offline, "connection-refused"));
    QVERIFY(!resultOf(future));
}

namespace {

Answer page(int status, const QByteArray &type, const QByteArray &body) {
    return net::ApiResponse{.status = status, .contentType = type, .body = body};
}

/// Every way in which a call can fail, and whether the hub itself has said that the session is over.
void everyFailure() {
    QTest::addColumn<Given>("given");
    QTest::addColumn<QString>("endedWith");
    const auto row = [](const char *name, const Answer &answer, const char *endedWith = "") {
        QTest::newRow(name) << Given{answer} << QString::fromLatin1(endedWith);
    };
    row("offline", failure(ErrorKind::Offline, "connection-refused"));
    row("host not found", failure(ErrorKind::Offline, "host-not-found"));
    row("cut off", failure(ErrorKind::Offline, "connection-lost"));
    row("timeout", failure(ErrorKind::Timeout, "no-answer"));
    row("untrusted", failure(ErrorKind::Tls, "certificate-untrusted"));
    row("certificate not yet valid", failure(ErrorKind::Tls, "certificate-not-yet-valid"));
    row("proxy", failure(ErrorKind::Proxy, "proxy-authentication"));
    row("redirect", failure(ErrorKind::HubFault, "redirected"));
    row("too large", failure(ErrorKind::HubFault, "answer-too-large"));
    row("cancelled", failure(ErrorKind::Cancelled, "cancelled"));
    row("portal 401", page(401, "text/html", "<html>Sign in to the guest network</html>"));
    row("portal 401 that looks alike", page(401, "text/html", R"({"code":"session-ended"})"));
    row("401 in plain JSON", page(401, "application/json", R"({"code":"session-ended"})"));
    row("401 without a body", page(401, "", ""));
    row("401 cut off", page(401, "application/problem+json", R"({"code":"session-end)"));
    row("401 of a newer hub", page(401, "application/problem+json", R"({"code":"come-back-later"})"));
    row("403 in words", page(403, "application/problem+json", R"({"code":"session-ended","status":403})"));
    row("portal 302", page(302, "text/html", ""));
    row("proxy 407", page(407, "text/html", ""));
    row("404", problem("not-found"));
    row("429", problem("rate-limited"));
    row("500", page(500, "text/plain", "oops"));
    row("502", page(502, "text/html", "<html>Bad gateway</html>"));
    row("503", problem("unavailable"));
    row("mfa", problem("mfa-required"));
    row("unauthenticated", problem("unauthenticated"), "unauthenticated");
    row("session ended", problem("session-ended"), "session-ended");
    row("device wiped", problem("device-wiped"), "device-wiped");
}

} // namespace

void TokenGateTest::onlyTheHubsWordEndsASession_data() {
    everyFailure();
}

void TokenGateTest::onlyTheHubsWordEndsASession() {
    QFETCH(const Given, given);
    const Answer &answer = given.answer;
    QFETCH(const QString, endedWith);
    signIn();
    QFuture<Answer> future = m_gate->send(request());
    m_hub->call(0).answer(answer);
    const Answer result = resultOf(future);
    QCOMPARE(m_gate->hasSession(), endedWith.isEmpty());
    QCOMPARE(m_store->value.has_value(), endedWith.isEmpty());
    QCOMPARE(m_ended->count(), endedWith.isEmpty() ? 0 : 1);
    if (endedWith.isEmpty()) {
        QCOMPARE(kindOf(result), kindOf(answer)); // handed on as it came
        return;
    }
    QCOMPARE(m_ended->first().first().toString(), endedWith);
    QCOMPARE(kindOf(result), int(ErrorKind::SignedOut));
    QCOMPARE(codeOf(resultOf(m_gate->send(request()))), endedWith.toStdString());
    QCOMPARE(m_hub->count(), 1);
}

void TokenGateTest::onlyTheHubsWordEndsASessionAtRefresh_data() {
    everyFailure();
    QTest::newRow("200 with a page") << Given{page(200, "text/html", "<html>Welcome</html>")} << QString();
    QTest::newRow("200 with nothing") << Given{json(200, "{}")} << QString();
    QTest::newRow("200 with empty tokens")
        << Given{json(200, R"({"access_token":"","refresh_token":""})")} << QString();
    QTest::newRow("200 cut off") << Given{json(200, R"({"access_token":"a")")} << QString();
    QTest::newRow("expired") << Given{problem("token-expired")} << QString();
}

void TokenGateTest::onlyTheHubsWordEndsASessionAtRefresh() {
    QFETCH(const Given, given);
    const Answer &answer = given.answer;
    QFETCH(const QString, endedWith);
    signIn();
    QFuture<Answer> future = sendExpired();
    m_hub->call(1).answer(answer);
    const Answer result = resultOf(future);
    QVERIFY(!result);
    QCOMPARE(m_gate->hasSession(), endedWith.isEmpty());
    QCOMPARE(m_store->value.has_value(), endedWith.isEmpty());
    QCOMPARE(m_ended->count(), endedWith.isEmpty() ? 0 : 1);
    if (!endedWith.isEmpty()) {
        QCOMPARE(codeOf(result), endedWith.toStdString());
    } else if (!answer) {
        QCOMPARE(codeOf(result), codeOf(answer));
    }
    // Whoever hears "signed out" stops asking; that must be the gate's own view.
    QCOMPARE(kindOf(result) == int(ErrorKind::SignedOut), !endedWith.isEmpty());
}

/// A call with the token before may be told so after the present one could not be had.
void TokenGateTest::whatIsSaidOfAnEarlierTokenIsNoEnd() {
    signIn();
    QFuture<Answer> slow = m_gate->send(request(QStringLiteral("/v1/slow")));
    QFuture<Answer> quick = sendExpired();
    m_hub->callsOf(refreshPath).first().answer(failure(ErrorKind::Timeout, "no-answer"));
    QCOMPARE(kindOf(resultOf(quick)), int(ErrorKind::Timeout));
    m_hub->call(0).answer(problem("session-ended"));
    QCOMPARE(kindOf(resultOf(slow)), int(ErrorKind::HubFault)); // so that it is asked again
    QVERIFY(m_gate->hasSession());
    QCOMPARE(m_ended->count(), 0);
    QFuture<Answer> again = m_gate->send(request());
    QCOMPARE(m_hub->callsOf(refreshPath).size(), 2);
    m_hub->callsOf(refreshPath).last().answer(problem("session-ended"));
    QCOMPARE(kindOf(resultOf(again)), int(ErrorKind::SignedOut));
    QCOMPARE(m_ended->count(), 1);
}

void TokenGateTest::afterAFailedRefreshTheNextCallTriesAgain() {
    signIn();
    QFuture<Answer> first = sendExpired();
    m_hub->call(1).answer(failure(ErrorKind::Offline, "connection-lost"));
    QCOMPARE(kindOf(resultOf(first)), int(ErrorKind::Offline));
    QFuture<Answer> second = m_gate->send(request());
    QCOMPARE(m_hub->callsOf(refreshPath).size(), 2);
    QCOMPARE(m_hub->call(2).request.body, QByteArray(R"({"refresh_token":"refresh-1"})"));
    m_hub->call(2).answer(successor("access-2", "refresh-2"));
    QTRY_COMPARE(m_hub->count(), 4);
    m_hub->call(3).answer(json(200, "{}"));
    QVERIFY(resultOf(second));
}

void TokenGateTest::aDroppedRefreshDoesNotBlockTheNext() {
    signIn();
    QFuture<Answer> first = sendExpired();
    m_hub->drop(1);
    QCOMPARE(kindOf(resultOf(first)), int(ErrorKind::Cancelled));
    QFuture<Answer> second = m_gate->send(request());
    QCOMPARE(m_hub->callsOf(refreshPath).size(), 2);
    m_hub->call(2).answer(failure(ErrorKind::Offline, "connection-lost"));
    QVERIFY(!resultOf(second));
}

void TokenGateTest::otherRefusalsPassThrough() {
    signIn();
    QFuture<Answer> future = m_gate->send(request());
    m_hub->call(0).answer(problem("version-conflict"));
    const Answer answer = resultOf(future);
    QVERIFY(answer);
    QCOMPARE(answer->status, 412);
}

void TokenGateTest::signingOutForgetsEverything() {
    signIn();
    QVERIFY(resultOf(m_gate->clear()));
    QVERIFY(!m_gate->hasSession());
    QVERIFY(!m_store->value);
    QCOMPARE(kindOf(resultOf(m_gate->send(request()))), int(ErrorKind::SignedOut));
    QCOMPARE(m_ended->count(), 0);
}

void TokenGateTest::signingOutDuringARefreshLeavesNothingBehind() {
    signIn();
    QFuture<Answer> waiting = sendExpired();
    QVERIFY(resultOf(m_gate->clear()));
    QCOMPARE(kindOf(resultOf(waiting)), int(ErrorKind::SignedOut));
    m_hub->call(1).answer(successor("access-2", "refresh-2"));
    QCoreApplication::processEvents();
    QVERIFY(!m_gate->hasSession());
    QVERIFY(!m_store->value);
}

void TokenGateTest::aLateWordAboutTheOldSessionDoesNotEndTheNew() {
    signIn();
    QFuture<Answer> old = m_gate->send(request());
    signIn("access-9", "refresh-9");
    m_hub->call(0).answer(problem("session-ended"));
    QCOMPARE(codeOf(resultOf(old)), std::string("session-ended"));
    QVERIFY(m_gate->hasSession());
    QCOMPARE(m_ended->count(), 0);
    QCOMPARE(*m_store->value, QByteArray("refresh-9"));
}

void TokenGateTest::whoWaitsIsNotSentUnderAnotherAccount() {
    signIn();
    QFuture<Answer> waiting = sendExpired();
    signIn("access-9", "refresh-9");
    QCOMPARE(kindOf(resultOf(waiting)), int(ErrorKind::SignedOut));
    m_hub->call(1).answer(successor("access-2", "refresh-2"));
    QCoreApplication::processEvents();
    QCOMPARE(*m_store->value, QByteArray("refresh-9"));
    (void)m_gate->send(request());
    QCOMPARE(m_hub->call(2).request.accessToken, QByteArray("access-9"));
}

void TokenGateTest::theGateMayGoWhileCallsAreUnderWay() {
    signIn();
    QFuture<Answer> waiting = sendExpired();
    m_ended.reset();
    m_gate.reset();
    QCOMPARE(kindOf(resultOf(waiting)), int(ErrorKind::Cancelled));
    m_hub->call(1).answer(successor("access-2", "refresh-2"));
    QCOMPARE(*m_store->value, QByteArray("refresh-1"));
}

QTEST_GUILESS_MAIN(TokenGateTest)
#include "tst_token_gate.moc"
