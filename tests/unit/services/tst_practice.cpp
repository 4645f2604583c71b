// The practice authenticator and the practice hub's ready file.
#include "desk/practice/hub_process.h"
#include "desk/practice/practice_totp.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using services::fromBase32;
using services::totpCode;

class PracticeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void codesAreThoseOfTheRfc_data();
    void codesAreThoseOfTheRfc();
    void base32IsReadAsAppsWriteIt();
    void aReadyFileIsReadWhole();
    void anIncompleteReadyFileIsRefused();
    void aMissingHubProgramIsSaid();
    void aHubThatEndsAtOnceIsSaid();
};

void PracticeTest::codesAreThoseOfTheRfc_data() {
    QTest::addColumn<qint64>("second");
    QTest::addColumn<QString>("code");
    // RFC 6238, appendix B (SHA-1), the last six of its eight digits.
    QTest::newRow("59") << qint64(59) << QStringLiteral("287082");
    QTest::newRow("1111111109") << qint64(1111111109) << QStringLiteral("081804");
    QTest::newRow("1111111111") << qint64(1111111111) << QStringLiteral("050471");
    QTest::newRow("1234567890") << qint64(1234567890) << QStringLiteral("005924");
    QTest::newRow("2000000000") << qint64(2000000000) << QStringLiteral("279037");
    QTest::newRow("20000000000") << qint64(20000000000) << QStringLiteral("353130");
}

void PracticeTest::codesAreThoseOfTheRfc() {
    QFETCH(qint64, second);
    QFETCH(QString, code);
    const domain::Instant now{std::chrono::seconds(second)};
    QCOMPARE(totpCode("12345678901234567890", now), code);
    QCOMPARE(services::totpSecondsLeft(now), 30 - static_cast<int>(second % 30));
}

void PracticeTest::base32IsReadAsAppsWriteIt() {
    QCOMPARE(fromBase32(QStringLiteral("GEZDGNBVGY3TQOJQ")), QByteArray("1234567890"));
    QCOMPARE(fromBase32(QStringLiteral("gezd gnbv gy3t qojq ====")), QByteArray("1234567890"));
    QVERIFY(fromBase32(QStringLiteral("GEZD1")).isEmpty());
}

void PracticeTest::aReadyFileIsReadWhole() {
    const auto hub = services::practiceHubFrom(
        R"({"url":"https://127.0.0.1:4711","ca_file":"/x/ca.pem","ca_sha256":"AB:CD",
            "trainee":{"login_id":"trainee","password":"invented","totp_secret":"GEZD"}})");
    QVERIFY(hub.has_value());
    QCOMPARE(hub->url, QStringLiteral("https://127.0.0.1:4711"));
    QCOMPARE(hub->nursery.totpSecret, QStringLiteral("GEZD"));
}

void PracticeTest::anIncompleteReadyFileIsRefused() {
    for (const char *text : {"", "{", "[]", R"({"url":"https://127.0.0.1:1"})",
                             R"({"url":"https://127.0.0.1:1","ca_file":"x","trainee":[]})"}) {
        QVERIFY(!services::practiceHubFrom(text).has_value());
    }
}

void PracticeTest::aMissingHubProgramIsSaid() {
    const QTemporaryDir folder;
    services::HubProcess hub(folder.filePath(QStringLiteral("no-such-program")),
                             folder.filePath(QStringLiteral("hub")));
    QSignalSpy failed(&hub, &services::HubProcess::failed);
    hub.start();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<domain::Error>().code, std::string("training-hub-missing"));
}

void PracticeTest::aHubThatEndsAtOnceIsSaid() {
    const QTemporaryDir folder;
    services::HubProcess hub(QStringLiteral("/bin/false"), folder.filePath(QStringLiteral("hub")));
    QSignalSpy failed(&hub, &services::HubProcess::failed);
    hub.start();
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 20'000);
    QCOMPARE(failed.first().first().value<domain::Error>().code, std::string("training-hub-failed"));
}

QTEST_GUILESS_MAIN(PracticeTest)
#include "tst_practice.moc"
