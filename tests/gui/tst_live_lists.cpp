// What changes at the hub reaches every list that shows it, over the real services and a hub in this process,
// without waiting for the minute in which times are counted anew.
#include "fake_prompter.h"
#include "gui_checks.h"
#include "kit/models/reservation_list_model.h"
#include "kit/pages/page.h"
#include "screens/delays/delays_page.h"
#include "screens/today/today_page.h"
#include "support/desk_story.h"

#include <QListView>
#include <QSignalSpy>
#include <QTableView>

using domain::LocalTime;
using test_support::answerOf;
using Model = ui::ReservationListModel;

namespace {

/// A Tuesday; the nursery is open from 8 to 18.
const domain::LocalDate tuesday = std::chrono::year{2026} / 11 / 24;
const domain::Instant nineOClock = domain::toInstant(tuesday, LocalTime::of(9, 0));

domain::LocalDate inDays(int days) {
    return domain::addDays(tuesday, days);
}

struct Scene {
    domain::ManualClock clock{nineOClock};
    test_support::TestHub hub{clock};
    domain::Facility facility = hub.addFacility("架空第一保育園");
    test_support::DeskStory desk{{.hub = &hub, .clock = &clock}};

    [[nodiscard]] bool signIn(domain::Role role = domain::Role::Staff) {
        desk.start();
        desk.firstSignIn("hanako", hub.addUser("hanako", role, {facility.id}));
        return desk.isOnline();
    }
    /// `count` slots from the fifth day on, a family waiting in each.
    std::vector<domain::Slot> fill(int count) {
        std::vector<domain::Slot> slotBook;
        for (int i = 0; i < count; ++i) {
            slotBook.push_back(hub.addSlot(facility, inDays(5 + i / 4), LocalTime::of(8 + i % 4 * 2, 0)));
            families.push_back(hub.book(slotBook.back(), "架空 " + std::to_string(i)));
        }
        return slotBook;
    }
    std::vector<domain::Reservation> families;
    services::Reservations &reservations() { return desk.desk().reservations(); }
};

services::ReservationFilter waiting() {
    services::ReservationFilter filter;
    filter.states = {domain::ReservationStatus::Requested};
    filter.order = services::ReservationFilter::Order::Risk;
    return filter;
}

/// Every row has come, and all of them are so.
template <class Condition> bool allRows(const Model &model, int count, const Condition &isSo) {
    for (int row = 0; row < model.rowCount(); ++row) {
        std::ignore = model.data(model.index(row, Model::Children), Qt::DisplayRole); // as a view asks for it
    }
    bool are = model.rowCount() == count;
    for (int row = 0; are && row < count; ++row) {
        are = model.rowAt(row) != nullptr && isSo(*model.rowAt(row));
    }
    return are;
}

bool isThere(const services::ReservationRow &) {
    return true;
}

} // namespace

class LiveListsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { fake::dressApplication(); }
    void sixtySlotsThatMoveTogetherMoveInTheList();
    void sixtyAnswersOfAColleagueReachSlotsAndLists();
    void otherHoursOfTheNurseryAreCountedAtOnce();
    void aClosedDayBringsATourToTheFront();
    void anEditThatTheHubRefusesIsNotCountedOn();
    void anotherThresholdIsCountedAtOnce();
};

void LiveListsTest::sixtySlotsThatMoveTogetherMoveInTheList() {
    Scene scene;
    const auto slotBook = scene.fill(60);
    QVERIFY(scene.signIn());
    Model model(scene.reservations());
    model.setFilter(waiting());
    QTRY_VERIFY(allRows(model, 60, isThere));
    // The hub lets no slot move under its families today; what it says is taken as it is all the same.
    scene.hub.cable()->pull();
    for (const domain::Slot &slot : slotBook) {
        scene.hub.changeSlot(slot, R"({"note":"上履きをお持ちください"})");
    }
    scene.hub.cable()->setGarbling(
        [](QByteArray &body) { body.replace(R"(:00","end":")", R"(:30","end":")"); });
    scene.hub.cable()->plugIn();
    QTRY_VERIFY(allRows(model, 60, [](const services::ReservationRow &row) {
        return row.start.sinceMidnight % std::chrono::hours(1) == std::chrono::minutes(30);
    }));
}

void LiveListsTest::sixtyAnswersOfAColleagueReachSlotsAndLists() {
    Scene scene;
    const auto slotBook = scene.fill(60);
    QVERIFY(scene.signIn());
    Model model(scene.reservations());
    model.setFilter(waiting());
    QTRY_VERIFY(allRows(model, 60, isThere));
    QSignalSpy slotsTold(&scene.desk.desk().slotBook(), &services::Slots::changed);
    QSignalSpy delaysTold(&scene.desk.desk().delays(), &services::Delays::changed);
    scene.hub.cable()->pull();
    for (const auto &family : scene.families) {
        scene.hub.approveElsewhere(family.id);
    }
    QTRY_COMPARE(scene.desk.desk().syncStatus().state().connection, services::SyncState::Connection::Offline);
    slotsTold.clear();
    delaysTold.clear();
    scene.hub.cable()->plugIn();
    QTRY_COMPARE(model.rowCount(), 0);
    QTRY_VERIFY(!slotsTold.isEmpty() && !delaysTold.isEmpty());
    const auto rows = answerOf(
        scene.desk.desk().slotBook().between(scene.facility.id, slotBook.front().date, slotBook.back().date));
    QVERIFY(
        std::ranges::all_of(*rows, [](const auto &row) { return row.approved == 1 && row.waiting == 0; }));
}

void LiveListsTest::otherHoursOfTheNurseryAreCountedAtOnce() {
    Scene scene;
    scene.fill(3);
    QVERIFY(scene.signIn());
    fake::Prompter prompter;
    ui::TodayPage page(ui::UiContext{scene.desk.desk(), prompter});
    page.setFacility(scene.facility.id);
    page.show();
    auto *view = page.findChild<QListView *>(QStringLiteral("todayWaiting"));
    auto &model = *qobject_cast<Model *>(view->model());
    QTRY_VERIFY(allRows(model, 3, isThere));
    const auto before = model.rowAt(0)->openMinutesLeft;
    // Saved on this PC alone: no record of a family changes anywhere.
    scene.hub.cable()->pull();
    auto facility = answerOf(scene.desk.desk().facilities().one(scene.facility.id))->facility;
    for (int weekday = 1; weekday <= 6; ++weekday) {
        facility.openHours.push_back({weekday, LocalTime::of(9, 0), LocalTime::of(12, 0)});
    }
    QVERIFY(answerOf(scene.desk.desk().facilities().save(facility, facility.meta.version)).has_value());
    QTRY_VERIFY(allRows(model, 3, [&](const services::ReservationRow &row) {
        return row.openMinutesLeft && *row.openMinutesLeft < *before;
    }));
}

void LiveListsTest::aClosedDayBringsATourToTheFront() {
    Scene scene;
    const auto early =
        scene.hub.book(scene.hub.addSlot(scene.facility, inDays(20), LocalTime::of(10, 0)), "架空 一郎");
    const auto thursday = scene.hub.addSlot(scene.facility, inDays(2), LocalTime::of(8, 30));
    scene.clock.advance(std::chrono::minutes(5));
    const auto tour = scene.hub.book(thursday, "架空 二郎");
    QVERIFY(scene.signIn());
    Model model(scene.reservations());
    auto filter = waiting();
    filter.facility = scene.facility.id;
    model.setFilter(filter);
    QTRY_VERIFY(allRows(model, 2, isThere));
    QCOMPARE(model.idAt(0), early.id); // its answer is due first
    scene.hub.close(scene.facility.id, inDays(1));
    QTRY_COMPARE(model.idAt(0), tour.id); // now nobody has an open day left to answer it
    QTRY_VERIFY(model.rowAt(0) != nullptr && model.rowAt(0)->startsUnanswered);
    QCOMPARE(model.rowAt(0)->daysUntilTour, 2);
    QVERIFY(!model.rowAt(1)->startsUnanswered);
}

void LiveListsTest::anEditThatTheHubRefusesIsNotCountedOn() {
    Scene scene;
    scene.fill(1);
    QVERIFY(scene.signIn(domain::Role::Auditor)); // who may not edit a nursery
    Model model(scene.reservations());
    model.setFilter(waiting());
    QTRY_VERIFY(allRows(model, 1, isThere));
    const auto before = model.rowAt(0)->openMinutesLeft;
    scene.hub.cable()->pull();
    auto facility = answerOf(scene.desk.desk().facilities().one(scene.facility.id))->facility;
    facility.openHours = {{2, LocalTime::of(9, 0), LocalTime::of(12, 0)}};
    QVERIFY(answerOf(scene.desk.desk().facilities().save(facility, facility.meta.version)).has_value());
    QTRY_VERIFY(model.rowAt(0)->openMinutesLeft != before);
    scene.hub.cable()->plugIn();
    QTRY_COMPARE(scene.desk.needsYou(), 1);
    QTRY_COMPARE(model.rowAt(0)->openMinutesLeft, before);
}

void LiveListsTest::anotherThresholdIsCountedAtOnce() {
    Scene scene;
    scene.fill(2);
    QVERIFY(scene.signIn(domain::Role::Municipal));
    fake::Prompter prompter;
    ui::DelaysPage page(ui::UiContext{scene.desk.desk(), prompter});
    page.show();
    const auto *table = page.findChild<QTableView *>(QStringLiteral("delaysTable"));
    scene.clock.advance(std::chrono::hours(2));
    page.activate();
    QTRY_VERIFY(scene.desk.row(scene.families.front().id));
    QCOMPARE(table->model()->rowCount(), 0);                // two hours are not long
    scene.hub.changeMunicipality(R"({"warn_minutes":60})"); // it is long here from now on
    QTRY_COMPARE(table->model()->rowCount(), 1);
    scene.hub.changeMunicipality(R"({"warn_minutes":300})");
    QTRY_COMPARE(table->model()->rowCount(), 0);
}

QTEST_MAIN(LiveListsTest)
#include "tst_live_lists.moc"
