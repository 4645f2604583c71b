// The main job: a reservation arrives and is answered, with and without a network, and with somebody who was
// faster.
#include "support/desk_story.h"

#include <QSignalSpy>
#include <QTest>

using namespace test_support;
using domain::ErrorKind;
using domain::ReservationStatus;
using services::Pending;

namespace {

const domain::Instant morning =
    domain::toInstant(domain::LocalDate{std::chrono::year{2026} / 11 / 24}, domain::LocalTime::of(9, 0));
const domain::LocalDate visitDay = std::chrono::year{2026} / 12 / 1;

struct Scene {
    domain::ManualClock clock{morning};
    TestHub hub{clock};
    domain::Facility facility = hub.addFacility("架空第一保育園");
    domain::Slot slot = hub.addSlot(facility, visitDay, domain::LocalTime::of(10, 0), 2);
    domain::Reservation booked = hub.book(slot, "架空 一郎");
    DeskStory desk{{.hub = &hub, .clock = &clock}};
    explicit Scene(domain::Role role = domain::Role::Staff) {
        desk.start();
        desk.firstSignIn("hanako", hub.addUser("hanako", role, {facility.id}));
        arrived = desk.showsStatus(booked.id, ReservationStatus::Requested);
    }
    services::Reservations &reservations() { return desk.desk().reservations(); }
    bool arrived = false;
};

} // namespace

class AnswersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anApprovalReachesTheHub();
    void aDeclineNeedsAReason();
    void aReservationThatArrivesIsTold();
    void whatIsDecidedOfflineGoesOutByItselfOnce();
    void aLostAnswerDoesNotApproveTwice();
    void somebodyWhoWasFasterIsShownWithTheHubsWord();
    void whatChangedMeanwhileIsNotDecidedBlindly();
    void aWaitingActIsTakenBack();
    void oneActAtATime();
    void aRestartOfflineShowsEverythingAndSendsLater();
    void aDayBeforeItsVisitNobodyHasAttended();
    void municipalStaffSeeButDoNotDecide();
    void aPhoneBookingIsJudgedByTheHub();
    void aWrongPhoneBookingIsToldAtTheFields();
    void filtersAndTextFindTheSameRow();
    void remainingTimeIsCountedInOpenMinutes();
};

void AnswersTest::anApprovalReachesTheHub() {
    Scene scene;
    QVERIFY(scene.arrived);
    const auto ticket = answerOf(scene.reservations().approve(scene.booked.id, scene.booked.meta.version));
    QVERIFY(ticket.has_value());
    QVERIFY(!ticket->operation.isNull());
    QVERIFY(scene.desk.showsStatus(scene.booked.id, ReservationStatus::Approved));
    QCOMPARE(scene.hub.reservation(scene.booked.id).status, ReservationStatus::Approved);
    QCOMPARE(scene.hub.stepsOf(scene.booked.id, "approve"), 1);
    QTRY_COMPARE(scene.desk.waiting(), 0);
}

void AnswersTest::aDeclineNeedsAReason() {
    Scene scene;
    QVERIFY(scene.arrived);
    const auto empty = answerOf(scene.reservations().decline(scene.booked.id, 1, QStringLiteral("  "), {}));
    QVERIFY(!empty.has_value());
    QCOMPARE(empty.error().kind, ErrorKind::Rejected);
    QCOMPARE(empty.error().fields.front().pointer, std::string("/reason"));
    QVERIFY(answerOf(scene.reservations().decline(scene.booked.id, 1, QStringLiteral("満員のため"), {}))
                .has_value());
    QVERIFY(scene.desk.showsStatus(scene.booked.id, ReservationStatus::Declined));
    QCOMPARE(scene.hub.reservation(scene.booked.id).personal->reason, std::string("満員のため"));
}

void AnswersTest::aReservationThatArrivesIsTold() {
    Scene scene;
    QVERIFY(scene.desk.isOnline());
    QSignalSpy told(&scene.reservations(), &services::Reservations::changed);
    const auto second = scene.hub.book(scene.slot, "架空 二郎");
    QTRY_VERIFY(std::ranges::any_of(told, [&](const QVariantList &arguments) {
        return arguments.first().value<services::ReservationsChanged>().ids.contains(second.id);
    }));
    QVERIFY(scene.desk.showsStatus(second.id, ReservationStatus::Requested));
}

void AnswersTest::whatIsDecidedOfflineGoesOutByItselfOnce() {
    Scene scene;
    QVERIFY(scene.desk.isOnline());
    scene.hub.cable()->pull();
    QVERIFY(answerOf(scene.reservations().approve(scene.booked.id, 1)).has_value());
    QVERIFY(scene.desk.showsPending(scene.booked.id, Pending::Waiting));
    QCOMPARE(scene.desk.row(scene.booked.id)->reservation.status, ReservationStatus::Requested);
    QTRY_COMPARE(scene.desk.waiting(), 1);
    QTRY_COMPARE(scene.desk.desk().syncStatus().state().connection, services::SyncState::Connection::Offline);
    scene.hub.cable()->plugIn();
    QVERIFY(scene.desk.showsStatus(scene.booked.id, ReservationStatus::Approved));
    QCOMPARE(scene.hub.stepsOf(scene.booked.id, "approve"), 1);
}

void AnswersTest::aLostAnswerDoesNotApproveTwice() {
    Scene scene;
    QVERIFY(scene.desk.isOnline());
    scene.hub.cable()->loseAnswers(2);
    QVERIFY(answerOf(scene.reservations().approve(scene.booked.id, 1)).has_value());
    QVERIFY(scene.desk.showsStatus(scene.booked.id, ReservationStatus::Approved));
    QTRY_COMPARE(scene.desk.waiting(), 0);
    QVERIFY(scene.hub.cable()->countOf("POST", "/approve") >= 2);
    QCOMPARE(scene.hub.stepsOf(scene.booked.id, "approve"), 1);
    QCOMPARE(scene.desk.needsYou(), 0);
}

void AnswersTest::somebodyWhoWasFasterIsShownWithTheHubsWord() {
    Scene scene;
    QVERIFY(scene.desk.isOnline());
    scene.hub.cable()->pull();
    QVERIFY(answerOf(scene.reservations().approve(scene.booked.id, 1)).has_value());
    scene.hub.withdraw(scene.booked.id);
    scene.hub.cable()->plugIn();
    QVERIFY(scene.desk.showsPending(scene.booked.id, Pending::NeedsYou));
    QVERIFY(scene.desk.showsStatus(scene.booked.id, ReservationStatus::Withdrawn));
    const auto row = scene.desk.row(scene.booked.id);
    QCOMPARE(row->pending.act, domain::ActKind::Approve);
    QCOMPARE(row->pending.refusal.kind, ErrorKind::Conflict);
    QVERIFY(!row->pending.refusal.detail.empty());
    QTRY_COMPARE(scene.desk.needsYou(), 1);
    const auto outbox = answerOf(scene.desk.desk().syncStatus().outbox());
    QCOMPARE(outbox->size(), std::size_t(1));
    QVERIFY(answerOf(scene.desk.desk().syncStatus().dismiss(outbox->front().operation)).has_value());
    QTRY_COMPARE(scene.desk.needsYou(), 0);
    QVERIFY(scene.desk.showsPending(scene.booked.id, Pending::None));
}

void AnswersTest::whatChangedMeanwhileIsNotDecidedBlindly() {
    Scene scene;
    QVERIFY(scene.desk.isOnline());
    scene.hub.withdraw(scene.booked.id);
    QVERIFY(scene.desk.showsStatus(scene.booked.id, ReservationStatus::Withdrawn));
    const auto late = answerOf(scene.reservations().approve(scene.booked.id, 1));
    QVERIFY(!late.has_value());
    QCOMPARE(late.error().kind, ErrorKind::Conflict);
    QCOMPARE(late.error().code, std::string("changed-meanwhile"));
    QVERIFY(!late.error().current.empty());
}

void AnswersTest::aWaitingActIsTakenBack() {
    Scene scene;
    QVERIFY(scene.desk.isOnline());
    scene.hub.cable()->pull();
    const auto ticket = answerOf(scene.reservations().approve(scene.booked.id, 1));
    QVERIFY(ticket.has_value());
    const auto back = answerOf(scene.reservations().withdraw(ticket->operation));
    // Whether it had been tried is a race with the cable: taken back, or honestly refused.
    if (back) {
        QVERIFY(scene.desk.showsPending(scene.booked.id, Pending::None));
        scene.hub.cable()->plugIn();
        QVERIFY(scene.desk.isOnline());
        QCOMPARE(scene.hub.stepsOf(scene.booked.id, "approve"), 0);
    } else {
        QCOMPARE(back.error().code, std::string("already-sent"));
    }
}

void AnswersTest::oneActAtATime() {
    Scene scene;
    QVERIFY(scene.desk.isOnline());
    scene.hub.cable()->pull();
    QVERIFY(answerOf(scene.reservations().approve(scene.booked.id, 1)).has_value());
    const auto second =
        answerOf(scene.reservations().decline(scene.booked.id, 1, QStringLiteral("満員"), {}));
    QVERIFY(!second.has_value());
    QCOMPARE(second.error().code, std::string("already-waiting"));
}

void AnswersTest::aRestartOfflineShowsEverythingAndSendsLater() {
    Scene scene;
    QVERIFY(scene.desk.isOnline());
    scene.hub.cable()->pull();
    QVERIFY(answerOf(scene.reservations().approve(scene.booked.id, 1)).has_value());
    scene.desk.start();
    QVERIFY(scene.desk.showsPending(scene.booked.id, Pending::Waiting));
    QCOMPARE(scene.desk.row(scene.booked.id)->reservation.personal->guardian.name, std::string("架空 一郎"));
    scene.hub.cable()->plugIn();
    QVERIFY(scene.desk.showsStatus(scene.booked.id, ReservationStatus::Approved));
    QCOMPARE(scene.hub.stepsOf(scene.booked.id, "approve"), 1);
}

void AnswersTest::aDayBeforeItsVisitNobodyHasAttended() {
    Scene scene;
    QVERIFY(answerOf(scene.reservations().approve(scene.booked.id, 1)).has_value());
    QVERIFY(scene.desk.showsStatus(scene.booked.id, ReservationStatus::Approved));
    const auto version = scene.desk.row(scene.booked.id)->reservation.meta.version;
    const auto attend = domain::ReservationCall::Attend;
    QVERIFY(!answerOf(scene.reservations().act(attend, scene.booked.id, version, {}, {})).has_value());
    scene.clock.set(domain::toInstant(visitDay, domain::LocalTime::of(10, 5)));
    QVERIFY(answerOf(scene.reservations().act(attend, scene.booked.id, version, {}, {})).has_value());
    QVERIFY(scene.desk.showsStatus(scene.booked.id, ReservationStatus::Attended));
}

void AnswersTest::municipalStaffSeeButDoNotDecide() {
    Scene scene(domain::Role::Municipal);
    QVERIFY(scene.arrived);
    const auto row = scene.desk.row(scene.booked.id);
    QVERIFY(!row->reservation.personal.has_value());
    QVERIFY(row->reservation.childrenCount == 1);
    const auto refused = answerOf(scene.reservations().approve(scene.booked.id, 1));
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind, ErrorKind::Forbidden);
    QVERIFY(answerOf(scene.desk.desk().delays().list())->empty());
    scene.clock.set(domain::toInstant(std::chrono::year{2026} / 11 / 28, domain::LocalTime::of(9, 0)));
    const auto late = answerOf(scene.desk.desk().delays().list());
    QCOMPARE(late->size(), std::size_t(1));
    QCOMPARE(late->front().late, 1);
    QCOMPARE(late->front().name, QStringLiteral("架空第一保育園"));
    QVERIFY(late->front().oldestOpenMinutes > domain::defaultLateMinutes);
}

void AnswersTest::aPhoneBookingIsJudgedByTheHub() {
    Scene scene;
    QVERIFY(scene.desk.isOnline());
    domain::Reservation typed = scene.booked;
    typed.id = {};
    typed.channel = "phone";
    typed.personal->guardian.name = "架空 電話子";
    typed.personal->guardian.phone = "090-1111-1111"; // with the same number it would be the same family
    const auto saved = answerOf(scene.reservations().book(typed));
    QVERIFY(saved.has_value());
    services::ReservationFilter filter;
    filter.text = QStringLiteral("電話子");
    QTRY_COMPARE(answerOf(scene.reservations().ids(filter))->size(), std::size_t(1));
    const auto id = answerOf(scene.reservations().ids(filter))->front();
    QCOMPARE(scene.desk.row(id)->reservation.status, ReservationStatus::Approved);
}

void AnswersTest::aWrongPhoneBookingIsToldAtTheFields() {
    Scene scene;
    domain::Reservation typed = scene.booked;
    typed.id = {};
    typed.channel = "portal";
    typed.personal->guardian.name.clear();
    const auto refused = answerOf(scene.reservations().book(typed));
    QVERIFY(!refused.has_value());
    QStringList pointers;
    for (const auto &field : refused.error().fields) {
        pointers.append(QString::fromStdString(field.pointer));
    }
    QVERIFY(pointers.contains(QStringLiteral("/channel")));
    QVERIFY(pointers.contains(QStringLiteral("/guardian/name")));
}

void AnswersTest::filtersAndTextFindTheSameRow() {
    Scene scene;
    QVERIFY(scene.arrived);
    services::ReservationFilter filter;
    filter.states = {ReservationStatus::Requested};
    filter.from = visitDay;
    filter.to = visitDay;
    filter.facility = scene.facility.id;
    const std::vector<domain::ReservationId> expected{scene.booked.id};
    QCOMPARE(*answerOf(scene.reservations().ids(filter)), expected);
    for (const auto &text : {QStringLiteral("一郎"), QStringLiteral("かくう"), QStringLiteral("ｶｸｳ"),
                             QStringLiteral("０９０")}) {
        filter.text = text;
        QCOMPARE(*answerOf(scene.reservations().ids(filter)), expected);
        QCOMPARE(*answerOf(scene.reservations().count(filter)), 1);
    }
    filter.text = QStringLiteral("いない人");
    QCOMPARE(*answerOf(scene.reservations().count(filter)), 0);
}

void AnswersTest::remainingTimeIsCountedInOpenMinutes() {
    Scene scene;
    QVERIFY(scene.arrived);
    const auto full = scene.desk.row(scene.booked.id)->openMinutesLeft;
    QCOMPARE(full.value_or(0), std::int64_t(domain::defaultLateMinutes));
    scene.clock.advance(std::chrono::hours(1));
    QCOMPARE(scene.desk.row(scene.booked.id)->openMinutesLeft.value_or(0), *full - 60);
    scene.clock.set(domain::toInstant(std::chrono::year{2026} / 11 / 24, domain::LocalTime::of(23, 0)));
    const auto night = scene.desk.row(scene.booked.id)->openMinutesLeft;
    scene.clock.advance(std::chrono::hours(5)); // nobody is there: no minute passes
    QCOMPARE(scene.desk.row(scene.booked.id)->openMinutesLeft, night);
}

QTEST_GUILESS_MAIN(AnswersTest)
#include "tst_answers.moc"
