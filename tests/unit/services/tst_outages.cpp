// What a desk sits out without losing anything: a store that somebody else holds, a keychain that is away, a
// clock that is wrong, and every way in which a person can be interrupted while typing.
#include "support/desk_story.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace test_support;
using domain::ErrorKind;
using services::SignInStep;

namespace {

const domain::Instant morning =
    domain::toInstant(domain::LocalDate{std::chrono::year{2026} / 11 / 24}, domain::LocalTime::of(9, 0));
const QString token = QStringLiteral("refresh-token");

struct Scene {
    domain::ManualClock clock{morning};
    domain::ManualClock pcClock{morning};
    TestHub hub{clock};
    domain::Facility facility = hub.addFacility("架空第一保育園");
    domain::Slot slot =
        hub.addSlot(facility, {std::chrono::year{2026} / 12 / 1}, domain::LocalTime::of(10, 0));
    domain::Reservation booked = hub.book(slot, "架空 一郎");
    DeskStory desk{{.hub = &hub, .clock = &pcClock}};
    SignedIn known;

    bool signInFirst() {
        desk.start();
        known = desk.firstSignIn("hanako", hub.addUser("hanako", domain::Role::Staff, {facility.id}));
        return desk.isOnline() && desk.showsStatus(booked.id, domain::ReservationStatus::Requested);
    }
    bool signInAgain() {
        clock.advance(std::chrono::minutes(2)); // a code counts once
        return desk.signIn("hanako", known, clock.now());
    }
    QString store() { return desk.folder() + QStringLiteral("/store.sqlite"); }
};

/// Another program that writes to the file and takes its time: a backup, say.
class Holder {
public:
    explicit Holder(const QString &path) {
        m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("holder"));
        m_database.setDatabaseName(path);
        m_holds = m_database.open() && QSqlQuery(m_database).exec(QStringLiteral("BEGIN IMMEDIATE"));
    }
    ~Holder() {
        m_database.close();
        m_database = QSqlDatabase();
        QSqlDatabase::removeDatabase(QStringLiteral("holder"));
    }
    [[nodiscard]] bool holds() const { return m_holds; }

private:
    QSqlDatabase m_database;
    bool m_holds = false;
};

} // namespace

class OutagesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aStoreThatSomebodyHoldsIsBusyAndOpensLater();
    void theTokenOutlivesAKeychainThatIsAway();
    void aWrongClockCostsNothing_data();
    void aWrongClockCostsNothing();
    void whatIsTypedOutlives_data();
    void whatIsTypedOutlives();
};

void OutagesTest::aStoreThatSomebodyHoldsIsBusyAndOpensLater() {
    Scene scene;
    QVERIFY(scene.signInFirst());
    scene.desk.quit();
    {
        const Holder backup(scene.store());
        QVERIFY(backup.holds());
        scene.desk.start();
        QTRY_COMPARE_WITH_TIMEOUT(scene.desk.account().step(), SignInStep::StoreProblem, 30'000);
        QCOMPARE(scene.desk.account().problem()->kind, ErrorKind::StorageBusy);
    }
    scene.desk.account().tryAgain();
    QVERIFY(scene.desk.reaches(SignInStep::SignedIn));
    QVERIFY(!scene.desk.account().problem());
    QVERIFY(scene.desk.row(scene.booked.id).has_value());
}

void OutagesTest::theTokenOutlivesAKeychainThatIsAway() {
    Scene scene;
    QVERIFY(scene.signInFirst());
    scene.desk.quit();
    scene.desk.keychain().refuseReading(token);
    scene.desk.start();
    QVERIFY(scene.desk.reaches(SignInStep::SignedIn)); // what is here can be read
    auto &status = scene.desk.desk().syncStatus();
    QTRY_COMPARE(status.state().connection, services::SyncState::Connection::Offline);
    QCOMPARE(status.state().offlineBecause.kind, ErrorKind::KeychainUnavailable);
    QVERIFY(scene.desk.row(scene.booked.id).has_value());
    QVERIFY(answerOf(scene.desk.desk().reservations().approve(scene.booked.id, 1)).has_value());
    QVERIFY(scene.desk.keychain().holds(token));
    QCOMPARE(scene.desk.keychain().removals(), 0);
    scene.desk.keychain().refuseReading({}); // it comes up, a little later than the desk
    QVERIFY(scene.desk.isOnline());
    QVERIFY(scene.desk.showsStatus(scene.booked.id, domain::ReservationStatus::Approved));
    QCOMPARE(scene.desk.keychain().removals(), 0);
}

void OutagesTest::aWrongClockCostsNothing_data() {
    QTest::addColumn<int>("hoursOff");
    QTest::newRow("a day ahead") << 24;
    QTest::newRow("a day behind") << -24;
    QTest::newRow("a month behind") << -24 * 30;
}

/// The clock is wrong while the desk works, and is set right in between.
void OutagesTest::aWrongClockCostsNothing() {
    QFETCH(const int, hoursOff);
    Scene scene;
    scene.pcClock.set(morning + std::chrono::hours(hoursOff));
    QVERIFY(scene.signInFirst());
    const auto off = scene.desk.desk().syncStatus().state().clockOffBy;
    QVERIFY(off.has_value());
    QCOMPARE(std::chrono::duration_cast<std::chrono::hours>(*off).count(), -hoursOff);
    QVERIFY(answerOf(scene.desk.desk().reservations().approve(scene.booked.id, 1)).has_value());
    QVERIFY(scene.desk.showsStatus(scene.booked.id, domain::ReservationStatus::Approved));
    const auto decided = scene.hub.reservation(scene.booked.id);
    QCOMPARE(*decided.decidedAt, scene.clock.now()); // the hub's time, whatever the PC thinks
    const auto second = scene.hub.book(scene.slot, "架空 二郎");
    QVERIFY(scene.desk.showsStatus(second.id, domain::ReservationStatus::Requested));

    scene.hub.cable()->pull();
    QVERIFY(answerOf(scene.desk.desk().reservations().approve(second.id, 1)).has_value());
    scene.pcClock.set(morning); // somebody mends it, while an act waits
    scene.desk.start();
    QVERIFY(scene.desk.reaches(SignInStep::SignedIn)); // no session ends by a clock
    QTRY_COMPARE(scene.desk.waiting(), 1);
    scene.hub.cable()->plugIn();
    scene.desk.desk().syncStatus().retryNow();
    QVERIFY(scene.desk.showsStatus(second.id, domain::ReservationStatus::Approved));
    QCOMPARE(scene.hub.stepsOf(second.id, "approve"), 1);
    QCOMPARE(scene.desk.needsYou(), 0);
}

void OutagesTest::whatIsTypedOutlives_data() {
    QTest::addColumn<QString>("what");
    for (const char *what : {"the lock", "the end of the session", "signing out", "a crash"}) {
        QTest::newRow(what) << QString::fromLatin1(what);
    }
}

void OutagesTest::whatIsTypedOutlives() {
    QFETCH(const QString, what);
    Scene scene;
    QVERIFY(scene.signInFirst());
    // Every form of the windows keeps its text under a name of its own.
    const QStringList forms{QStringLiteral("booking/1"), QStringLiteral("decision/1"),
                            QStringLiteral("today/1"), QStringLiteral("slots/1"),
                            QStringLiteral("conflict/1")};
    for (const QString &form : forms) {
        QVERIFY(answerOf(scene.desk.desk().drafts().save(form, "{\"typed\":\"" + form.toUtf8() + "\"}")));
    }
    if (what == u"the lock") {
        scene.desk.account().lock();
        QVERIFY(scene.desk.reaches(SignInStep::Locked));
        scene.desk.account().unlock(QString::fromStdString(scene.known.password));
    } else if (what == u"the end of the session") {
        scene.hub.cable()->pull(); // whatever call is held ends
        scene.hub.endSessionsOf("hanako");
        scene.hub.cable()->plugIn();
        scene.desk.desk().syncStatus().retryNow();
        QVERIFY(scene.desk.reaches(SignInStep::Password));
        QVERIFY(scene.signInAgain());
    } else if (what == u"signing out") {
        scene.desk.account().signOut();
        QVERIFY(scene.desk.reaches(SignInStep::Password));
        QVERIFY(scene.signInAgain());
    } else {
        const ProfileImage image = ProfileImage::of(scene.desk.folder()); // nobody closes anything
        scene.desk.quit();
        QVERIFY(image.putBack(scene.desk.folder()));
        scene.desk.start();
    }
    QVERIFY(scene.desk.reaches(SignInStep::SignedIn));
    for (const QString &form : forms) {
        QCOMPARE(*answerOf(scene.desk.desk().drafts().load(form)),
                 QByteArray("{\"typed\":\"" + form.toUtf8() + "\"}"));
    }
}

QTEST_GUILESS_MAIN(OutagesTest)
#include "tst_outages.moc"
