// What must never happen to a family because of a key too many, a list that moves, or a form that is open.
#include "kit/models/reservation_list_model.h"
#include "kit/widgets/banner.h"
#include "page_stage.h"
#include "screens/reservations/reservations_page.h"
#include "screens/today/today_page.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QTableView>

using domain::ReservationStatus;
using Today = fake::PageStage<ui::TodayPage>;
using Reservations = fake::PageStage<ui::ReservationsPage>;

namespace {

/// One press that the keyboard repeats.
void holdDown(QWidget *widget, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    constexpr int repeats = 12;
    const QString text =
        modifiers == Qt::NoModifier && key < 0x80 ? QString(QChar(key)).toLower() : QString();
    for (int press = 0; press <= repeats; ++press) {
        QTest::simulateEvent(widget, true, key, modifiers, text, press > 0);
        Today::settle();
        widget = QApplication::focusWidget() != nullptr ? QApplication::focusWidget() : widget;
    }
    QTest::simulateEvent(widget, false, key, modifiers, text, false);
    Today::settle();
}

domain::Reservation &family(fake::World &world, const char *guardian) {
    return *std::ranges::find_if(world.reservations,
                                 [&](const auto &r) { return r.personal->guardian.name == guardian; });
}

/// Through the parents' site.
void withdraw(fake::World &world, const char *guardian) {
    auto &r = family(world, guardian);
    r.status = ReservationStatus::Withdrawn;
    ++r.meta.version;
    world.touch(domain::RecordKind::Reservation, r.id.text());
}

void fill(fake::World &world) {
    world.fillNursery();
}

} // namespace

class SafeAnswersTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Today> today;
    std::unique_ptr<Reservations> reservations;

    QListView &openToday() {
        today = std::make_unique<Today>();
        fill(today->desk.world);
        today->desk.grantAll();
        today->open();
        return *today->find<QListView>("todayWaiting");
    }
    QTableView &openReservations() {
        reservations = std::make_unique<Reservations>();
        fill(reservations->desk.world);
        reservations->desk.grantAll();
        reservations->open();
        return *reservations->find<QTableView>("reservationsTable");
    }
    void choose(const char *guardian) const {
        reservations->page->open(family(reservations->desk.world, guardian).id);
        Reservations::settle();
    }
    [[nodiscard]] QStringList reservationCalls() const { return reservations->desk.world.calls; }

private Q_SLOTS:
    void initTestCase() { fake::dressApplication(); }
    void init() { fake::failOnWarnings(); }
    void cleanup() {
        today.reset();
        reservations.reset();
    }

    void aHeldKeyAnswersOneFamily() {
        auto &view = openToday();
        holdDown(&view, Qt::Key_A);
        QCOMPARE(today->desk.world.calls, QStringList{QStringLiteral("approve")});
        auto &table = openReservations();
        choose("例示 二子");
        holdDown(&table, Qt::Key_A);
        QCOMPARE(reservationCalls(), QStringList{QStringLiteral("approve")});
        reservations->desk.world.calls.clear();
        choose("仮名 三郎");
        holdDown(&table, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(reservationCalls(), QStringList{QStringLiteral("approve")});
    }

    /// As X tells it where Qt does not see that it is one.
    void aRepeatWithoutItsMarkAnswersNobody() {
        auto &view = openToday();
        const auto send = [&view](QEvent::Type type, quint64 at) {
            QKeyEvent event(type, Qt::Key_A, Qt::NoModifier, QStringLiteral("a"));
            event.setTimestamp(at);
            QApplication::sendEvent(&view, &event);
            Today::settle();
        };
        send(QEvent::KeyPress, 1'000);
        for (const quint64 at : {1'500U, 1'540U, 1'580U}) {
            send(QEvent::KeyRelease, at);
            send(QEvent::KeyPress, at);
        }
        QCOMPARE(today->desk.world.calls.size(), 1);
        send(QEvent::KeyRelease, 1'600);
        send(QEvent::KeyPress, 1'640); // the finger again
        QCOMPARE(today->desk.world.calls.size(), 2);
    }

    void singlePressesAnswerOneAfterTheOther() {
        auto &view = openToday();
        for (int i = 0; i < 3; ++i) {
            QTest::keyClick(&view, Qt::Key_A);
            Today::settle();
        }
        QCOMPARE(today->desk.world.calls.count(QStringLiteral("approve")), 3);
        auto &table = openReservations();
        choose("例示 二子");
        for (int i = 0; i < 3; ++i) {
            QTest::keyClick(&table, Qt::Key_A);
            Reservations::settle();
        }
        QCOMPARE(reservationCalls().count(QStringLiteral("approve")), 3);
    }

    void aSecondPressWaitsUntilTheFirstIsSaved() {
        auto &view = openToday();
        today->desk.world.held = true;
        QTest::keyClick(&view, Qt::Key_A);
        QTest::keyClick(&view, Qt::Key_A);
        QCOMPARE(today->desk.world.calls.size(), 1);
        today->desk.world.release();
        Today::settle();
    }

    void aKeyDoesNotMeetTheFamilyAfterOneThatWithdrew() {
        auto &view = openToday();
        withdraw(today->desk.world, "例示 二子"); // the chosen one
        QTRY_COMPARE(view.model()->rowCount(), 2);
        for (const auto key : {Qt::Key_A, Qt::Key_D, Qt::Key_Return}) {
            today->key("todayWaiting", key);
        }
        QVERIFY(today->desk.world.calls.isEmpty());
        QVERIFY(!today->seen("declineReason"));
        QVERIFY(!today->seen("todayApprove"));
        QVERIFY(today->seen("todayHint"));
        auto &table = openReservations();
        const auto *model = qobject_cast<const ui::ReservationListModel *>(table.model());
        table.selectRow(model->rowOf(family(reservations->desk.world, "例示 二子").id));
        withdraw(reservations->desk.world, "例示 二子");
        QTRY_COMPARE(table.model()->rowCount(), 4);
        for (const auto key : {Qt::Key_A, Qt::Key_D}) {
            reservations->key("reservationsTable", key);
            reservations->key("reservationsTable", key == Qt::Key_A ? Qt::Key_Return : key,
                              Qt::ControlModifier);
        }
        QVERIFY(reservationCalls().isEmpty());
        QVERIFY(!reservations->seen("declineReason"));
        QVERIFY(!reservations->seen("details_approve"));
        QVERIFY(reservations->find<QLabel>("detailsTitle")->text().contains(u"一覧にありません"));
    }

    void whoWasSeenAsNextAndWithdrewIsNotReplaced() {
        auto &view = openToday();
        today->desk.world.held = true;
        QTest::keyClick(&view, Qt::Key_A);
        auto &next = family(today->desk.world, "仮名 三郎");
        next.status = ReservationStatus::Withdrawn;
        ++next.meta.version;
        today->desk.world.held = false;
        Q_EMIT today->desk.reservations().changed({});
        QTRY_VERIFY(view.model()->rowCount() < 3);
        today->desk.world.release();
        Today::settle();
        today->key("todayWaiting", Qt::Key_A);
        QCOMPARE(today->desk.world.calls.count(QStringLiteral("approve")), 1);
    }

    void ctrlEnterInAFormSendsTheForm() {
        openReservations();
        choose("例示 二子");
        reservations->key("reservationsTable", Qt::Key_D);
        reservations->key("declineMessage", Qt::Key_Return, Qt::ControlModifier); // without a reason
        QVERIFY(reservationCalls().isEmpty());
        fake::typeText(reservations->find("declineReason"), QStringLiteral("行事"));
        reservations->key("declineReason", Qt::Key_Return);
        reservations->key("declineReason", Qt::Key_Return);
        QVERIFY(reservationCalls().isEmpty());
        reservations->key("declineMessage", Qt::Key_Return); // a new line
        QVERIFY(reservationCalls().isEmpty());
        QVERIFY(reservations->find<QPlainTextEdit>("declineMessage")->toPlainText().contains(u'\n'));
        QVERIFY(reservations->find<QAbstractButton>("declineConfirm")->text().contains(u"Ctrl+Enter"));
        reservations->key("declineMessage", Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(reservationCalls(), QStringList{QStringLiteral("decline")});
    }

    void onTodayTheSame() {
        openToday();
        today->key("todayWaiting", Qt::Key_D);
        fake::typeText(today->find("declineReason"), QStringLiteral("行事"));
        today->key("declineReason", Qt::Key_Return);
        QVERIFY(today->desk.world.calls.isEmpty());
        today->key("declineReason", Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(today->desk.world.calls, QStringList{QStringLiteral("decline")});
    }

    void behindAnOpenFormNothingIsAnswered() {
        auto &table = openReservations();
        choose("例示 二子");
        QTest::keySequence(reservations->window.get(), QKeySequence::New);
        Reservations::settle();
        fake::typeText(reservations->find("bookingGuardian"), QStringLiteral("電話 花子"));
        reservations->key("bookingGuardian", Qt::Key_Return);
        reservations->key("bookingGuardian", Qt::Key_Return, Qt::ControlModifier); // incomplete
        reservations->key("bookingGuardian", Qt::Key_D, Qt::ControlModifier);
        table.setFocus();
        for (const auto key : {Qt::Key_A, Qt::Key_D}) {
            reservations->key("reservationsTable", key);
        }
        reservations->key("reservationsTable", Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(reservationCalls().isEmpty());
        QVERIFY(reservations->seen("bookingGuardian"));
        reservations->find("filterSearch")->setFocus();
        reservations->key("filterSearch", Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(reservationCalls().isEmpty());
    }

    void inTheSearchCtrlEnterAnswersNobody() {
        openReservations();
        choose("例示 二子");
        reservations->find("filterSearch")->setFocus();
        reservations->key("filterSearch", Qt::Key_Return, Qt::ControlModifier);
        reservations->key("filterSearch", Qt::Key_D, Qt::ControlModifier);
        QVERIFY(reservationCalls().isEmpty());
        QVERIFY(!reservations->seen("declineReason"));
    }

    void twoAtOnceAreAskedForByName() {
        auto &table = openReservations();
        table.clearSelection();
        for (const char *guardian : {"例示 二子", "仮名 三郎"}) {
            const auto *model = qobject_cast<const ui::ReservationListModel *>(table.model());
            const int row = model->rowOf(family(reservations->desk.world, guardian).id);
            table.selectionModel()->select(model->index(row, 0),
                                           QItemSelectionModel::Select | QItemSelectionModel::Rows);
        }
        Reservations::settle();
        QVERIFY(!reservations->seen("details_approve"));
        QCOMPARE(reservations->find<QAbstractButton>("manyApprove")->text(), QStringLiteral("2件を承認"));
        QVERIFY(reservations->find<QLabel>("manyNames")->text().contains(u"仮名 うみ"));
        reservations->prompter.answer = false;
        reservations->press("manyApprove");
        QCOMPARE(reservations->prompter.asked.size(), 1);
        QVERIFY(reservations->prompter.asked.first().contains(u"例示 そら"));
        QVERIFY(reservations->prompter.asked.first().contains(u"仮名 うみ"));
        QVERIFY(reservationCalls().isEmpty());
        reservations->press("manyDecline");
        QVERIFY(reservations->find<QLabel>("declineNames")->text().contains(u"仮名 うみ"));
        reservations->press("declineBack");
        auto *state = reservations->find<QComboBox>("filterState");
        state->setCurrentIndex(0); // another list: the choice was made in this one
        Reservations::settle();
        QVERIFY(!table.selectionModel()->hasSelection());
    }

    void aChoiceOfSeveralEndsWithThePage() {
        auto &table = openReservations();
        table.selectAll();
        Reservations::settle();
        reservations->page->hide();
        reservations->page->show();
        Reservations::settle();
        QVERIFY(table.selectionModel()->selectedRows().size() <= 1);
    }

    void theAskedFamilyIsShownOrNobody() {
        auto &table = openReservations();
        auto &world = reservations->desk.world;
        auto &visitor = family(world, "架空 一郎");
        world.held = true; // what the list knows is old
        visitor.status = ReservationStatus::Attended;
        ++visitor.meta.version;
        reservations->page->open(visitor.id);
        world.held = false;
        world.touch(domain::RecordKind::Reservation, visitor.id.text());
        world.release();
        QTRY_COMPARE(table.model()->rowCount(), 8); // the list was widened for it
        const auto *model = qobject_cast<const ui::ReservationListModel *>(table.model());
        QTRY_VERIFY(model->idAt(table.currentIndex().row()) == visitor.id);
        QVERIFY(table.selectionModel()->isSelected(table.currentIndex()));
        reservations->key("reservationsTable", Qt::Key_A);
        QVERIFY(world.calls.isEmpty());
        reservations->page->open(domain::ReservationId::make(world.clock, *world.random));
        Reservations::settle();
        QVERIFY(!table.selectionModel()->hasSelection());
        reservations->key("reservationsTable", Qt::Key_A);
        QVERIFY(world.calls.isEmpty());
    }

    void ctrlZTakesTheLastAnswerBackWhileItIsHeld() {
        auto &view = openToday();
        today->desk.world.undoTime = std::chrono::hours(1);
        today->key("todayWaiting", Qt::Key_A);
        QVERIFY(family(today->desk.world, "例示 二子").status == ReservationStatus::Requested);
        QVERIFY(today->find<QAbstractButton>("bannerAction")->text().contains(u"3600"));
        QTest::keyClick(&view, Qt::Key_Z, Qt::ControlModifier);
        Today::settle();
        QVERIFY(today->desk.world.outbox.empty());
        QCOMPARE(view.currentIndex().row(), 0); // it is chosen again
        QTRY_VERIFY(today->seen("todayApprove"));
    }

    void oneAfterTheOtherTheyAreTakenBack() {
        auto &view = openToday();
        today->desk.world.undoTime = std::chrono::hours(1);
        for (int i = 0; i < 3; ++i) {
            today->key("todayWaiting", Qt::Key_A);
        }
        QCOMPARE(today->desk.world.outbox.size(), std::size_t(3));
        for (int left = 2; left >= 0; --left) {
            today->key("todayPage", Qt::Key_Z, Qt::ControlModifier);
            QCOMPARE(today->desk.world.outbox.size(), static_cast<std::size_t>(left));
            QCOMPARE(view.currentIndex().row(), left);
            QCOMPARE(today->seen("bannerAction") != nullptr, left > 0);
        }
        today->key("todayPage", Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(today->desk.world.calls.count(QStringLiteral("withdrawn")), 3);
    }

    void leavingThePageOrClosingTheMessageSendsWhatIsHeld() {
        openToday();
        today->desk.world.undoTime = std::chrono::hours(1);
        today->key("todayWaiting", Qt::Key_A);
        QVERIFY(family(today->desk.world, "例示 二子").status == ReservationStatus::Requested);
        today->page->hide();
        QTRY_VERIFY(family(today->desk.world, "例示 二子").status == ReservationStatus::Approved);
        openReservations();
        reservations->desk.world.undoTime = std::chrono::hours(1);
        choose("例示 二子");
        reservations->key("reservationsTable", Qt::Key_A);
        auto *close = reservations->find<ui::Banner>("reservationsBanner")
                          ->findChild<QAbstractButton *>(QStringLiteral("bannerClose"));
        QTest::mouseClick(close, Qt::LeftButton);
        QTRY_VERIFY(family(reservations->desk.world, "例示 二子").status == ReservationStatus::Approved);
    }

    void afterAnActTheKeyboardIsInTheList() {
        openReservations();
        choose("試験 五子"); // booked by phone, approved
        auto *table = reservations->find("reservationsTable");
        reservations->press("details_withdraw");
        QCOMPARE(reservationCalls(), QStringList{QStringLiteral("withdraw")});
        QVERIFY(table->hasFocus());
        openToday();
        today->desk.world.clock.advance(std::chrono::hours(1));
        today->page->activate();
        Today::settle();
        QTRY_VERIFY(today->seen("todayAttended"));
        today->press("todayAttended");
        QVERIFY(today->find("todayVisitors")->hasFocus());
    }
};

QTEST_MAIN(SafeAnswersTest)
#include "tst_safe_answers.moc"
