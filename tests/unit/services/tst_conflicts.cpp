// The same thing changed on two sides, against the hub's own handlers: what the user decides is what holds,
// and nothing is lost.
#include "support/desk_story.h"

#include <QTest>

using namespace test_support;
using domain::ErrorKind;
using services::Pending;
using services::Side;

namespace {

const domain::Instant morning =
    domain::toInstant(domain::LocalDate{std::chrono::year{2026} / 11 / 24}, domain::LocalTime::of(9, 0));
const domain::LocalDate visitDay = std::chrono::year{2026} / 12 / 1;

struct Scene {
    domain::ManualClock clock{morning};
    TestHub hub{clock};
    domain::Facility facility = hub.addFacility("架空第一保育園");
    DeskStory desk{{.hub = &hub, .clock = &clock}};
    bool online = false;

    Scene() {
        desk.start();
        desk.firstSignIn("hanako", hub.addUser("hanako", domain::Role::Manager, {facility.id}));
        online = desk.isOnline();
    }
    static std::optional<services::FacilityRow> shown(DeskStory &at, domain::FacilityId id) {
        const auto row = answerOf(at.desk().facilities().one(id));
        return row ? std::optional(*row) : std::nullopt;
    }
    bool hubHas(const char *key, const char *value) {
        return QTest::qWaitFor([&] {
            const domain::Facility stored = hub.facility(facility.id);
            const auto found = stored.profile.find(key);
            return found != stored.profile.end() && found->second == value;
        });
    }
    /// Both change the phone number, each before hearing of the other.
    std::optional<services::OutboxItem> bothChangeThePhone() {
        hub.cable()->pull();
        auto row = shown(desk, facility.id);
        row->facility.profile["phone"] = "03-0000-0002";
        row->facility.profile["note"] = "駐車場あり";
        const bool typed =
            answerOf(desk.desk().facilities().save(row->facility, row->facility.meta.version)).has_value();
        hub.changeFacility(facility.id, "{\"profile\":{\"phone\":\"03-0000-0003\",\"capacity\":60}}");
        hub.cable()->plugIn();
        desk.desk().syncStatus().retryNow();
        return typed ? refused() : std::nullopt;
    }
    std::optional<services::OutboxItem> refused() {
        std::optional<services::OutboxItem> found;
        const auto look = [&] {
            const auto items = answerOf(desk.desk().syncStatus().outbox());
            for (const auto &item : items.value()) {
                if (item.state == Pending::NeedsYou) {
                    found = item;
                }
            }
            return found.has_value();
        };
        return QTest::qWaitFor(look, 10'000) ? found : std::nullopt;
    }
};

} // namespace

class ConflictsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onlyWhatDiffersIsAsked();
    void takingMineGoesOutAndIsRemembered();
    void leavingTheHubsKeepsTheRestOfMyChange();
    void savingAgainKeepsWhatWasRefused();
    void aTimeThatIsTakenIsLeftOutOfTheSeries();
    void aReservationIsExplainedNotMerged();
    void whatIsNoConflictCannotBeSettled();
    void aCopiedWeekIsMadeAtTheHub();
};

void ConflictsTest::onlyWhatDiffersIsAsked() {
    Scene scene;
    QVERIFY(scene.online);
    const auto item = scene.bothChangeThePhone();
    QVERIFY(item.has_value());
    QVERIFY(item->canBeSettled);
    const auto conflict = answerOf(scene.desk.desk().syncStatus().conflict(item->operation));
    QVERIFY(conflict.has_value());
    QCOMPARE(conflict->parts.size(), 1U); // my note and the colleague's capacity merge by themselves
    QCOMPARE(conflict->parts.front().pointer, std::string("/profile/phone"));
    QCOMPARE(conflict->parts.front().mine, std::string("03-0000-0002"));
    QCOMPARE(conflict->parts.front().theirs, std::string("03-0000-0003"));
}

void ConflictsTest::takingMineGoesOutAndIsRemembered() {
    Scene scene;
    const auto item = scene.bothChangeThePhone();
    QVERIFY(item.has_value());
    auto &sync = scene.desk.desk().syncStatus();
    QVERIFY(answerOf(sync.settle(item->operation, {{"/profile/phone", Side::Mine}})).has_value());
    QVERIFY(scene.hubHas("phone", "03-0000-0002"));
    QVERIFY(scene.hubHas("note", "駐車場あり"));
    QVERIFY(scene.hubHas("capacity", "60"));
    QTRY_COMPARE(scene.desk.needsYou(), 0);
    const auto decisions = *answerOf(sync.decisions());
    QCOMPARE(decisions.size(), 1U);
    QCOMPARE(decisions.front().choices.front().mine, std::string("03-0000-0002"));
    QCOMPARE(decisions.front().choices.front().theirs, std::string("03-0000-0003"));
    QVERIFY(decisions.front().choices.front().side == Side::Mine);
    QVERIFY(!decisions.front().by.isEmpty());
    scene.desk.start(); // and still known after a restart
    QCOMPARE(answerOf(scene.desk.desk().syncStatus().decisions())->size(), 1U);
}

void ConflictsTest::leavingTheHubsKeepsTheRestOfMyChange() {
    Scene scene;
    const auto item = scene.bothChangeThePhone();
    QVERIFY(item.has_value());
    QVERIFY(answerOf(scene.desk.desk().syncStatus().settle(item->operation, {})).has_value());
    QVERIFY(scene.hubHas("note", "駐車場あり"));
    QVERIFY(scene.hubHas("phone", "03-0000-0003"));
    QTRY_COMPARE(scene.desk.needsYou(), 0);
    QTRY_COMPARE(scene.desk.waiting(), 0);
}

void ConflictsTest::savingAgainKeepsWhatWasRefused() {
    Scene scene;
    const auto first = scene.bothChangeThePhone();
    QVERIFY(first.has_value());
    auto &facilities = scene.desk.desk().facilities();
    auto shown = answerOf(facilities.one(scene.facility.id))->facility;
    QCOMPARE(shown.profile.at("phone"), std::string("03-0000-0002"));
    shown.profile["extension"] = "12";
    QVERIFY(answerOf(facilities.save(shown, shown.meta.version)).has_value());
    QTRY_VERIFY(scene.refused() && scene.refused()->operation != first->operation);
    const auto again = scene.refused();
    const auto conflict = answerOf(scene.desk.desk().syncStatus().conflict(again->operation));
    QCOMPARE(conflict->parts.size(), 1U);
    QCOMPARE(conflict->parts.front().mine, std::string("03-0000-0002"));
    QVERIFY(
        answerOf(scene.desk.desk().syncStatus().settle(again->operation, {{"/profile/phone", Side::Mine}}))
            .has_value());
    QVERIFY(scene.hubHas("phone", "03-0000-0002"));
    QVERIFY(scene.hubHas("note", "駐車場あり"));
    QVERIFY(scene.hubHas("extension", "12"));
}

void ConflictsTest::aTimeThatIsTakenIsLeftOutOfTheSeries() {
    Scene scene;
    QVERIFY(scene.online);
    auto &book = scene.desk.desk().slotBook();
    domain::Series series;
    series.id = book.newSeriesId();
    series.facilityId = scene.facility.id;
    series.rule = "0Tu";
    series.from = visitDay;
    series.to = domain::addDays(visitDay, 14);
    series.start = domain::LocalTime::of(10, 0);
    series.end = domain::LocalTime::of(10, 30);
    series.seats = 3;
    const auto days = answerOf(book.preview(series));
    QCOMPARE(days->size(), 3U);
    scene.hub.cable()->pull();
    const auto standing =
        scene.hub.addSlot(scene.facility, domain::addDays(visitDay, 7), domain::LocalTime::of(10, 15));
    QVERIFY(answerOf(book.createSeries(series, *days)).has_value());
    scene.hub.cable()->plugIn();
    scene.desk.desk().syncStatus().retryNow();
    const auto item = scene.refused();
    QVERIFY(item.has_value());
    QVERIFY(item->canBeSettled);
    const auto conflict = answerOf(scene.desk.desk().syncStatus().conflict(item->operation));
    QCOMPARE(conflict->parts.size(), 1U);
    QCOMPARE(conflict->parts.front().overlap->first.date, domain::addDays(visitDay, 7));
    QCOMPARE(conflict->parts.front().overlap->second.id, standing.id);
    // One of its slots is no reason to drop the others: first the decision, then the rest.
    const auto hurried = answerOf(book.cancel(conflict->parts.front().overlap->first.id, 0, true, {}));
    QCOMPARE(hurried.error().code, std::string("already-waiting"));
    QVERIFY(scene.refused().has_value());
    QVERIFY(answerOf(scene.desk.desk().syncStatus().settle(item->operation, {})).has_value());
    QTRY_COMPARE(scene.desk.waiting(), 0);
    QTRY_COMPARE(scene.desk.needsYou(), 0);
    const auto there = *answerOf(book.between(scene.facility.id, visitDay, domain::addDays(visitDay, 14)));
    QCOMPARE(there.size(), 3U); // two of the series and the colleague's
    for (const services::SlotRow &row : there) {
        QVERIFY(row.slot.meta.version > 0);
    }
}

void ConflictsTest::aReservationIsExplainedNotMerged() {
    Scene scene;
    QVERIFY(scene.online);
    const auto slot = scene.hub.addSlot(scene.facility, visitDay, domain::LocalTime::of(10, 0));
    const auto booked = scene.hub.book(slot, "架空 一郎");
    QVERIFY(scene.desk.showsStatus(booked.id, domain::ReservationStatus::Requested));
    scene.hub.cable()->pull();
    QVERIFY(answerOf(scene.desk.desk().reservations().approve(booked.id, 1)).has_value());
    scene.hub.withdraw(booked.id);
    scene.hub.cable()->plugIn();
    scene.desk.desk().syncStatus().retryNow();
    const auto item = scene.refused();
    QVERIFY(item.has_value());
    QVERIFY(!item->canBeSettled);
    QVERIFY(item->first.has_value());
    QCOMPARE(item->first->action, std::string("withdraw"));
    QCOMPARE(item->subject.children.size(), 1);
    QVERIFY(scene.desk.row(booked.id)->pending.first.has_value());
    QVERIFY(scene.desk.showsStatus(booked.id, domain::ReservationStatus::Withdrawn));
}

void ConflictsTest::whatIsNoConflictCannotBeSettled() {
    Scene scene;
    QVERIFY(scene.online);
    const auto settled = answerOf(
        scene.desk.desk().syncStatus().settle(domain::OperationId{}, {{"/profile/phone", Side::Mine}}));
    QVERIFY(!settled.has_value());
    QCOMPARE(settled.error().code, std::string("not-a-conflict"));
}

void ConflictsTest::aCopiedWeekIsMadeAtTheHub() {
    Scene scene;
    QVERIFY(scene.online);
    const domain::LocalDate monday = domain::addDays(visitDay, -1);
    const auto slot = scene.hub.addSlot(scene.facility, visitDay, domain::LocalTime::of(10, 0));
    const auto taken =
        scene.hub.addSlot(scene.facility, domain::addDays(visitDay, 8), domain::LocalTime::of(14, 0));
    const auto model =
        scene.hub.addSlot(scene.facility, domain::addDays(visitDay, 1), domain::LocalTime::of(14, 0));
    auto &book = scene.desk.desk().slotBook();
    QTRY_COMPARE(answerOf(book.between(scene.facility.id, monday, domain::addDays(monday, 13)))->size(), 3U);
    const auto days = *answerOf(book.previewCopy(scene.facility.id, monday, domain::addDays(monday, 7)));
    QCOMPARE(days.size(), 2U);
    QCOMPARE(days.front().problem, std::string());
    QCOMPARE(days.front().slot.date, domain::addDays(slot.date, 7));
    QCOMPARE(days.back().problem, std::string("overlap"));
    QVERIFY(!days.back().make);
    QVERIFY(answerOf(book.copy(days)).has_value());
    QTRY_COMPARE(answerOf(book.one(days.front().slot.id))->slot.meta.version, 1); // the hub has made it
    QTRY_COMPARE(scene.desk.waiting(), 0);
    QCOMPARE(scene.desk.needsYou(), 0);
    Q_UNUSED(taken)
    Q_UNUSED(model)
}

QTEST_GUILESS_MAIN(ConflictsTest)
#include "tst_conflicts.moc"
