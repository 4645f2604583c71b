// The store over the operating system's keychain. The program runs itself again three times: under a session
// bus of its own with an unlocked gnome-keyring, with a bus but no keyring, and without a bus.
#include "session/credential_store.h"
#include "unit/session/scripted_hub.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace std::chrono_literals;
using domain::ErrorKind;
using session::CredentialStore;
using Value = std::optional<QByteArray>;

namespace {

constexpr const char *surroundingsVariable = "KEYCHAIN_TEST_SURROUNDINGS";

/// Where this process runs: "keyring", "no-keyring", "no-bus", or empty in the outer process.
QByteArray surroundings() {
    return qgetenv(surroundingsVariable);
}

std::unique_ptr<CredentialStore> store(const char *service = "hokatsu-test") {
    return session::keychainStore(QString::fromLatin1(service), 20s);
}

const QString token = QStringLiteral("refresh-token");
const QByteArray secret("\0invented \xe2\x82\xac \xff secret", 22);

} // namespace

class KeychainTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void runsUnderAKeyring();
    void runsWithoutAKeyring();
    void runsUnderAMuteBus();
    void runsWithoutABus();

    void keepsReplacesAndForgets();
    void servicesAreApart();
    void manyAtOnceDoNotMixUp();
    void whatIsAbsentIsAbsent();
    void theStoreMayGoWhileAJobIsUnderWay();

    void withoutAKeychainEverythingIsUnavailable();
    void aSlowKeychainIsAbandoned();
    void aKeychainThatNeverAnswersIsUnavailable();

private:
    void runIn(const char *where, const QStringList &command);
    void runUnderBus(const char *where, const QByteArray &policy);
};

void KeychainTest::initTestCase() {
    if (!QStandardPaths::findExecutable(QStringLiteral("dbus-run-session")).isEmpty()) {
        return;
    }
    QFAIL("dbus-run-session is missing (package dbus)");
}

/// Runs this program again in other surroundings; its output becomes ours where it fails.
void KeychainTest::runIn(const char *where, const QStringList &command) {
    if (!surroundings().isEmpty()) {
        QSKIP("the outer process does this");
    }
    const QTemporaryDir home;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *inherited : {"DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY",
                                  "GNOME_KEYRING_CONTROL", "XDG_CURRENT_DESKTOP", "KDE_SESSION_VERSION"}) {
        environment.remove(QString::fromLatin1(inherited));
    }
    environment.insert(QString::fromLatin1(surroundingsVariable), QString::fromLatin1(where));
    environment.insert(QStringLiteral("HOME"), home.path());
    for (const char *folder : {"XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"}) {
        environment.insert(QString::fromLatin1(folder), home.path());
    }
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(command.first(), command.mid(1) + QStringList{QCoreApplication::applicationFilePath()});
    QVERIFY2(process.waitForFinished(180'000), "it never ended");
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0) {
        const QByteArray output = process.readAll();
        for (const QByteArray &line : output.split('\n')) { // one message would be cut
            qInfo("%s", line.constData());
        }
        QFAIL("the tests in these surroundings failed");
    }
}

void KeychainTest::runsUnderAKeyring() {
    if (QStandardPaths::findExecutable(QStringLiteral("gnome-keyring-daemon")).isEmpty()) {
        QFAIL("gnome-keyring-daemon is missing (package gnome-keyring)");
    }
    const QString script = QStringLiteral(
        "printf invented | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec \"$@\"");
    runIn("keyring", {QStringLiteral("dbus-run-session"), QStringLiteral("--"), QStringLiteral("bash"),
                      QStringLiteral("-c"), script, QStringLiteral("_")});
}

/// A bus that can start nothing: no service is to be found by its name.
void KeychainTest::runUnderBus(const char *where, const QByteArray &policy) {
    const QTemporaryDir folder;
    QFile config(folder.filePath(QStringLiteral("bus.conf")));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write(
        "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
        "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\"><busconfig><type>session</type>"
        "<listen>unix:tmpdir=/tmp</listen><policy context=\"default\">" +
        policy + "</policy></busconfig>");
    config.close();
    runIn(where, {QStringLiteral("dbus-run-session"), QStringLiteral("--config-file=") + config.fileName(),
                  QStringLiteral("--")});
}

void KeychainTest::runsWithoutAKeyring() {
    runUnderBus(
        "no-keyring",
        "<allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/>");
}

void KeychainTest::runsUnderAMuteBus() {
    runUnderBus("mute-bus", "<allow send_destination=\"*\"/><deny receive_sender=\"*\"/>");
}

void KeychainTest::runsWithoutABus() {
    runIn("no-bus", {QStringLiteral("env")});
}

#define ONLY_WITH(where)                                                                                     \
    if (surroundings() != (where))                                                                           \
    QSKIP("for other surroundings")

void KeychainTest::keepsReplacesAndForgets() {
    ONLY_WITH("keyring");
    const auto keychain = store();
    QVERIFY(resultOf(keychain->write(token, "first")));
    QVERIFY(resultOf(keychain->write(token, secret)));
    QCOMPARE(*resultOf(keychain->read(token)), Value(secret));
    QCOMPARE(*resultOf(store()->read(token)), Value(secret));
    QVERIFY(resultOf(keychain->remove(token)));
    QCOMPARE(*resultOf(keychain->read(token)), Value());
    QVERIFY(resultOf(keychain->remove(token)));
}

void KeychainTest::servicesAreApart() {
    ONLY_WITH("keyring");
    const auto one = store("hokatsu-test-one");
    const auto two = store("hokatsu-test-two");
    QVERIFY(resultOf(one->write(token, "one")));
    QCOMPARE(*resultOf(two->read(token)), Value());
    QCOMPARE(*resultOf(one->read(token)), Value("one"));
}

void KeychainTest::manyAtOnceDoNotMixUp() {
    ONLY_WITH("keyring");
    const auto keychain = store();
    QList<QFuture<domain::Result<void>>> writes;
    QList<QFuture<domain::Result<Value>>> absent;
    for (int index = 0; index < 10; ++index) {
        writes.append(keychain->write(QStringLiteral("key-%1").arg(index), QByteArray::number(index)));
        absent.append(keychain->read(QStringLiteral("no-such-key-%1").arg(index)));
    }
    for (const auto &write : writes) {
        QVERIFY2(resultOf(write), codeOf(resultOf(write)).c_str());
    }
    for (const auto &read : absent) {
        QCOMPARE(*resultOf(read), Value());
    }
    for (int index = 0; index < 10; ++index) {
        QCOMPARE(*resultOf(keychain->read(QStringLiteral("key-%1").arg(index))),
                 Value(QByteArray::number(index)));
    }
}

void KeychainTest::whatIsAbsentIsAbsent() {
    ONLY_WITH("keyring");
    const auto read = resultOf(store("hokatsu-test-nothing")->read(token));
    QVERIFY2(read, codeOf(read).c_str());
    QVERIFY(!*read);
}

void KeychainTest::theStoreMayGoWhileAJobIsUnderWay() {
    ONLY_WITH("keyring");
    auto keychain = store();
    const auto write = keychain->write(QStringLiteral("late"), "late");
    const auto read = keychain->read(QStringLiteral("never"));
    keychain.reset();
    QVERIFY(resultOf(write));
    QCOMPARE(*resultOf(read), Value());
    QCOMPARE(*resultOf(store()->read(QStringLiteral("late"))), Value("late"));
}

void KeychainTest::withoutAKeychainEverythingIsUnavailable() {
    if (surroundings() != "no-bus" && surroundings() != "no-keyring") {
        QSKIP("for other surroundings");
    }
    const auto keychain = store();
    QCOMPARE(kindOf(resultOf(keychain->read(token))), int(ErrorKind::KeychainUnavailable));
    QCOMPARE(kindOf(resultOf(keychain->write(token, secret))), int(ErrorKind::KeychainUnavailable));
    QCOMPARE(kindOf(resultOf(keychain->remove(token))), int(ErrorKind::KeychainUnavailable));
}

void KeychainTest::aSlowKeychainIsAbandoned() {
    ONLY_WITH("keyring");
    const auto hurried = session::keychainStore(QStringLiteral("hokatsu-test"), 0ms);
    const auto refused = resultOf(hurried->write(token, "late"));
    QCOMPARE(codeOf(refused), std::string("keychain-timeout"));
    // The abandoned job ends by itself and holds up nobody.
    const auto patient = store();
    QVERIFY(resultOf(patient->write(token, "in time")));
    QCOMPARE(*resultOf(patient->read(token)), Value("in time"));
}

void KeychainTest::aKeychainThatNeverAnswersIsUnavailable() {
    ONLY_WITH("mute-bus");
    const auto keychain = session::keychainStore(QStringLiteral("hokatsu-test"), 500ms);
    const auto read = keychain->read(token);
    const auto write = keychain->write(token, secret);
    QCOMPARE(kindOf(resultOf(read)), int(ErrorKind::KeychainUnavailable));
    QCOMPARE(kindOf(resultOf(write)), int(ErrorKind::KeychainUnavailable));
    QCOMPARE(kindOf(resultOf(keychain->remove(token))), int(ErrorKind::KeychainUnavailable));
}

QTEST_GUILESS_MAIN(KeychainTest)
#include "tst_keychain.moc"
