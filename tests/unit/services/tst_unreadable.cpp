// A record that this version cannot read: nobody waits for it, but everybody knows of it until it is read.
#include "support/desk_story.h"

#include <QSignalSpy>
#include <QTest>

using namespace test_support;
using domain::ReservationStatus;

namespace {

const domain::Instant aMorning =
    domain::toInstant(domain::LocalDate{std::chrono::year{2026} / 11 / 24}, domain::LocalTime::of(9, 0));
const domain::LocalDate aTourDay = std::chrono::year{2026} / 12 / 1;

/// As a hub might write reservations whose form this version does not know.
void hideVisitors(QByteArray &body) {
    body.replace(R"("visitors":)", R"("visitors":[],"visitors_of_old":)");
}

struct Scene {
    domain::ManualClock clock{aMorning};
    TestHub hub{clock};
    domain::Facility facility = hub.addFacility("架空第一保育園");
    domain::Slot slot = hub.addSlot(facility, aTourDay, domain::LocalTime::of(10, 0), 9);
    domain::Reservation first = hub.book(slot, "架空 一郎");
    DeskStory desk{{.hub = &hub, .clock = &clock}};
    Scene() {
        desk.start();
        desk.firstSignIn("hanako", hub.addUser("hanako", domain::Role::Staff, {facility.id}));
        arrived = desk.showsStatus(first.id, ReservationStatus::Requested) && desk.isOnline();
    }
    [[nodiscard]] int unreadable() { return desk.desk().syncStatus().state().unreadable; }
    /// One that arrives while the desk cannot read reservations; afterwards it could.
    [[nodiscard]] domain::Reservation bookUnreadably(const std::string &guardian) {
        hub.cable()->setGarbling(hideVisitors);
        auto booked = hub.book(slot, guardian);
        const bool told = QTest::qWaitFor([&] { return unreadable() == 1; });
        hub.cable()->setGarbling({});
        [&] { QVERIFY(told); }();
        return booked;
    }
    bool arrived = false;
};

} // namespace

class UnreadableTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneRecordIsToldWhileTheFeedGoesOn();
    void itIsAskedForAgainAfterAStart();
    void itIsAskedForAgainWhenAPersonWantsIt();
    void itsNextVersionIsAsGood();
    void itsEndIsItsEndHereToo();
    void aPcThatIsOfflineStillKnowsOfIt();
};

void UnreadableTest::oneRecordIsToldWhileTheFeedGoesOn() {
    Scene scene;
    QVERIFY(scene.arrived);
    QCOMPARE(scene.unreadable(), 0);
    const auto second = scene.bookUnreadably("架空 二郎");
    QVERIFY(!scene.desk.row(second.id));
    const auto third = scene.hub.book(scene.slot, "架空 三郎");
    QVERIFY(scene.desk.showsStatus(third.id, ReservationStatus::Requested));
    QVERIFY(scene.desk.isOnline());
    QCOMPARE(scene.unreadable(), 1);
    QVERIFY(!scene.desk.row(second.id));
}

void UnreadableTest::itIsAskedForAgainAfterAStart() {
    Scene scene;
    QVERIFY(scene.arrived);
    const auto second = scene.bookUnreadably("架空 二郎");
    scene.desk.start();
    QVERIFY(scene.desk.showsStatus(second.id, ReservationStatus::Requested));
    QTRY_COMPARE(scene.unreadable(), 0);
    QCOMPARE(scene.desk.row(second.id)->reservation.personal->guardian.name, std::string("架空 二郎"));
}

void UnreadableTest::itIsAskedForAgainWhenAPersonWantsIt() {
    Scene scene;
    QVERIFY(scene.arrived);
    const auto second = scene.bookUnreadably("架空 二郎");
    QSignalSpy told(&scene.desk.desk().reservations(), &services::Reservations::changed);
    scene.desk.desk().syncStatus().retryNow();
    QTRY_COMPARE(scene.unreadable(), 0);
    QVERIFY(scene.desk.showsStatus(second.id, ReservationStatus::Requested));
    QVERIFY(std::ranges::any_of(told, [&](const QVariantList &arguments) {
        return arguments.first().value<services::ReservationsChanged>().ids.contains(second.id);
    }));
}

void UnreadableTest::itsNextVersionIsAsGood() {
    Scene scene;
    QVERIFY(scene.arrived);
    const auto second = scene.bookUnreadably("架空 二郎");
    scene.hub.approveElsewhere(second.id);
    QVERIFY(scene.desk.showsStatus(second.id, ReservationStatus::Approved));
    QTRY_COMPARE(scene.unreadable(), 0);
}

void UnreadableTest::itsEndIsItsEndHereToo() {
    Scene scene;
    QVERIFY(scene.arrived);
    scene.hub.cable()->setGarbling(
        [](QByteArray &body) { body.replace(R"("seats":)", R"("seats":[],"seats_of_old":)"); });
    const auto slot = scene.hub.addSlot(scene.facility, aTourDay, domain::LocalTime::of(14, 0));
    QTRY_COMPARE(scene.unreadable(), 1);
    scene.hub.cable()->setGarbling({});
    scene.hub.removeSlot(slot);
    QTRY_COMPARE(scene.unreadable(), 0);
}

void UnreadableTest::aPcThatIsOfflineStillKnowsOfIt() {
    Scene scene;
    QVERIFY(scene.arrived);
    std::ignore = scene.bookUnreadably("架空 二郎");
    scene.hub.cable()->pull();
    scene.desk.start();
    QTRY_COMPARE(scene.unreadable(), 1);
}

QTEST_GUILESS_MAIN(UnreadableTest)
#include "tst_unreadable.moc"
