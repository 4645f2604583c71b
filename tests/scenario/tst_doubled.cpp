// Every act travels to the hub twice, as through a network that repeats what it has delivered, and the desk
// hears the first answer or the last one. Each act has happened once, and nobody is bothered with it.
#include "stage.h"
#include "support/doubling_proxy.h"
#include "support/sqlite_file.h"

#include <QTest>

#include <algorithm>

using namespace scenario;
using test_support::DoublingProxy;

Q_DECLARE_METATYPE(DoublingProxy::Way)
Q_DECLARE_METATYPE(DoublingProxy::Given)

namespace {

QByteArray statusOf(const QByteArray &answer) {
    return answer.left(answer.indexOf("\r\n"));
}

QByteArray bodyOf(const QByteArray &answer) {
    return answer.mid(answer.indexOf("\r\n\r\n"));
}

/// Empty where the hub did it, and gave the same answer again to the copy.
QString fault(const DoublingProxy::Doubled &doubled) {
    const auto &answers = doubled.answers;
    const auto replayed = std::ranges::count_if(answers, [](const QByteArray &answer) {
        return answer.contains("\r\nIdempotency-Replayed: true\r\n");
    });
    const bool same =
        statusOf(answers.at(0)) == statusOf(answers.at(1)) && bodyOf(answers.at(0)) == bodyOf(answers.at(1));
    if (replayed == 1 && same && statusOf(answers.at(0)).startsWith("HTTP/1.1 20")) {
        return {};
    }
    return QString::fromUtf8(doubled.line + ": " + statusOf(answers.at(0)) + ", " + statusOf(answers.at(1)) +
                             ", replayed: ") +
           QString::number(replayed);
}

QStringList faults(const DoublingProxy &proxy) {
    QStringList found;
    for (const auto &doubled : proxy.doubled()) {
        found += fault(doubled);
    }
    found.removeAll(QString());
    return found;
}

/// What the hub really holds.
void lookAtTheHub(const Stage &stage) {
    QCOMPARE(stage.records.stepsOf(stage.prepared.first, "approve"), 1);
    QCOMPARE(stage.records.reservation(stage.prepared.first)->meta.version, 2);
    QCOMPARE(stage.records.stepsOf(stage.prepared.second, "decline"), 1);
    QCOMPARE(stage.records.reservation(stage.prepared.second)->meta.version, 2);
    const auto facility = stage.records.facility(stage.prepared.facility);
    QVERIFY(facility.has_value());
    QCOMPARE(QString::fromStdString(facility->profile.at("phone")), Stage::newPhone);
    QCOMPARE(facility->meta.version, 2);
    const test_support::SqliteFile database(stage.hub.folder() + QStringLiteral("/hub.sqlite"));
    QCOMPARE(database.number("SELECT count(*) FROM slot"), stage.prepared.seriesSlots + 1);
}

void lookAtTheDesk(Stage &stage) {
    QVERIFY(stage.desk.becomes(stage.row(stage.prepared.first), QStringLiteral("ok approved 2 none")));
    QVERIFY(stage.desk.becomes(stage.row(stage.prepared.second), QStringLiteral("ok declined 2 none")));
    const QString facility = QString::fromStdString(stage.prepared.facility.text());
    QVERIFY(stage.desk.becomes(QStringLiteral("facility ") + facility,
                               QStringLiteral("ok %1 2 none").arg(Stage::newPhone)));
    QVERIFY(stage.desk.becomes(QStringLiteral("slots ") + stage.openSeries().section(u' ', 1, 3),
                               QStringLiteral("ok %1 0").arg(stage.prepared.seriesSlots)));
    const QString state = stage.desk.ask(QStringLiteral("state"));
    QVERIFY2(state.startsWith(QStringLiteral("ok signed-in online - 0 0 ")), qPrintable(state));
}

} // namespace

class DoubledTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void eachActHappensOnce_data();
    void eachActHappensOnce();
    void cleanupTestCase() { m_prepared.reset(); }

private:
    std::unique_ptr<Prepared> m_prepared;
};

void DoubledTest::initTestCase() {
    m_prepared = std::make_unique<Prepared>();
    QVERIFY(m_prepared->ready);
}

void DoubledTest::eachActHappensOnce_data() {
    using Way = DoublingProxy::Way;
    using Given = DoublingProxy::Given;
    QTest::addColumn<Way>("way");
    QTest::addColumn<Given>("given");
    QTest::newRow("one after the other, the first answer") << Way::OneAfterTheOther << Given::FirstAnswer;
    QTest::newRow("one after the other, the last answer") << Way::OneAfterTheOther << Given::LastAnswer;
    QTest::newRow("at once, the first answer") << Way::AtOnce << Given::FirstAnswer;
    QTest::newRow("at once, the last answer") << Way::AtOnce << Given::LastAnswer;
}

void DoubledTest::eachActHappensOnce() {
    QFETCH(DoublingProxy::Way, way);
    QFETCH(DoublingProxy::Given, given);
    Stage stage(*m_prepared);
    QVERIFY(stage.startHub());
    const DoublingProxy proxy(stage.hub.folder(), stage.hub.port(), way, given);
    m_prepared->proxy.setTarget(proxy.serverPort());
    QVERIFY(stage.startDesk());
    QCOMPARE(stage.desk.ask(QStringLiteral("online")), QStringLiteral("ok"));
    const QStringList acts{stage.approve(), stage.decline(), stage.savePhone(), stage.openSeries()};
    for (const QString &act : acts) {
        QVERIFY(stage.desk.ask(act).startsWith(u"ok "));
    }
    QCOMPARE(stage.desk.ask(QStringLiteral("settled")),
             QStringLiteral("ok 0"));                  // nothing needs anybody's attention
    QTRY_COMPARE(proxy.doubled().size(), acts.size()); // the desk does not wait for a late copy
    QVERIFY2(faults(proxy).isEmpty(), qPrintable(faults(proxy).join(QStringLiteral("; "))));
    lookAtTheHub(stage);
    lookAtTheDesk(stage);
    QCOMPARE(stage.breaches(), QStringList());
}

QTEST_GUILESS_MAIN(DoubledTest)
#include "tst_doubled.moc"
