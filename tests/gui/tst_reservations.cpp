// The list of reservations with its details, answered by mouse and by keyboard.
#include "kit/forms/decision_form.h"
#include "kit/models/reservation_list_model.h"
#include "kit/pages/undo_offer.h"
#include "kit/widgets/banner.h"
#include "kit/widgets/status_chip.h"
#include "page_stage.h"
#include "screens/reservations/reservations_page.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>

using domain::ReservationStatus;
using Stage = fake::PageStage<ui::ReservationsPage>;

class ReservationsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Stage> stage;

    [[nodiscard]] QTableView *table() const { return stage->page->findChild<QTableView *>(); }
    [[nodiscard]] int rows() const { return table()->model()->rowCount(); }
    [[nodiscard]] QString childOf(int row) const {
        return table()->model()->index(row, 3).data(Qt::DisplayRole).toString();
    }
    [[nodiscard]] domain::Reservation &of(const char *guardian) const {
        for (auto &r : stage->desk.world.reservations) {
            if (r.personal->guardian.name == guardian) {
                return r;
            }
        }
        return stage->desk.world.reservations.front();
    }
    [[nodiscard]] domain::ReservationId idAt(int row) const {
        return qobject_cast<const ui::ReservationListModel *>(table()->model())->idAt(row);
    }
    [[nodiscard]] domain::ReservationId chosen() const { return idAt(table()->currentIndex().row()); }
    [[nodiscard]] bool isChosenSeen() const {
        const QRect row = table()->visualRect(table()->currentIndex());
        return row.top() >= 0 && row.bottom() < table()->viewport()->height();
    }
    void choose(const char *guardian) const {
        stage->page->open(of(guardian).id);
        Stage::settle();
    }
    [[nodiscard]] QString banner() const {
        const auto *seen = stage->seen<ui::Banner>("reservationsBanner");
        return seen ? seen->text() : QString();
    }
    void pick(const char *box, int index) const {
        auto *combo = stage->find<QComboBox>(box);
        combo->setFocus();
        QTest::keyClick(combo, Qt::Key_Home);
        for (int i = 0; i < index; ++i) {
            QTest::keyClick(combo, Qt::Key_Down);
        }
        Stage::settle();
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

    void whatAwaitsAndWhatIsAgreedIsShownFirst() {
        stage->open();
        QCOMPARE(rows(), 5);
        QCOMPARE(stage->find<QLabel>("filterCount")->text(), QStringLiteral("5件"));
        QCOMPARE(childOf(0), QStringLiteral("架空 はな"));
        QVERIFY(stage->find<QLabel>("detailsTitle")->text().contains(u"11月16日"));
        QCOMPARE(fake::controlsWithoutName(*stage->window), QStringList());
    }

    void listAndDetailsSayTheSameOfAnAnswer() {
        stage->open();
        const auto shown = [this](const char *guardian) {
            choose(guardian);
            const int row = table()->currentIndex().row();
            const auto *model = table()->model();
            const auto inList = model->index(row, ui::ReservationListModel::Remaining).data().toString();
            const auto *pill = stage->seen<ui::StatusChip>("detailsRemaining");
            return QStringList{inList, pill != nullptr ? pill->text() : QString()};
        };
        const QString today = QStringLiteral("今日 13:00");
        QCOMPARE(shown("例示 二子"), (QStringList{today, today}));
        const auto late = shown("仮名 三郎");
        QVERIFY2(late[0].contains(u"遅れ") && late[0] == late[1], qPrintable(late.join(u'/')));
        QCOMPARE(shown("架空 一郎"), (QStringList{QString(), QString()})); // answered
    }

    void theFilterNarrowsByEachOfItsFields() {
        stage->open();
        pick("filterState", 0);
        QCOMPARE(rows(), 3);
        pick("filterState", 3);
        QCOMPARE(rows(), 3); // attended, no show, declined
        pick("filterState", 4);
        QCOMPARE(rows(), 8);
        pick("filterPeriod", 1);
        QCOMPARE(rows(), 2);
        pick("filterPeriod", 0);
        pick("filterChannel", 2);
        QCOMPARE(rows(), 1);
        QCOMPARE(childOf(0), QStringLiteral("試験 りく"));
        stage->press("filterClear");
        QCOMPARE(rows(), 5);
        QVERIFY(!stage->seen("filterClear"));
    }

    void searchingFindsNamesKanaAndPhones_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<int>("found");
        QTest::newRow("name") << QStringLiteral("例示") << 1;
        QTest::newRow("hiragana for katakana") << QStringLiteral("かめい") << 1;
        QTest::newRow("half-width kana") << QStringLiteral("ｲﾂｺ") << 1;
        QTest::newRow("beyond the basic plane") << QStringLiteral("𠮷野") << 1;
        QTest::newRow("phone") << QStringLiteral("090-0000") << 5;
        QTest::newRow("nobody") << QStringLiteral("いない人") << 0;
    }

    void searchingFindsNamesKanaAndPhones() {
        QFETCH(QString, typed);
        QFETCH(int, found);
        stage->open();
        QTest::keySequence(stage->window.get(), QKeySequence::Find);
        QVERIFY(stage->find<QLineEdit>("filterSearch")->hasFocus());
        fake::typeText(stage->find("filterSearch"), typed);
        QTRY_COMPARE(rows(), found);
        QTRY_VERIFY(found > 0 || stage->seen("emptyAction"));
        if (found == 0) {
            stage->press("emptyAction");
            QTRY_COMPARE(rows(), 5);
            QVERIFY(stage->find<QLineEdit>("filterSearch")->text().isEmpty());
        }
    }

    void oneKeyApproves() {
        stage->desk.world.hubAnswers = false;
        stage->open();
        choose("仮名 三郎");
        stage->key("reservationsTable", Qt::Key_A);
        QCOMPARE(stage->desk.world.calls, QStringList{QStringLiteral("approve")});
        QVERIFY(banner().contains(u"このPCに保存"));
        QVERIFY(chosen() != of("仮名 三郎").id); // the next one that waits, and it is marked
        QVERIFY(table()->selectionModel()->isSelected(table()->currentIndex()));
        QVERIFY(table()->hasFocus());
        choose("仮名 三郎");
        QTRY_COMPARE(stage->find<ui::StatusChip>("detailsPending")->text(), QStringLiteral("送信待ち"));
        // Not shown as approved before the hub has said so.
        QCOMPARE(stage->find<ui::StatusChip>("detailsState")->text(), QStringLiteral("承認待ち"));
        QVERIFY(!stage->seen("details_approve"));
        stage->key("reservationsTable", Qt::Key_A);
        QCOMPARE(stage->desk.world.calls.size(), 1); // once is enough
        stage->desk.world.deliver();
        QTRY_COMPARE(stage->find<ui::StatusChip>("detailsState")->text(), QStringLiteral("承認"));
        QVERIFY(stage->find<QLabel>("detailsHistory")->text().contains(u"見本 花子"));
    }

    void theLetterIsOnlyAKeyInTheList() {
        stage->open();
        fake::typeText(stage->find("filterSearch"), QStringLiteral("a"));
        Stage::settle();
        QVERIFY(stage->desk.world.calls.isEmpty());
        choose("仮名 三郎");
        QTest::keyClick(stage->window.get(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(stage->desk.world.calls, QStringList{QStringLiteral("approve")});
    }

    void undoTakesItBackBeforeItIsSent() {
        stage->desk.world.hubAnswers = false;
        stage->open();
        choose("仮名 三郎");
        stage->key("reservationsTable", Qt::Key_A);
        stage->press("bannerAction");
        QVERIFY(stage->desk.world.outbox.empty());
        QTRY_VERIFY(banner().contains(u"取り消"));
        QTRY_VERIFY(!stage->seen("detailsPending"));
    }

    void undoIsOfferedOnlyUntilItIsSent() {
        stage->desk.world.hubAnswers = false;
        stage->open();
        choose("仮名 三郎");
        stage->key("reservationsTable", Qt::Key_A);
        QVERIFY(stage->seen("bannerAction"));
        // On its way: nobody knows whether it can be taken back.
        stage->desk.world.outbox.front().item.mayBeWithdrawn = false;
        Q_EMIT stage->desk.world.syncChanged();
        QTRY_VERIFY(!stage->seen("bannerAction"));
        QVERIFY(banner().contains(u"このPCに保存"));
        stage->desk.world.deliver();
        QTRY_VERIFY(banner().contains(u"基盤に届きました"));
        QVERIFY(!stage->seen("bannerAction"));
    }

    void ofSeveralActsTheRestCanStillBeTakenBack() {
        stage->desk.world.hubAnswers = false;
        stage->open();
        pick("filterState", 0);
        table()->setFocus();
        table()->selectAll();
        stage->key("reservationsTable", Qt::Key_A);
        const std::size_t all = stage->desk.world.outbox.size();
        QVERIFY(all >= 3);
        QVERIFY(banner().contains(QStringLiteral("%1件").arg(all)));
        stage->desk.world.outbox.back().item.mayBeWithdrawn = false;
        Q_EMIT stage->desk.world.syncChanged();
        QTRY_COMPARE(stage->page->findChild<ui::UndoOffer *>()->possible(), all - 1);
        stage->press("bannerAction");
        QTRY_COMPARE(stage->desk.world.outbox.size(), std::size_t(1));
        QTRY_VERIFY(banner().contains(u"取り消"));
    }

    void aRefusedActIsNotSaidToHaveArrived() {
        stage->desk.world.hubAnswers = false;
        stage->open();
        choose("仮名 三郎");
        stage->key("reservationsTable", Qt::Key_A);
        stage->desk.world.refuse({.kind = domain::ErrorKind::Conflict, .code = "illegal-transition"});
        QTRY_VERIFY(!stage->seen("bannerAction") || banner().isEmpty());
        QTRY_VERIFY(!banner().contains(u"このPCに保存"));
        QVERIFY(!banner().contains(u"基盤に届きました"));
    }

    void undoTakesBackWhatTheBannerSpeaksOf() {
        stage->desk.world.hubAnswers = false;
        stage->open();
        choose("仮名 三郎");
        stage->key("reservationsTable", Qt::Key_A);
        choose("例示 二子");
        stage->key("reservationsTable", Qt::Key_A);
        choose("仮名 三郎"); // waits as well, but the banner speaks of the other
        stage->press("bannerAction");
        QCOMPARE(stage->desk.world.outbox.size(), std::size_t(1));
        QCOMPARE(stage->desk.world.outbox.front().item.recordId, of("仮名 三郎").id.text());
        choose("仮名 三郎");
        stage->press("detailsWithdraw");
        QVERIFY(stage->desk.world.outbox.empty());
    }

    void decliningNeedsAReason() {
        stage->open();
        choose("例示 二子");
        stage->key("reservationsTable", Qt::Key_D);
        QVERIFY(stage->find("declineTemplate")->hasFocus());
        stage->press("declineConfirm");
        QVERIFY(stage->desk.world.calls.isEmpty());
        QVERIFY(!stage->find<QLabel>("fieldError")->text().isEmpty());
        QVERIFY(stage->find("declineReason")->hasFocus());
        fake::typeText(stage->find("declineReason"), QStringLiteral("　 ")); // blanks are no reason
        stage->press("declineConfirm");
        QVERIFY(stage->desk.world.calls.isEmpty());
        fake::typeText(stage->find("declineReason"), QStringLiteral("園行事のため"));
        stage->key("declineReason", Qt::Key_Return); // many press it after their input method's
        QVERIFY(stage->desk.world.calls.isEmpty());
        stage->key("declineReason", Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(of("例示 二子").status, ReservationStatus::Declined);
        QCOMPARE(of("例示 二子").history.back().reason, std::string("園行事のため"));
        QVERIFY(!stage->seen("declineReason"));
        QVERIFY(table()->hasFocus());
    }

    void templatesAreFilledInForTheFamily() {
        stage->open();
        choose("例示 二子");
        stage->press("details_decline");
        auto *templates = stage->find<QComboBox>("declineTemplate");
        QCOMPARE(templates->count(), 4);
        QTest::keyClick(templates, Qt::Key_End);
        QTest::keyClick(templates, Qt::Key_Return);
        templates->activated(3);
        QCOMPARE(stage->find<QLineEdit>("declineReason")->text(),
                 QStringLiteral("11月16日(月) 13:00は園行事のため"));
        fake::typeText(stage->find("declineMessage"), QStringLiteral("またのお越しをお待ちしています。"));
        stage->press("declineConfirm");
        QTRY_COMPARE(of("例示 二子").history.back().message, std::string("またのお越しをお待ちしています。"));
    }

    void severalAtOnceGetEachTheirOwnWords() {
        stage->open();
        pick("filterState", 0);
        table()->setFocus();
        table()->selectAll();
        stage->key("reservationsTable", Qt::Key_D);
        auto *reason = stage->find<QLineEdit>("declineReason");
        reason->setText(QStringLiteral("{日時}は園行事のため（{施設名}）"));
        stage->press("declineConfirm");
        QTRY_COMPARE(of("とても長い名字の見本 四右衛門之助").status, ReservationStatus::Declined);
        QCOMPARE(of("例示 二子").history.back().reason,
                 std::string("11月16日(月) 13:00は園行事のため（見本さくら保育園）"));
        QCOMPARE(of("仮名 三郎").history.back().reason,
                 std::string("11月17日(火) 10:00は園行事のため（見本さくら保育園）"));
        QTRY_VERIFY(!stage->seen("declineReason"));
        QVERIFY(banner().contains(u"3件"));
    }

    void manyAreApprovedOnlyAfterAQuestionAndNobodyIsLeftOut() {
        stage->desk.world.fillMany(300);
        stage->desk.world.hubAnswers = false;
        stage->open();
        pick("filterState", 0);
        QTRY_COMPARE(rows(), 103);
        table()->setFocus();
        table()->selectAll(); // most of the rows have never been looked at
        stage->prompter.answer = false;
        stage->key("reservationsTable", Qt::Key_A);
        QTRY_COMPARE(stage->prompter.asked.size(), 1);
        QVERIFY(stage->prompter.asked.first().contains(u"103件"));
        QVERIFY(stage->desk.world.calls.isEmpty());
        stage->prompter.answer = true;
        stage->key("reservationsTable", Qt::Key_A);
        QTRY_COMPARE(stage->desk.world.calls.count(QStringLiteral("approve")), 103);
        QTRY_VERIFY(banner().contains(u"103件"));
        stage->press("bannerAction");
        QTRY_VERIFY(stage->desk.world.outbox.empty());
    }

    void theChosenRowStaysInSightAndTheColumnsWhereTheyAre() {
        stage->desk.world.fillMany(300);
        stage->open({700, 760});
        QTRY_COMPARE(rows(), 305);
        table()->selectRow(200);
        auto *across = table()->horizontalScrollBar();
        across->setValue(across->maximum());
        QVERIFY(across->value() > 0);
        const auto before = chosen();
        for (int row = 0; row < 200; ++row) { // another desk answered
            stage->desk.world.reservation(idAt(row))->status = ReservationStatus::Declined;
        }
        Q_EMIT stage->desk.reservations().changed({});
        QTRY_COMPARE(rows(), 105);
        QCOMPARE(table()->currentIndex().row(), 0);
        QVERIFY(chosen() == before);
        QVERIFY(isChosenSeen());
        QCOMPARE(across->value(), across->maximum());
    }

    void theChosenRowStaysInSightWhenManyCome() {
        stage->open();
        QTRY_COMPARE(rows(), 5);
        table()->selectRow(4);
        const auto before = chosen();
        stage->desk.world.fillMany(300);
        Q_EMIT stage->desk.reservations().changed({});
        QTRY_COMPARE(rows(), 305);
        QVERIFY(chosen() == before);
        QVERIFY(table()->currentIndex().row() > 20);
        QVERIFY(isChosenSeen());
    }

    void whoIsTakenOutOfAChoiceStaysOut() {
        stage->open();
        QTRY_COMPARE(rows(), 5);
        auto *marked = table()->selectionModel();
        const auto at = table()->visualRect(table()->currentIndex()).center();
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, Qt::ControlModifier, at);
        QVERIFY(!marked->hasSelection());
        Q_EMIT stage->desk.reservations().changed({}); // as each minute
        Stage::settle();
        QVERIFY(!marked->hasSelection());
    }

    void whoComesIntoAnEmptyListIsNotChosenByItself() {
        auto &world = stage->desk.world;
        const auto all = std::exchange(world.reservations, {});
        stage->open();
        table()->setFocus();
        QCOMPARE(rows(), 0);
        world.reservations = all;
        Q_EMIT stage->desk.reservations().changed({});
        QTRY_COMPARE(rows(), 5);
        QTRY_VERIFY(table()->hasFocus());
        QVERIFY(!table()->selectionModel()->hasSelection());
        stage->key("reservationsTable", Qt::Key_Down);
        QCOMPARE(table()->currentIndex().row(), 0);
        QVERIFY(table()->selectionModel()->isSelected(table()->currentIndex()));
    }

    void aReasonThatIsBeingTypedStays() {
        stage->open();
        choose("例示 二子");
        stage->key("reservationsTable", Qt::Key_D);
        fake::typeText(stage->find("declineReason"), QStringLiteral("園行事の"));
        // The family withdraws meanwhile, and the list moves on.
        auto &r = of("例示 二子");
        r.status = ReservationStatus::Withdrawn;
        ++r.meta.version;
        stage->desk.world.touch(domain::RecordKind::Reservation, r.id.text());
        QTRY_COMPARE(rows(), 4);
        QCOMPARE(stage->find<QLineEdit>("declineReason")->text(), QStringLiteral("園行事の"));
        stage->press("declineConfirm");
        QTRY_VERIFY(banner().contains(u"ほかの人"));
        QCOMPARE(stage->find<QLineEdit>("declineReason")->text(), QStringLiteral("園行事の"));
        stage->press("declineBack");
        QVERIFY(!stage->seen("declineReason"));
    }

    void whatTheHubRefusedIsSaidUntilItIsSeen() {
        stage->desk.world.hubAnswers = false;
        stage->open();
        choose("仮名 三郎");
        stage->key("reservationsTable", Qt::Key_A);
        stage->desk.world.refuse({.kind = domain::ErrorKind::Conflict, .code = "illegal-transition"});
        choose("仮名 三郎");
        QTRY_VERIFY(stage->seen<ui::Banner>("detailsBanner"));
        QVERIFY(stage->find<ui::Banner>("detailsBanner")->text().contains(u"承認"));
        QCOMPARE(stage->find<ui::StatusChip>("detailsPending")->text(), QStringLiteral("要確認"));
        pick("filterState", 2); // not sent, or to be looked at
        QCOMPARE(rows(), 1);
        auto *seen = stage->find<ui::Banner>("detailsBanner")
                         ->findChild<QAbstractButton *>(QStringLiteral("bannerAction"));
        QTest::mouseClick(seen, Qt::LeftButton);
        QTRY_VERIFY(stage->desk.world.outbox.empty());
        QTRY_COMPARE(rows(), 0);
    }

    void aKeyThatMeansNothingHereIsAnswered() {
        stage->open();
        choose("架空 一郎"); // approved already
        stage->key("reservationsTable", Qt::Key_A);
        QVERIFY(stage->desk.world.calls.isEmpty());
        QVERIFY(!banner().isEmpty());
    }

    void cancellingForTheNurserysReasonsNeedsOneToo() {
        stage->open();
        choose("試験 五子");
        stage->press("details_cancel");
        stage->press("declineConfirm");
        QVERIFY(stage->desk.world.calls.isEmpty());
        fake::typeText(stage->find("declineReason"), QStringLiteral("台風のため"));
        stage->press("declineConfirm");
        QTRY_COMPARE(of("試験 五子").status, ReservationStatus::CancelledByFacility);
    }

    void theDetailsTellTheWholeStory() {
        stage->open();
        choose("例示 二子");
        QVERIFY(stage->find<QLabel>("detailsQuestion")->text().contains(u"ベビーカー"));
        QVERIFY(stage->find<QLabel>("detailsFamily")->text().contains(u"レイジ フタコ"));
        QVERIFY(stage->find<QLabel>("detailsFamily")->text().contains(u"090-0000-0000"));
        QVERIFY(stage->find<QLabel>("detailsAbout")->text().contains(u"1歳児"));
        QVERIFY(stage->find<QLabel>("detailsHistory")->text().contains(u"見本サイト"));
        // What families type is text, never markup.
        of("例示 二子").personal->question = "<b>太字</b> & <a href='https://example.jp'>link</a>";
        stage->desk.world.touch(domain::RecordKind::Reservation, of("例示 二子").id.text());
        QTRY_VERIFY(stage->find<QLabel>("detailsQuestion")->text().contains(u"<b>太字</b>"));
        QCOMPARE(stage->find<QLabel>("detailsQuestion")->textFormat(), Qt::PlainText);
        QSignalSpy slots_(stage->page, &ui::Page::showSlot);
        stage->press("detailsSlot");
        QCOMPARE(slots_.count(), 1);
    }

    void withoutPersonalDataNoNamesAreInvented() {
        for (auto &r : stage->desk.world.reservations) {
            r.personal.reset();
        }
        stage->open();
        QCOMPARE(rows(), 5);
        QVERIFY(stage->find<QLabel>("detailsFamily")->text().contains(u"表示しません"));
    }

    void anotherPlaceLeadsToAReservationThatTheFilterHides() {
        stage->open();
        stage->page->open(of("練習 六郎").id); // attended long ago
        QTRY_COMPARE(rows(), 8);
        QTRY_COMPARE(childOf(table()->currentIndex().row()), QStringLiteral("練習 もも"));
        stage->page->openSlot(of("試験 五子").slotId);
        QTRY_COMPARE(rows(), 2);
    }

    void nothingThereSaysWhatToDo() {
        stage->desk.world.reservations.clear();
        stage->open();
        QVERIFY(!table()->isVisible());
        QVERIFY(!stage->seen("emptyAction"));
        QVERIFY(stage->texts().filter(QStringLiteral("予約はまだありません")).size() > 0);
    }

    void inTheBackItDoesNotReload() {
        stage->open();
        stage->page->hide();
        stage->desk.world.reservations.pop_back();
        auto &gone = of("仮名 三郎");
        gone.status = ReservationStatus::Withdrawn;
        stage->desk.world.touch(domain::RecordKind::Reservation, gone.id.text());
        Stage::settle();
        QCOMPARE(rows(), 5);
        stage->page->show();
        QTRY_COMPARE(rows(), 4);
    }

    void theLanguageChangesWithoutARest() {
        stage->open();
        choose("例示 二子");
        stage->key("reservationsTable", Qt::Key_D);
        stage->press("declineBack");
        fake::speak(QStringLiteral("en"));
        Stage::settle();
        QCOMPARE(table()->model()->headerData(0, Qt::Horizontal).toString(), QStringLiteral("State"));
        QStringList data{QStringLiteral("満席のため"), QStringLiteral("対象年齢外のため"),
                         QStringLiteral("{日時}は園行事のため"), QStringLiteral("見本 花子"),
                         QStringLiteral("見本サイト")};
        for (const auto &r : stage->desk.world.reservations) {
            data << QString::fromStdString(r.personal->guardian.name)
                 << QString::fromStdString(r.personal->guardian.kana)
                 << QString::fromStdString(r.personal->children.front().name)
                 << QString::fromStdString(r.personal->question);
        }
        data.removeAll(QString());
        const QStringList left = stage->leftInJapanese(data);
        fake::speak(QStringLiteral("ja"));
        QVERIFY2(left.isEmpty(), qPrintable(left.join(u'\n')));
    }
};

QTEST_MAIN(ReservationsTest)
#include "tst_reservations.moc"
