// Opening, changing and cancelling slots, and correcting the facility, as the windows ask for it.
#include "support/desk_story.h"

#include <QTest>

using namespace test_support;
using domain::ErrorKind;
using services::Pending;

namespace {

const domain::Instant morning =
    domain::toInstant(domain::LocalDate{std::chrono::year{2026} / 11 / 24}, domain::LocalTime::of(9, 0));
const domain::LocalDate visitDay = std::chrono::year{2026} / 12 / 1;

struct Scene {
    domain::ManualClock clock{morning};
    TestHub hub{clock};
    domain::Facility facility = hub.addFacility("架空第一保育園");
    DeskStory desk{{.hub = &hub, .clock = &clock}};
    Scene() {
        desk.start();
        desk.firstSignIn("hanako", hub.addUser("hanako", domain::Role::Manager, {facility.id}));
        online = desk.isOnline();
    }
    services::Slots &slotBook() { return desk.desk().slotBook(); }
    services::Facilities &facilities() { return desk.desk().facilities(); }
    domain::Slot slotAt(int hour) {
        domain::Slot slot;
        slot.id = slotBook().newSlotId();
        slot.facilityId = facility.id;
        slot.date = visitDay;
        slot.start = domain::LocalTime::of(hour, 0);
        slot.end = domain::LocalTime::of(hour, 45);
        slot.seats = 3;
        return slot;
    }
    std::optional<services::SlotRow> row(domain::SlotId id) {
        const auto shown = answerOf(slotBook().one(id));
        return shown ? std::optional(*shown) : std::nullopt;
    }
    bool settled(domain::SlotId id) {
        return QTest::qWaitFor([&] {
            const auto shown = row(id);
            return shown && shown->slot.meta.version > 0 && shown->pending.state == Pending::None;
        });
    }
    std::size_t shownOn(domain::LocalDate from, domain::LocalDate to) {
        return answerOf(slotBook().between(facility.id, from, to))->size();
    }
    bool online = false;
};

} // namespace

class SlotsAndFacilityTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aNewSlotIsShownAtOnceAndKnownToTheHubSoon();
    void aSlotThatEndsBeforeItStartsIsToldAtTheField();
    void anOverlapIsToldBeforeAnythingIsSent();
    void changesMadeOfflineGoOutInOrder();
    void anUnsentSlotIsSimplyTakenBack();
    void cancellingASlotWithFamiliesAsksFirst();
    void aSeriesIsPreviewedAndMadeInOneAct();
    void aCorrectedPhoneNumberReachesTheHub();
    void aWrongPhoneNumberIsToldAtItsField();
    void whatTheHubRefusesPointsAtTheField();
    void aDraftSurvivesARestart();
};

void SlotsAndFacilityTest::aNewSlotIsShownAtOnceAndKnownToTheHubSoon() {
    Scene scene;
    QVERIFY(scene.online);
    const auto slot = scene.slotAt(10);
    QVERIFY(answerOf(scene.slotBook().create(slot)).has_value());
    QVERIFY(scene.row(slot.id).has_value());
    QVERIFY(scene.settled(slot.id));
    QCOMPARE(scene.row(slot.id)->slot.meta.version, std::int64_t(1));
    QCOMPARE(scene.shownOn(visitDay, visitDay), std::size_t(1));
}

void SlotsAndFacilityTest::aSlotThatEndsBeforeItStartsIsToldAtTheField() {
    Scene scene;
    auto slot = scene.slotAt(10);
    slot.end = domain::LocalTime::of(9, 0);
    slot.seats = 10'000;
    const auto refused = answerOf(scene.slotBook().create(slot));
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().code, std::string("validation"));
    QVERIFY(refused.error().fields.size() >= 2);
    QCOMPARE(scene.shownOn(visitDay, visitDay), std::size_t(0));
}

void SlotsAndFacilityTest::anOverlapIsToldBeforeAnythingIsSent() {
    Scene scene;
    QVERIFY(answerOf(scene.slotBook().create(scene.slotAt(10))).has_value());
    auto second = scene.slotAt(10);
    second.start = domain::LocalTime::of(10, 30);
    second.end = domain::LocalTime::of(11, 0);
    const auto refused = answerOf(scene.slotBook().create(second));
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().code, std::string("slot-overlap"));
}

void SlotsAndFacilityTest::changesMadeOfflineGoOutInOrder() {
    Scene scene;
    const auto slot = scene.slotAt(10);
    QVERIFY(answerOf(scene.slotBook().create(slot)).has_value());
    QVERIFY(scene.settled(slot.id));
    scene.hub.cable()->pull();
    for (const int seats : {4, 5}) {
        auto edited = scene.row(slot.id)->slot;
        edited.seats = seats;
        QVERIFY(answerOf(scene.slotBook().change(edited, edited.meta.version)).has_value());
        QCOMPARE(scene.row(slot.id)->slot.seats, seats);
        QCOMPARE(scene.row(slot.id)->pending.state, Pending::Waiting);
    }
    scene.hub.cable()->plugIn();
    QVERIFY(scene.settled(slot.id));
    QTRY_COMPARE(scene.row(slot.id)->slot.meta.version, std::int64_t(3));
    QCOMPARE(scene.row(slot.id)->slot.seats, 5);
    QCOMPARE(scene.desk.needsYou(), 0);
}

void SlotsAndFacilityTest::anUnsentSlotIsSimplyTakenBack() {
    Scene scene;
    scene.hub.cable()->pull();
    QTRY_COMPARE(scene.desk.desk().syncStatus().state().connection, services::SyncState::Connection::Offline);
    const auto slot = scene.slotAt(10);
    QVERIFY(answerOf(scene.slotBook().create(slot)).has_value());
    QVERIFY(answerOf(scene.slotBook().cancel(slot.id, 0, false, {})).has_value());
    QCOMPARE(scene.shownOn(visitDay, visitDay), std::size_t(0));
    scene.hub.cable()->plugIn();
    QVERIFY(scene.desk.isOnline());
    QTRY_COMPARE(scene.desk.waiting(), 0);
    QCOMPARE(scene.shownOn(visitDay, visitDay), std::size_t(0));
}

void SlotsAndFacilityTest::cancellingASlotWithFamiliesAsksFirst() {
    Scene scene;
    const auto slot = scene.hub.addSlot(scene.facility, visitDay, domain::LocalTime::of(10, 0));
    const auto booked = scene.hub.book(slot, "架空 一郎");
    QVERIFY(scene.desk.showsStatus(booked.id, domain::ReservationStatus::Requested));
    QTRY_VERIFY(scene.row(slot.id) && scene.row(slot.id)->seatsTaken == 1);
    QCOMPARE(scene.row(slot.id)->waiting, 1);
    const auto asked = answerOf(scene.slotBook().cancel(slot.id, 1, false, {}));
    QVERIFY(!asked.has_value());
    QCOMPARE(asked.error().code, std::string("slot-has-reservations"));
    QCOMPARE(asked.error().params.at("families"), std::string("1"));
    QVERIFY(answerOf(scene.slotBook().cancel(slot.id, 1, true, QStringLiteral("台風のため"))).has_value());
    // Not yet answered, so it is declined; an approved visit would be cancelled.
    QVERIFY(scene.desk.showsStatus(booked.id, domain::ReservationStatus::Declined));
    QCOMPARE(scene.hub.reservation(booked.id).personal->reason, std::string("台風のため"));
    QCOMPARE(scene.shownOn(visitDay, visitDay), std::size_t(0));
}

void SlotsAndFacilityTest::aSeriesIsPreviewedAndMadeInOneAct() {
    Scene scene;
    domain::Series series;
    series.id = scene.slotBook().newSeriesId();
    series.facilityId = scene.facility.id;
    series.rule = "24We";
    series.from = std::chrono::year{2026} / 12 / 1;
    series.to = std::chrono::year{2027} / 2 / 28;
    series.start = domain::LocalTime::of(10, 0);
    series.end = domain::LocalTime::of(10, 45);
    series.seats = 3;
    const auto days = answerOf(scene.slotBook().preview(series));
    QVERIFY(days.has_value());
    QCOMPARE(days->size(), std::size_t(6));
    const auto made = std::ranges::count_if(*days, [](const auto &day) { return day.make; });
    QVERIFY(made > 0);
    QVERIFY(answerOf(scene.slotBook().createSeries(series, *days)).has_value());
    QCOMPARE(scene.shownOn(series.from, series.to), static_cast<std::size_t>(made));
    QTRY_COMPARE(scene.desk.waiting(), 0);
    QCOMPARE(scene.desk.needsYou(), 0);
    QCOMPARE(scene.hub.cable()->countOf("POST", "/v1/slots/batch"), 1);
    const auto rows = answerOf(scene.slotBook().between(scene.facility.id, series.from, series.to));
    QCOMPARE(rows->size(), static_cast<std::size_t>(made));
    QCOMPARE(rows->front().slot.meta.version, std::int64_t(1));
}

void SlotsAndFacilityTest::aCorrectedPhoneNumberReachesTheHub() {
    Scene scene;
    auto edited = answerOf(scene.facilities().one(scene.facility.id))->facility;
    edited.profile["phone"] = "03-1111-0000";
    QVERIFY(answerOf(scene.facilities().save(edited, edited.meta.version)).has_value());
    QCOMPARE(answerOf(scene.facilities().one(edited.id))->facility.profile.at("phone"),
             std::string("03-1111-0000"));
    QTRY_COMPARE(scene.hub.facility(edited.id).profile.at("phone"), std::string("03-1111-0000"));
    QTRY_COMPARE(answerOf(scene.facilities().one(edited.id))->pending.state, Pending::None);
    QCOMPARE(scene.hub.facility(edited.id).profile.at("name"), std::string("架空第一保育園"));
}

void SlotsAndFacilityTest::aWrongPhoneNumberIsToldAtItsField() {
    Scene scene;
    auto edited = answerOf(scene.facilities().one(scene.facility.id))->facility;
    edited.profile["phone"] = "call us";
    const auto refused = answerOf(scene.facilities().save(edited, edited.meta.version));
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().fields.front().pointer, std::string("/profile/phone"));
    QCOMPARE(scene.desk.waiting(), 0);
}

void SlotsAndFacilityTest::whatTheHubRefusesPointsAtTheField() {
    Scene scene;
    auto edited = answerOf(scene.facilities().one(scene.facility.id))->facility;
    edited.profile["invented_item"] = "x"; // as a newer desk would send to an older hub
    const auto saved = answerOf(scene.facilities().save(edited, edited.meta.version));
    if (!saved) { // this desk's own rules already know
        QCOMPARE(saved.error().fields.front().pointer, std::string("/profile/invented_item"));
        return;
    }
    QTRY_COMPARE(answerOf(scene.facilities().one(edited.id))->pending.state, Pending::NeedsYou);
    const auto row = answerOf(scene.facilities().one(edited.id));
    QVERIFY(!row->pending.refusal.fields.empty());
    QCOMPARE(row->pending.refusal.fields.front().pointer, std::string("/profile/invented_item"));
}

void SlotsAndFacilityTest::aDraftSurvivesARestart() {
    Scene scene;
    const domain::Profile typed{{"name", "架空第一保育園(新)"}, {"phone", "０３－"}};
    QVERIFY(answerOf(scene.facilities().saveDraft(scene.facility.id, typed)).has_value());
    scene.desk.start();
    QCOMPARE(answerOf(scene.facilities().draft(scene.facility.id))->value_or(domain::Profile{}), typed);
    QVERIFY(answerOf(scene.facilities().saveDraft(scene.facility.id, {})).has_value());
    QVERIFY(!answerOf(scene.facilities().draft(scene.facility.id))->has_value());
}

QTEST_GUILESS_MAIN(SlotsAndFacilityTest)
#include "tst_slots_and_facility.moc"
