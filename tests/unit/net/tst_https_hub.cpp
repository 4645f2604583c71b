#include "unit/net/tls_test_server.h"

#include "async/completion.h"
#include "net/give_up.h"
#include "net/https_hub.h"

#include <QTest>

using namespace std::chrono_literals;
using domain::ErrorKind;
using Answer = domain::Result<net::ApiResponse>;

namespace {

net::ApiRequest get(const QString &path = QStringLiteral("/v1/status")) {
    net::ApiRequest request;
    request.path = path;
    request.timeout = 5s;
    return request;
}

QByteArray kindAndCode(const Answer &answer) {
    if (answer) {
        return "status " + QByteArray::number(answer->status);
    }
    return QByteArray::number(int(answer.error().kind)) + ' ' +
           QByteArray::fromStdString(answer.error().code);
}

QByteArray expected(ErrorKind kind, const char *code) {
    return QByteArray::number(int(kind)) + ' ' + code;
}

} // namespace

class HttpsHubTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void anAnswerIsAValueWhateverItsStatus_data();
    void anAnswerIsAValueWhateverItsStatus();
    void theRequestCarriesWhatTheContractAsksFor();
    void aBodyGoesOutWithItsMethod_data();
    void aBodyGoesOutWithItsMethod();
    void pathAndQueryArriveAsTheyWereMeant();
    void aPrefixOfTheAddressIsKept();
    void compressedAnswersAreOpened();

    void anUnknownAuthorityIsATlsError();
    void aCertificateForAnotherHostIsATlsError();
    void anOutdatedProtocolIsATlsError();
    void plainHttpIsNeverSpoken();
    void nobodyListeningIsOffline();
    void aNameThatDoesNotExistIsOffline();
    void aSilentHubIsATimeout();
    void aTrickleEndsAsWell();
    void aRedirectIsNeverFollowed_data();
    void aRedirectIsNeverFollowed();
    void anAnswerCutOffIsOffline_data();
    void anAnswerCutOffIsOffline();
    void nonsenseInsteadOfHttpIsNoAnswer();
    void aBodyOverTheLimitIsRefused_data();
    void aBodyOverTheLimitIsRefused();
    void aBodyAtTheLimitIsTaken();
    void moreThanAnnouncedNeverReachesTheNextAnswer();
    void cookiesAreNotKept();

    void cancelAllEndsEverythingAtOnce();
    void oneRequestIsGivenUpAndTheOthersGoOn();
    void anotherRequestMayStartWhileOneEnds();
    void theHubMayGoWhileRequestsAreUnderWay();
    void theOwnerMayGoFirst();
    void aLongPollLeavesRoomForOthers();

    void acceptedJudgesAnswers();

private:
    Answer wait(net::HubApi &hub, const net::ApiRequest &request);
    Answer ask(const net::ApiRequest &request = get()) { return wait(*m_hub, request); }
    std::unique_ptr<net::HubApi> hubAt(const QUrl &url);

    std::unique_ptr<TestAuthority> m_authority;
    std::unique_ptr<TlsTestServer> m_server;
    std::unique_ptr<net::HubApi> m_hub;
};

void HttpsHubTest::initTestCase() {
    m_authority = std::make_unique<TestAuthority>();
    QVERIFY(!m_authority->authority().isNull());
}

void HttpsHubTest::init() {
    m_server = std::make_unique<TlsTestServer>(m_authority->serverSide());
    m_server->answerWith("200 OK", R"({"ok":true})");
    m_hub = hubAt(m_server->url());
}

void HttpsHubTest::cleanup() {
    m_hub.reset();
    m_server.reset();
}

std::unique_ptr<net::HubApi> HttpsHubTest::hubAt(const QUrl &url) {
    return net::httpsHub({.url = url, .extraAuthorities = {m_authority->authority()}}, this);
}

Answer HttpsHubTest::wait(net::HubApi &hub, const net::ApiRequest &request) {
    QFuture<Answer> future = hub.send(request);
    const bool done = QTest::qWaitFor([&] { return future.isFinished(); }, 30'000);
    return done && future.resultCount() == 1 ? future.result()
                                             : Answer(domain::fail(ErrorKind::Bug, "never-finished"));
}

void HttpsHubTest::anAnswerIsAValueWhateverItsStatus_data() {
    QTest::addColumn<QByteArray>("status");
    for (const char *status : {"200 OK",
                               "201 Created",
                               "204 No Content",
                               "400 Bad Request",
                               "401 Unauthorized",
                               "403 Forbidden",
                               "404 Not Found",
                               "405 Method Not Allowed",
                               "409 Conflict",
                               "410 Gone",
                               "412 Precondition Failed",
                               "413 Too Large",
                               "418 Teapot",
                               "422 Unprocessable",
                               "428 Precondition Required",
                               "429 Too Many Requests",
                               "500 Error",
                               "501 Not Implemented",
                               "503 Unavailable",
                               "599 Odd"}) {
        QTest::newRow(status) << QByteArray(status);
    }
}

void HttpsHubTest::anAnswerIsAValueWhateverItsStatus() {
    QFETCH(const QByteArray, status);
    const bool empty = status.startsWith("204");
    m_server->answerWith(status, empty ? "" : R"({"code":"x"})",
                         "Content-Type: application/problem+json\r\nETag: \"4\"\r\nRetry-After: 7\r\n"
                         "X-Request-ID: hub-1\r\nIdempotency-Replayed: true\r\n"
                         "Date: Sun, 22 Nov 2026 01:00:00 GMT\r\nWWW-Authenticate: Bearer\r\n");
    const Answer answer = ask();
    QVERIFY2(answer, kindAndCode(answer));
    QCOMPARE(answer->status, status.left(3).toInt());
    QCOMPARE(answer->body, empty ? QByteArray() : QByteArray(R"({"code":"x"})"));
    QCOMPARE(answer->contentType, QByteArray("application/problem+json"));
    QCOMPARE(answer->etag, QByteArray("\"4\""));
    QCOMPARE(answer->retryAfter, QByteArray("7"));
    QCOMPARE(answer->requestId, QByteArray("hub-1"));
    QCOMPARE(answer->date, QByteArray("Sun, 22 Nov 2026 01:00:00 GMT"));
    QVERIFY(answer->replayed);
}

void HttpsHubTest::theRequestCarriesWhatTheContractAsksFor() {
    net::ApiRequest request = get();
    request.method = "PATCH";
    request.body = R"({"note":"見本"})";
    request.accessToken = "a-token";
    request.idempotencyKey = "019abcde-f012-7000-8000-000000000001";
    request.ifMatch = 12;
    request.ifNoneMatchAny = true;
    const Answer answer = ask(request);
    QVERIFY2(answer, kindAndCode(answer));
    const QByteArray head = m_server->seen().value(0).head;
    for (const char *field :
         {"\r\nAuthorization: Bearer a-token", "\r\nIdempotency-Key: 019abcde-f012-7000-8000-000000000001",
          "\r\nIf-Match: \"12\"", "\r\nIf-None-Match: *", "\r\nContent-Type: application/json",
          "\r\nAccept-Language: ja", "\r\nAccept: application/json, application/problem+json", "gzip"}) {
        QVERIFY2(head.contains(field), field);
    }
    QVERIFY(!answer->requestId.isEmpty());
    QVERIFY(head.contains("\r\nX-Request-ID: " + answer->requestId));
    QVERIFY(!head.contains("Cookie"));
}

void HttpsHubTest::aBodyGoesOutWithItsMethod_data() {
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("post") << QByteArray("POST") << QByteArray(R"({"a":1})");
    QTest::newRow("post without a body") << QByteArray("POST") << QByteArray();
    QTest::newRow("put") << QByteArray("PUT") << QByteArray(R"({"a":2})");
    QTest::newRow("patch") << QByteArray("PATCH") << QByteArray(R"({"a":3})");
    QTest::newRow("delete") << QByteArray("DELETE") << QByteArray();
    QTest::newRow("delete with a body") << QByteArray("DELETE") << QByteArray(R"({"families":[]})");
    QTest::newRow("large") << QByteArray("POST") << QByteArray(1'000'000, 'x');
}

void HttpsHubTest::aBodyGoesOutWithItsMethod() {
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, body);
    net::ApiRequest request = get();
    request.method = method;
    request.body = body;
    const Answer answer = ask(request);
    QVERIFY2(answer, kindAndCode(answer));
    QCOMPARE(m_server->seen().size(), 1);
    QVERIFY(m_server->seen().first().head.startsWith(method + " /v1/status HTTP/1.1"));
    QCOMPARE(m_server->seen().first().body, body);
}

void HttpsHubTest::pathAndQueryArriveAsTheyWereMeant() {
    net::ApiRequest request = get(QStringLiteral("/v1/users/%E8%A6%8B%2Fx"));
    request.query = {{QStringLiteral("cursor"), QStringLiteral("a+b/c=d&e %2B")},
                     {QStringLiteral("q"), QStringLiteral("見本")}};
    QVERIFY(ask(request));
    QVERIFY2(
        m_server->seen().first().head.startsWith(
            "GET /v1/users/%E8%A6%8B%2Fx?cursor=a%2Bb%2Fc%3Dd%26e%20%252B&q=%E8%A6%8B%E6%9C%AC HTTP/1.1"),
        m_server->seen().first().head);
}

void HttpsHubTest::aPrefixOfTheAddressIsKept() {
    QUrl url = m_server->url();
    url.setPath(QStringLiteral("/hub/"));
    const auto hub = hubAt(url);
    QVERIFY(wait(*hub, get()));
    QVERIFY(m_server->seen().first().head.startsWith("GET /hub/v1/status HTTP/1.1"));
}

void HttpsHubTest::compressedAnswersAreOpened() {
    // gzip of {"ok":true}
    const QByteArray zipped =
        QByteArray::fromHex("1f8b0800000000000203ab56cacf56b22a292a4dad0500905fd4a70b000000");
    m_server->answerWith("200 OK", zipped, "Content-Type: application/json\r\nContent-Encoding: gzip\r\n");
    const Answer answer = ask();
    QVERIFY2(answer, kindAndCode(answer));
    QCOMPARE(answer->body, QByteArray(R"({"ok":true})"));
}

void HttpsHubTest::anUnknownAuthorityIsATlsError() {
    const auto hub = net::httpsHub({.url = m_server->url()}, this);
    QCOMPARE(kindAndCode(wait(*hub, get())), expected(ErrorKind::Tls, "certificate-untrusted"));
    QVERIFY(m_server->seen().isEmpty());
    const TestAuthority other;
    const auto misled =
        net::httpsHub({.url = m_server->url(), .extraAuthorities = {other.authority()}}, this);
    QCOMPARE(kindAndCode(wait(*misled, get())), expected(ErrorKind::Tls, "certificate-untrusted"));
    QVERIFY(m_server->seen().isEmpty());
}

void HttpsHubTest::aCertificateForAnotherHostIsATlsError() {
    const TestAuthority elsewhere(QStringLiteral("DNS:elsewhere.example"));
    TlsTestServer server(elsewhere.serverSide());
    const auto hub = net::httpsHub({.url = server.url(), .extraAuthorities = {elsewhere.authority()}}, this);
    QCOMPARE(kindAndCode(wait(*hub, get())), expected(ErrorKind::Tls, "certificate-wrong-host"));
    QVERIFY(server.seen().isEmpty());
}

void HttpsHubTest::anOutdatedProtocolIsATlsError() {
    QTcpServer plain; // answers the handshake with plain HTTP, as a wrong port does
    QVERIFY(plain.listen(QHostAddress::LocalHost));
    connect(&plain, &QTcpServer::newConnection, &plain, [&plain] {
        QTcpSocket *socket = plain.nextPendingConnection();
        socket->write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    });
    const auto hub = hubAt(QUrl(QStringLiteral("https://127.0.0.1:%1").arg(plain.serverPort())));
    QCOMPARE(kindAndCode(wait(*hub, get())), expected(ErrorKind::Tls, "tls-handshake"));
}

void HttpsHubTest::plainHttpIsNeverSpoken() {
    QUrl url = m_server->url();
    url.setScheme(QStringLiteral("http"));
    const auto hub = hubAt(url);
    QCOMPARE(kindAndCode(wait(*hub, get())), expected(ErrorKind::Tls, "not-https"));
    const auto nowhere = hubAt(QUrl());
    QCOMPARE(kindAndCode(wait(*nowhere, get())), expected(ErrorKind::Tls, "not-https"));
}

void HttpsHubTest::nobodyListeningIsOffline() {
    const QUrl url = m_server->url();
    m_server->close();
    const auto hub = hubAt(url);
    QCOMPARE(kindAndCode(wait(*hub, get())), expected(ErrorKind::Offline, "connection-refused"));
}

void HttpsHubTest::aNameThatDoesNotExistIsOffline() {
    const auto hub = hubAt(QUrl(QStringLiteral("https://no-such-hub.invalid")));
    const Answer answer = wait(*hub, get());
    QVERIFY(!answer);
    QCOMPARE(int(answer.error().kind), int(ErrorKind::Offline));
}

void HttpsHubTest::aSilentHubIsATimeout() {
    m_server->answerWith([](const SeenRequest &, QSslSocket &) {});
    net::ApiRequest request = get();
    request.timeout = 200ms;
    QCOMPARE(kindAndCode(ask(request)), expected(ErrorKind::Timeout, "no-answer"));
    QTcpServer deaf; // accepts and never speaks TLS
    QVERIFY(deaf.listen(QHostAddress::LocalHost));
    const auto hub = hubAt(QUrl(QStringLiteral("https://127.0.0.1:%1").arg(deaf.serverPort())));
    QCOMPARE(kindAndCode(wait(*hub, request)), expected(ErrorKind::Timeout, "no-answer"));
}

void HttpsHubTest::aTrickleEndsAsWell() {
    m_server->answerWith([](const SeenRequest &, QSslSocket &socket) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n");
        auto *drip = new QTimer(&socket);
        connect(drip, &QTimer::timeout, &socket, [&socket] { socket.write("x"); });
        drip->start(20);
    });
    net::ApiRequest request = get();
    request.timeout = 200ms;
    QCOMPARE(kindAndCode(ask(request)), expected(ErrorKind::Timeout, "no-answer"));
}

void HttpsHubTest::aRedirectIsNeverFollowed_data() {
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("target");
    QTest::newRow("elsewhere") << QByteArray("302 Found") << QByteArray("https://portal.invalid/login");
    QTest::newRow("same place") << QByteArray("301 Moved") << QByteArray("/v1/other");
    QTest::newRow("plain") << QByteArray("307 Temporary") << QByteArray("http://127.0.0.1/");
    QTest::newRow("kept method") << QByteArray("308 Permanent") << QByteArray("/v1/other");
}

void HttpsHubTest::aRedirectIsNeverFollowed() {
    QFETCH(const QByteArray, status);
    QFETCH(const QByteArray, target);
    m_server->answerWith(status, "", "Location: " + target + "\r\n");
    QCOMPARE(kindAndCode(ask()), expected(ErrorKind::HubFault, "redirected"));
    QCOMPARE(m_server->seen().size(), 1);
}

void HttpsHubTest::anAnswerCutOffIsOffline_data() {
    QTest::addColumn<QByteArray>("text");
    const QByteArray head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    QTest::newRow("in the body") << head + "Content-Length: 100\r\n\r\n{\"half\":";
    QTest::newRow("before the body") << head + "Content-Length: 100\r\n\r\n";
    QTest::newRow("in a chunk") << head + "Transfer-Encoding: chunked\r\n\r\n20\r\n{\"half\":";
    QTest::newRow("before the last chunk") << head + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n";
    QTest::newRow("in the header") << QByteArray("HTTP/1.1 200 OK\r\nContent-Ty");
    QTest::newRow("an error's body") << QByteArray(
        "HTTP/1.1 401 Unauthorized\r\nContent-Type: application/problem+json\r\nContent-Length: "
        "100\r\n\r\n{");
}

void HttpsHubTest::anAnswerCutOffIsOffline() {
    QFETCH(const QByteArray, text);
    m_server->answerWith([text](const SeenRequest &, QSslSocket &socket) {
        socket.write(text);
        socket.disconnectFromHost();
    });
    const Answer answer = ask();
    QVERIFY2(!answer, kindAndCode(answer));
    QCOMPARE(int(answer.error().kind), int(ErrorKind::Offline));
}

void HttpsHubTest::nonsenseInsteadOfHttpIsNoAnswer() {
    m_server->answerWith([](const SeenRequest &, QSslSocket &socket) {
        socket.write("220 mail.invalid ESMTP ready\r\n\r\n");
        socket.disconnectFromHost();
    });
    const Answer answer = ask();
    QVERIFY2(!answer, kindAndCode(answer));
}

void HttpsHubTest::aBodyOverTheLimitIsRefused_data() {
    QTest::addColumn<QByteArray>("head");
    QTest::newRow("announced") << QByteArray("Content-Length: 40000000\r\n");
    QTest::newRow("until the end") << QByteArray("Connection: close\r\n");
}

void HttpsHubTest::aBodyOverTheLimitIsRefused() {
    QFETCH(const QByteArray, head);
    m_server->answerWith([head](const SeenRequest &, QSslSocket &socket) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + head + "\r\n");
        const QByteArray megabyte(1'000'000, ' ');
        for (int sent = 0; sent < 40; ++sent) {
            socket.write(megabyte);
        }
    });
    QCOMPARE(kindAndCode(ask()), expected(ErrorKind::HubFault, "answer-too-large"));
}

void HttpsHubTest::aBodyAtTheLimitIsTaken() {
    m_server->answerWith("200 OK", QByteArray(32 * 1024 * 1024, ' '));
    const Answer answer = ask();
    QVERIFY2(answer, kindAndCode(answer));
    QCOMPARE(answer->body.size(), 32 * 1024 * 1024);
}

void HttpsHubTest::moreThanAnnouncedNeverReachesTheNextAnswer() {
    m_server->answerWith([](const SeenRequest &, QSslSocket &socket) {
        socket.write(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 8\r\n\r\n{\"no\":1}");
    });
    const Answer first = ask();
    QVERIFY2(first, kindAndCode(first));
    QCOMPARE(first->body, QByteArray("{}"));
    m_server->answerWith("200 OK", R"({"second":true})");
    const Answer second = ask();
    QVERIFY2(!second || second->body != R"({"no":1})", "an answer that nobody asked for was taken");
}

void HttpsHubTest::cookiesAreNotKept() {
    m_server->answerWith("200 OK", "{}",
                         "Content-Type: application/json\r\nSet-Cookie: track=me; Path=/\r\n");
    QVERIFY(ask());
    QVERIFY(ask());
    QVERIFY(!m_server->seen().at(1).head.contains("track"));
}

void HttpsHubTest::cancelAllEndsEverythingAtOnce() {
    m_server->answerWith([](const SeenRequest &, QSslSocket &) {});
    QList<QFuture<Answer>> futures;
    for (int sent = 0; sent < 10; ++sent) { // more than connections
        futures.append(m_hub->send(get()));
    }
    QTRY_VERIFY(!m_server->seen().isEmpty());
    m_hub->cancelAll();
    for (const QFuture<Answer> &future : futures) {
        QVERIFY(future.isFinished());
        QCOMPARE(kindAndCode(future.result()), expected(ErrorKind::Cancelled, "cancelled"));
    }
    m_server->answerWith("200 OK", "{}");
    QVERIFY(ask());
}

void HttpsHubTest::oneRequestIsGivenUpAndTheOthersGoOn() {
    m_server->answerWith([](const SeenRequest &, QSslSocket &) {});
    net::ApiRequest unwanted = get();
    unwanted.giveUp = std::make_shared<net::GiveUp>();
    const QFuture<Answer> first = m_hub->send(unwanted);
    const QFuture<Answer> second = m_hub->send(get());
    QTRY_COMPARE(m_server->seen().size(), 2);
    unwanted.giveUp->now();
    QVERIFY(first.isFinished());
    QCOMPARE(kindAndCode(first.result()), expected(ErrorKind::Cancelled, "cancelled"));
    QVERIFY(!second.isFinished());
    QCOMPARE(kindAndCode(wait(*m_hub, unwanted)), expected(ErrorKind::Cancelled, "cancelled"));
    QCOMPARE(m_server->seen().size(), 2);
    m_hub->cancelAll();
}

void HttpsHubTest::anotherRequestMayStartWhileOneEnds() {
    m_server->answerWith([](const SeenRequest &, QSslSocket &) {});
    QFuture<Answer> second;
    async::whenFinished(m_hub->send(get()), this, [&](const Answer &) {
        m_server->answerWith("200 OK", "{}");
        second = m_hub->send(get());
    });
    m_hub->cancelAll();
    QTRY_VERIFY(second.isFinished() && second.resultCount() == 1);
    QVERIFY2(second.result(), kindAndCode(second.result()));
}

void HttpsHubTest::theHubMayGoWhileRequestsAreUnderWay() {
    m_server->answerWith([](const SeenRequest &, QSslSocket &) {});
    QFuture<Answer> first = m_hub->send(get());
    QFuture<Answer> second = m_hub->send(get());
    async::whenFinished(first, this, [&](const Answer &) { m_hub.reset(); });
    m_hub->cancelAll();
    QVERIFY(!m_hub);
    QVERIFY(second.isFinished());
    QCOMPARE(kindAndCode(second.result()), expected(ErrorKind::Cancelled, "cancelled"));
}

void HttpsHubTest::theOwnerMayGoFirst() {
    auto owner = std::make_unique<QObject>();
    const auto hub =
        net::httpsHub({.url = m_server->url(), .extraAuthorities = {m_authority->authority()}}, owner.get());
    QFuture<Answer> future = hub->send(get());
    owner.reset();
    QVERIFY(future.isFinished());
    QCOMPARE(kindAndCode(future.result()), expected(ErrorKind::Cancelled, "cancelled"));
    QCOMPARE(kindAndCode(wait(*hub, get())), expected(ErrorKind::Cancelled, "cancelled"));
    hub->cancelAll();
}

void HttpsHubTest::aLongPollLeavesRoomForOthers() {
    m_server->answerWith([](const SeenRequest &request, QSslSocket &socket) {
        if (!request.head.startsWith("GET /v1/changes")) {
            socket.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
        }
    });
    QFuture<Answer> poll = m_hub->send(get(QStringLiteral("/v1/changes")));
    for (int sent = 0; sent < 20; ++sent) {
        QVERIFY(ask());
    }
    QVERIFY(!poll.isFinished());
}

void HttpsHubTest::acceptedJudgesAnswers() {
    const auto judged = [](int status, const QByteArray &type, const QByteArray &body) {
        return kindAndCode(
            net::accepted(net::ApiResponse{.status = status, .contentType = type, .body = body}));
    };
    QCOMPARE(judged(200, "application/json", "{}"), QByteArray("status 200"));
    QCOMPARE(judged(204, "", ""), QByteArray("status 204"));
    QCOMPARE(judged(200, "text/html; charset=utf-8", "<html>"), expected(ErrorKind::HubFault, "not-the-hub"));
    QCOMPARE(judged(401, "text/html", "<html>"), expected(ErrorKind::HubFault, "not-the-hub"));
    QCOMPARE(judged(401, "application/problem+json", R"({"code":"session-ended"})"),
             expected(ErrorKind::SignedOut, "session-ended"));
    QCOMPARE(judged(409, "application/problem+json", R"({"code":"slot-full"})"),
             expected(ErrorKind::Conflict, "slot-full"));
    QCOMPARE(kindAndCode(net::accepted(domain::fail(ErrorKind::Timeout, "no-answer"))),
             expected(ErrorKind::Timeout, "no-answer"));
}

QTEST_GUILESS_MAIN(HttpsHubTest)
#include "async/completion.h"
#include "tst_https_hub.moc"
