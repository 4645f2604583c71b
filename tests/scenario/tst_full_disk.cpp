// The disk is full: the desk's, or the hub's. Who cannot keep something says so, nothing is half done, what
// was kept before is still there, and all goes on once there is room. On a small file system of its own where
// this user may mount one, and with the kernel's ENOSPC made by tests/support/crash_points.c anywhere.
#include "stage.h"
#include "support/crash_trap.h"
#include "support/small_disk.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QTest>

using namespace scenario;
using test_support::FullDisk;
using test_support::SmallDisk;

namespace {

bool mayMount = false;

/// The same switch for both kinds of disk.
class Disk {
public:
    Disk(bool real, const QString &folder) {
        if (real) {
            m_real.emplace(folder);
        }
    }
    [[nodiscard]] bool isThere() const { return !m_real || m_real->isMounted(); }
    [[nodiscard]] Surroundings around() const {
        return {.environment = m_real ? QProcessEnvironment() : m_made.environment()};
    }
    void fill() { m_real ? m_real->fill() : m_made.fill(); }
    void makeRoom() { m_real ? m_real->makeRoom() : m_made.makeRoom(); }

private:
    std::optional<SmallDisk> m_real;
    FullDisk m_made;
};

bool endsWell(Stage &stage) {
    return stage.desk.ask(QStringLiteral("settled")) == QStringLiteral("ok 0") &&
           stage.desk.becomes(stage.row(stage.prepared.first), QStringLiteral("ok approved 2 none")) &&
           stage.records.stepsOf(stage.prepared.first, "approve") == 1;
}

QString online(Stage &stage) {
    return stage.desk.ask(QStringLiteral("online"));
}

} // namespace

class FullDiskTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theDeskRefusesAnActThatItCannotKeep_data() { disks(); }
    void theDeskRefusesAnActThatItCannotKeep();
    void whatTheDeskKeptBeforeGoesOutLater_data() { disks(); }
    void whatTheDeskKeptBeforeGoesOutLater();
    void theSecretsOutliveIt_data() { disks(); }
    void theSecretsOutliveIt();
    void theFeedWaitsForRoom_data() { disks(); }
    void theFeedWaitsForRoom();
    void theDeskStartsAndSaysSo_data() { disks(); }
    void theDeskStartsAndSaysSo();
    void theHubRefusesAndTheDeskKeeps_data() { disks(); }
    void theHubRefusesAndTheDeskKeeps();
    void theHubDoesNotStart_data() { disks(); }
    void theHubDoesNotStart();
    void cleanupTestCase() { m_prepared.reset(); }

private:
    static void disks();
    std::unique_ptr<Prepared> m_prepared;
};

void FullDiskTest::initTestCase() {
    m_prepared = std::make_unique<Prepared>();
    QVERIFY(m_prepared->ready);
}

void FullDiskTest::disks() {
    QTest::addColumn<bool>("real");
    if (mayMount) {
        QTest::newRow("a small file system") << true;
    }
    QTest::newRow("no file grows") << false;
}

void FullDiskTest::theDeskRefusesAnActThatItCannotKeep() {
    QFETCH(bool, real);
    Stage stage(*m_prepared);
    Disk disk(real, stage.desk.profile());
    QVERIFY(disk.isThere());
    QVERIFY(stage.startHub());
    QVERIFY(stage.startDesk(disk.around()));
    QCOMPARE(online(stage), QStringLiteral("ok"));
    disk.fill();
    QCOMPARE(stage.desk.ask(stage.approve()), QStringLiteral("error sqlite-13")); // SQLITE_FULL
    QCOMPARE(stage.desk.ask(stage.openSeries()), QStringLiteral("error sqlite-13"));
    QCOMPARE(stage.desk.ask(stage.row(m_prepared->first)), QStringLiteral("ok requested 1 none"));
    QCOMPARE(stage.records.stepsOf(m_prepared->first, "approve"), 0);
    disk.makeRoom();
    QVERIFY(stage.desk.ask(stage.approve()).startsWith(u"ok "));
    QVERIFY(endsWell(stage));
    QCOMPARE(stage.breaches(), QStringList());
}

void FullDiskTest::whatTheDeskKeptBeforeGoesOutLater() {
    QFETCH(bool, real);
    Stage stage(*m_prepared);
    Disk disk(real, stage.desk.profile());
    QVERIFY(disk.isThere());
    m_prepared->proxy.cut();
    QVERIFY(stage.startHub());
    QVERIFY(stage.startDesk(disk.around()));
    QCOMPARE(stage.desk.ask(QStringLiteral("offline")), QStringLiteral("ok"));
    QVERIFY(stage.desk.ask(stage.approve()).startsWith(u"ok "));
    disk.fill();
    m_prepared->proxy.mend();
    QVERIFY(stage.desk.becomes(stage.row(m_prepared->first), QStringLiteral("ok requested 1 waiting")));
    disk.makeRoom();
    QVERIFY(endsWell(stage));
    QCOMPARE(stage.breaches(), QStringList());
}

/// The session is renewed while its new secret cannot be stored; then the power goes. The old one is still
/// there, and the hub gives it the same successor again.
void FullDiskTest::theSecretsOutliveIt() {
    QFETCH(bool, real);
    Stage stage(*m_prepared);
    Disk disk(real, stage.desk.profile());
    QVERIFY(disk.isThere());
    m_prepared->proxy.cut();
    QVERIFY(stage.startHub());
    QVERIFY(stage.startDesk(disk.around()));
    QVERIFY(stage.desk.ask(stage.approve()).startsWith(u"ok "));
    disk.fill();
    m_prepared->proxy.mend();
    // The feed is read again, with the session's new token.
    static const QRegularExpression renewed(QStringLiteral(" (online|offline sqlite-[0-9]+) "));
    QTRY_VERIFY_WITH_TIMEOUT(stage.desk.ask(QStringLiteral("state")).contains(renewed), 15'000);
    stage.desk.kill();
    disk.makeRoom();
    QVERIFY(stage.startDesk(disk.around()));
    QVERIFY(endsWell(stage));
    QCOMPARE(stage.breaches(), QStringList());
}

/// A colleague's answer reaches the hub meanwhile: the desk shows it once it can keep it.
void FullDiskTest::theFeedWaitsForRoom() {
    QFETCH(bool, real);
    Stage stage(*m_prepared);
    Disk disk(real, stage.desk.profile());
    QVERIFY(disk.isThere());
    QVERIFY(stage.startHub());
    QVERIFY(stage.startDesk(disk.around()));
    QCOMPARE(online(stage), QStringLiteral("ok"));
    DeskProgram colleague(stage.folder.filePath(QStringLiteral("colleague")), m_prepared->proxy.port(),
                          stage.hub.caFile());
    QVERIFY(colleague.start());
    QVERIFY(colleague.ask(QStringLiteral("first-sign-in jiro ABCDEFGH23")).startsWith(u"ok "));
    QVERIFY(colleague.becomes(stage.row(m_prepared->first), QStringLiteral("ok requested 1 none")));
    disk.fill();
    QVERIFY(colleague.ask(stage.approve()).startsWith(u"ok "));
    QCOMPARE(colleague.ask(QStringLiteral("settled")), QStringLiteral("ok 0"));
    // The last figure is the clocks' difference, which a busy machine's answers make a second now and then.
    QTRY_VERIFY_WITH_TIMEOUT(
        stage.desk.ask(QStringLiteral("state")).startsWith(u"ok signed-in offline sqlite-13 0 0 "), 15'000);
    QCOMPARE(stage.desk.ask(stage.row(m_prepared->first)), QStringLiteral("ok requested 1 none"));
    disk.makeRoom();
    QVERIFY(endsWell(stage));
    QVERIFY(colleague.quit());
    QCOMPARE(stage.breaches(), QStringList());
}

void FullDiskTest::theDeskStartsAndSaysSo() {
    QFETCH(bool, real);
    Stage stage(*m_prepared);
    Disk disk(real, stage.desk.profile());
    QVERIFY(disk.isThere());
    QVERIFY(stage.startHub());
    disk.fill();
    QVERIFY(stage.startDesk(disk.around()));
    const QString said = stage.desk.ask(QStringLiteral("problem"));
    QVERIFY2(said.endsWith(QStringLiteral(" full")), qPrintable(said));
    QVERIFY(stage.desk.quit());
    disk.makeRoom();
    QVERIFY(stage.startDesk(disk.around()));
    QCOMPARE(stage.desk.ask(QStringLiteral("problem")), QStringLiteral("ok - open"));
    QVERIFY(stage.desk.ask(stage.approve()).startsWith(u"ok "));
    QVERIFY(endsWell(stage));
    QCOMPARE(stage.breaches(), QStringList());
}

void FullDiskTest::theHubRefusesAndTheDeskKeeps() {
    QFETCH(bool, real);
    Stage stage(*m_prepared);
    Disk disk(real, stage.hub.folder());
    QVERIFY(disk.isThere());
    QVERIFY(stage.startHub(disk.around()));
    QVERIFY(stage.startDesk());
    QCOMPARE(online(stage), QStringLiteral("ok"));
    disk.fill();
    QVERIFY(stage.desk.ask(stage.approve()).startsWith(u"ok "));
    QVERIFY(stage.desk.becomes(stage.row(m_prepared->first), QStringLiteral("ok requested 1 waiting")));
    QTRY_VERIFY_WITH_TIMEOUT(stage.desk.ask(QStringLiteral("state"))
                                 .startsWith(QStringLiteral("ok signed-in offline unavailable 1 0")),
                             15'000);
    QCOMPARE(stage.records.stepsOf(m_prepared->first, "approve"), 0);
    QVERIFY(!stage.hub.isGone());
    disk.makeRoom();
    QVERIFY(endsWell(stage));
    QCOMPARE(stage.breaches(), QStringList());
}

void FullDiskTest::theHubDoesNotStart() {
    QFETCH(bool, real);
    Stage stage(*m_prepared);
    Disk disk(real, stage.hub.folder());
    QVERIFY(disk.isThere());
    disk.fill();
    QVERIFY(!stage.startHub(disk.around()));
    QCOMPARE(stage.hub.lastWords(), QStringLiteral("1: hokatsu-hub: the disk of the data directory is full"));
    disk.makeRoom();
    QVERIFY(stage.startHub(disk.around()));
    QVERIFY(stage.startDesk());
    QVERIFY(stage.desk.ask(stage.approve()).startsWith(u"ok "));
    QVERIFY(endsWell(stage));
    QCOMPARE(stage.breaches(), QStringList());
}

int main(int argc, char **argv) {
    mayMount = test_support::mayMountHere(); // before Qt makes threads
    QCoreApplication application(argc, argv);
    FullDiskTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_full_disk.moc"
