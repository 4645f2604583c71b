// 承認状況: whose answers are late, worst first, and whom to call.
#include "kit/widgets/banner.h"
#include "page_stage.h"
#include "screens/delays/delay_list_model.h"
#include "screens/delays/delays_page.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QItemSelectionModel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

#include <random>

using Model = ui::DelayListModel;
using Stage = fake::PageStage<ui::DelaysPage>;

namespace {

services::DelayRow rowOf(domain::FacilityId id, int late) {
    return {
        id,       QStringLiteral("見本第%1保育園").arg(late), QStringLiteral("03-0000-0001"), late, 0, 0, {},
        60 * late};
}

} // namespace

class DelaysTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Stage> stage;

    [[nodiscard]] QTableView *table() const { return stage->page->findChild<QTableView *>(); }
    [[nodiscard]] int number(int row, int column) const {
        return table()->model()->index(row, column).data().toInt();
    }

    /// What the hub counted since the first of the month, asked now.
    void hubCounts(std::int64_t bookings, std::int64_t late, std::int64_t decided) const {
        auto &figures = stage->desk.fakeHubQueries.figures;
        figures = {.value = domain::StatisticsReport{},
                   .askedAt = stage->desk.world.clock.now(),
                   .offlineBecause = {}};
        figures.value->whole.bookings = bookings;
        figures.value->whole.medianMinutes = 200;
        figures.value->whole.late = {late, decided};
    }
    [[nodiscard]] QString shown(const char *name) const { return stage->find<QLabel>(name)->text(); }

private Q_SLOTS:
    void initTestCase() { fake::dressApplication(); }
    void init() {
        fake::failOnWarnings();
        stage = std::make_unique<Stage>(domain::Role::Municipal);
    }
    void cleanup() { stage.reset(); }

    void theModelFollowsEveryChangeExactly() {
        fake::World world;
        Model model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QItemSelectionModel selection(&model);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        std::vector<services::DelayRow> rows;
        for (int i = 0; i < 20; ++i) {
            rows.push_back(rowOf(domain::FacilityId::make(world.clock, *world.random), i));
        }
        const auto kept = rows[7].facility;
        model.setRows(rows);
        selection.select(model.index(7, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        std::mt19937 dice(3);
        for (int round = 0; round < 40; ++round) {
            std::shuffle(rows.begin(), rows.end(), dice);
            if (rows.back().facility != kept) {
                rows.pop_back();
            }
            rows.push_back(rowOf(domain::FacilityId::make(world.clock, *world.random), round));
            model.setRows(rows);
            QCOMPARE(model.rowCount(), static_cast<int>(rows.size()));
            for (int row = 0; row < model.rowCount(); ++row) {
                QVERIFY(model.rowAt(row)->facility == rows[static_cast<std::size_t>(row)].facility);
            }
            QVERIFY(model.rowAt(selection.selectedRows().value(0).row())->facility == kept);
        }
        model.setRows({});
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(!model.rowAt(0));
        QVERIFY(!model.rowAt(-1));
        QCOMPARE(resets.count(), 0);
    }

    void theWorstStandsFirst() {
        stage->desk.world.fillMunicipality(30);
        stage->open();
        const int rows = table()->model()->rowCount();
        QVERIFY(rows > 20);
        for (int row = 1; row < rows; ++row) {
            QVERIFY(number(row - 1, Model::StartsUnanswered) >= number(row, Model::StartsUnanswered));
        }
        const auto summary = stage->find<QLabel>("delaysSummary")->text();
        QVERIFY2(summary.contains(QStringLiteral("%1施設").arg(rows)), qPrintable(summary));
        QCOMPARE(table()->currentIndex().row(), 0);
        QCOMPARE(fake::controlsWithoutName(*stage->window), QStringList());
    }

    void aTourThatStartsUnansweredComesBeforeManyLateAnswers() {
        auto &world = stage->desk.world;
        world.fillMunicipality(6); // the later ones have waited longer
        const auto &quiet = world.facilities.front();
        const auto slot =
            world.addSlot(quiet.id, domain::dateOf(world.clock.now()), domain::LocalTime::of(10, 0), 3);
        world.addReservation(slot.id, domain::ReservationStatus::Requested, QStringLiteral("架空"),
                             QStringLiteral("カクウ"), QStringLiteral("架空"));
        stage->open();
        QCOMPARE(table()->model()->index(0, Model::Name).data().toString(), QStringLiteral("見本第1保育園"));
        QVERIFY(number(0, Model::StartsUnanswered) >= 1);
        QVERIFY(number(0, Model::Late) < number(1, Model::Late));
        QVERIFY(stage->find<QLabel>("delaysSummary")->text().contains(u"未回答のまま見学日"));
    }

    void onePressCopiesThePhone() {
        stage->desk.world.fillMunicipality(10);
        stage->open();
        QTest::keyClick(table(), Qt::Key_Down);
        const QString phone = table()->model()->index(1, Model::Phone).data().toString();
        QVERIFY(stage->find<QAbstractButton>("delaysCopyPhone")->text().contains(phone));
        stage->press("delaysCopyPhone");
        QCOMPARE(QGuiApplication::clipboard()->text(), phone);
        QVERIFY(stage->find<ui::Banner>("delaysBanner")->text().contains(phone));
    }

    void withoutAPhoneThereIsNothingToCopy() {
        stage->desk.world.fillMunicipality(10);
        for (auto &facility : stage->desk.world.facilities) {
            facility.profile["phone"] = "";
        }
        stage->open();
        QVERIFY(!stage->seen("delaysCopyPhone"));
        QVERIFY(!table()->model()->index(0, Model::Phone).data().toString().isEmpty()); // said in words
    }

    void noDelaysIsGoodNews() {
        stage->open();
        QVERIFY(!table()->isVisible());
        QVERIFY(!stage->seen("delaysCopyPhone"));
        QVERIFY(!stage->seen("delaysSummary"));
        stage->desk.world.fillMunicipality(5);
        stage->desk.world.touch(domain::RecordKind::Reservation, "x");
        QTRY_VERIFY(table()->isVisible()); // and it comes by itself when it ends
        QVERIFY(
            table()->selectionModel()->isSelected(table()->currentIndex())); // whose phone would be copied
    }

    void nothingCanBeDecidedHere() {
        stage->desk.world.fillMunicipality(10);
        stage->open();
        for (const int key : {Qt::Key_A, Qt::Key_D, Qt::Key_Return, Qt::Key_Delete}) {
            stage->key("delaysTable", key);
        }
        QVERIFY(stage->desk.world.calls.isEmpty());
        QVERIFY(!table()->model()->index(0, 0).flags().testFlag(Qt::ItemIsEditable));
    }

    void aBurstIsReadOnce() {
        stage->desk.world.fillMunicipality(10);
        stage->open();
        QSignalSpy shown(table()->model(), &QAbstractItemModel::dataChanged);
        for (int i = 0; i < 100; ++i) {
            stage->desk.world.touch(domain::RecordKind::Reservation, "x");
        }
        Stage::settle();
        QCOMPARE(shown.count(), 1);
        stage->page->hide();
        stage->desk.world.touch(domain::RecordKind::Reservation, "x");
        Stage::settle();
        QCOMPARE(shown.count(), 1);
        stage->page->show();
        QTRY_COMPARE(shown.count(), 2);
    }

    void anErrorIsSaidAndTheListStays() {
        stage->desk.world.fillMunicipality(10);
        stage->open();
        stage->desk.world.nextError = domain::Error{.kind = domain::ErrorKind::StorageBusy};
        stage->page->activate();
        QTRY_VERIFY(stage->seen<ui::Banner>("delaysBanner"));
        QVERIFY(table()->isVisible());
    }

    void theMonthsFiguresStandBelowTheList() {
        hubCounts(1234, 1, 300);
        stage->open();
        QCOMPARE(shown("monthFiguresRequests"), QStringLiteral("1,234件"));
        QCOMPARE(shown("monthFiguresAnswerTime"), QStringLiteral("3時間"));
        QCOMPARE(shown("monthFiguresInTime"), QStringLiteral("99%")); // one was late: never 100
        QCOMPARE(shown("monthFiguresAge"), QStringLiteral("たった今"));
        QVERIFY(!stage->seen("monthFiguresNote"));
        const auto &period = stage->desk.fakeHubQueries.lastQuery.period;
        QVERIFY(period.from == (std::chrono::year{2026} / 11 / 1));
        QVERIFY(period.to == (std::chrono::year{2026} / 11 / 16));
    }

    void theKeyboardReachesTheFiguresAndAScreenReaderSaysThem() {
        hubCounts(12, 0, 10);
        stage->open();
        auto *update = stage->find<QPushButton>("monthFiguresUpdate");
        for (int tab = 0; tab < 10 && !update->hasFocus(); ++tab) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QVERIFY(update->hasFocus());
        for (const auto &words : {u"今月", u"申込 12件", u"3時間", u"期限内の回答 100%", u"たった今"}) {
            QVERIFY2(update->accessibleDescription().contains(QString::fromUtf16(words)),
                     qPrintable(update->accessibleDescription()));
        }
        const int before = stage->desk.fakeHubQueries.asked;
        QTest::keyClick(update, Qt::Key_Space);
        QCOMPARE(stage->desk.fakeHubQueries.asked, before + 1);
        QCOMPARE(fake::controlsWithoutName(*stage->window), QStringList());
    }

    void theFiguresSayHowOldTheyAre_data() {
        QTest::addColumn<int>("minutes");
        QTest::addColumn<QString>("words");
        QTest::newRow("three minutes") << 3 << QStringLiteral("3分前");
        QTest::newRow("two hours") << 130 << QStringLiteral("2時間前");
        QTest::newRow("yesterday") << 1'500 << QStringLiteral("11月15日 08:00 時点");
        QTest::newRow("the clock was set back") << -60 << QStringLiteral("11月16日 10:00 時点");
    }

    void theFiguresSayHowOldTheyAre() {
        QFETCH(int, minutes);
        QFETCH(QString, words);
        hubCounts(12, 0, 10);
        stage->desk.fakeHubQueries.figures.askedAt -= std::chrono::minutes(minutes);
        stage->open();
        QCOMPARE(shown("monthFiguresAge"), words);
    }

    void offlineTheLastFiguresStayAndAreSaidToBeOld() {
        auto &queries = stage->desk.fakeHubQueries;
        queries.figures.offlineBecause = domain::Error{.kind = domain::ErrorKind::Offline};
        stage->open();
        QCOMPARE(shown("monthFiguresRequests"), QStringLiteral("—"));
        QVERIFY(shown("monthFiguresNote").contains(u"オフライン"));
        hubCounts(12, 0, 10);
        queries.figures.askedAt -= std::chrono::minutes(3);
        queries.figures.offlineBecause = domain::Error{.kind = domain::ErrorKind::Offline};
        stage->press("monthFiguresUpdate");
        QCOMPARE(shown("monthFiguresRequests"), QStringLiteral("12件"));
        QCOMPARE(shown("monthFiguresAge"), QStringLiteral("3分前"));
        QVERIFY(shown("monthFiguresNote").contains(u"オフライン"));
        stage->desk.world.setOffline();
        hubCounts(13, 0, 10);
        stage->desk.world.setOnline(); // asked by itself when the network comes back
        QTRY_COMPARE(shown("monthFiguresRequests"), QStringLiteral("13件"));
        QVERIFY(!stage->seen("monthFiguresNote"));
    }

    void aRefusalIsSaidInWords() {
        stage->desk.fakeHubQueries.refusal = domain::Error{.kind = domain::ErrorKind::Forbidden};
        stage->open();
        QVERIFY(!shown("monthFiguresNote").isEmpty());
        QCOMPARE(shown("monthFiguresInTime"), QStringLiteral("—"));
    }

    void freshFiguresAreNotAskedForAgain() {
        hubCounts(12, 0, 10);
        stage->open();
        const int asked = stage->desk.fakeHubQueries.asked;
        stage->page->activate();
        Stage::settle();
        QCOMPARE(stage->desk.fakeHubQueries.asked, asked);
        stage->desk.world.clock.advance(std::chrono::minutes(6));
        stage->page->activate();
        QCOMPARE(stage->desk.fakeHubQueries.asked, asked + 1);
    }

    void theLanguageChangesWithoutARest() {
        hubCounts(12, 0, 10);
        stage->desk.world.fillMunicipality(3);
        stage->open();
        stage->press("delaysCopyPhone");
        fake::speak(QStringLiteral("en"));
        Stage::settle();
        QCOMPARE(table()->model()->headerData(Model::Late, Qt::Horizontal).toString(),
                 QStringLiteral("Late"));
        const QStringList left = stage->leftInJapanese({});
        fake::speak(QStringLiteral("ja"));
        QVERIFY2(left.isEmpty(), qPrintable(left.join(u'\n')));
    }
};

QTEST_MAIN(DelaysTest)
#include "tst_delays.moc"
