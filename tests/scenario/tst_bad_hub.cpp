// Where the hub was stands something that answers badly: a broken hub, a proxy's error page, a captive
// portal. The desk stays signed in and keeps what was done, says what is wrong, also over a restart, and goes
// on by itself when the hub is back.
#include "stage.h"
#include "support/sqlite_file.h"
#include "unit/net/tls_test_server.h"
#include "wire/reservation_calls.h"

#include <QTest>

using namespace scenario;

namespace {

/// With the hub's own certificate: whoever stands there is believed to be the hub.
class FalseHub : public TlsTestServer {
public:
    explicit FalseHub(const QString &hubFolder) : TlsTestServer(asTheHub(hubFolder)) {}

    [[nodiscard]] bool wasAsked(const QByteArray &forWhat) const {
        return std::ranges::any_of(
            seen(), [&](const SeenRequest &request) { return request.head.contains(forWhat); });
    }

private:
    static QSslConfiguration asTheHub(const QString &hubFolder) {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificateChain(QSslCertificate::fromPath(hubFolder + QStringLiteral("/server.pem")));
        QFile file(hubFolder + QStringLiteral("/server.key"));
        if (file.open(QIODevice::ReadOnly)) {
            tls.setPrivateKey(QSslKey(&file, QSsl::Ec));
        }
        return tls;
    }
};

constexpr auto problem = "Content-Type: application/problem+json\r\n";
constexpr auto page = "Content-Type: text/html; charset=utf-8\r\n";

/// Written out and then the connection ends, where that belongs to the fault.
struct BadAnswer {
    const char *name;
    QByteArray bytes;
    bool hangsUp = false;
    const char *told = nullptr; ///< what the desk gives as the reason
};

QByteArray whole(const QByteArray &status, const QByteArray &headers, const QByteArray &body) {
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" +
           headers + "\r\n" + body;
}

QByteArray problemText(const QByteArray &code) {
    return "{\"type\":\"urn:hokatsu:problem:" + code + "\",\"title\":\"x\",\"status\":503,\"code\":\"" +
           code + "\",\"retryable\":true}";
}

QList<BadAnswer> badAnswers() {
    const QByteArray portal = "<html><body>Wi-Fi</body></html>";
    return {
        {"500 without a word", whole("500 Internal Server Error", "", ""), false, "not-the-hub"},
        {"500 as a page", whole("500 Internal Server Error", page, portal), false, "not-the-hub"},
        {"502 of a proxy", whole("502 Bad Gateway", page, portal), false, "not-the-hub"},
        {"503 of the hub, in a second",
         whole("503 Service Unavailable", QByteArray(problem) + "Retry-After: 1\r\n",
               problemText("unavailable")),
         false, "unavailable"},
        {"429 of the hub, in a second",
         whole("429 Too Many Requests", QByteArray(problem) + "Retry-After: 1\r\n",
               problemText("rate-limited")),
         false, "rate-limited"},
        {"garbage", QByteArray(200, '\x07') + "\r\n\r\n", true, nullptr},
        {"nothing at all", "", true, nullptr},
        {"half a body",
         whole("200 OK", "Content-Type: application/json\r\n", QByteArray(400, ' ')).chopped(200), true,
         nullptr},
        {"half a head", "HTTP/1.1 200 OK\r\nContent-Type: applica", true, nullptr},
        {"a redirect", whole("302 Found", "Location: https://portal.example.test/\r\n", ""), false,
         "redirected"},
        {"a captive portal", whole("200 OK", page, portal), false, nullptr},
        {"a portal that wants a sign-in", whole("401 Unauthorized", page, portal), false, nullptr},
        {"a portal that forbids", whole("403 Forbidden", page, portal), false, nullptr},
        {"a page that is not there", whole("404 Not Found", page, portal), false, nullptr},
        {"200 with an empty body", whole("200 OK", "Content-Type: application/json\r\n", ""), false, nullptr},
        {"200 with another's JSON", whole("200 OK", "Content-Type: application/json\r\n", "[1,2,3]"), false,
         nullptr},
        {"200 with JSON that breaks off",
         whole("200 OK", "Content-Type: application/json\r\n", "{\"changes\":[{"), false, nullptr},
    };
}

} // namespace

class BadHubTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theDeskKeepsEverythingAndGoesOn_data();
    void theDeskKeepsEverythingAndGoesOn();
    void atAStartToo_data();
    void atAStartToo();
    void cleanupTestCase() { m_prepared.reset(); }

private:
    static void answersAsRows();
    std::unique_ptr<Prepared> m_prepared;
};

void BadHubTest::initTestCase() {
    m_prepared = std::make_unique<Prepared>();
    QVERIFY(m_prepared->ready);
}

void BadHubTest::answersAsRows() {
    QTest::addColumn<int>("answer");
    int index = 0;
    for (const BadAnswer &bad : badAnswers()) {
        QTest::newRow(bad.name) << index++;
    }
}

namespace {

void giveBadAnswer(const BadAnswer &bad, QSslSocket &socket) {
    socket.write(bad.bytes);
    if (bad.hangsUp) {
        socket.disconnectFromHost();
    }
}

/// To every call.
void answerWith(FalseHub &hub, const BadAnswer &bad) {
    hub.answerWith([bad](const SeenRequest &, QSslSocket &socket) { giveBadAnswer(bad, socket); });
}

/// To every call but the first, which asks whether this is a hub at all.
void answerWithAfterTheStatus(FalseHub &hub, const BadAnswer &bad, const QString &hubFolder) {
    const test_support::SqliteFile database(hubFolder + QStringLiteral("/hub.sqlite"));
    wire::HubStatus status;
    status.epoch = database.text("SELECT value FROM meta WHERE name = 'epoch'").toStdString();
    status.time = domain::systemClock()->now();
    const QByteArray good = whole("200 OK", "Content-Type: application/json\r\n",
                                  QByteArray::fromStdString(wire::toJson(status)));
    hub.answerWith([bad, good](const SeenRequest &request, QSslSocket &socket) {
        if (request.head.startsWith("GET /v1/status ")) {
            socket.write(good);
        } else {
            giveBadAnswer(bad, socket);
        }
    });
}

/// "ok signed-in offline CODE WAITING NEEDS CLOCK", asked for until it is so.
bool showsTrouble(Stage &stage, const BadAnswer &bad, int waiting) {
    QString state;
    const bool shown = QTest::qWaitFor(
        [&] {
            state = stage.desk.ask(QStringLiteral("state"));
            const QString code = state.section(u' ', 3, 3);
            return state.startsWith(QStringLiteral("ok signed-in offline ")) &&
                   (bad.told == nullptr ? code != QStringLiteral("-")
                                        : code == QString::fromUtf8(bad.told)) &&
                   state.section(u' ', 4, 5) == QStringLiteral("%1 0").arg(waiting);
        },
        15'000);
    if (!shown) {
        qWarning("the desk says '%s'", qPrintable(state));
    }
    return shown;
}

bool endsWell(Stage &stage) {
    return stage.desk.ask(QStringLiteral("settled")) == QStringLiteral("ok 0") &&
           stage.desk.becomes(stage.row(stage.prepared.first), QStringLiteral("ok approved 2 none")) &&
           stage.records.stepsOf(stage.prepared.first, "approve") == 1;
}

} // namespace

void BadHubTest::theDeskKeepsEverythingAndGoesOn_data() {
    answersAsRows();
}

void BadHubTest::theDeskKeepsEverythingAndGoesOn() {
    QFETCH(int, answer);
    const BadAnswer bad = badAnswers().at(answer);
    Stage stage(*m_prepared);
    QVERIFY(stage.start());
    FalseHub falseHub(stage.hub.folder());
    answerWith(falseHub, bad);
    QCOMPARE(stage.hub.stop(), 0);
    m_prepared->proxy.setTarget(falseHub.serverPort());
    QVERIFY(stage.desk.ask(stage.approve()).startsWith(u"ok "));
    QVERIFY(showsTrouble(stage, bad, 1));
    QTRY_VERIFY(falseHub.seen().size() > 2); // it goes on trying
    QVERIFY(stage.desk.becomes(stage.row(m_prepared->first), QStringLiteral("ok requested 1 waiting")));
    QVERIFY(stage.startHub());
    m_prepared->proxy.breakOnce();
    QVERIFY(endsWell(stage));
    QCOMPARE(stage.breaches(), QStringList());
}

void BadHubTest::atAStartToo_data() {
    answersAsRows();
}

/// A start renews the session first: no such answer may end it, or change what is kept for it.
void BadHubTest::atAStartToo() {
    QFETCH(int, answer);
    const BadAnswer bad = badAnswers().at(answer);
    Stage stage(*m_prepared);
    FalseHub falseHub(stage.hub.folder());
    answerWithAfterTheStatus(falseHub, bad, stage.hub.folder());
    m_prepared->proxy.setTarget(falseHub.serverPort());
    QVERIFY(stage.startDesk());
    QVERIFY(stage.desk.ask(stage.approve()).startsWith(u"ok "));
    QVERIFY(showsTrouble(stage, bad, 1));
    QVERIFY(falseHub.wasAsked("/v1/auth/refresh"));
    QVERIFY(!falseHub.wasAsked("/approve"));
    QVERIFY(stage.startHub());
    m_prepared->proxy.breakOnce();
    QVERIFY(endsWell(stage));
    QCOMPARE(stage.breaches(), QStringList());
}

QTEST_GUILESS_MAIN(BadHubTest)
#include "tst_bad_hub.moc"
