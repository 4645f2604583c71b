// Persons who are easy to find go through both programs, on good days and bad ones; then everything that the
// programs say about themselves is searched for them: logs, messages, names of files.
#include "stage.h"

#include <QDirIterator>
#include <QTest>

using namespace scenario;

namespace {

/// Whom the hub's families are (Prepared), and what this test types.
QStringList marks() {
    return {QStringLiteral("架空 一郎"),         QStringLiteral("架空 二郎"),
            QStringLiteral("架空 はな"),         QStringLiteral("カクウ"),
            QStringLiteral("090-0000-0000"),     QStringLiteral("09000000000"),
            QStringLiteral("目印の理由"),        Stage::newPhone,
            QStringLiteral("mejirushi"),         QStringLiteral("合言葉の目印"),
            QStringLiteral("kitsune-to-tanuki"), QStringLiteral("hanako"),
            QStringLiteral("架空第一保育園")};
}

QStringList found(const QString &where, const QString &text) {
    QStringList list;
    for (const QString &mark : marks()) {
        if (text.contains(mark, Qt::CaseInsensitive)) {
            list << where + QStringLiteral(" tells ") + mark;
        }
    }
    return list;
}

QString textIn(const QString &path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The names of all files, and what stands in those that are logs.
QStringList foundIn(const QString &folder) {
    QStringList list;
    QDirIterator walk(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QString path = walk.next();
        list += found(QStringLiteral("the name of a file"), path.mid(folder.size()));
        if (walk.fileName().contains(QStringLiteral(".log"))) {
            list += found(walk.fileName(), textIn(path));
        }
    }
    return list;
}

Surroundings withFullLog() {
    return {.environment = {}, .arguments = {QStringLiteral("--log"), QStringLiteral("all")}, .user = {}};
}

} // namespace

class MarkedPersonsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_prepared.ready); }
    void noLogNoMessageAndNoFileNameTellsThem();

private:
    Prepared m_prepared;
};

void MarkedPersonsTest::noLogNoMessageAndNoFileNameTellsThem() {
    Stage stage(m_prepared);
    QVERIFY(stage.startHub(withFullLog()));
    QVERIFY(stage.startDesk());
    QCOMPARE(stage.desk.ask(QStringLiteral("online")), QStringLiteral("ok"));
    const QString secondId = QString::fromStdString(m_prepared.second.text());

    // Answered, edited, and refused: the same family is declined and then approved by somebody who saw
    // version 1.
    QVERIFY(stage.desk.ask(QStringLiteral("act decline %1 1 目印の理由").arg(secondId))
                .startsWith(QStringLiteral("ok")));
    QVERIFY(stage.desk.ask(stage.savePhone()).startsWith(QStringLiteral("ok")));
    QVERIFY(stage.desk.ask(QStringLiteral("settled")).startsWith(QStringLiteral("ok")));
    std::ignore = stage.desk.ask(QStringLiteral("act approve %1 1 目印の理由").arg(secondId));

    // Somebody types a mail address and a password that nobody has.
    DeskProgram other(stage.folder.filePath(QStringLiteral("other")), m_prepared.proxy.port(),
                      stage.folder.filePath(QStringLiteral("hub/ca.pem")));
    QVERIFY(other.start());
    QVERIFY(other.ask(QStringLiteral("sign-in mejirushi@example.jp 合言葉の目印 x"))
                .startsWith(QStringLiteral("error")));

    // The line breaks, the work goes on, the program dies and comes again.
    m_prepared.proxy.cut();
    QCOMPARE(stage.desk.ask(QStringLiteral("offline")), QStringLiteral("ok"));
    QVERIFY(stage.desk.ask(stage.approve()).startsWith(QStringLiteral("ok")));
    QStringList list = found(QStringLiteral("the desk"), stage.desk.words());
    stage.desk.kill();
    m_prepared.proxy.mend();
    QVERIFY(stage.startDesk());
    QCOMPARE(stage.desk.ask(QStringLiteral("online")), QStringLiteral("ok"));
    QVERIFY(stage.desk.ask(QStringLiteral("settled")).startsWith(QStringLiteral("ok")));

    const QString hubLog = stage.hub.words();
    list += found(QStringLiteral("the hub"), hubLog) + found(QStringLiteral("the desk"), stage.desk.words()) +
            found(QStringLiteral("the other desk"), other.words());
    QVERIFY(other.quit());
    QCOMPARE(stage.end(), QStringList());
    list += foundIn(stage.folder.path());
    QCOMPARE(list, QStringList());

    // The search would have found something: the logs tell what was done.
    QVERIFY2(hubLog.contains(QStringLiteral("/v1/reservations/{id}/decline")), qPrintable(hubLog));
    const QString deskLog = textIn(stage.desk.profile() + QStringLiteral("/desk.log"));
    for (const auto *event : {"started", "account", "caught-up", "hub", "ended"}) {
        QVERIFY2(deskLog.contains(QStringLiteral("\"event\":\"%1\"").arg(QLatin1String(event))),
                 qPrintable(deskLog));
    }
    QVERIFY(textIn(stage.folder.filePath(QStringLiteral("other/desk.log")))
                .contains(QStringLiteral("\"kind\":\"wrong-credentials\"")));
}

QTEST_GUILESS_MAIN(MarkedPersonsTest)
#include "tst_marked_persons.moc"
