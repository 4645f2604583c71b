// 今日: whom to answer, who comes, what needs care.
#include "kit/models/reservation_list_model.h"
#include "kit/widgets/banner.h"
#include "page_stage.h"
#include "screens/today/today_page.h"

#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QSignalSpy>

using domain::ReservationStatus;
using namespace std::chrono_literals;
using Stage = fake::PageStage<ui::TodayPage>;

class TodayTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Stage> stage;

    [[nodiscard]] QListView *list(const char *name) const {
        return stage->page->findChild<QListView *>(QLatin1String(name));
    }
    [[nodiscard]] QStringList children(const char *name) const {
        QStringList names;
        const auto *model = list(name)->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            names << model->index(row, ui::ReservationListModel::Children).data(Qt::DisplayRole).toString();
        }
        return names;
    }
    [[nodiscard]] domain::Reservation &of(const char *guardian) const {
        for (auto &r : stage->desk.world.reservations) {
            if (r.personal->guardian.name == guardian) {
                return r;
            }
        }
        return stage->desk.world.reservations.front();
    }
    [[nodiscard]] QString banner() const {
        const auto *seen = stage->seen<ui::Banner>("todayBanner");
        return seen ? seen->text() : QString();
    }
    [[nodiscard]] QString care() const {
        QStringList lines;
        for (const auto *line : stage->find("careList")->findChildren<QAbstractButton *>()) {
            lines << (line->isVisible() ? line->text() : QString());
        }
        return lines.join(u'\n');
    }
    /// 203 of them.
    void openWithManyWaiting() const {
        stage->desk.world.fillMany(600);
        stage->open();
        QTRY_COMPARE(list("todayWaiting")->model()->rowCount(), 203);
    }
    [[nodiscard]] static bool isChosenSeen(const QListView &view) {
        return view.viewport()->rect().intersects(view.visualRect(view.currentIndex()));
    }
    [[nodiscard]] static domain::ReservationId idAt(const QListView &view, int row) {
        return qobject_cast<const ui::ReservationListModel *>(view.model())->idAt(row);
    }
    /// At another desk, all at once: each `step`th of those that wait, from row `first` to before row `end`.
    void answer(int first, int end, int step) const {
        for (int row = first; row < end; row += step) {
            const auto id = idAt(*list("todayWaiting"), row);
            stage->desk.world.reservation(id)->status = ReservationStatus::Approved;
        }
        Q_EMIT stage->desk.reservations().changed({});
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

    void theRiskiestStandsFirst() {
        stage->open();
        // The tour that starts before its answer is due, then the late one, then the one with time left.
        QCOMPARE(children("todayWaiting"),
                 QStringList({QStringLiteral("例示 そら"), QStringLiteral("仮名 うみ"),
                              QStringLiteral("見本 𠮷野")}));
        QCOMPARE(children("todayVisitors"), QStringList({QStringLiteral("架空 はな")}));
        QCOMPARE(fake::controlsWithoutName(*stage->window), QStringList());
    }

    void theKeysWorkAsSoonAsThePageIsThere() {
        for (auto &r : stage->desk.world.reservations) {
            r.status = r.status == ReservationStatus::Requested ? ReservationStatus::Declined : r.status;
        }
        stage->open();
        stage->page->focusFirst();
        QVERIFY(stage->page->hasFocus()); // nobody waits
        auto &comes = of("例示 二子");
        comes.status = ReservationStatus::Requested;
        Q_EMIT stage->desk.reservations().changed({});
        QTRY_COMPARE(children("todayWaiting"), QStringList({QStringLiteral("例示 そら")}));
        QTRY_VERIFY(list("todayWaiting")->hasFocus());
        const auto *chosen = list("todayWaiting")->selectionModel();
        stage->key("todayWaiting", Qt::Key_A);
        QVERIFY(stage->desk.world.calls.isEmpty()); // it came under the key by itself
        QVERIFY(stage->seen("todayHint"));
        stage->key("todayWaiting", Qt::Key_Down);
        QVERIFY(chosen->isSelected(chosen->currentIndex())); // whom the key answers is marked
        QVERIFY(!stage->seen("todayHint"));
        stage->key("todayWaiting", Qt::Key_A);
        QTRY_COMPARE(of("例示 二子").status, ReservationStatus::Approved);
    }

    void aChosenFamilyStaysInSight_data() {
        QTest::addColumn<bool>("inOneBlock"); // what goes: told step by step, or with one relayout
        QTest::newRow("those above have got their answer") << true;
        QTest::newRow("every other one has") << false;
    }
    void aChosenFamilyStaysInSight() {
        QFETCH(bool, inOneBlock);
        openWithManyWaiting();
        auto *view = list("todayWaiting");
        view->setCurrentIndex(view->model()->index(150, ui::ReservationListModel::Children));
        const auto id = idAt(*view, 150);
        QVERIFY(isChosenSeen(*view));
        answer(0, 150, inOneBlock ? 1 : 2);
        QTRY_COMPARE(view->model()->rowCount(), inOneBlock ? 53 : 128);
        QVERIFY(idAt(*view, view->currentIndex().row()) == id);
        QVERIFY(isChosenSeen(*view));
    }

    void whereTheChosenFamilyGoesNobodyStandsInForIt() {
        openWithManyWaiting();
        auto *view = list("todayWaiting");
        view->verticalScrollBar()->setValue(view->verticalScrollBar()->maximum());
        answer(0, 203, 2); // more than is told step by step, the chosen one among them
        QTRY_COMPARE(view->model()->rowCount(), 101);
        QVERIFY(!view->selectionModel()->hasSelection());
        QVERIFY(stage->find<QLabel>("todayHint")->text().contains(u"一覧にありません"));
        QVERIFY(!stage->seen("todayApprove"));
        view->setFocus();
        stage->key("todayWaiting", Qt::Key_A);
        QVERIFY(stage->desk.world.calls.isEmpty());
    }

    void nothingMovesForAFamilyElsewhere() {
        openWithManyWaiting();
        auto *view = list("todayWaiting");
        auto *bar = view->verticalScrollBar();
        view->setCurrentIndex(view->model()->index(10, ui::ReservationListModel::Children));
        bar->setValue(bar->value() +
                      view->visualRect(view->currentIndex()).bottom()); // one line of it is seen
        const int before = bar->value();
        QVERIFY(isChosenSeen(*view));
        answer(202, 203, 1);
        QTRY_COMPARE(view->model()->rowCount(), 202);
        QCOMPARE(bar->value(), before);
    }

    void aScreenReaderHearsTheWholeCard() {
        stage->open();
        const auto *model = list("todayWaiting")->model();
        const QString heard =
            model->index(0, ui::ReservationListModel::Children).data(Qt::AccessibleTextRole).toString();
        for (const char16_t *part : {u"承認待ち", u"11月16日", u"13:00", u"例示 そら", u"例示 二子", u"質問",
                                     u"今日 13:00", u"残り"}) {
            QVERIFY2(heard.contains(part), qPrintable(heard));
        }
    }

    void aTourOfTodayStandsFirstAlsoWhenItsAnswerIsLate() {
        auto &tour = of("例示 二子");
        const domain::FacilityId facility = tour.facilityId;
        tour.requestedAt -= 24h * 14;
        tour.decisionDueAt = *tour.decisionDueAt - 24h * 14;
        for (int i = 0; i < 3; ++i) { // late for longer, in three weeks
            const auto slot = stage->desk.world.addSlot(facility, std::chrono::year{2026} / 12 / 7,
                                                        domain::LocalTime::of(10, i), 3);
            auto &other = stage->desk.world.addReservation(
                slot.id, ReservationStatus::Requested, QStringLiteral("見本 九郎"),
                QStringLiteral("ミホン クロウ"), QStringLiteral("見本 みち"));
            other.decisionDueAt = *other.decisionDueAt - 24h * 28;
        }
        stage->open();
        QCOMPARE(children("todayWaiting").front(), QStringLiteral("例示 そら"));
        const auto *model = list("todayWaiting")->model();
        const auto shown = [model](int row) {
            return model->index(row, ui::ReservationListModel::Remaining).data(Qt::DisplayRole).toString();
        };
        QCOMPARE(shown(0), QStringLiteral("今日 13:00"));
        QVERIFY2(shown(1).contains(u"遅れ"), qPrintable(shown(1)));
    }

    void oneKeyApprovesAndTheNextIsChosen() {
        stage->open();
        stage->key("todayWaiting", Qt::Key_A);
        QTRY_COMPARE(of("例示 二子").status, ReservationStatus::Approved);
        QTRY_COMPARE(list("todayWaiting")->model()->rowCount(), 2);
        QCOMPARE(list("todayWaiting")->currentIndex().row(), 0);
        QTRY_COMPARE(children("todayVisitors").size(), 2); // it is a visit of today
        QVERIFY(banner().contains(u"例示 そら"));
        QVERIFY(list("todayWaiting")->hasFocus());
    }

    void theButtonsDoTheSameAndUndoTakesBack() {
        stage->desk.world.hubAnswers = false;
        stage->open();
        stage->press("todayApprove");
        QCOMPARE(stage->desk.world.outbox.size(), std::size_t(1));
        auto *view = list("todayWaiting");
        QTRY_COMPARE(view->currentIndex().row(), 1); // the next one
        QVERIFY(view->selectionModel()->isSelected(view->currentIndex()));
        QVERIFY(view->hasFocus());
        view->setCurrentIndex(view->model()->index(0, ui::ReservationListModel::Children));
        QTRY_VERIFY(!stage->seen("todayApprove")); // it waits to be sent: nothing to answer
        stage->press("bannerAction");
        QVERIFY(stage->desk.world.outbox.empty());
        QTRY_VERIFY(stage->seen("todayApprove"));
    }

    void undoGoesOnceTheHubHasTheAct() {
        stage->desk.world.hubAnswers = false;
        stage->open();
        stage->press("todayApprove");
        QVERIFY(stage->seen("bannerAction"));
        stage->desk.world.deliver();
        QTRY_VERIFY(!stage->seen("bannerAction"));
        QVERIFY(banner().contains(u"基盤に届きました"));
    }

    void decliningAsksForTheReasonInPlace() {
        stage->open();
        QTest::keyClick(list("todayWaiting"), Qt::Key_Down);
        stage->key("todayWaiting", Qt::Key_D);
        stage->press("declineConfirm");
        QVERIFY(stage->desk.world.calls.isEmpty());
        fake::typeText(stage->find("declineReason"), QStringLiteral("満席のため"));
        stage->press("declineConfirm");
        QTRY_COMPARE(of("仮名 三郎").status, ReservationStatus::Declined);
        QCOMPARE(of("仮名 三郎").history.back().reason, std::string("満席のため"));
        QVERIFY(list("todayWaiting")->isVisible());
    }

    void aRefusalKeepsTheReason() {
        stage->open();
        stage->key("todayWaiting", Qt::Key_D);
        fake::typeText(stage->find("declineReason"), QStringLiteral("満席のため"));
        ++of("例示 二子").meta.version; // somebody was there meanwhile
        stage->press("declineConfirm");
        QTRY_VERIFY(banner().contains(u"ほかの人"));
        QCOMPARE(stage->find<QLineEdit>("declineReason")->text(), QStringLiteral("満席のため"));
        stage->press("declineBack");
        QVERIFY(list("todayWaiting")->isVisible());
    }

    void checkingInIsOfferedFromTheStartOfTheTour() {
        stage->open();
        QVERIFY(!stage->seen("todayAttended")); // 09:00, the tour is at 09:30
        stage->desk.world.clock.set(stage->desk.world.clock.now() + 31min);
        stage->page->activate();
        QTRY_VERIFY(stage->seen("todayAttended"));
        stage->press("todayAttended");
        QTRY_COMPARE(of("架空 一郎").status, ReservationStatus::Attended);
        QTRY_VERIFY(!stage->seen("todayNoShow"));
    }

    void enterAndADoubleClickOpenTheReservation() {
        stage->open();
        QSignalSpy opened(stage->page, &ui::Page::showReservation);
        stage->key("todayWaiting", Qt::Key_Return);
        QCOMPARE(opened.count(), 1);
        QVERIFY(opened.first().first().value<domain::ReservationId>() == of("例示 二子").id);
        stage->press("todayOpen");
        QCOMPARE(opened.count(), 2);
        stage->key("todayVisitors", Qt::Key_Return);
        QVERIFY(opened.last().first().value<domain::ReservationId>() == of("架空 一郎").id);
    }

    void aNewRequestAppearsByItself() {
        stage->open();
        const auto slot = stage->desk.world.slotBook[2].id;
        const auto id = stage->desk.world
                            .addReservation(slot, ReservationStatus::Requested, QStringLiteral("新着 花子"),
                                            QStringLiteral("シンチャク ハナコ"), QStringLiteral("新着 ゆき"))
                            .id;
        stage->desk.world.touch(domain::RecordKind::Reservation, id.text());
        QTRY_VERIFY(children("todayWaiting").contains(QStringLiteral("新着 ゆき")));
        QCOMPARE(list("todayWaiting")->currentIndex().row(), 0); // what was looked at stays chosen
    }

    void careSaysWhatIsMissingAndLeadsThere() {
        stage->open();
        QSignalSpy led(stage->page, &ui::Page::showPage);
        stage->desk.world.hubAnswers = false;
        stage->key("todayWaiting", Qt::Key_A);
        stage->desk.world.refuse({.kind = domain::ErrorKind::Conflict, .code = "illegal-transition"});
        QTRY_VERIFY(care().contains(u"受け付けられなかった操作が1件"));
        stage->desk.world.slotBook.clear();
        stage->desk.world.touch(domain::RecordKind::Slot, "x");
        QTRY_VERIFY(care().contains(u"見学枠がありません"));
        QTest::mouseClick(stage->find("careList")->findChildren<QAbstractButton *>().last(), Qt::LeftButton);
        QCOMPARE(led.last().first().value<ui::PageId>(), ui::PageId::Slots);
    }

    void oneSentenceSaysWhatToDo() {
        stage->open();
        const auto sentence = [this] { return stage->find<QLabel>("todaySentence")->text(); };
        QTRY_COMPARE(sentence(), QStringLiteral("あと3件に回答すると今日は完了です。"));
        for (int i = 0; i < 3; ++i) {
            stage->key("todayWaiting", Qt::Key_A);
        }
        QTRY_COMPARE(sentence(), QStringLiteral("回答はすべて終わりました。次の見学は今日09:30です。"));
    }

    void offlineTheAnsweredFamilyFoldsAwayAsOnline() {
        stage->desk.world.setOffline();
        stage->open();
        auto *view = list("todayWaiting");
        const auto second = idAt(*view, 1);
        stage->key("todayWaiting", Qt::Key_A);
        QTRY_VERIFY(view->isRowHidden(0));
        QVERIFY(idAt(*view, view->currentIndex().row()) == second);
        QVERIFY(view->selectionModel()->isSelected(view->currentIndex()));
        QCOMPARE(stage->find<QAbstractButton>("todayUnsent")->text(), QStringLiteral("送信待ち 1件"));
        QVERIFY(stage->find<QLabel>("todaySentence")->text().contains(u"あと2件"));
        stage->key("todayWaiting", Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(!view->isRowHidden(0));
        QVERIFY(!stage->seen("todayUnsent"));
    }

    void whatThePersonDidNotChooseFollowsTheTopAfterAPause() {
        stage->open();
        auto &world = stage->desk.world;
        const auto slot = world.addSlot(world.facilities.front().id, std::chrono::year{2026} / 11 / 16,
                                        domain::LocalTime::of(9, 15), 3);
        const auto urgent =
            world
                .addReservation(slot.id, ReservationStatus::Requested, QStringLiteral("至急 花子"),
                                QStringLiteral("シキュウ ハナコ"), QStringLiteral("至急 ゆき"))
                .id;
        world.touch(domain::RecordKind::Reservation, urgent.text());
        auto *view = list("todayWaiting");
        QTRY_VERIFY(idAt(*view, 0) == urgent && view->currentIndex().row() == 0);
        QVERIFY(stage->find<QLabel>("todayHint")->text().contains(u"急ぎの申込"));
        stage->key("todayWaiting", Qt::Key_A); // was meant for the family before
        QVERIFY(world.calls.isEmpty());
        QTRY_VERIFY(stage->seen("todayApprove"));
        stage->key("todayWaiting", Qt::Key_A);
        QTRY_COMPARE(world.reservation(urgent)->status, ReservationStatus::Approved);
    }

    void whoWasChosenStaysWhenAMoreUrgentFamilyComes() {
        stage->open();
        auto &world = stage->desk.world;
        stage->key("todayWaiting", Qt::Key_Down);
        auto *view = list("todayWaiting");
        const auto chosen = idAt(*view, view->currentIndex().row());
        const auto slot = world.addSlot(world.facilities.front().id, std::chrono::year{2026} / 11 / 16,
                                        domain::LocalTime::of(9, 15), 3);
        const auto urgent =
            world
                .addReservation(slot.id, ReservationStatus::Requested, QStringLiteral("至急 花子"),
                                QStringLiteral("シキュウ ハナコ"), QStringLiteral("至急 ゆき"))
                .id;
        world.touch(domain::RecordKind::Reservation, urgent.text());
        QTRY_VERIFY(idAt(*view, 0) == urgent);
        QVERIFY(idAt(*view, view->currentIndex().row()) == chosen);
    }

    void oneKeyChecksIn() {
        stage->open();
        list("todayVisitors")->setFocus();
        stage->key("todayVisitors", Qt::Key_C);
        QVERIFY(stage->desk.world.calls.isEmpty()); // 09:00, the tour is at 09:30
        stage->desk.world.clock.set(stage->desk.world.clock.now() + 31min);
        stage->page->activate();
        QTRY_VERIFY(stage->seen("todayAttended"));
        stage->key("todayVisitors", Qt::Key_C);
        QTRY_COMPARE(of("架空 一郎").status, ReservationStatus::Attended);
    }

    void tabLeadsPastThePlanToTheDetailsOfTheFamilyThatWaits() {
        stage->open({1400, 800});
        QTest::keyClick(list("todayWaiting"), Qt::Key_Tab);
        QVERIFY(list("todayVisitors")->hasFocus());
        QVERIFY(stage->find<QLabel>("detailsFamily")->text().contains(u"例示 二子"));
    }

    void theMarkedFamilyStandsBesideTheLists() {
        stage->open({1400, 800});
        const auto family = [this] { return stage->find<QLabel>("detailsFamily")->text(); };
        QTRY_VERIFY(family().contains(u"例示 二子"));
        stage->key("todayWaiting", Qt::Key_Down);
        QTRY_VERIFY(family().contains(u"仮名 三郎"));
        QTest::mouseClick(
            list("todayVisitors")->viewport(), Qt::LeftButton, {},
            list("todayVisitors")
                ->visualRect(list("todayVisitors")->model()->index(0, ui::ReservationListModel::Children))
                .center());
        QTRY_VERIFY(family().contains(u"架空 一郎"));
    }

    void whereThereIsNoRoomTheDetailsSlideInAndEscTakesThemAway() {
        stage->open({800, 760});
        QVERIFY(!stage->seen("todayDetails"));
        QSignalSpy opened(stage->page, &ui::Page::showReservation);
        stage->key("todayWaiting", Qt::Key_Return);
        QVERIFY(stage->seen("todayDetails"));
        QVERIFY(opened.isEmpty());
        QVERIFY(stage->page->stepBack());
        QVERIFY(!stage->seen("todayDetails"));
        QVERIFY(list("todayWaiting")->hasFocus());
        QVERIFY(!stage->page->stepBack());
    }

    void theSecondPressOfADoubleClickAnswersNobody() {
        stage->open();
        auto *approve = stage->find<QAbstractButton>("todayApprove");
        QTest::mouseClick(approve, Qt::LeftButton);
        QTest::mouseDClick(approve, Qt::LeftButton); // the second press; the next family stands there now
        Stage::settle();
        QCOMPARE(stage->desk.world.calls.count(QStringLiteral("approve")), 1);
    }

    void aWithdrawalIsToldAndLeadsToItsFamily() {
        auto &gone = of("仮名 三郎");
        gone.status = ReservationStatus::Withdrawn;
        gone.history.push_back(
            {.at = stage->desk.world.clock.now(), .action = "withdraw", .to = ReservationStatus::Withdrawn});
        stage->open();
        QSignalSpy opened(stage->page, &ui::Page::showReservation);
        QTRY_VERIFY(!stage->find("todayRecent")->findChildren<QAbstractButton *>().isEmpty());
        auto *line = stage->find("todayRecent")->findChildren<QAbstractButton *>().first();
        QVERIFY2(line->text().contains(u"取り消しました"), qPrintable(line->text()));
        QTest::mouseClick(line, Qt::LeftButton);
        QVERIFY(opened.last().first().value<domain::ReservationId>() == gone.id);
    }

    void theDayTurnsAtMidnight() {
        stage->open();
        stage->desk.world.clock.set(stage->desk.world.clock.now() + 24h);
        stage->page->activate();
        QTRY_COMPARE(children("todayVisitors").size(), 0);
        QVERIFY(!stage->texts().filter(QStringLiteral("11月17日")).isEmpty());
    }

    void nothingToDoIsSaidInWords() {
        stage->desk.world.reservations.clear();
        stage->open();
        QVERIFY(!list("todayWaiting")->isVisible());
        QVERIFY(!list("todayVisitors")->isVisible());
        QVERIFY(!stage->seen("todayApprove"));
        QVERIFY(stage->texts().contains(QStringLiteral("承認待ちはありません")));
        QVERIFY(stage->texts().contains(QStringLiteral("今日の来園はありません")));
    }

    void theFirstPaintIsToldOnce() {
        stage->window = std::make_unique<QWidget>();
        ui::TodayPage page(ui::UiContext{stage->desk, stage->prompter}, stage->window.get());
        QSignalSpy first(&page, &ui::TodayPage::firstLoaded);
        stage->window->show(); // nothing is asked for a page that nobody sees
        QVERIFY(first.wait());
        page.setFacility(stage->desk.world.facilities.front().id);
        Stage::settle();
        QCOMPARE(first.count(), 1);
    }

    void theLanguageChangesWithoutARest() {
        stage->open();
        stage->key("todayWaiting", Qt::Key_D);
        stage->press("declineBack");
        fake::speak(QStringLiteral("en"));
        Stage::settle();
        QStringList data = stage->desk.fakePreferences.reasons;
        for (const auto &r : stage->desk.world.reservations) {
            data << QString::fromStdString(r.personal->guardian.name)
                 << QString::fromStdString(r.personal->guardian.kana)
                 << QString::fromStdString(r.personal->question);
            for (const auto &child : r.personal->children) {
                data << QString::fromStdString(child.name) << QString::fromStdString(child.kana);
            }
            for (const auto &entry : r.history) {
                data << QString::fromStdString(entry.actor) << QString::fromStdString(entry.reason);
            }
        }
        data.removeAll(QString());
        std::ranges::sort(data, std::ranges::greater{}, &QString::size); // longer ones first
        const QStringList left = stage->leftInJapanese(data);
        fake::speak(QStringLiteral("ja"));
        QVERIFY2(left.isEmpty(), qPrintable(left.join(u'\n')));
    }
};

QTEST_MAIN(TodayTest)
#include "tst_today.moc"
