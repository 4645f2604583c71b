// An answer to a family can be taken back for some seconds before it goes out. It lies in the outbox all the
// while, so it is never lost, and nothing that happens to the PC or its clock keeps it there.
#include "support/desk_story.h"

#include <QTest>

using namespace test_support;
using domain::ReservationStatus;
using services::Pending;

namespace {

const domain::Instant morning =
    domain::toInstant(domain::LocalDate{std::chrono::year{2026} / 11 / 24}, domain::LocalTime::of(9, 0));
const domain::LocalDate visitDay = std::chrono::year{2026} / 12 / 1;
/// Longer than any test runs: what goes out went for another reason.
constexpr std::chrono::hours forEver{1};

struct Scene {
    domain::ManualClock clock{morning};
    domain::ManualClock clockOfPc{morning};
    TestHub hub{clock};
    domain::Facility facility = hub.addFacility("架空第一保育園");
    domain::Slot slot = hub.addSlot(facility, visitDay, domain::LocalTime::of(10, 0), 5);
    domain::Reservation booked = hub.book(slot, "架空 一郎");
    DeskStory desk;
    explicit Scene(std::chrono::milliseconds undoTime)
        : desk({.hub = &hub, .clock = &clockOfPc, .training = false, .undoTime = undoTime}) {
        desk.start();
        desk.firstSignIn("hanako", hub.addUser("hanako", domain::Role::Staff, {facility.id}));
        isReady = desk.showsStatus(booked.id, ReservationStatus::Requested) && desk.isOnline();
    }
    services::Reservations &reservations() { return desk.desk().reservations(); }
    domain::Result<services::ActReceipt> approve() {
        return answerOf(reservations().approve(booked.id, booked.meta.version));
    }
    int approvals() { return hub.stepsOf(booked.id, "approve"); }
    bool isReady = false;
};

} // namespace

class UndoTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anAnswerGoesOutWhenItsTimeIsOver();
    void untilThenItIsTakenBackAndTheHubNeverHearsOfIt();
    void whatIsHeldHoldsUpNothingElse();
    void whoeverDoesNotWantToWaitSendsIt();
    void endingTheProgramSendsItFirst();
    void signingOutSendsItFirst();
    void afterACrashItGoesOut();
    void aClockThatLeapsHoldsNothingUp_data();
    void aClockThatLeapsHoldsNothingUp();
    void aPhoneBookingIsNotHeld();
    void everyKindOfAnswerIsHeld();
};

void UndoTest::anAnswerGoesOutWhenItsTimeIsOver() {
    Scene scene(std::chrono::milliseconds(50));
    QVERIFY(scene.isReady);
    const auto ticket = scene.approve();
    QCOMPARE(ticket->undoTime, std::chrono::milliseconds(50));
    QVERIFY(scene.desk.showsStatus(scene.booked.id, ReservationStatus::Approved));
    QCOMPARE(scene.approvals(), 1);
}

void UndoTest::untilThenItIsTakenBackAndTheHubNeverHearsOfIt() {
    Scene scene(forEver);
    QVERIFY(scene.isReady);
    const auto ticket = scene.approve();
    QVERIFY(scene.desk.showsPending(scene.booked.id, Pending::Waiting));
    const auto outbox = answerOf(scene.desk.desk().syncStatus().outbox());
    QCOMPARE(outbox->front().why, services::WaitReason::Held);
    QVERIFY(outbox->front().mayBeWithdrawn);
    QVERIFY(answerOf(scene.reservations().withdraw(ticket->operation)).has_value());
    QVERIFY(scene.desk.showsPending(scene.booked.id, Pending::None));
    scene.reservations().sendHeld();
    QTRY_COMPARE(scene.desk.waiting(), 0);
    QCOMPARE(scene.hub.cable()->countOf("POST", "/approve"), 0);
    QVERIFY(scene.approve().has_value()); // and can be answered anew
}

void UndoTest::whatIsHeldHoldsUpNothingElse() {
    Scene scene(forEver);
    QVERIFY(scene.isReady);
    QVERIFY(scene.approve().has_value());
    domain::Reservation typed = scene.booked;
    typed.id = {};
    typed.channel = "phone";
    typed.personal->guardian.name = "架空 電話子";
    typed.personal->guardian.phone = "090-0000-9999"; // another family: one takes one seat of a slot
    const auto ticket = answerOf(scene.reservations().book(typed));
    const auto id = domain::ReservationId::parse(ticket->recordId);
    QVERIFY(id.has_value());
    QVERIFY(scene.desk.showsStatus(*id, ReservationStatus::Approved));
    QCOMPARE(scene.approvals(), 0);
}

void UndoTest::whoeverDoesNotWantToWaitSendsIt() {
    Scene scene(forEver);
    QVERIFY(scene.isReady);
    QVERIFY(scene.approve().has_value());
    scene.reservations().sendHeld();
    QVERIFY(scene.desk.showsStatus(scene.booked.id, ReservationStatus::Approved));
    const auto second = scene.hub.book(scene.slot, "架空 二郎");
    QVERIFY(scene.desk.showsStatus(second.id, ReservationStatus::Requested));
    QVERIFY(answerOf(scene.reservations().approve(second.id, 1)).has_value());
    scene.desk.desk().syncStatus().retryNow();
    QVERIFY(scene.desk.showsStatus(second.id, ReservationStatus::Approved));
}

void UndoTest::endingTheProgramSendsItFirst() {
    Scene scene(forEver);
    QVERIFY(scene.isReady);
    QVERIFY(scene.approve().has_value());
    scene.reservations().sendHeld(); // as the page does that goes out of sight with the window
    bool hasEnded = false;
    scene.desk.desk().prepareToEnd([&hasEnded] { hasEnded = true; });
    QTRY_VERIFY(hasEnded);
    QCOMPARE(scene.approvals(), 1);
}

void UndoTest::signingOutSendsItFirst() {
    Scene scene(forEver);
    QVERIFY(scene.isReady);
    QVERIFY(scene.approve().has_value());
    scene.desk.account().signOut();
    QVERIFY(scene.desk.reaches(services::SignInStep::Password));
    QCOMPARE(scene.approvals(), 1);
}

void UndoTest::afterACrashItGoesOut() {
    Scene scene(forEver);
    QVERIFY(scene.isReady);
    QVERIFY(scene.approve().has_value());
    const auto left = ProfileImage::of(scene.desk.folder()); // the power goes
    scene.desk.quit();
    QCOMPARE(scene.approvals(), 0);
    QVERIFY(left.putBack(scene.desk.folder()));
    scene.desk.start();
    QVERIFY(scene.desk.showsStatus(scene.booked.id, ReservationStatus::Approved));
    QCOMPARE(scene.approvals(), 1);
}

void UndoTest::aClockThatLeapsHoldsNothingUp_data() {
    QTest::addColumn<int>("days");
    QTest::newRow("a year ahead") << 400;
    QTest::newRow("a year back") << -400;
}

void UndoTest::aClockThatLeapsHoldsNothingUp() {
    QFETCH(int, days);
    Scene scene(std::chrono::milliseconds(50));
    QVERIFY(scene.isReady);
    const auto saved = scene.reservations().approve(scene.booked.id, scene.booked.meta.version);
    QVERIFY(answerOf(saved).has_value());
    scene.clockOfPc.advance(std::chrono::days(days));
    QTRY_COMPARE(scene.approvals(), 1);
    QTRY_COMPARE(scene.desk.waiting(), 0);
    QCOMPARE(scene.desk.needsYou(), 0);
}

void UndoTest::aPhoneBookingIsNotHeld() {
    Scene scene(forEver);
    QVERIFY(scene.isReady);
    domain::Reservation typed = scene.booked;
    typed.id = {};
    typed.channel = "counter";
    const auto ticket = answerOf(scene.reservations().book(typed));
    QCOMPARE(ticket->undoTime, std::chrono::milliseconds(0));
    QTRY_COMPARE(scene.desk.waiting(), 0);
}

void UndoTest::everyKindOfAnswerIsHeld() {
    using Call = domain::ReservationCall;
    Scene scene(forEver);
    QVERIFY(scene.isReady);
    const auto decline =
        answerOf(scene.reservations().decline(scene.booked.id, 1, QStringLiteral("満員"), {}));
    QCOMPARE(decline->undoTime, std::chrono::milliseconds(forEver));
    domain::Reservation typed = scene.booked;
    typed.id = {};
    typed.channel = "phone";
    typed.personal->guardian.name = "架空 電話子";
    typed.personal->guardian.phone = "090-0000-9999"; // another family: one takes one seat of a slot
    const auto booked = answerOf(scene.reservations().book(typed));
    const auto id = *domain::ReservationId::parse(booked->recordId);
    QVERIFY(scene.desk.showsStatus(id, ReservationStatus::Approved));
    scene.clockOfPc.set(domain::toInstant(visitDay, domain::LocalTime::of(10, 5)));
    const auto version = scene.desk.row(id)->reservation.meta.version;
    for (const auto call : {Call::Attend, Call::NoShow, Call::Withdraw, Call::Cancel}) {
        const auto ticket = answerOf(scene.reservations().act(call, id, version, QStringLiteral("台風"), {}));
        QVERIFY2(ticket.has_value(), std::string(domain::nameOf(call)).c_str());
        QCOMPARE(ticket->undoTime, std::chrono::milliseconds(forEver));
        QVERIFY(answerOf(scene.reservations().withdraw(ticket->operation)).has_value());
    }
    QCOMPARE(scene.hub.stepsOf(id, "attend"), 0);
}

QTEST_GUILESS_MAIN(UndoTest)
#include "tst_undo.moc"
