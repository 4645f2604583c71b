// The main job while everything fails: the cable is cut, and either program is killed at every step of an
// approval. In the end each act has happened exactly once at the hub, and the desk shows what the hub holds.
#include "programs.h"
#include "support/fault_proxy.h"
#include "support/hub_records.h"
#include "support/test_hub.h"

#include <QTemporaryDir>
#include <QTest>

using namespace test_support;

namespace {

using scenario::DeskProgram;
using scenario::HubProgram;

/// A hub on disk with one nursery, two members of staff and one request; a desk that has pulled all of it
/// through the proxy.
struct Scene {
    QTemporaryDir folder;
    QString hubFolder = folder.filePath(QStringLiteral("hub"));
    domain::ReservationId booked;
    domain::FacilityId facility;
    HubRecords records{hubFolder};
    HubProgram hub{hubFolder};
    FaultProxy proxy;
    std::unique_ptr<DeskProgram> desk;
    bool ready = false;

    Scene() {
        QDir().mkpath(hubFolder);
        fillHub();
        ready = startHub();
        if (ready) {
            desk = makeDesk(QStringLiteral("desk"));
            ready = desk->start() &&
                    desk->ask(QStringLiteral("first-sign-in hanako ABCDEFGH23")).startsWith(u"ok ") &&
                    desk->ask(QStringLiteral("online")) == QStringLiteral("ok") &&
                    desk->becomes(row(), QStringLiteral("ok requested 1 none"));
        }
    }
    void fillHub() {
        const auto clock = domain::systemClock();
        TestHub prepared(*clock, TestHub::Place{.training = false, .folder = hubFolder});
        const auto nursery = prepared.addFacility("架空第一保育園");
        facility = nursery.id;
        const auto visitDay = domain::addDays(domain::dateOf(clock->now()), 14);
        booked =
            prepared.book(prepared.addSlot(nursery, visitDay, domain::LocalTime::of(10, 0)), "架空 一郎").id;
        for (const auto *login : {"hanako", "jiro"}) {
            static_cast<void>(prepared.addUser(login, domain::Role::Manager, {nursery.id}));
        }
    }
    bool startHub() {
        const bool started = hub.start();
        proxy.setTarget(hub.port());
        return started;
    }
    std::unique_ptr<DeskProgram> makeDesk(const QString &name) {
        return std::make_unique<DeskProgram>(folder.filePath(name), proxy.port(), hub.caFile());
    }
    [[nodiscard]] QString row() const {
        return QStringLiteral("row ") + QString::fromStdString(booked.text());
    }
    [[nodiscard]] QString approve() const {
        return QStringLiteral("act approve %1 1").arg(QString::fromStdString(booked.text()));
    }
    [[nodiscard]] int approvals() const { return records.stepsOf(booked, "approve"); }
    /// What must be true in the end, whatever happened on the way.
    bool endsWell() {
        const bool settled = desk->ask(QStringLiteral("settled")) == QStringLiteral("ok 0");
        return settled && desk->becomes(row(), QStringLiteral("ok approved 2 none")) && approvals() == 1;
    }
};

} // namespace

class KillAndCutTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingFails();
    void theCableIsCutBeforeTheApproval();
    void theAnswerIsLostWithItsConnection();
    void theRequestIsLostWithItsConnection();
    void theDeskIsKilled_data();
    void theDeskIsKilled();
    void theDeskIsKilledWhileTheAnswerIsOnItsWay();
    void theHubIsKilledBeforeItHearsOfIt();
    void theHubIsKilledAfterItHasDoneIt();
    void theHubIsKilledWhileIdle();
    void eitherIsKilledSoonAfter_data();
    void eitherIsKilledSoonAfter();
    void aSlowLineOnlyTakesLonger();
    void twoDesksAnswerAtOnce();
    void aStoppedHubEndsCleanly();
};

void KillAndCutTest::nothingFails() {
    Scene scene;
    QVERIFY(scene.ready);
    QVERIFY(scene.desk->ask(scene.approve()).startsWith(u"ok "));
    QVERIFY(scene.endsWell());
}

void KillAndCutTest::theCableIsCutBeforeTheApproval() {
    Scene scene;
    QVERIFY(scene.ready);
    scene.proxy.cut();
    QCOMPARE(scene.desk->ask(QStringLiteral("offline")), QStringLiteral("ok"));
    QVERIFY(scene.desk->ask(scene.approve()).startsWith(u"ok "));
    QVERIFY(scene.desk->becomes(scene.row(), QStringLiteral("ok requested 1 waiting")));
    QVERIFY(scene.desk->start()); // also over a restart
    QVERIFY(scene.desk->becomes(scene.row(), QStringLiteral("ok requested 1 waiting")));
    QCOMPARE(scene.approvals(), 0);
    scene.proxy.mend();
    QVERIFY(scene.endsWell());
}

void KillAndCutTest::theAnswerIsLostWithItsConnection() {
    Scene scene;
    QVERIFY(scene.ready);
    scene.proxy.holdAnswers(true);
    QVERIFY(scene.desk->ask(scene.approve()).startsWith(u"ok "));
    QTRY_COMPARE(scene.approvals(), 1);
    scene.proxy.breakOnce();
    scene.proxy.mend();
    QVERIFY(scene.endsWell());
}

void KillAndCutTest::theRequestIsLostWithItsConnection() {
    Scene scene;
    QVERIFY(scene.ready);
    scene.proxy.holdRequests(true);
    QVERIFY(scene.desk->ask(scene.approve()).startsWith(u"ok "));
    QTRY_VERIFY(scene.proxy.held() > 0);
    QCOMPARE(scene.approvals(), 0);
    scene.proxy.cut();
    scene.proxy.mend();
    QVERIFY(scene.endsWell());
}

void KillAndCutTest::theDeskIsKilled_data() {
    QTest::addColumn<QString>("point");
    for (const auto *point : {"before-send", "after-send", "after-answer"}) {
        QTest::newRow(point) << QString::fromLatin1(point);
    }
}

void KillAndCutTest::theDeskIsKilled() {
    QFETCH(QString, point);
    Scene scene;
    QVERIFY(scene.ready);
    QVERIFY(scene.desk->startTrapped(point, QStringLiteral("/approve")));
    QCOMPARE(scene.desk->ask(QStringLiteral("online")), QStringLiteral("ok"));
    scene.desk->ask(scene.approve()); // it may or may not live long enough to say "saved"
    QVERIFY(scene.desk->diesOfTheTrap());
    QVERIFY(scene.desk->start());
    QVERIFY(scene.endsWell());
}

void KillAndCutTest::theDeskIsKilledWhileTheAnswerIsOnItsWay() {
    Scene scene;
    QVERIFY(scene.ready);
    scene.proxy.holdAnswers(true);
    QVERIFY(scene.desk->ask(scene.approve()).startsWith(u"ok "));
    QTRY_COMPARE(scene.approvals(), 1);
    scene.desk->kill();
    scene.proxy.mend();
    QVERIFY(scene.desk->start());
    QVERIFY(scene.endsWell());
}

void KillAndCutTest::theHubIsKilledBeforeItHearsOfIt() {
    Scene scene;
    QVERIFY(scene.ready);
    scene.proxy.holdRequests(true);
    QVERIFY(scene.desk->ask(scene.approve()).startsWith(u"ok "));
    QTRY_VERIFY(scene.proxy.held() > 0);
    scene.hub.kill();
    scene.proxy.mend();
    QCOMPARE(scene.approvals(), 0);
    QVERIFY(scene.startHub());
    QVERIFY(scene.endsWell());
}

void KillAndCutTest::theHubIsKilledAfterItHasDoneIt() {
    Scene scene;
    QVERIFY(scene.ready);
    scene.proxy.holdAnswers(true);
    QVERIFY(scene.desk->ask(scene.approve()).startsWith(u"ok "));
    QTRY_COMPARE(scene.approvals(), 1);
    scene.hub.kill();
    scene.proxy.breakOnce();
    scene.proxy.mend();
    QVERIFY(scene.startHub());
    QVERIFY(scene.endsWell());
}

void KillAndCutTest::theHubIsKilledWhileIdle() {
    Scene scene;
    QVERIFY(scene.ready);
    scene.hub.kill();
    QCOMPARE(scene.desk->ask(QStringLiteral("offline")), QStringLiteral("ok"));
    QVERIFY(scene.desk->ask(scene.approve()).startsWith(u"ok "));
    QVERIFY(scene.startHub());
    QVERIFY(scene.endsWell());
}

void KillAndCutTest::eitherIsKilledSoonAfter_data() {
    QTest::addColumn<bool>("hubDies");
    QTest::addColumn<int>("afterMs");
    for (const int afterMs : {0, 1, 2, 4, 8, 16}) {
        QTest::addRow("hub %d ms", afterMs) << true << afterMs;
        QTest::addRow("desk %d ms", afterMs) << false << afterMs;
    }
}

/// Wherever in saving, sending, committing and answering the moments fall on this machine.
void KillAndCutTest::eitherIsKilledSoonAfter() {
    QFETCH(bool, hubDies);
    QFETCH(int, afterMs);
    Scene scene;
    QVERIFY(scene.ready);
    QVERIFY(scene.desk->ask(scene.approve()).startsWith(u"ok ")); // from here on it must never be lost
    QTest::qWait(afterMs);
    if (hubDies) {
        scene.hub.kill();
        QVERIFY(scene.startHub());
    } else {
        scene.desk->kill();
        QVERIFY(scene.desk->start());
    }
    QVERIFY(scene.endsWell());
}

void KillAndCutTest::aSlowLineOnlyTakesLonger() {
    Scene scene;
    QVERIFY(scene.ready);
    scene.proxy.setDelay(std::chrono::milliseconds(150));
    QVERIFY(scene.desk->ask(scene.approve()).startsWith(u"ok "));
    QVERIFY(scene.endsWell());
}

void KillAndCutTest::twoDesksAnswerAtOnce() {
    Scene scene;
    QVERIFY(scene.ready);
    const auto second = scene.makeDesk(QStringLiteral("second"));
    QVERIFY(second->start());
    QVERIFY(second->ask(QStringLiteral("first-sign-in jiro ABCDEFGH23")).startsWith(u"ok "));
    QVERIFY(second->becomes(scene.row(), QStringLiteral("ok requested 1 none")));
    scene.proxy.cut();
    QCOMPARE(scene.desk->ask(QStringLiteral("offline")), QStringLiteral("ok"));
    QCOMPARE(second->ask(QStringLiteral("offline")), QStringLiteral("ok"));
    QVERIFY(scene.desk->ask(scene.approve()).startsWith(u"ok "));
    QVERIFY(
        second->ask(QStringLiteral("act decline %1 1 満員").arg(QString::fromStdString(scene.booked.text())))
            .startsWith(u"ok "));
    scene.proxy.mend();
    const QStringList settled{scene.desk->ask(QStringLiteral("settled")),
                              second->ask(QStringLiteral("settled"))};
    // Exactly one of them was first; the other one is told and has lost nothing but the race.
    QVERIFY2((QSet<QString>(settled.begin(), settled.end()) ==
              QSet<QString>{QStringLiteral("ok 0"), QStringLiteral("ok 1")}),
             qPrintable(settled.join(u',')));
    QCOMPARE(scene.approvals() + scene.records.stepsOf(scene.booked, "decline"), 1);
    const auto status = std::string(domain::nameOf(scene.records.reservation(scene.booked)->status));
    for (DeskProgram *desk : {scene.desk.get(), second.get()}) {
        QTRY_VERIFY(
            desk->ask(scene.row()).startsWith(QStringLiteral("ok ") + QString::fromStdString(status)));
    }
}

void KillAndCutTest::aStoppedHubEndsCleanly() {
    Scene scene;
    QVERIFY(scene.ready);
    QCOMPARE(scene.hub.stop(), 0); // while the desk's long poll is held
    QCOMPARE(scene.desk->ask(QStringLiteral("offline")), QStringLiteral("ok"));
}

QTEST_GUILESS_MAIN(KillAndCutTest)
#include "tst_kill_and_cut.moc"
