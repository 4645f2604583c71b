// A PC is lost and its municipality orders it to be wiped: nothing stays, whatever it was doing.
#include "support/desk_story.h"
#include "support/sqlite_file.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace test_support;
using services::SignInStep;

namespace {

const domain::Instant morning =
    domain::toInstant(domain::LocalDate{std::chrono::year{2026} / 11 / 24}, domain::LocalTime::of(9, 0));

/// A desk with one family, whose answer has not gone out yet.
struct Scene {
    domain::ManualClock clock{morning};
    TestHub hub{clock};
    domain::Facility facility = hub.addFacility("架空第一保育園");
    domain::Slot slot =
        hub.addSlot(facility, {std::chrono::year{2026} / 12 / 1}, domain::LocalTime::of(10, 0));
    domain::Reservation booked = hub.book(slot, "架空 一郎");
    DeskStory desk{{.hub = &hub, .clock = &clock}};
    bool ready = false;

    Scene() {
        desk.start();
        desk.firstSignIn("hanako", hub.addUser("hanako", domain::Role::Staff, {facility.id}));
        ready = desk.showsStatus(booked.id, domain::ReservationStatus::Requested);
        hub.cable()->pull();
        ready = ready && answerOf(desk.desk().reservations().approve(booked.id, 1)).has_value();
    }
    void order() {
        hub.endSessionsOf("hanako", true);
        hub.cable()->plugIn();
        desk.desk().syncStatus().retryNow();
    }
    bool saysThatItWasWiped() {
        if (!desk.reaches(SignInStep::Password) || !desk.account().problem()) {
            return false;
        }
        return desk.account().problem()->code == "device-wiped";
    }
    bool holdsNothing() {
        const auto facilities = answerOf(desk.desk().facilities().all());
        return facilities && facilities->empty() && !desk.row(booked.id) && desk.waiting() == 0 &&
               QTest::qWaitFor([this] { return desk.keychain().isEmpty(); });
    }
    [[nodiscard]] QStringList foldersAside() const {
        return QDir(desk.folder()).entryList({QStringLiteral("damaged*")}, QDir::Dirs);
    }
};

} // namespace

class WipeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void unsentWorkGoesTooAndItIsSaid();
    void aLockedDeskIsWiped();
    void whatWasSetAsideGoesToo();
    void aWipeThatIsCutShortIsFinishedByTheNextStart();
};

void WipeTest::unsentWorkGoesTooAndItIsSaid() {
    Scene scene;
    QVERIFY(scene.ready);
    scene.order();
    QVERIFY(scene.saysThatItWasWiped());
    QCOMPARE(scene.desk.account().problem()->params.at("unsent"), std::string("1"));
    QVERIFY(scene.holdsNothing());
    QCOMPARE(scene.hub.stepsOf(scene.booked.id, "approve"), 0);
}

void WipeTest::aLockedDeskIsWiped() {
    Scene scene;
    QVERIFY(scene.ready);
    scene.desk.account().lock();
    QVERIFY(scene.desk.reaches(SignInStep::Locked));
    scene.order();
    QVERIFY(scene.saysThatItWasWiped());
    QVERIFY(scene.holdsNothing());
}

void WipeTest::whatWasSetAsideGoesToo() {
    Scene scene;
    QVERIFY(scene.ready);
    scene.desk.quit();
    QVERIFY(
        SqliteFile(scene.desk.folder() + QStringLiteral("/store.sqlite")).ruin(QStringLiteral("internal")));
    scene.desk.start();
    QVERIFY(scene.desk.isIdle());
    QCOMPARE(scene.foldersAside().size(), 1);
    scene.order();
    if (scene.desk.account().step() == SignInStep::SignedIn) {
        QVERIFY(scene.desk.reaches(SignInStep::Password));
    }
    QVERIFY(scene.saysThatItWasWiped());
    QVERIFY(scene.holdsNothing());
    QCOMPARE(scene.foldersAside(), QStringList());
}

void WipeTest::aWipeThatIsCutShortIsFinishedByTheNextStart() {
    Scene scene;
    QVERIFY(scene.ready);
    ProfileImage image;
    TestKeychain::Contents secrets;
    scene.desk.keychain().setBeforeRemoval([&](const QString &name) {
        if (name.endsWith(QStringLiteral("refresh-token"))) { // the first step that others see
            image = ProfileImage::of(scene.desk.folder());
            secrets = scene.desk.keychain().contents();
            secrets.erase(name);
        }
    });
    scene.order();
    QVERIFY(scene.saysThatItWasWiped());
    scene.desk.quit();
    // Instead, the thief had pulled the battery at that moment, and the network with it.
    scene.hub.cable()->pull();
    QVERIFY(!secrets.empty());
    QVERIFY(image.putBack(scene.desk.folder()));
    scene.desk.keychain().put(secrets);
    scene.desk.start();
    QVERIFY(scene.saysThatItWasWiped());
    QVERIFY(scene.holdsNothing());
}

QTEST_GUILESS_MAIN(WipeTest)
#include "tst_wipe.moc"
