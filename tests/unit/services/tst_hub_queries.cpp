// What only the hub knows, asked from the windows: figures and the audit, with their age, also offline.
#include "support/desk_story.h"

#include <QTest>

using namespace test_support;
using domain::ErrorKind;
using domain::Role;

namespace {

const domain::Instant morning =
    domain::toInstant(domain::LocalDate{std::chrono::year{2026} / 11 / 24}, domain::LocalTime::of(9, 0));
const domain::LocalDate visitDay = std::chrono::year{2026} / 12 / 1;
const services::StatisticsQuery november{
    .period = {.from = std::chrono::year{2026} / 11 / 1, .to = std::chrono::year{2026} / 11 / 24},
    .facility = {}};

struct Scene {
    domain::ManualClock clock{morning};
    TestHub hub{clock};
    domain::Facility facility = hub.addFacility("架空第一保育園");
    domain::Slot slot = hub.addSlot(facility, visitDay, domain::LocalTime::of(10, 0), 5);
    domain::Reservation booked = hub.book(slot, "架空 一郎");
    DeskStory desk{{.hub = &hub, .clock = &clock}};
    SignedIn officer;
    explicit Scene(Role role = Role::Municipal) {
        desk.start();
        officer = desk.firstSignIn("hanako", hub.addUser("hanako", role, {facility.id}));
        isReady = desk.isOnline();
    }
    services::HubQueries &queries() { return desk.desk().hubQueries(); }
    int askedStatistics() { return hub.cable()->countOf("GET", "/statistics"); }
    bool isReady = false;
};

} // namespace

class HubQueriesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theOfficeReadsTheMonthsFigures();
    void ofOneFacilityAlone();
    void theOfficeReadsHowManyTakePart();
    void theOfficeReadsTheAuditInPages();
    void offlineTheLastFiguresComeWithTheirAge();
    void whatIsOfflineFromTheStartIsSaidSo();
    void whoMayNotKnowIsRefused();
    void theSameQuestionIsAskedOnce();
    void aCancelledQuestionAnswersNobodyAndHoldsNothingUp();
    void signingOutDropsTheAnswersOfTheEarlierPerson();
    void anActGoesOutWhileQuestionsWait();
};

void HubQueriesTest::theOfficeReadsTheMonthsFigures() {
    Scene scene;
    QVERIFY(scene.isReady);
    scene.hub.approveElsewhere(scene.booked.id);
    const auto answer = answerOf(scene.queries().statistics(november));
    QVERIFY(answer.has_value());
    QVERIFY(!answer->isOffline());
    QVERIFY(answer->askedAt == morning);
    QCOMPARE(answer->value->whole.bookings, std::int64_t{1});
    QVERIFY(answer->value->whole.medianMinutes.has_value());
    QCOMPARE(answer->value->facilities.size(), std::size_t{1});
    QCOMPARE(answer->value->facilities.front().facilityName, std::string("架空第一保育園"));
}

void HubQueriesTest::ofOneFacilityAlone() {
    Scene scene;
    QVERIFY(scene.isReady);
    const auto other = scene.hub.addFacility("架空第二保育園");
    auto query = november;
    query.facility = other.id;
    const auto answer = answerOf(scene.queries().statistics(query));
    QCOMPARE(answer->value->whole.bookings, std::int64_t{0});
    QCOMPARE(answer->value->facilities.front().facilityName, std::string("架空第二保育園"));
}

void HubQueriesTest::theOfficeReadsHowManyTakePart() {
    Scene scene;
    QVERIFY(scene.isReady);
    std::ignore = scene.hub.addFacility("架空第二保育園");
    const auto answer = answerOf(scene.queries().coverage());
    QCOMPARE(answer->value->facilities, std::int64_t{2});
    QCOMPARE(answer->value->withOpenSlots, std::int64_t{1});
}

void HubQueriesTest::theOfficeReadsTheAuditInPages() {
    Scene scene;
    QVERIFY(scene.isReady);
    scene.hub.approveElsewhere(scene.booked.id);
    const auto first = answerOf(scene.queries().audit({.after = 0, .most = 1}));
    QVERIFY(first.has_value());
    QCOMPARE(first->value->lines.size(), std::size_t{1});
    QVERIFY(first->value->more);
    const auto rest =
        answerOf(scene.queries().audit({.after = first->value->lines.front().number, .most = 1'000}));
    QVERIFY(!rest->value->more);
    QVERIFY(std::ranges::any_of(rest->value->lines, [&](const domain::AuditLine &line) {
        return line.action == "reservation.approve" && line.objectId == scene.booked.id.text();
    }));
}

void HubQueriesTest::offlineTheLastFiguresComeWithTheirAge() {
    Scene scene;
    QVERIFY(scene.isReady);
    QVERIFY(answerOf(scene.queries().statistics(november)).has_value());
    scene.clock.advance(std::chrono::minutes(3));
    scene.hub.cable()->pull();
    const auto answer = answerOf(scene.queries().statistics(november));
    QVERIFY(answer.has_value());
    QCOMPARE(answer->offlineBecause->kind, ErrorKind::Offline);
    QCOMPARE(answer->value->whole.bookings, std::int64_t{1});
    QVERIFY(answer->askedAt == morning);
    scene.hub.cable()->plugIn();
    const auto later = answerOf(scene.queries().statistics(november));
    QVERIFY(!later->isOffline());
    QVERIFY(later->askedAt == scene.clock.now());
}

void HubQueriesTest::whatIsOfflineFromTheStartIsSaidSo() {
    Scene scene;
    QVERIFY(scene.isReady);
    scene.hub.cable()->pull();
    const auto answer = answerOf(scene.queries().statistics(november));
    QVERIFY(answer.has_value());
    QVERIFY(answer->isOffline());
    QVERIFY(!answer->value);
}

void HubQueriesTest::whoMayNotKnowIsRefused() {
    Scene scene(Role::Staff);
    QVERIFY(scene.isReady);
    QCOMPARE(answerOf(scene.queries().statistics(november)).error().kind, ErrorKind::Forbidden);
    QCOMPARE(answerOf(scene.queries().coverage()).error().kind, ErrorKind::Forbidden);
    QCOMPARE(answerOf(scene.queries().audit({})).error().kind, ErrorKind::Forbidden);
}

void HubQueriesTest::theSameQuestionIsAskedOnce() {
    Scene scene;
    QVERIFY(scene.isReady);
    const auto first = scene.queries().statistics(november);
    const auto second = scene.queries().statistics(november);
    QVERIFY(answerOf(first)->value == answerOf(second)->value);
    QCOMPARE(scene.askedStatistics(), 1);
}

void HubQueriesTest::aCancelledQuestionAnswersNobodyAndHoldsNothingUp() {
    Scene scene;
    QVERIFY(scene.isReady);
    auto left = scene.queries().statistics(november);
    left.cancel();
    QTRY_VERIFY(left.isFinished());
    QCOMPARE(left.resultCount(), 0);
    QVERIFY(answerOf(scene.queries().coverage()).has_value());
}

void HubQueriesTest::signingOutDropsTheAnswersOfTheEarlierPerson() {
    Scene scene;
    QVERIFY(scene.isReady);
    QVERIFY(answerOf(scene.queries().statistics(november)).has_value());
    scene.desk.account().signOut();
    QVERIFY(scene.desk.reaches(services::SignInStep::Password));
    QCOMPARE(answerOf(scene.queries().statistics(november)).error().kind, ErrorKind::SignedOut);
    scene.desk.firstSignIn("jiro", scene.hub.addUser("jiro", Role::Municipal, {}));
    QVERIFY(scene.desk.isOnline());
    scene.hub.cable()->pull();
    const auto answer = answerOf(scene.queries().statistics(november));
    QVERIFY(answer->isOffline());
    QVERIFY(!answer->value);
}

void HubQueriesTest::anActGoesOutWhileQuestionsWait() {
    Scene scene(Role::Manager);
    QVERIFY(scene.isReady);
    QVERIFY(scene.desk.showsStatus(scene.booked.id, domain::ReservationStatus::Requested));
    std::vector<services::Async<services::HubAnswer<domain::AuditPage>>> asked;
    for (int after = 0; after < 20; ++after) {
        asked.push_back(scene.queries().audit({.after = after}));
    }
    const auto saved = scene.desk.desk().reservations().approve(scene.booked.id, scene.booked.meta.version);
    QVERIFY(answerOf(saved).has_value());
    QVERIFY(scene.desk.showsStatus(scene.booked.id, domain::ReservationStatus::Approved));
    for (const auto &question : asked) {
        QVERIFY(answerOf(question).has_value());
    }
}

QTEST_GUILESS_MAIN(HubQueriesTest)
#include "tst_hub_queries.moc"
