// Forms that nothing may interrupt: bookings by phone, answers and slots that are half typed; and the slots'
// month, copies and moves.
#include "kit/widgets/banner.h"
#include "kit/widgets/inputs.h"
#include "page_stage.h"
#include "screens/reservations/reservations_page.h"
#include "screens/slots/month_view.h"
#include "screens/slots/slots_page.h"
#include "screens/slots/week_view.h"
#include "screens/today/today_page.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QDateEdit>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSpinBox>
#include <QTableView>
#include <QTableWidget>
#include <QTimeEdit>

using domain::LocalTime;
using Reservations = fake::PageStage<ui::ReservationsPage>;
using SlotsStage = fake::PageStage<ui::SlotsPage>;
using Today = fake::PageStage<ui::TodayPage>;

namespace {

template <class Stage> void fill(Stage &stage) {
    stage.desk.world.fillNursery();
    stage.desk.grantAll();
}

template <class Stage> void type(Stage &stage, const char *name, const QString &text) {
    auto *edit = stage.template find<QLineEdit>(name);
    edit->setFocus();
    edit->clear();
    fake::typeText(edit, text);
    Stage::settle();
}

template <class Stage> QString said(Stage &stage, const char *banner) {
    const auto *seen = stage.template seen<ui::Banner>(banner);
    return seen ? seen->text() : QString();
}

/// What another stage kept of the form, for the facility of this one: each world makes its own ids.
template <class Stage>
void takeOver(Stage &stage, const std::map<QString, QByteArray> &kept, const QString &form) {
    const QString facility = QString::fromStdString(stage.desk.world.facilities.front().id.text());
    for (const auto &[name, text] : kept) {
        stage.desk.world.formDrafts[form + facility] = text;
    }
}

void typeFamily(Reservations &stage) {
    type(stage, "bookingGuardian", QStringLiteral("架空 電話子"));
    type(stage, "bookingKana", QStringLiteral("かくう でんわこ"));
    type(stage, "bookingPhone", QStringLiteral("０３－００００－１２３４"));
    type(stage, "bookingChild0Name", QStringLiteral("架空 新"));
    type(stage, "bookingChild0Birth", QStringLiteral("2024/4/15"));
}

/// As a person does it, over what stands there.
void typeSeats(SlotsStage &stage, const char *name, const QString &typed) {
    auto *box = stage.find<QSpinBox>(name);
    box->setFocus();
    box->selectAll();
    fake::typeText(box, typed);
    QTest::keyClick(box, Qt::Key_Tab);
    QCOMPARE(box->text(), typed);
}

QStringList errorsOf(const QWidget &window) {
    QStringList seen;
    for (const auto *label : window.findChildren<QLabel *>(QStringLiteral("fieldError"))) {
        seen << (label->isVisible() ? label->text() : QString());
    }
    seen.removeAll(QString());
    return seen;
}

} // namespace

class FormsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { fake::dressApplication(); }
    void init() { fake::failOnWarnings(); }

    // --- by phone or at the counter

    void aBookingByPhoneTakesASeatOfTheSameSlots() {
        Reservations stage;
        fill(stage);
        stage.open();
        stage.press("reservationsNew");
        typeFamily(stage);
        QVERIFY(stage.find<QLabel>("bookingClass")->text().contains(u"歳児"));
        QCOMPARE(fake::controlsWithoutName(*stage.window), QStringList());
        fake::keepPicture(*stage.window, QStringLiteral("booking"));
        const auto before = stage.desk.world.reservations.size();
        stage.press("bookingSave");
        QTRY_COMPARE(stage.desk.world.reservations.size(), before + 1);
        const domain::Reservation &made = stage.desk.world.reservations.back();
        QCOMPARE(made.channel, std::string("phone"));
        QCOMPARE(made.personal->guardian.kana, std::string("カクウ デンワコ"));
        QCOMPARE(made.personal->guardian.phone, std::string("03-0000-1234"));
        QCOMPARE(domain::textOf(*made.personal->children.front().birthDate), std::string("2024-04-15"));
        QTRY_VERIFY(said(stage, "reservationsBanner").contains(u"席が確保"));
        QVERIFY(!stage.seen("bookingSave"));
        // Whom one has just spoken to stands beside the list, not who stood there before.
        QTRY_VERIFY(stage.find<QLabel>("detailsFamily")->text().contains(u"電話子"));
        QVERIFY(stage.desk.world.formDrafts.empty());
    }

    void theFormStaysUntilTheHubHasTheSeat() {
        Reservations stage;
        fill(stage);
        stage.desk.world.hubAnswers = false;
        stage.open();
        stage.press("reservationsNew");
        typeFamily(stage);
        stage.key("bookingChild0Birth", Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(stage.desk.world.calls, QStringList{QStringLiteral("book")});
        stage.press("bookingSave"); // once more, in the meantime
        QCOMPARE(stage.desk.world.calls.size(), 1);
        QVERIFY(stage.seen("bookingGuardian"));
        stage.desk.world.refuse(
            {.kind = domain::ErrorKind::Rejected,
             .code = "validation",
             .fields = {{.pointer = "/children/0/birth_date", .code = "too-old", .params = {}}}});
        QTRY_COMPARE(errorsOf(*stage.window).size(), 1);
        QCOMPARE(stage.find<QLineEdit>("bookingGuardian")->text(), QStringLiteral("架空 電話子"));
        QTRY_VERIFY(stage.desk.world.outbox.empty()); // what it says stands in the form now
        type(stage, "bookingChild0Birth", QStringLiteral("20250415"));
        stage.press("bookingSave");
        stage.desk.world.deliver();
        QTRY_VERIFY(!stage.seen("bookingSave"));
        QCOMPARE(stage.desk.world.reservations.back().channel, std::string("phone"));
    }

    void aBookingRefusedLaterComesBackIntoTheForm_data() {
        QTest::addColumn<bool>("byTheList"); // of what needs a look, or by the message
        QTest::newRow("by the message") << false;
        QTest::newRow("by what needs a look") << true;
    }
    void aBookingRefusedLaterComesBackIntoTheForm() {
        QFETCH(bool, byTheList);
        Reservations stage;
        fill(stage);
        stage.desk.world.setOffline();
        stage.open();
        stage.press("reservationsNew");
        typeFamily(stage);
        stage.press("bookingSave");
        QTRY_VERIFY(said(stage, "reservationsBanner").contains(u"保存しました"));
        QVERIFY(!stage.seen("bookingSave")); // nobody waits before it for the network
        const auto record = stage.desk.world.outbox.front().item.recordId;
        stage.desk.world.refuse({.kind = domain::ErrorKind::Conflict, .code = "slot-full"});
        QTRY_VERIFY(said(stage, "reservationsBanner").contains(u"受け付けられませんでした"));
        if (byTheList) {
            stage.page->open(*domain::ReservationId::parse(record));
        } else {
            stage.press("bannerAction");
        }
        QTRY_VERIFY(stage.seen("bookingGuardian"));
        QCOMPARE(stage.find<QLineEdit>("bookingGuardian")->text(), QStringLiteral("架空 電話子"));
        QTRY_VERIFY(stage.desk.world.outbox.empty());
    }

    void aDateIsTakenAsCallersSayIt_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("meant");
        const auto row = [](const char *typed, const char *meant) {
            QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromUtf8(meant);
        };
        row("2025。5。3", "2025-05-03");
        row("２０２５／５／３", "2025-05-03");
        row("2025・5・3", "2025-05-03");
        row("2025ー5ー3", "2025-05-03");
        row("R7.5.3", "2025-05-03");
        row("R6.4.1", "2024-04-01");
        row("r6/4/1", "2024-04-01");
        row("Ｒ６．４．１", "2024-04-01");
        row("令和6年4月1日", "2024-04-01");
        row("令和６年 ４月 １日", "2024-04-01");
        row("令和元年12月31日", "2019-12-31");
        row("20250503", "2025-05-03");
        row("２０２５０５０３", "2025-05-03");
        row("2025-05-03 ", "2025-05-03");
        row("　2025/5/3　", "2025-05-03");
        row("45000", ""); // a spreadsheet's number is a slip of the finger here
        row("2025-13-40", "");
    }

    void aDateIsTakenAsCallersSayIt() {
        QFETCH(QString, typed);
        QFETCH(QString, meant);
        Reservations stage;
        fill(stage);
        stage.open();
        stage.press("reservationsNew");
        typeFamily(stage);
        type(stage, "bookingChild0Birth", typed);
        const auto before = stage.desk.world.reservations.size();
        stage.press("bookingSave");
        if (meant.isEmpty()) {
            QCOMPARE(stage.desk.world.reservations.size(), before);
            QCOMPARE(errorsOf(*stage.window).size(), 1);
            return;
        }
        QTRY_COMPARE(stage.desk.world.reservations.size(), before + 1);
        const auto &child = stage.desk.world.reservations.back().personal->children.front();
        QVERIFY(child.birthDate);
        QCOMPARE(QString::fromStdString(domain::textOf(*child.birthDate)), meant);
    }

    void aMonthIsTakenAsCallersSayIt_data() {
        QTest::addColumn<QString>("typed");
        for (const char *typed : {"2027-04", "2027/4", "2027。4", "２０２７年４月", "202704", "R9.4",
                                  "令和9年4月", "2027-04-01", "2027年4月1日", " 2027-04 "}) {
            QTest::newRow(typed) << QString::fromUtf8(typed);
        }
    }

    void aMonthIsTakenAsCallersSayIt() {
        QFETCH(QString, typed);
        Reservations stage;
        fill(stage);
        stage.open();
        stage.press("reservationsNew");
        typeFamily(stage);
        type(stage, "bookingChild0Month", typed);
        const auto before = stage.desk.world.reservations.size();
        stage.press("bookingSave");
        QTRY_COMPARE(stage.desk.world.reservations.size(), before + 1);
        const auto &child = stage.desk.world.reservations.back().personal->children.front();
        QVERIFY(child.wishedMonth);
        QCOMPARE(domain::textOf(*child.wishedMonth), std::string("2027-04"));
    }

    void aTelephoneNumberIsTakenAsOnTheFacilityPage_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("meant");
        const auto row = [](const char *typed, const char *meant) {
            QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromUtf8(meant);
        };
        row("０９０　１２３４　５６７８", "090-1234-5678");
        row("090 1234 5678", "090-1234-5678");
        row("03(5253)5111", "03-5253-5111");
        row("０３（５２５３）５１１１ ", "03-5253-5111");
        row("０９０ー１２３４ー５６７８", "090-1234-5678");
    }

    void aTelephoneNumberIsTakenAsOnTheFacilityPage() {
        QFETCH(QString, typed);
        QFETCH(QString, meant);
        Reservations stage;
        fill(stage);
        stage.open();
        stage.press("reservationsNew");
        typeFamily(stage);
        type(stage, "bookingPhone", typed);
        const auto before = stage.desk.world.reservations.size();
        stage.press("bookingSave");
        QTRY_COMPARE(stage.desk.world.reservations.size(), before + 1);
        QCOMPARE(QString::fromStdString(stage.desk.world.reservations.back().personal->guardian.phone),
                 meant);
    }

    void aDayToComeIsSaidToBeADueDate() {
        Reservations stage;
        fill(stage);
        stage.open();
        stage.press("reservationsNew");
        typeFamily(stage);
        const auto today = domain::dateOf(stage.desk.world.clock.now());
        type(stage, "bookingChild0Birth", QString::fromStdString(domain::textOf(domain::addDays(today, 1))));
        QVERIFY(stage.find<QLabel>("bookingClass")->text().contains(u"出産予定日"));
        type(stage, "bookingChild0Birth", QString::fromStdString(domain::textOf(today)));
        QVERIFY(!stage.find<QLabel>("bookingClass")->text().contains(u"出産予定日"));
    }

    void fullWidthDigitsCountInEveryBox() {
        Reservations stage;
        fill(stage);
        stage.open();
        stage.press("reservationsNew");
        auto *visitors = stage.find<QSpinBox>("bookingVisitors");
        visitors->setFocus();
        visitors->selectAll();
        QInputMethodEvent composed;
        composed.setCommitString(QStringLiteral("３"));
        QApplication::sendEvent(visitors, &composed);
        QTest::keyClick(visitors, Qt::Key_Tab);
        QCOMPARE(visitors->value(), 3);
        SlotsStage slotsStage;
        fill(slotsStage);
        slotsStage.open();
        slotsStage.press("slotsNew");
        auto *seats = slotsStage.find<QSpinBox>("slotSeats");
        seats->setFocus();
        seats->selectAll();
        fake::typeText(seats, QStringLiteral("８"));
        QTest::keyClick(seats, Qt::Key_Tab);
        QCOMPARE(seats->value(), 8);
        auto *start = slotsStage.find<QTimeEdit>("slotStart");
        start->setFocus();
        start->setSelectedSection(QDateTimeEdit::HourSection);
        fake::typeText(start, QStringLiteral("０９"));
        QCOMPARE(start->time().hour(), 9);
        auto *date = slotsStage.find<QDateEdit>("slotDate");
        date->setFocus();
        date->setSelectedSection(QDateTimeEdit::DaySection);
        fake::typeText(date, QStringLiteral("２３"));
        QCOMPARE(date->date().day(), 23);
    }

    void theSlotOfABookingIsReadWhole() {
        Reservations stage;
        fill(stage);
        stage.open({1280, 800});
        stage.press("reservationsNew");
        auto *box = stage.find<QComboBox>("bookingSlot");
        QVERIFY(box->count() > 1);
        QVERIFY(box->width() >= box->sizeHint().width());
        box->showPopup();
        Reservations::settle();
        const auto *list = box->view();
        QVERIFY(list->viewport()->width() >= list->sizeHintForColumn(0));
        box->hidePopup();
    }

    void kanaInHalfWidthIsKeptInFullWidth() {
        Reservations stage;
        fill(stage);
        stage.open();
        stage.press("reservationsNew");
        typeFamily(stage);
        type(stage, "bookingKana", QStringLiteral("ｶｸｳ ﾃﾞﾝﾜｺ"));
        type(stage, "bookingChild0Kana", QStringLiteral("ｶｸｳ ﾋﾟｰﾁ"));
        const auto before = stage.desk.world.reservations.size();
        stage.press("bookingSave");
        QTRY_COMPARE(stage.desk.world.reservations.size(), before + 1);
        const auto &personal = *stage.desk.world.reservations.back().personal;
        QCOMPARE(personal.guardian.kana, std::string("カクウ デンワコ"));
        QCOMPARE(personal.children.front().kana, std::string("カクウ ピーチ"));
    }

    void onlySlotsWithAFreeSeatAreOffered() {
        Reservations stage;
        fill(stage);
        for (domain::Slot &slot : stage.desk.world.slotBook) {
            slot.status = domain::SlotStatus::Closed;
        }
        stage.open();
        stage.press("reservationsNew");
        QVERIFY(!stage.seen("bookingSave"));
        QVERIFY(said(stage, "reservationsBanner").contains(u"空きのある枠がありません"));
    }

    void whatIsMissingIsSaidAtItsField() {
        Reservations stage;
        fill(stage);
        stage.open();
        stage.press("reservationsNew");
        type(stage, "bookingChild0Birth", QStringLiteral("きのう"));
        stage.press("bookingSave");
        const QStringList errors = errorsOf(*stage.window);
        QCOMPARE(errors.size(), 3); // name, phone, and a date that is none
        QVERIFY(errors.join(u' ').contains(u"2026-04-01"));
        QVERIFY(stage.desk.world.outbox.empty());
    }

    void aSiblingIsAddedAndTakenAwayAgain() {
        Reservations stage;
        fill(stage);
        stage.open();
        stage.press("reservationsNew");
        typeFamily(stage);
        stage.press("bookingMoreChildren");
        type(stage, "bookingChild1Birth", QStringLiteral("20270401")); // expected, not yet born
        stage.press("bookingMoreChildren");
        stage.press("bookingFewerChildren");
        stage.press("bookingSave");
        QTRY_VERIFY(stage.desk.world.reservations.back().channel == "phone");
        const auto &children = stage.desk.world.reservations.back().personal->children;
        QCOMPARE(children.size(), std::size_t(2));
        QVERIFY(children[0].birthDate && !children[0].dueDate);
        QVERIFY(children[1].dueDate && !children[1].birthDate);
    }

    void aBookingHalfTypedIsThereAfterARestart() {
        std::map<QString, QByteArray> kept;
        domain::FacilityId facility;
        {
            Reservations stage;
            fill(stage);
            stage.open();
            stage.press("reservationsNew");
            typeFamily(stage);
            facility = stage.desk.world.facilities.front().id;
            QTRY_VERIFY_WITH_TIMEOUT(!stage.desk.world.formDrafts.empty(), 10'000); // every few seconds
            kept = stage.desk.world.formDrafts;
        }
        Reservations stage;
        fill(stage);
        takeOver(stage, kept, QStringLiteral("booking/"));
        stage.open();
        QTRY_VERIFY(stage.seen("bookingGuardian"));
        QCOMPARE(stage.find<QLineEdit>("bookingGuardian")->text(), QStringLiteral("架空 電話子"));
        QVERIFY(said(stage, "reservationsBanner").contains(u"戻しました"));
        stage.press("bookingClose");
        QTRY_VERIFY(stage.desk.world.formDrafts.empty()); // given up by the user
    }

    void aReasonHalfTypedComesBackWithItsFamily() {
        Today stage;
        fill(stage);
        const auto waiting =
            std::find_if(stage.desk.world.reservations.begin(), stage.desk.world.reservations.end(),
                         [](const auto &r) { return r.status == domain::ReservationStatus::Requested; });
        stage.desk.world.formDrafts[QStringLiteral("today/") +
                                    QString::fromStdString(stage.desk.world.facilities.front().id.text())] =
            "{\"id\":\"" + QByteArray::fromStdString(waiting->id.text()) +
            "\",\"reason\":\"園の行事のため\",\"message\":\"\"}";
        stage.open();
        QTRY_VERIFY(stage.seen("declineReason"));
        QCOMPARE(stage.find<QLineEdit>("declineReason")->text(), QStringLiteral("園の行事のため"));
        stage.press("declineConfirm");
        QTRY_VERIFY(stage.desk.world.formDrafts.empty());
        QTRY_COMPARE(waiting->status, domain::ReservationStatus::Declined);
    }

    // --- slots

    void seatsBeyondTheRulesAreRefusedAtTheField_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("limit");
        QTest::newRow("none") << QStringLiteral("0") << QStringLiteral("1");
        QTest::newRow("far too many") << QStringLiteral("10000") << QStringLiteral("500");
    }

    void seatsBeyondTheRulesAreRefusedAtTheField() {
        QFETCH(QString, typed);
        QFETCH(QString, limit);
        SlotsStage stage;
        fill(stage);
        stage.open();
        const auto errors = [&stage] { return errorsOf(*stage.window); };
        const auto before = stage.desk.world.slotBook.size();
        stage.press("slotsNew");
        typeSeats(stage, "slotSeats", typed);
        stage.press("slotSave");
        QCOMPARE(errors().size(), 1);
        QVERIFY(errors().first().contains(limit));
        QCOMPARE(stage.find<QSpinBox>("slotSeats")->text(), typed);
        QVERIFY(stage.find("slotSeats")->accessibleDescription().contains(errors().first()));
        QVERIFY(stage.find("slotSeats")->hasFocus());
        stage.press("slotClose");

        stage.press("slotsNewSeries");
        QTRY_VERIFY(stage.seen("seriesCreate"));
        typeSeats(stage, "seriesSeats", typed);
        stage.press("seriesCreate"); // quicker than the preview
        QTRY_COMPARE(errors().size(), 1);
        QTRY_VERIFY(!stage.seen("seriesCreate"));
        QCOMPARE(errors().size(), 1);
        QVERIFY(errors().first().contains(limit));
        QCOMPARE(stage.find<QSpinBox>("seriesSeats")->text(), typed);
        QVERIFY(stage.find("seriesSeats")->accessibleDescription().contains(errors().first()));

        QCOMPARE(stage.desk.world.slotBook.size(), before);
        QVERIFY(stage.desk.world.calls.isEmpty());
    }

    void anotherNurseryDoesNotCostTheSlotThatIsBeingTyped() {
        SlotsStage stage;
        fill(stage);
        stage.desk.world.addFacility(QStringLiteral("もうひとつの保育園"), QStringLiteral("03-0000-0000"));
        stage.open();
        stage.press("slotsNew");
        type(stage, "slotNote", QStringLiteral("上履きをお持ちください"));
        stage.page->setFacility(stage.desk.world.facilities.back().id);
        SlotsStage::settle();
        QVERIFY(!stage.seen("slotNote"));
        stage.page->setFacility(stage.desk.world.facilities.front().id);
        SlotsStage::settle();
        QVERIFY(stage.seen("slotNote"));
        QCOMPARE(stage.find<QLineEdit>("slotNote")->text(), QStringLiteral("上履きをお持ちください"));
        stage.press("slotSave");
        QTRY_VERIFY(stage.desk.world.formDrafts.empty());
    }

    void aSlotOrSeriesHalfTypedIsThereAfterARestart_data() {
        QTest::addColumn<QByteArray>("begin");
        QTest::addColumn<QByteArray>("note");
        QTest::addColumn<QByteArray>("seats");
        QTest::newRow("a slot") << QByteArray("slotsNew") << QByteArray("slotNote")
                                << QByteArray("slotSeats");
        QTest::newRow("a series") << QByteArray("slotsNewSeries") << QByteArray("seriesNote")
                                  << QByteArray("seriesSeats");
    }

    void aSlotOrSeriesHalfTypedIsThereAfterARestart() {
        QFETCH(QByteArray, begin);
        QFETCH(QByteArray, note);
        QFETCH(QByteArray, seats);
        std::map<QString, QByteArray> kept;
        {
            SlotsStage stage;
            fill(stage);
            stage.open();
            stage.press(begin.constData());
            type(stage, note.constData(), QStringLiteral("上履きをお持ちください"));
            stage.find<QSpinBox>(seats.constData())->setValue(7);
            QTRY_VERIFY_WITH_TIMEOUT(!stage.desk.world.formDrafts.empty(), 10'000); // every few seconds
            kept = stage.desk.world.formDrafts;
        }
        SlotsStage stage;
        fill(stage);
        takeOver(stage, kept, QStringLiteral("slots/"));
        stage.open();
        QTRY_VERIFY(stage.seen(note.constData()));
        QCOMPARE(stage.find<QLineEdit>(note.constData())->text(), QStringLiteral("上履きをお持ちください"));
        QCOMPARE(stage.find<QSpinBox>(seats.constData())->value(), 7);
    }

    void aSlotIsPulledToAnotherTimeAndHoldsOnceSaved() {
        SlotsStage stage;
        fill(stage);
        stage.open();
        auto *week = stage.find<ui::WeekView>("weekView");
        domain::Slot &slot = stage.desk.world.slotBook[2];
        const auto start = slot.start;
        const QRect rect = week->slotRectInViewport(slot.id);
        const QPoint from(rect.center().x(), rect.top() + rect.height() / 3);
        const int hour =
            week->pointOf(0, LocalTime::of(12, 0)).y() - week->pointOf(0, LocalTime::of(11, 0)).y();
        QTest::mousePress(week->viewport(), Qt::LeftButton, {}, from);
        QTest::mouseMove(week->viewport(), from + QPoint(0, hour / 2));
        QTest::mouseMove(week->viewport(), from + QPoint(0, hour));
        QTest::mouseRelease(week->viewport(), Qt::LeftButton, {}, from + QPoint(0, hour));
        SlotsStage::settle();
        QCOMPARE(slot.start, start); // nothing has changed yet
        const auto length = slot.end.sinceMidnight - start.sinceMidnight;
        stage.press("slotSave");
        QTRY_COMPARE(slot.start.sinceMidnight, start.sinceMidnight + std::chrono::minutes(60));
        QCOMPARE(slot.end.sinceMidnight - slot.start.sinceMidnight, length);
    }

    void theLowerEdgeStretchesASlot() {
        SlotsStage stage;
        fill(stage);
        stage.open();
        auto *week = stage.find<ui::WeekView>("weekView");
        domain::Slot &slot = stage.desk.world.slotBook[2];
        const auto start = slot.start;
        const auto end = slot.end;
        const QRect rect = week->slotRectInViewport(slot.id);
        const QPoint edge(rect.center().x(), rect.bottom() - 1);
        const int hour =
            week->pointOf(0, LocalTime::of(12, 0)).y() - week->pointOf(0, LocalTime::of(11, 0)).y();
        QTest::mousePress(week->viewport(), Qt::LeftButton, {}, edge);
        QTest::mouseMove(week->viewport(), edge + QPoint(0, hour / 2));
        QTest::mouseRelease(week->viewport(), Qt::LeftButton, {}, edge + QPoint(0, hour / 2));
        SlotsStage::settle();
        stage.press("slotSave");
        QTRY_VERIFY(slot.end > end);
        QCOMPARE(slot.start, start);
    }

    void aWeekIsCopiedWithoutWhatSpeaksAgainstIt() {
        SlotsStage stage;
        fill(stage);
        stage.open();
        const auto before = stage.desk.world.slotBook.size();
        stage.press("slotsCopyWeek");
        auto *preview = stage.find<QTableWidget>("copyPreview");
        QTRY_VERIFY(preview->rowCount() > 0);
        QCOMPARE(fake::controlsWithoutName(*stage.window), QStringList());
        fake::keepPicture(*stage.window, QStringLiteral("slots_copy"));
        stage.find<QDateEdit>("copyTo")->setDate(QDate(2027, 3, 10)); // a Wednesday: its week is meant
        SlotsStage::settle();
        QCOMPARE(preview->item(0, 2)->text(), QStringLiteral("開く"));
        const int rows = preview->rowCount();
        preview->item(0, 0)->setCheckState(Qt::Unchecked);
        stage.press("copySave");
        QTRY_COMPARE(stage.desk.world.slotBook.size(), before + static_cast<std::size_t>(rows - 1));
        QVERIFY(stage.find<QLabel>("slotsRange")->text().contains(u"2027年3月8日"));
    }

    void aWeekHalfChosenIsThereAfterARestart() {
        std::map<QString, QByteArray> kept;
        {
            SlotsStage stage;
            fill(stage);
            stage.open();
            stage.press("slotsCopyWeek");
            stage.find<QDateEdit>("copyTo")->setDate(QDate(2027, 3, 10));
            SlotsStage::settle();
            stage.find<QTableWidget>("copyPreview")->item(0, 0)->setCheckState(Qt::Unchecked);
            QTRY_VERIFY_WITH_TIMEOUT(!stage.desk.world.formDrafts.empty(), 10'000); // every few seconds
            kept = stage.desk.world.formDrafts;
        }
        SlotsStage stage;
        fill(stage);
        takeOver(stage, kept, QStringLiteral("slots/"));
        stage.open();
        QTRY_VERIFY(stage.seen("copyPreview"));
        QCOMPARE(stage.find<QDateEdit>("copyTo")->date(), QDate(2027, 3, 10));
        auto *preview = stage.find<QTableWidget>("copyPreview");
        QTRY_VERIFY(preview->rowCount() > 1);
        QTRY_COMPARE(preview->item(0, 0)->checkState(), Qt::Unchecked);
        QCOMPARE(preview->item(1, 0)->checkState(), Qt::Checked);
        stage.press("copyClose");
        QTRY_VERIFY(stage.desk.world.formDrafts.empty()); // given up by the user
    }

    void theMonthShowsEveryDayAndLeadsToItsWeek() {
        SlotsStage stage;
        fill(stage);
        stage.open();
        stage.press("slotsAsMonth");
        auto *month = stage.find<ui::MonthView>("monthView");
        QCOMPARE(stage.find<QLabel>("slotsRange")->text(), QStringLiteral("2026年11月"));
        month->setFocus();
        QVERIFY(month->accessibleDescription().contains(u"11月16日"));
        QVERIFY(month->accessibleDescription().contains(u"空き") ||
                month->accessibleDescription().contains(u"満席"));
        fake::keepPicture(*stage.window, QStringLiteral("slots_month"));
        QTest::keyClick(month, Qt::Key_Down);
        QTest::keyClick(month, Qt::Key_Return);
        SlotsStage::settle();
        QVERIFY(stage.seen("weekView"));
        QVERIFY(stage.find<QLabel>("slotsRange")->text().contains(u"11月23日"));
        stage.press("slotsAsMonth");
        stage.press("slotsNextWeek");
        QCOMPARE(stage.find<QLabel>("slotsRange")->text(), QStringLiteral("2026年12月"));
    }

    // --- notices

    void aNoticeOfTheHubStandsBesideWhatNeedsCare() {
        Today stage;
        fill(stage);
        domain::Notice notice;
        notice.text = "12月1日の夜に点検があります";
        notice.to = stage.desk.world.clock.now() + std::chrono::hours(24);
        stage.desk.world.notices = {notice};
        stage.open();
        QTRY_VERIFY(stage.texts().join(u' ').contains(u"12月1日の夜に点検があります"));
        stage.desk.world.notices.clear();
        stage.desk.notices().announce();
        Today::settle();
        QVERIFY(!stage.texts().join(u' ').contains(u"点検"));
    }
};

QTEST_MAIN(FormsTest)
#include "tst_forms.moc"
