// Folders in a bad shape under the real programs: read-only for their user, from a newer version, with a file
// that was written only in part; and a PC whose clock is wrong by a day. Each gets a clear word; nothing is
// lost and nothing is changed: with the folder mended, the act that was kept before goes out.
#include "stage.h"
#include "support/sqlite_file.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <filesystem>
#include <unistd.h>

using namespace scenario;
using test_support::SqliteFile;

namespace {

constexpr unsigned nobody = 65534;

QByteArray contentOf(const QString &path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool overwrite(const QString &path, const QByteArray &content) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

/// The folder and all in it belong to an ordinary user: to root nothing is read-only.
void giveAway(const QString &folder) {
    if (geteuid() != 0) {
        return;
    }
    std::ignore = chown(folder.toUtf8().constData(), nobody, nobody);
    for (const auto &entry : std::filesystem::recursive_directory_iterator(folder.toStdString())) {
        std::ignore = lchown(entry.path().c_str(), nobody, nobody);
    }
}

Surroundings asOrdinaryUser() {
    return {.user = geteuid() == 0 ? std::optional(nobody) : std::nullopt};
}

void mayWrite(const QString &path, bool may) {
    namespace fs = std::filesystem;
    fs::permissions(path.toStdString(), fs::perms::owner_write,
                    may ? fs::perm_options::add : fs::perm_options::remove);
}

bool endsWell(Stage &stage) {
    return stage.desk.ask(QStringLiteral("settled")) == QStringLiteral("ok 0") &&
           stage.desk.becomes(stage.row(stage.prepared.first), QStringLiteral("ok approved 2 none")) &&
           stage.records.stepsOf(stage.prepared.first, "approve") == 1;
}

/// An act is kept on the desk and has not gone out; then the power goes.
bool keepAnAct(Stage &stage, const Surroundings &surroundings = {}) {
    stage.prepared.proxy.cut();
    const bool kept = stage.startDesk(surroundings) && stage.desk.ask(stage.approve()).startsWith(u"ok ");
    stage.desk.kill();
    stage.prepared.proxy.mend();
    return kept;
}

} // namespace

class BadProfileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aReadOnlyProfileIsSaid();
    void aReadOnlyStoreIsSaid();
    void aReadOnlyHubFolderIsSaid();
    void aNewerStoreIsLeftAlone();
    void aNewerHubIsLeftAlone();
    void aHalfWrittenFileOfTheDeskIsSaid_data();
    void aHalfWrittenFileOfTheDeskIsSaid();
    void aHalfWrittenStoreIsSetAside();
    void aHalfWrittenFileOfTheHubIsSaid_data();
    void aHalfWrittenFileOfTheHubIsSaid();
    void aClockThatIsWrongByADay_data();
    void aClockThatIsWrongByADay();
    void cleanupTestCase() { m_prepared.reset(); }

private:
    std::unique_ptr<Prepared> m_prepared;
};

void BadProfileTest::initTestCase() {
    m_prepared = std::make_unique<Prepared>();
    QVERIFY(m_prepared->ready);
}

void BadProfileTest::aReadOnlyProfileIsSaid() {
    Stage stage(*m_prepared);
    QVERIFY(stage.startHub());
    giveAway(stage.folder.path());
    if (!stage.startDesk(asOrdinaryUser())) {
        QSKIP("another user cannot reach the programs here");
    }
    stage.desk.kill();
    QVERIFY(keepAnAct(stage, asOrdinaryUser()));
    mayWrite(stage.desk.profile(), false);
    QVERIFY(stage.startDesk(asOrdinaryUser()));
    QCOMPARE(stage.desk.ask(QStringLiteral("problem")), QStringLiteral("ok profile-read-only read-only"));
    QVERIFY(stage.desk.ask(stage.decline()).startsWith(u"error "));
    QVERIFY(stage.desk.quit());
    mayWrite(stage.desk.profile(), true);
    QVERIFY(stage.startDesk(asOrdinaryUser()));
    QVERIFY(endsWell(stage));
}

void BadProfileTest::aReadOnlyStoreIsSaid() {
    Stage stage(*m_prepared);
    const QString store = stage.desk.profile() + QStringLiteral("/store.sqlite");
    QVERIFY(stage.startHub());
    giveAway(stage.folder.path());
    if (!keepAnAct(stage, asOrdinaryUser())) {
        QSKIP("another user cannot reach the programs here");
    }
    mayWrite(store, false);
    QVERIFY(stage.startDesk(asOrdinaryUser()));
    const QString said = stage.desk.ask(QStringLiteral("problem"));
    QVERIFY2(said.endsWith(QStringLiteral(" read-only")), qPrintable(said));
    QVERIFY(stage.desk.quit());
    mayWrite(store, true);
    QVERIFY(stage.startDesk(asOrdinaryUser()));
    QVERIFY(endsWell(stage));
}

void BadProfileTest::aReadOnlyHubFolderIsSaid() {
    Stage stage(*m_prepared);
    giveAway(stage.folder.path());
    if (!stage.startHub(asOrdinaryUser())) {
        QSKIP("another user cannot reach the programs here");
    }
    QCOMPARE(stage.hub.stop(), 0);
    mayWrite(stage.hub.folder(), false);
    QVERIFY(!stage.startHub(asOrdinaryUser()));
    const QString said = stage.hub.lastWords();
    QVERIFY2(said.startsWith(QStringLiteral("1: hokatsu-hub: the data directory cannot be")),
             qPrintable(said));
    QCOMPARE(said.count(u'\n'), 0);
    mayWrite(stage.hub.folder(), true);
    QVERIFY(stage.startHub(asOrdinaryUser()));
}

void BadProfileTest::aNewerStoreIsLeftAlone() {
    Stage stage(*m_prepared);
    const QString path = stage.desk.profile() + QStringLiteral("/store.sqlite");
    const SqliteFile store(path);
    const auto version = store.number("PRAGMA user_version");
    QVERIFY(store.change("PRAGMA user_version = 9999"));
    const QByteArray before = contentOf(path);
    QVERIFY(stage.startHub());
    QVERIFY(stage.startDesk());
    const QString said = stage.desk.ask(QStringLiteral("problem"));
    QVERIFY2(said.endsWith(QStringLiteral(" too-new")), qPrintable(said));
    QVERIFY(stage.desk.quit());
    QCOMPARE(contentOf(path), before);
    QVERIFY(store.change(("PRAGMA user_version = " + std::to_string(version)).c_str()));
    QVERIFY(stage.start());
    QVERIFY(stage.desk.ask(stage.approve()).startsWith(u"ok "));
    QVERIFY(endsWell(stage));
}

void BadProfileTest::aNewerHubIsLeftAlone() {
    Stage stage(*m_prepared);
    const QString path = stage.hub.folder() + QStringLiteral("/hub.sqlite");
    QVERIFY(SqliteFile(path).change("PRAGMA user_version = 9999"));
    const QByteArray before = contentOf(path);
    QVERIFY(!stage.startHub());
    QCOMPARE(
        stage.hub.lastWords(),
        QStringLiteral("1: hokatsu-hub: the data directory was written by a newer hub; install that one"));
    QCOMPARE(contentOf(path), before);
}

void BadProfileTest::aHalfWrittenFileOfTheDeskIsSaid_data() {
    QTest::addColumn<QString>("name");
    for (const auto *name : {"settings.ini", "secrets", "ca.pem"}) {
        QTest::newRow(name) << QString::fromUtf8(name);
    }
}

/// Whatever the desk makes of it, it does not crash, and once the file is whole again (from a backup, say)
/// the act that it kept goes out.
void BadProfileTest::aHalfWrittenFileOfTheDeskIsSaid() {
    QFETCH(QString, name);
    Stage stage(*m_prepared);
    QVERIFY(stage.startHub());
    QVERIFY(keepAnAct(stage));
    const QString path = stage.desk.profile() + u'/' + name;
    const QByteArray whole = contentOf(path);
    QVERIFY(whole.size() > 1);
    m_prepared->proxy.cut();
    QVERIFY(overwrite(path, whole.left(whole.size() / 2)));
    QVERIFY(stage.startDesk());
    QVERIFY(stage.desk.quit());
    m_prepared->proxy.mend();
    QVERIFY(overwrite(path, whole));
    QVERIFY(stage.startDesk());
    QVERIFY(endsWell(stage));
    QCOMPARE(stage.breaches(), QStringList());
}

/// The damaged store is not touched but set aside; the person is told, and signs in anew.
void BadProfileTest::aHalfWrittenStoreIsSetAside() {
    Stage stage(*m_prepared);
    const QString path = stage.desk.profile() + QStringLiteral("/store.sqlite");
    const QByteArray whole = contentOf(path);
    const QByteArray half = whole.left(whole.size() / 2);
    QVERIFY(overwrite(path, half));
    QVERIFY(stage.startHub());
    QVERIFY(stage.startDesk());
    const QString said = stage.desk.ask(QStringLiteral("problem"));
    QVERIFY2(said.startsWith(QStringLiteral("ok store-set-aside ")) ||
                 said.endsWith(QStringLiteral(" damaged")),
             qPrintable(said));
    QVERIFY(stage.desk.ask(QStringLiteral("state")).startsWith(QStringLiteral("ok not-signed-in ")));
    QVERIFY(stage.desk.quit());
    bool isKept = false;
    for (QDirIterator files(stage.desk.profile(), QDir::Files, QDirIterator::Subdirectories);
         files.hasNext();) {
        isKept = contentOf(files.next()) == half || isKept;
    }
    QVERIFY(isKept);
}

void BadProfileTest::aHalfWrittenFileOfTheHubIsSaid_data() {
    QTest::addColumn<QString>("name");
    for (const auto *name : {"hub.sqlite", "hub.key", "ca.pem", "ca.key", "server.pem", "server.key"}) {
        QTest::newRow(name) << QString::fromUtf8(name);
    }
}

/// It ends with one line and touches nothing, or (what it can make anew itself) goes on.
void BadProfileTest::aHalfWrittenFileOfTheHubIsSaid() {
    QFETCH(QString, name);
    Stage stage(*m_prepared);
    const QString path = stage.hub.folder() + u'/' + name;
    const QByteArray whole = contentOf(path);
    const QByteArray half = whole.left(whole.size() / 2);
    QVERIFY(!half.isEmpty());
    QVERIFY(overwrite(path, half));
    if (!stage.startHub()) {
        const QString said = stage.hub.lastWords();
        QVERIFY2(said.startsWith(QStringLiteral("1: hokatsu-hub: ")) &&
                     said.contains(QStringLiteral("damaged")) && said.count(u'\n') == 0,
                 qPrintable(said));
        QCOMPARE(contentOf(path), half);
        QVERIFY(overwrite(path, whole));
        QVERIFY(stage.startHub());
    }
    QVERIFY(stage.startDesk());
    QVERIFY(stage.desk.ask(stage.approve()).startsWith(u"ok "));
    QVERIFY(endsWell(stage));
    QCOMPARE(stage.breaches(), QStringList());
}

void BadProfileTest::aClockThatIsWrongByADay_data() {
    QTest::addColumn<int>("by");
    QTest::newRow("a day ahead") << 86'400;
    QTest::newRow("a day behind") << -86'400;
}

/// Clocks decide nothing: signing in, following the feed and answering go on; the status says how much it is.
void BadProfileTest::aClockThatIsWrongByADay() {
    QFETCH(int, by);
    Stage stage(*m_prepared);
    const Surroundings wrong{.arguments = {QStringLiteral("--clock-off-by"), QString::number(by)}};
    QVERIFY(stage.startHub());
    QVERIFY(stage.startDesk(wrong));
    QCOMPARE(stage.desk.ask(QStringLiteral("online")), QStringLiteral("ok"));
    const int shown = stage.desk.ask(QStringLiteral("state")).section(u' ', 6, 6).toInt();
    QVERIFY2(qAbs(qAbs(shown) - qAbs(by)) < 60, qPrintable(QString::number(shown)));
    QVERIFY(stage.desk.ask(stage.approve()).startsWith(u"ok "));
    QVERIFY(endsWell(stage));

    DeskProgram fresh(stage.folder.filePath(QStringLiteral("fresh")), m_prepared->proxy.port(),
                      stage.hub.caFile());
    QVERIFY(fresh.start(wrong));
    QVERIFY(fresh.ask(QStringLiteral("first-sign-in jiro ABCDEFGH23")).startsWith(u"ok "));
    QVERIFY(fresh.becomes(stage.row(m_prepared->first), QStringLiteral("ok approved 2 none")));
    QVERIFY(fresh.quit());
    QCOMPARE(stage.breaches(), QStringList());
}

QTEST_GUILESS_MAIN(BadProfileTest)
#include "tst_bad_profile.moc"
