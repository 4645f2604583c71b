// 見学枠: the week's geometry, making, changing and cancelling slots.
#include "kit/widgets/banner.h"
#include "page_stage.h"
#include "screens/slots/slots_page.h"
#include "screens/slots/week_layout.h"
#include "screens/slots/week_view.h"

#include <QCheckBox>
#include <QDateEdit>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableWidget>
#include <QTimeEdit>

using domain::LocalTime;
using domain::SlotStatus;
using ui::WeekLayout;
using ui::WeekPlace;
using Stage = fake::PageStage<ui::SlotsPage>;

namespace {

const domain::LocalDate monday = std::chrono::year(2026) / 11 / 16;

services::SlotRow slotOn(int day, LocalTime start, LocalTime end) {
    static const domain::ManualClock clock{domain::Instant{}};
    static const auto random = domain::seededRandom(1);
    services::SlotRow row;
    row.slot.id = domain::SlotId::make(clock, *random);
    row.slot.date = domain::addDays(monday, day);
    row.slot.start = start;
    row.slot.end = end;
    row.slot.seats = 3;
    return row;
}

WeekLayout layoutOf(const std::vector<services::SlotRow> &rows) {
    return {{.timeColumn = 60, .header = 40, .halfHour = 20, .width = 760}, monday, rows};
}

} // namespace

class SlotsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Stage> stage;

    [[nodiscard]] ui::WeekView *week() const { return stage->find<ui::WeekView>("weekView"); }
    [[nodiscard]] QString banner() const {
        for (const auto *seen : stage->window->findChildren<ui::Banner *>()) {
            if (seen->isVisible()) {
                return seen->text();
            }
        }
        return {};
    }
    [[nodiscard]] domain::Slot &tomorrow() const { return stage->desk.world.slotBook[2]; }
    void drag(int day, LocalTime from, LocalTime to) const {
        QTest::mousePress(week()->viewport(), Qt::LeftButton, {}, week()->pointOf(day, from));
        QTest::mouseMove(week()->viewport(), week()->pointOf(day, LocalTime::of(from.hour(), 59)));
        const QPoint last =
            week()->pointOf(day, LocalTime{to.sinceMidnight - std::chrono::minutes(WeekLayout::stepMinutes)});
        QTest::mouseMove(week()->viewport(), last);
        QTest::mouseRelease(week()->viewport(), Qt::LeftButton, {}, last);
        Stage::settle();
    }
    void openTomorrow() const {
        QTest::mouseClick(week()->viewport(), Qt::LeftButton, {},
                          week()->slotRectInViewport(tomorrow().id).center());
        Stage::settle();
    }
    [[nodiscard]] QStringList errors() const {
        QStringList seen;
        for (const auto *label : stage->window->findChildren<QLabel *>(QStringLiteral("fieldError"))) {
            seen << (label->isVisible() ? label->text() : QString());
        }
        seen.removeAll(QString());
        return seen;
    }
    [[nodiscard]] const domain::Slot *made() const {
        return stage->desk.world.slotBook.size() > 7 ? &stage->desk.world.slotBook.back() : nullptr;
    }

private Q_SLOTS:
    void initTestCase() { fake::dressApplication(); }
    void init() {
        fake::failOnWarnings();
        stage = std::make_unique<Stage>();
        stage->desk.world.fillNursery();
        stage->desk.grantAll();
    }
    void cleanup() { stage.reset(); }

    // --- geometry

    void theDaysShareTheWidthWithoutAGap() {
        const auto layout = layoutOf({});
        QCOMPARE(layout.dayColumn(0).left(), 60);
        QCOMPARE(layout.dayColumn(6).right(), 759);
        for (int day = 1; day < 7; ++day) {
            QCOMPARE(layout.dayColumn(day).left(), layout.dayColumn(day - 1).right() + 1);
        }
        QCOMPARE(layout.firstHour(), 7);
        QCOMPARE(layout.lastHour(), 19);
        QCOMPARE(layout.yOf(LocalTime::of(7, 0)), 40);
        QCOMPARE(layout.yOf(LocalTime::of(8, 30)), 40 + 60);
    }

    void theHoursGrowWithTheSlots() {
        const auto layout = layoutOf({slotOn(0, LocalTime::of(6, 30), LocalTime::of(7, 0)),
                                      slotOn(1, LocalTime::of(19, 0), LocalTime::of(20, 15))});
        QCOMPARE(layout.firstHour(), 6);
        QCOMPARE(layout.lastHour(), 21);
    }

    void overlappingSlotsLieSideBySide() {
        const auto layout =
            layoutOf({slotOn(0, LocalTime::of(10, 0), LocalTime::of(11, 0)),
                      slotOn(0, LocalTime::of(10, 30), LocalTime::of(11, 30)),
                      slotOn(0, LocalTime::of(11, 0), LocalTime::of(12, 0)), // again in the first lane
                      slotOn(0, LocalTime::of(14, 0), LocalTime::of(15, 0)),
                      slotOn(1, LocalTime::of(10, 0), LocalTime::of(11, 0))});
        for (std::size_t a = 0; a < 5; ++a) {
            for (std::size_t b = a + 1; b < 5; ++b) {
                QVERIFY(!layout.slotRect(a).intersects(layout.slotRect(b)));
            }
        }
        QCOMPARE(layout.slotRect(2).left(), layout.slotRect(0).left());
        QVERIFY(layout.slotRect(3).width() > layout.slotRect(0).width() * 3 / 2); // alone: the whole width
        QVERIFY(layout.dayColumn(1).contains(layout.slotRect(4)));
    }

    void pointsBecomePlacesInStepsOfAQuarter() {
        const auto layout = layoutOf({slotOn(2, LocalTime::of(10, 0), LocalTime::of(10, 30))});
        for (int day = 0; day < 7; ++day) {
            for (int minutes = 7 * 60; minutes < 19 * 60; minutes += 15) {
                const LocalTime time{std::chrono::minutes(minutes)};
                const QPoint inside(layout.dayColumn(day).center().x(), layout.yOf(time) + 3);
                QCOMPARE(layout.placeAt(inside), std::optional(WeekPlace{day, time}));
            }
        }
        QVERIFY(!layout.placeAt({10, 100})); // the column of hours
        QVERIFY(!layout.placeAt({100, 10})); // the heading
        QVERIFY(!layout.placeAt({5'000, 5'000}));
        QCOMPARE(layout.slotAt(layout.slotRect(0).center()), std::optional(std::size_t(0)));
        QVERIFY(!layout.slotAt({70, 500}));
    }

    void aWindowWithoutWidthBreaksNothing() {
        const WeekLayout layout({.timeColumn = 60, .header = 40, .halfHour = 20, .width = 0}, monday,
                                {slotOn(0, LocalTime::of(10, 0), LocalTime::of(10, 30))});
        QVERIFY(layout.dayColumn(6).width() >= 1);
        QVERIFY(!layout.slotAt({-1, -1}));
    }

    // --- making

    void draggingOverFreeTimeOpensTheForm() {
        stage->open();
        drag(2, LocalTime::of(11, 0), LocalTime::of(12, 0));
        QCOMPARE(stage->find<QDateEdit>("slotDate")->date(), QDate(2026, 11, 18));
        QCOMPARE(stage->find<QTimeEdit>("slotStart")->time(), QTime(11, 0));
        QCOMPARE(stage->find<QTimeEdit>("slotEnd")->time(), QTime(12, 0));
        QCOMPARE(fake::controlsWithoutName(*stage->window), QStringList());
        stage->press("slotSave");
        QVERIFY(made());
        QCOMPARE(made()->start, LocalTime::of(11, 0));
        QCOMPARE(made()->seats, 3);
        QVERIFY(banner().contains(u"このPCに保存"));
        QVERIFY(!stage->seen("slotSave"));
        QTRY_VERIFY(!week()->slotRectInViewport(made()->id).isEmpty());
    }

    void aMereClickMakesNothing() {
        stage->open();
        QTest::mouseClick(week()->viewport(), Qt::LeftButton, {}, week()->pointOf(2, LocalTime::of(11, 0)));
        QVERIFY(!stage->seen("slotSave"));
        QTest::mouseDClick(week()->viewport(), Qt::LeftButton, {}, week()->pointOf(2, LocalTime::of(11, 0)));
        QVERIFY(stage->seen("slotSave"));
    }

    void theKeyboardDoesTheSame() {
        stage->open();
        QVERIFY(week()->hasFocus());
        // The marker starts on Monday at 10:00.
        for (int i = 0; i < 4; ++i) {
            QTest::keyClick(week(), Qt::Key_Right);
        }
        QTest::keyClick(week(), Qt::Key_Down);
        QTest::keyClick(week(), Qt::Key_Down, Qt::ShiftModifier); // 45 minutes
        QVERIFY(week()->accessibleDescription().contains(u"11月20日"));
        QVERIFY(week()->accessibleDescription().contains(u"10:15"));
        QTest::keyClick(week(), Qt::Key_Return);
        QCOMPARE(stage->find<QTimeEdit>("slotStart")->time(), QTime(10, 15));
        QCOMPARE(stage->find<QTimeEdit>("slotEnd")->time(), QTime(11, 0));
        QVERIFY(stage->find("slotDate")->hasFocus());
        fake::typeText(stage->find("slotNote"), QStringLiteral("スリッパをお持ちください"));
        stage->key("slotNote", Qt::Key_Return);
        QVERIFY(made());
        QCOMPARE(made()->note, std::string("スリッパをお持ちください"));
        QVERIFY(week()->hasFocus());
    }

    void theMarkerTellsWhatItStandsOn() {
        stage->open();
        QTest::keyClick(week(), Qt::Key_Right); // Tuesday 10:00: one family waits
        const QString told = week()->accessibleDescription();
        for (const char16_t *part : {u"11月17日", u"10:00", u"空き", u"承認待ち"}) {
            QVERIFY2(told.contains(part), qPrintable(told));
        }
        QVERIFY(!week()->accessibleName().isEmpty());
    }

    void theFormStartsFromWhatWasMadeLast() {
        stage->open();
        stage->press("slotsNew");
        QCOMPARE(stage->find<QDateEdit>("slotDate")->date(), QDate(2026, 11, 17));
        stage->find<QSpinBox>("slotSeats")->setValue(5);
        stage->find<QTimeEdit>("slotStart")->setTime(QTime(14, 0));
        stage->find<QTimeEdit>("slotEnd")->setTime(QTime(14, 45));
        stage->press("slotSave");
        stage->press("slotsNew");
        QCOMPARE(stage->find<QSpinBox>("slotSeats")->value(), 5);
        QCOMPARE(stage->find<QTimeEdit>("slotStart")->time(), QTime(14, 0));
    }

    void faultsStandAtTheirFields() {
        stage->open();
        stage->press("slotsNew");
        stage->find<QTimeEdit>("slotEnd")->setTime(QTime(9, 0));
        stage->press("slotSave");
        QVERIFY(!made());
        QCOMPARE(errors().size(), 1);
        QVERIFY(stage->find("slotEnd")->accessibleDescription().contains(errors().first()));
        QVERIFY(stage->find("slotEnd")->hasFocus());
        for (int age = 0; age < 6; ++age) {
            stage->find<QCheckBox>(qPrintable(QStringLiteral("age%1").arg(age)))->click();
        }
        stage->press("slotSave");
        QCOMPARE(errors().size(), 2);
        stage->find<QTimeEdit>("slotEnd")->setTime(QTime(10, 30));
        stage->find<QCheckBox>("age3")->click();
        stage->press("slotSave");
        QVERIFY(made());
        QVERIFY(made()->acceptedAges.test(3) && made()->acceptedAges.count() == 1);
    }

    void whatTheStoreRefusesKeepsTheForm() {
        stage->open();
        stage->press("slotsNew");
        fake::typeText(stage->find("slotNote"), QStringLiteral("メモ"));
        stage->desk.world.nextError = domain::Error{.kind = domain::ErrorKind::StorageFull};
        stage->press("slotSave");
        QTRY_VERIFY(banner().contains(u"ディスク"));
        QCOMPARE(stage->find<QLineEdit>("slotNote")->text(), QStringLiteral("メモ"));
    }

    // --- what is typed is not lost

    void anotherSlotDoesNotReplaceWhatIsTyped() {
        stage->open();
        openTomorrow();
        fake::typeText(stage->find("slotNote"), QStringLiteral("途中"));
        drag(2, LocalTime::of(11, 0), LocalTime::of(12, 0));
        QCOMPARE(stage->find<QLineEdit>("slotNote")->text(), QStringLiteral("途中"));
        QVERIFY(banner().contains(u"保存"));
        stage->press("slotsNewSeries");
        QCOMPARE(stage->find<QLineEdit>("slotNote")->text(), QStringLiteral("途中"));
        QCOMPARE(stage->find<QAbstractButton>("slotClose")->text(), QStringLiteral("変更を破棄"));
        stage->press("slotClose");
        QVERIFY(!stage->seen("slotNote"));
        QVERIFY(stage->desk.world.calls.isEmpty());
    }

    void anotherDragMovesTheNewSlotAndKeepsItsWords() {
        stage->open();
        drag(2, LocalTime::of(11, 0), LocalTime::of(12, 0));
        fake::typeText(stage->find("slotNote"), QStringLiteral("途中"));
        drag(3, LocalTime::of(11, 0), LocalTime::of(12, 30));
        QCOMPARE(stage->find<QDateEdit>("slotDate")->date(), QDate(2026, 11, 19));
        QCOMPARE(stage->find<QTimeEdit>("slotEnd")->time(), QTime(12, 30));
        QCOMPARE(stage->find<QLineEdit>("slotNote")->text(), QStringLiteral("途中"));
    }

    void whatOthersChangeShowsUnlessSomethingIsTyped() {
        stage->open();
        openTomorrow();
        tomorrow().seats = 9;
        stage->desk.world.touch(domain::RecordKind::Slot, tomorrow().id.text());
        QTRY_COMPARE(stage->find<QSpinBox>("slotSeats")->value(), 9);
        fake::typeText(stage->find("slotNote"), QStringLiteral("途中"));
        tomorrow().seats = 2;
        stage->desk.world.touch(domain::RecordKind::Slot, tomorrow().id.text());
        Stage::settle();
        QCOMPARE(stage->find<QSpinBox>("slotSeats")->value(), 9);
        QCOMPARE(stage->find<QLineEdit>("slotNote")->text(), QStringLiteral("途中"));
    }

    // --- changing and cancelling

    void aSlotIsChanged() {
        stage->open();
        openTomorrow();
        QVERIFY(stage->find<QLabel>("slotSummary")->text().contains(u"1"));
        stage->find<QSpinBox>("slotSeats")->setValue(6);
        stage->press("slotSave");
        QCOMPARE(stage->desk.world.calls, QStringList{QStringLiteral("slot-edit")});
        QCOMPARE(tomorrow().seats, 6);
        openTomorrow();
        stage->find<QCheckBox>("slotClosed")->click();
        stage->press("slotSave");
        QCOMPARE(tomorrow().status, SlotStatus::Closed);
    }

    void cancellingASlotWithFamiliesAsksAndTellsThem() {
        stage->open();
        openTomorrow();
        stage->prompter.answer = false;
        stage->press("slotCancel");
        QCOMPARE(stage->prompter.asked.size(), 1);
        QVERIFY(stage->prompter.asked.first().contains(u"1組"));
        QVERIFY(stage->desk.world.calls.isEmpty());
        stage->prompter.answer = true;
        stage->press("slotCancel");
        QTRY_COMPARE(tomorrow().status, SlotStatus::Cancelled);
        for (const auto &r : stage->desk.world.reservations) {
            QVERIFY(r.slotId != tomorrow().id || r.status == domain::ReservationStatus::CancelledByFacility);
        }
        QTRY_VERIFY(week()->slotRectInViewport(tomorrow().id).isEmpty()); // over: no longer in the way
    }

    void cancellingAnEmptySlotIsAMilderQuestion() {
        stage->open();
        stage->press("slotsNextWeek");
        const auto &empty = stage->desk.world.slotBook[5];
        QTest::mouseClick(week()->viewport(), Qt::LeftButton, {},
                          week()->slotRectInViewport(empty.id).center());
        Stage::settle();
        stage->press("slotCancel");
        QCOMPARE(stage->prompter.asked.size(), 1);
        QVERIFY(!stage->prompter.asked.first().contains(u"知らせ"));
        QTRY_COMPARE(stage->desk.world.slotBook[5].status, SlotStatus::Cancelled);
    }

    void theSlotLeadsToItsReservations() {
        stage->open();
        QSignalSpy led(stage->page, &ui::Page::showReservationsOf);
        stage->page->open(tomorrow().id);
        QTRY_VERIFY(stage->seen("slotReservations"));
        stage->press("slotReservations");
        QCOMPARE(led.count(), 1);
        QVERIFY(led.first().first().value<domain::SlotId>() == tomorrow().id);
    }

    // --- the week

    void theWeekIsChangedByButtonsAndKeys() {
        stage->open();
        const auto range = [this] { return stage->find<QLabel>("slotsRange")->text(); };
        QVERIFY(range().contains(u"11月16日"));
        stage->press("slotsNextWeek");
        QVERIFY(range().contains(u"11月23日"));
        week()->setFocus();
        stage->key("weekView", Qt::Key_PageDown);
        QVERIFY(range().contains(u"11月30日"));
        stage->key("weekView", Qt::Key_PageUp);
        stage->press("slotsPreviousWeek");
        stage->press("slotsPreviousWeek");
        QVERIFY(range().contains(u"11月9日"));
        QTRY_VERIFY(!week()->slotRectInViewport(stage->desk.world.slotBook[4].id).isEmpty());
        stage->press("slotsThisWeek");
        QVERIFY(range().contains(u"11月16日"));
        for (int i = 0; i < 7; ++i) { // past Sunday into the next week
            QTest::keyClick(week(), Qt::Key_Right);
        }
        Stage::settle();
        QVERIFY(range().contains(u"11月23日"));
    }

    void aSlotOfAnotherWeekIsFound() {
        stage->open();
        const auto &far = stage->desk.world.slotBook[6];
        stage->page->open(far.id);
        QTRY_VERIFY(stage->seen("slotSave"));
        QVERIFY(week()->chosen() == far.id);
        QCOMPARE(stage->find<QDateEdit>("slotDate")->date(), QDate(2026, 11, 26));
    }

    void closedDaysAndHolidaysAreLeftOutOfASeries() {
        stage->open();
        stage->press("slotsNewSeries");
        // Every Monday from 23 November, a national holiday.
        for (int day = 1; day <= 7; ++day) {
            auto *box = stage->find<QCheckBox>(qPrintable(QStringLiteral("seriesWeekday%1").arg(day)));
            if (box->isChecked() != (day == 1)) {
                box->click();
            }
        }
        stage->find<QDateEdit>("seriesFrom")->setDate(QDate(2026, 11, 23));
        stage->find<QDateEdit>("seriesTo")->setDate(QDate(2026, 12, 7));
        auto *preview = stage->find<QTableWidget>("seriesPreview");
        QTRY_COMPARE(preview->rowCount(), 3);
        QCOMPARE(preview->item(0, 0)->checkState(), Qt::Unchecked);
        QVERIFY(preview->item(0, 2)->text().contains(u"祝日"));
        QCOMPARE(preview->item(1, 0)->checkState(), Qt::Checked);
        QVERIFY(stage->find<QAbstractButton>("seriesCreate")->text().contains(u"2"));
    }

    void aSeriesByTheNthWeekdayIsPreviewedAndMade() {
        stage->open();
        stage->press("slotsNewSeries");
        auto *pattern = stage->find<QComboBox>("seriesPattern");
        pattern->setFocus();
        QTest::keyClick(pattern, Qt::Key_Down);
        QTest::keyClick(pattern, Qt::Key_Down);
        stage->find<QCheckBox>("seriesNth1")->click(); // off
        stage->find<QCheckBox>("seriesNth2")->click();
        stage->find<QCheckBox>("seriesNth4")->click();
        stage->find<QCheckBox>("seriesWeekday2")->click(); // Tuesday, proposed, off
        stage->find<QCheckBox>("seriesWeekday3")->click();
        stage->find<QDateEdit>("seriesFrom")->setDate(QDate(2026, 12, 1));
        stage->find<QDateEdit>("seriesTo")->setDate(QDate(2027, 2, 28));
        auto *preview = stage->find<QTableWidget>("seriesPreview");
        QTRY_COMPARE(preview->rowCount(), 6); // 2nd and 4th Wednesday of three months
        QVERIFY(preview->item(0, 0)->text().contains(u"12月9日"));
        preview->item(1, 0)->setCheckState(Qt::Unchecked); // the user leaves one out
        QVERIFY(stage->find<QLabel>("seriesCount")->text().contains(u"5"));
        QCOMPARE(fake::controlsWithoutName(*stage->window), QStringList());
        const auto before = stage->desk.world.slotBook.size();
        stage->press("seriesCreate");
        QCOMPARE(stage->desk.world.slotBook.size(), before + 5);
        for (auto i = before; i < stage->desk.world.slotBook.size(); ++i) {
            QCOMPARE(domain::isoWeekday(stage->desk.world.slotBook[i].date), 3);
            QVERIFY(stage->desk.world.slotBook[i].date != std::chrono::year(2026) / 12 / 23);
        }
        QVERIFY(banner().contains(u"5"));
    }

    void aSeriesWithFaultsSaysWhere() {
        stage->open();
        stage->press("slotsNewSeries");
        stage->find<QTimeEdit>("seriesEnd")->setTime(QTime(9, 0));
        QTRY_COMPARE(errors().size(), 1);
        QVERIFY(stage->find("seriesEnd")->accessibleDescription().contains(errors().first()));
        QVERIFY(!stage->seen("seriesCreate"));
        stage->find<QTimeEdit>("seriesEnd")->setTime(QTime(11, 0));
        QTRY_VERIFY(stage->seen("seriesCreate"));
        QCOMPARE(errors().size(), 0);
    }

    // --- little work

    void aBurstOfChangesReloadsOnceAndNotInTheBack() {
        stage->open();
        const auto &book = dynamic_cast<fake::Slots &>(stage->desk.slotBook());
        const int before = book.weeksAsked;
        const auto burst = [this] {
            for (int i = 0; i < 50; ++i) {
                stage->desk.world.touch(domain::RecordKind::Slot, tomorrow().id.text());
                stage->desk.world.touch(domain::RecordKind::Reservation, "x");
            }
            Stage::settle();
        };
        burst();
        QCOMPARE(book.weeksAsked, before + 1);
        stage->page->hide();
        tomorrow().seats = 8;
        burst();
        QCOMPARE(book.weeksAsked, before + 1);
        stage->page->show();
        Stage::settle();
        QCOMPARE(book.weeksAsked, before + 2);
        openTomorrow();
        QCOMPARE(stage->find<QSpinBox>("slotSeats")->value(), 8);
    }

    void theLanguageChangesWithoutARest() {
        stage->open();
        openTomorrow();
        stage->find<QTimeEdit>("slotEnd")->setTime(QTime(9, 0));
        stage->press("slotSave");
        QCOMPARE(errors().size(), 1);
        fake::speak(QStringLiteral("en"));
        Stage::settle();
        const QStringList left = stage->leftInJapanese({});
        fake::speak(QStringLiteral("ja"));
        QVERIFY2(left.isEmpty(), qPrintable(left.join(u'\n')));
    }
};

QTEST_MAIN(SlotsTest)
#include "tst_slots.moc"
