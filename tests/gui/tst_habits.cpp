// What the wheel, Esc, Enter, the arrows and Tab do everywhere, and what an assistive program is told.
#include "fake_desk.h"
#include "fake_prompter.h"
#include "gui_checks.h"
#include "kit/widgets/scroll.h"
#include "page_stage.h"
#include "screens/reservations/reservations_page.h"
#include "screens/today/today_page.h"
#include "shell/desk_view.h"
#include "shell/main_window.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QTimer>
#include <QWheelEvent>
#include <QtTest/qtestspontaneevent.h>

using services::SignInStep;
using ui::PageId;

namespace {

/// A notch of the wheel over the middle of the widget, as the window system sends it.
void turnWheel(QWidget *widget, int notches) {
    const QPointF middle = widget->rect().center();
    QWheelEvent wheel(middle, widget->mapToGlobal(middle), {0, notches * 120}, {0, notches * 120},
                      Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QSpontaneKeyEvent::setSpontaneous(&wheel); // only such go on to the parents
    qApp->notify(widget, &wheel);
}

/// What a reader is told of when Qt says that this row of the list has the keyboard.
QString toldOf(QListView *list, int row) {
    QAccessibleEvent event(list, QAccessible::Focus);
    event.setChild(row);
    const QAccessibleInterface *about = event.accessibleInterface();
    return about ? about->text(QAccessible::Name) : QString();
}

} // namespace

class HabitsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<fake::Desk> desk;
    fake::Prompter prompter;
    std::unique_ptr<ui::MainWindow> window;

    static void settle() { fake::PageStage<ui::TodayPage>::settle(); }
    void start(QSize size = {1100, 560}) {
        window = std::make_unique<ui::MainWindow>(*desk, prompter);
        window->resize(size);
        window->show();
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        settle();
    }
    void startAtNursery(PageId page) {
        desk->world.fillNursery();
        desk->grantAll();
        start();
        go(page);
    }
    void go(PageId page) const {
        window->deskView()->open(page);
        settle();
    }
    [[nodiscard]] PageId shown() const { return window->deskView()->current(); }
    template <class T = QWidget> T *seen(const char *name) const {
        for (T *found : window->findChildren<T *>(QLatin1String(name))) {
            if (found->isVisible()) {
                return found;
            }
        }
        return nullptr;
    }
    template <class T = QWidget> T *find(const char *name) const {
        T *found = seen<T>(name);
        if (found == nullptr) {
            QTest::qFail(qPrintable(QStringLiteral("nothing seen is called ") + QLatin1String(name)),
                         __FILE__, __LINE__);
        }
        return found;
    }
    void press(const char *name) const {
        if (auto *button = find<QAbstractButton>(name)) {
            QTest::mouseClick(button, Qt::LeftButton);
            settle();
        }
    }
    static void key(Qt::Key key) {
        QTest::keyClick(QApplication::focusWidget(), key);
        settle();
    }
    [[nodiscard]] ui::VerticalScroll *scrollOfThePage() const {
        for (auto *scroll : window->deskView()->page(shown())->findChildren<ui::VerticalScroll *>()) {
            if (scroll->isVisible() && scroll->verticalScrollBar()->maximum() > 0) {
                return scroll;
            }
        }
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase() { fake::dressApplication(); }
    void init() {
        fake::failOnWarnings();
        desk = std::make_unique<fake::Desk>();
    }
    void cleanup() {
        window.reset();
        desk.reset();
    }

    // --- the wheel

    void theWheelScrollsThePageWhereverThePointerIs_data() {
        QTest::addColumn<int>("page");
        QTest::newRow("facility") << static_cast<int>(PageId::Facility);
        QTest::newRow("settings") << static_cast<int>(PageId::Settings);
        QTest::newRow("help") << static_cast<int>(PageId::Shortcuts);
    }

    void theWheelScrollsThePageWhereverThePointerIs() {
        QFETCH(int, page);
        startAtNursery(static_cast<PageId>(page));
        window->resize(900, 420);
        settle();
        auto *scroll = scrollOfThePage();
        QVERIFY(scroll);
        QScrollBar *bar = scroll->verticalScrollBar();
        QList<QWidget *> places = scroll->widget()->findChildren<QWidget *>();
        places << bar << scroll->viewport();
        for (QWidget *place : std::as_const(places)) {
            const auto *list = qobject_cast<const QPlainTextEdit *>(place);
            const bool scrollsItself = list || qobject_cast<const QPlainTextEdit *>(place->parentWidget());
            if (place->isVisible() && !scrollsItself) {
                bar->setValue(0);
                turnWheel(place, -3);
                QVERIFY2(bar->value() > 0, place->metaObject()->className());
            }
        }
    }

    void overTheHeadingOfAPageTheWheelScrollsWhatIsBelow() {
        startAtNursery(PageId::Facility);
        auto *scroll = scrollOfThePage();
        QVERIFY(scroll);
        turnWheel(find("facilitySave"), -3);
        QVERIFY(scroll->verticalScrollBar()->value() > 0);
    }

    void aWheelNeverChangesAClosedBoxAlsoWhereItHasTheKeyboard() {
        startAtNursery(PageId::Slots);
        press("slotsNew");
        int boxes = 0;
        for (auto *box : window->findChildren<QAbstractSpinBox *>()) {
            if (box->isVisible()) {
                box->setFocus();
                const QString before = box->text();
                turnWheel(box, -1);
                turnWheel(box, 2);
                QCOMPARE(box->text(), before);
                ++boxes;
            }
        }
        QVERIFY(boxes >= 5);
        go(PageId::Reservations);
        press("reservationsNew");
        auto *slot = find<QComboBox>("bookingSlot");
        QVERIFY(slot->count() > 1);
        slot->setFocus();
        const QString before = slot->currentText();
        turnWheel(slot, -1);
        QCOMPARE(slot->currentText(), before);
    }

    void theWheelTakesTheKeyboardFromNobody() {
        startAtNursery(PageId::Facility);
        auto *name = find<QLineEdit>("facility_name");
        name->setFocus();
        turnWheel(find("facility_type"), -1);
        QCOMPARE(QApplication::focusWidget(), name);
    }

    void anEditThatCanScrollDoesSoAndHandsOverAtItsEnd() {
        startAtNursery(PageId::Facility);
        window->resize(900, 420);
        settle();
        auto *note = find<QPlainTextEdit>("facility_note");
        note->setPlainText(QStringLiteral("行\n").repeated(60));
        auto *bar = scrollOfThePage()->verticalScrollBar();
        bar->setValue(0);
        turnWheel(note->viewport(), -1);
        QVERIFY(note->verticalScrollBar()->value() > 0);
        QCOMPARE(bar->value(), 0);
        note->verticalScrollBar()->setValue(note->verticalScrollBar()->maximum());
        turnWheel(note->viewport(), -1);
        QVERIFY(bar->value() > 0);
    }

    // --- Enter and the arrows

    void enterPressesTheButtonThatHasTheKeyboardOnceForEachPress() {
        startAtNursery(PageId::Facility);
        auto *help = find<QPushButton>("helpButton");
        QSignalSpy clicked(help, &QPushButton::clicked);
        help->setFocus();
        QKeyEvent held(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, QStringLiteral("\r"), true);
        QApplication::sendEvent(help, &held);
        QCOMPARE(clicked.count(), 0);
        key(Qt::Key_Return);
        QCOMPARE(clicked.count(), 1);
        QCOMPARE(shown(), PageId::Shortcuts);
        key(Qt::Key_Enter); // the way back has the keyboard
        QCOMPARE(shown(), PageId::Facility);
    }

    void arrowsOnAButtonStayInItsGroup() {
        desk = std::make_unique<fake::Desk>(domain::Role::Staff, fake::Desk::Kind::Training);
        startAtNursery(PageId::Shortcuts);
        auto *back = find<QPushButton>("shortcutsBack");
        for (const Qt::Key arrow : {Qt::Key_Up, Qt::Key_Left, Qt::Key_Right, Qt::Key_Down}) {
            back->setFocus();
            key(arrow);
            QCOMPARE(QApplication::focusWidget(), back);
        }
        find("navToday")->setFocus();
        key(Qt::Key_Up);
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("navToday"));
        key(Qt::Key_Down);
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("navReservations"));
        QCOMPARE(shown(), PageId::Shortcuts); // looked at, not yet chosen
        key(Qt::Key_Return);
        QCOMPARE(shown(), PageId::Reservations);
    }

    // --- Esc

    void escLeavesAPageThatWasOpenedInPassing() {
        startAtNursery(PageId::Facility);
        for (const PageId passing : {PageId::Shortcuts, PageId::Outbox}) {
            go(passing);
            key(Qt::Key_Escape);
            QCOMPARE(shown(), PageId::Facility);
        }
    }

    void escClosesTheFormFirstThenClearsWhatIsChosenThenGoesBack() {
        startAtNursery(PageId::Today);
        go(PageId::Reservations);
        auto *table = find<QAbstractItemView>("reservationsTable");
        QVERIFY(table->selectionModel()->hasSelection());
        press("reservationsNew");
        fake::typeText(find("bookingGuardian"), QStringLiteral("架空 電話子"));
        key(Qt::Key_Escape);
        QVERIFY(!seen("bookingGuardian"));
        QVERIFY(table->selectionModel()->hasSelection());
        key(Qt::Key_Escape);
        QVERIFY(!table->selectionModel()->hasSelection());
        key(Qt::Key_Escape);
        QCOMPARE(shown(), PageId::Today);
        go(PageId::Reservations);
        press("reservationsNew");
        QCOMPARE(find<QLineEdit>("bookingGuardian")->text(), QStringLiteral("架空 電話子"));
    }

    void escKeepsAReasonForTheSameFamily() {
        startAtNursery(PageId::Today);
        QTest::keyClick(find("todayWaiting"), Qt::Key_D);
        settle();
        fake::typeText(find("declineReason"), QStringLiteral("途中の理由"));
        key(Qt::Key_Escape);
        QVERIFY(!seen("declineReason"));
        QTest::keyClick(find("todayWaiting"), Qt::Key_D);
        settle();
        QCOMPARE(find<QLineEdit>("declineReason")->text(), QStringLiteral("途中の理由"));
        press("declineBack");
        QTest::keyClick(find("todayWaiting"), Qt::Key_Down);
        QTest::keyClick(find("todayWaiting"), Qt::Key_D);
        settle();
        QCOMPARE(find<QLineEdit>("declineReason")->text(), QString()); // another family
    }

    void escKeepsASlotThatIsHalfTyped() {
        startAtNursery(PageId::Slots);
        press("slotsNew");
        find<QSpinBox>("slotSeats")->setValue(7);
        key(Qt::Key_Escape);
        QVERIFY(!seen("slotSeats"));
        press("slotsNew");
        QCOMPARE(find<QSpinBox>("slotSeats")->value(), 7);
    }

    void escClosesNothingOverUnfinishedTextOrAnOpenList() {
        startAtNursery(PageId::Reservations);
        press("reservationsNew");
        auto *name = find<QLineEdit>("bookingGuardian");
        name->setFocus();
        QInputMethodEvent composing(QStringLiteral("かく"), {});
        QApplication::sendEvent(name, &composing);
        key(Qt::Key_Escape);
        QVERIFY(seen("bookingGuardian"));
        QInputMethodEvent done(QString(), {});
        QApplication::sendEvent(name, &done);
        key(Qt::Key_Escape);
        QVERIFY(!seen("bookingGuardian"));
    }

    // --- what was given up comes back

    void aDiscardedSlotComesBack() {
        startAtNursery(PageId::Slots);
        press("slotsNew");
        find<QSpinBox>("slotSeats")->setValue(7);
        press("slotClose");
        QVERIFY(!seen("slotSeats"));
        press("bannerAction");
        QCOMPARE(find<QSpinBox>("slotSeats")->value(), 7);
    }

    void aDiscardedBookingComesBack() {
        startAtNursery(PageId::Reservations);
        press("reservationsNew");
        fake::typeText(find("bookingGuardian"), QStringLiteral("架空 電話子"));
        press("bookingClose");
        QVERIFY(!seen("bookingGuardian"));
        press("bannerAction");
        QCOMPARE(find<QLineEdit>("bookingGuardian")->text(), QStringLiteral("架空 電話子"));
    }

    void discardedChangesOfTheFacilityComeBack() {
        startAtNursery(PageId::Facility);
        auto *phone = find<QLineEdit>("facility_phone");
        phone->selectAll();
        fake::typeText(phone, QStringLiteral("03-1234-5678"));
        press("facilityDiscard");
        QVERIFY(phone->text() != QStringLiteral("03-1234-5678"));
        press("bannerAction");
        QCOMPARE(phone->text(), QStringLiteral("03-1234-5678"));
    }

    // --- drafts

    void steadyTypingIsKeptWhileItGoesOn() {
        startAtNursery(PageId::Reservations);
        press("reservationsNew");
        auto *name = find<QLineEdit>("bookingGuardian");
        QTimer typing;
        connect(&typing, &QTimer::timeout, name, [name] { fake::typeText(name, QStringLiteral("か")); });
        typing.start(300);
        const auto kept = [this] {
            return std::any_of(desk->world.formDrafts.begin(), desk->world.formDrafts.end(),
                               [](const auto &draft) { return draft.first.startsWith(u"booking/"); });
        };
        QTRY_VERIFY(kept());
    }

    void whatIsTypedIsKeptAtOnceWhenItsPageGoesOutOfSight_data() {
        QTest::addColumn<int>("way");
        QTest::newRow("another page") << 0;
        QTest::newRow("the lock") << 1;
        QTest::newRow("the window is closed") << 2;
    }

    void whatIsTypedIsKeptAtOnceWhenItsPageGoesOutOfSight() {
        QFETCH(int, way);
        startAtNursery(PageId::Reservations);
        press("reservationsNew");
        fake::typeText(find("bookingGuardian"), QStringLiteral("架空"));
        if (way == 0) {
            window->deskView()->open(PageId::Today);
        } else if (way == 1) {
            desk->fakeAccount.lock();
        } else {
            window->close();
        }
        bool kept = false;
        for (const auto &[form, text] : desk->world.formDrafts) {
            kept = kept || (form.startsWith(u"booking/") && text.contains("架空"));
        }
        QVERIFY(kept);
    }

    // --- the first focus

    void theFirstFocusIsInTheFieldThatEverybodyNeeds_data() {
        QTest::addColumn<SignInStep>("step");
        QTest::addColumn<QString>("field");
        QTest::newRow("passphrase") << SignInStep::KeychainProblem << QStringLiteral("passphraseEdit");
        QTest::newRow("address") << SignInStep::NeedsHub << QStringLiteral("hubAddress");
        QTest::newRow("login") << SignInStep::Password << QStringLiteral("loginId");
        QTest::newRow("new password") << SignInStep::NewPassword << QStringLiteral("newPasswordEdit");
        QTest::newRow("authenticator") << SignInStep::Enrolment << QStringLiteral("enrolmentCode");
        QTest::newRow("code") << SignInStep::SecondFactor << QStringLiteral("code");
        QTest::newRow("store") << SignInStep::StoreProblem << QStringLiteral("storeAgain");
        QTest::newRow("lock") << SignInStep::Locked << QStringLiteral("unlockPasswordEdit");
    }

    void theFirstFocusIsInTheFieldThatEverybodyNeeds() {
        QFETCH(SignInStep, step);
        QFETCH(QString, field);
        for (const bool late : {false, true}) { // known before the window is there, or only afterwards
            desk = std::make_unique<fake::Desk>();
            desk->fakeAccount.now = late ? SignInStep::Starting : step;
            start();
            if (late) {
                QTRY_VERIFY(seen("signInLanguage"));
                QVERIFY(!find("signInLanguage")->hasFocus());
                desk->fakeAccount.now = step;
                desk->fakeAccount.announce();
            }
            QTRY_VERIFY(QApplication::focusWidget() && QApplication::focusWidget()->objectName() == field);
            window.reset();
        }
    }

    void whatHasTheKeyboardGoesAwayAndItStaysOnThePage() {
        startAtNursery(PageId::Facility);
        auto *phone = find<QLineEdit>("facility_phone");
        phone->selectAll();
        fake::typeText(phone, QStringLiteral("03-1234-5678"));
        find("facilityDiscard")->setFocus();
        key(Qt::Key_Return);
        QVERIFY(!seen("facilityDiscard"));
        QVERIFY(QApplication::focusWidget());
        QVERIFY(window->deskView()->page(PageId::Facility)->isAncestorOf(QApplication::focusWidget()));
    }

    void theKeyboardIsNeverNowhere() {
        startAtNursery(PageId::Facility);
        QApplication::focusWidget()->clearFocus();
        QTRY_VERIFY(QApplication::focusWidget());
        QVERIFY(window->deskView()->page(PageId::Facility)->isAncestorOf(QApplication::focusWidget()));
    }

    void lettersNeverChooseTheLanguage() {
        desk->fakeAccount.now = SignInStep::Password;
        start();
        auto *language = find("signInLanguage");
        language->setFocus();
        fake::typeText(language, QStringLiteral("encho"));
        QCOMPARE(desk->fakePreferences.language(), QStringLiteral("ja"));
        window.reset();
        desk = std::make_unique<fake::Desk>();
        startAtNursery(PageId::Settings);
        fake::typeText(QApplication::focusWidget(), QStringLiteral("e"));
        QCOMPARE(desk->fakePreferences.language(), QStringLiteral("ja"));
    }

    void afterAWrongPasswordOnTheLockPageItIsTypedAgain() {
        startAtNursery(PageId::Today);
        desk->fakeAccount.lock();
        settle();
        auto *password = find<QLineEdit>("unlockPasswordEdit");
        fake::typeText(password, QStringLiteral("chigau"));
        press("unlockButton");
        QCOMPARE(QApplication::focusWidget(), password);
        QCOMPARE(password->selectedText(), password->text());
    }

    // --- assistive programs

    void theListsOfTheDayTellTheRowThatTheKeysActOn() {
        startAtNursery(PageId::Today);
        auto *list = find<QListView>("todayWaiting");
        list->setFocus();
        QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(list);
        QCOMPARE(accessible->childCount(), list->model()->rowCount());
        QVERIFY(accessible->childCount() > 2);
        list->setCurrentIndex(list->model()->index(0, list->modelColumn()));
        for (int row = 1; row < accessible->childCount(); ++row) {
            key(Qt::Key_Down);
            QCOMPARE(list->currentIndex().row(), row);
            const QString meant = list->currentIndex().data(Qt::AccessibleTextRole).toString();
            QVERIFY(!meant.isEmpty());
            QCOMPARE(toldOf(list, row), meant);
            QCOMPARE(accessible->focusChild()->text(QAccessible::Name), meant);
            QAccessibleInterface *child = accessible->child(row);
            QCOMPARE(child->text(QAccessible::Name), meant);
            QVERIFY(child->state().selected);
            QVERIFY(child->state().focused);
            QCOMPARE(accessible->indexOfChild(child), row);
            QVERIFY(!accessible->child(row - 1)->state().selected);
        }
    }

    void aRowThatIsGoneSaysSo() {
        startAtNursery(PageId::Today);
        auto *list = find<QListView>("todayWaiting");
        QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(list);
        const int rows = accessible->childCount();
        QAccessibleInterface *last = accessible->child(rows - 1);
        QVERIFY(last->isValid());
        for (domain::Reservation &reservation : desk->world.reservations) {
            if (reservation.status == domain::ReservationStatus::Requested) {
                reservation.status = domain::ReservationStatus::Withdrawn;
                desk->world.touch(domain::RecordKind::Reservation, reservation.id.text());
            }
        }
        QTRY_COMPARE(accessible->childCount(), 0);
        QVERIFY(!last->isValid());
        QVERIFY(accessible->child(0) == nullptr);
    }

    void aMessageIsANotificationThatReadersSpeak() {
        startAtNursery(PageId::Slots);
        press("slotsNew");
        find<QSpinBox>("slotSeats")->setValue(7);
        press("slotClose");
        QAccessibleInterface *banner =
            QAccessible::queryAccessibleInterface(find("bannerAction")->parentWidget());
        QCOMPARE(banner->role(), QAccessible::Notification);
        QVERIFY(banner->text(QAccessible::Name).contains(u"破棄"));
    }

    void theTitleOfTheWindowNamesThePage() {
        startAtNursery(PageId::Today);
        QVERIFY(window->windowTitle().startsWith(u"今日"));
        go(PageId::Facility);
        QVERIFY(window->windowTitle().startsWith(u"施設情報"));
        desk->fakeAccount.lock();
        settle();
        QVERIFY(!window->windowTitle().contains(u"施設情報"));
    }

    void pagesAreTabsForAReader() {
        startAtNursery(PageId::Today);
        QAccessibleInterface *today = QAccessible::queryAccessibleInterface(find("navToday"));
        QCOMPARE(today->role(), QAccessible::PageTab);
        QVERIFY(today->state().selected);
        QAccessibleInterface *slotsTab = QAccessible::queryAccessibleInterface(find("navSlots"));
        QVERIFY(!slotsTab->state().selected);
        slotsTab->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        settle();
        QCOMPARE(shown(), PageId::Slots);
    }
};

QTEST_MAIN(HabitsTest)
#include "tst_habits.moc"
