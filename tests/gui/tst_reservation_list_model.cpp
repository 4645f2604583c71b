// The list of reservations follows every change with exact signals, and stays quick at 50,000 rows.
#include "fake_desk.h"
#include "gui_checks.h"
#include "kit/models/reservation_list_model.h"
#include "kit/text/row_text.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QItemSelectionModel>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

#include <random>

using domain::ReservationStatus;
using Model = ui::ReservationListModel;

namespace {

/// Ids and rows as the test sets them; nothing of the order is worked out.
class Shelf final : public services::Reservations {
    Q_OBJECT
public:
    using Ids = std::vector<domain::ReservationId>;
    Ids ids_;
    fake::World world;
    int rowsAsked = 0;
    int idsAsked = 0;
    std::vector<std::size_t> pages;

    domain::ReservationId fresh() { return domain::ReservationId::make(world.clock, *world.random); }
    Ids fresh(int count) {
        Ids made;
        for (int i = 0; i < count; ++i) {
            made.push_back(fresh());
        }
        return made;
    }
    void become(Ids ids) {
        ids_ = std::move(ids);
        services::ReservationsChanged what;
        what.ids.insert(ids_.empty() ? domain::ReservationId() : ids_.front());
        Q_EMIT changed(what);
    }

    services::Async<Ids> ids(const services::ReservationFilter &filter) override {
        ++idsAsked;
        Ids found = filter.text.isEmpty() ? ids_ : Ids(ids_.begin(), ids_.begin() + 3);
        found.resize(std::min(found.size(), static_cast<std::size_t>(filter.most.value_or(1'000'000))));
        return world.answer<Ids>(std::move(found));
    }
    services::Async<std::vector<services::ReservationRow>> rows(const Ids &wanted) override {
        ++rowsAsked;
        pages.push_back(wanted.size());
        std::vector<services::ReservationRow> rows;
        for (const auto id : wanted) {
            services::ReservationRow row;
            row.reservation.id = id;
            row.reservation.visitors = visitors;
            rows.push_back(row);
        }
        return world.answer<std::vector<services::ReservationRow>>(std::move(rows));
    }
    int visitors = 1;

    services::Async<int> count(const services::ReservationFilter &) override {
        return world.answer<int>(static_cast<int>(ids_.size()));
    }
    services::Async<services::ActReceipt> approve(domain::ReservationId, std::int64_t) override {
        return no();
    }
    services::Async<services::ActReceipt> decline(domain::ReservationId, std::int64_t, const QString &,
                                                  const QString &) override {
        return no();
    }
    services::Async<services::ActReceipt> act(domain::ReservationCall, domain::ReservationId, std::int64_t,
                                              const QString &, const QString &) override {
        return no();
    }
    services::Async<void> withdraw(domain::OperationId) override { return world.answer<void>({}); }
    void sendHeld() override {}
    services::Async<services::ActReceipt> book(const domain::Reservation &) override { return no(); }

private:
    services::Async<services::ActReceipt> no() {
        return world.answer<services::ActReceipt>(domain::fail(domain::ErrorKind::Bug));
    }
};

} // namespace

class ReservationListModelTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Shelf> shelf;
    std::unique_ptr<Model> model;
    std::unique_ptr<QAbstractItemModelTester> tester;

    void load(Shelf::Ids ids) {
        shelf->ids_ = std::move(ids);
        model->setFilter({});
        QTRY_VERIFY(model->isLoaded());
    }
    [[nodiscard]] Shelf::Ids shown() const {
        Shelf::Ids ids;
        for (int row = 0; row < model->rowCount(); ++row) {
            ids.push_back(model->idAt(row));
        }
        return ids;
    }
    /// The shelf changes and the model follows.
    void follow(const Shelf::Ids &ids) {
        QSignalSpy loaded(model.get(), &Model::loaded);
        shelf->become(ids);
        QVERIFY(loaded.wait());
        QVERIFY(shown() == ids);
        for (int row = 0; row < model->rowCount(); ++row) {
            QCOMPARE(model->rowOf(model->idAt(row)), row);
        }
    }
    static void settle() {
        for (int i = 0; i < 10; ++i) {
            QCoreApplication::processEvents();
        }
    }

private Q_SLOTS:
    void initTestCase() { fake::dressApplication(); }
    void init() {
        fake::failOnWarnings();
        shelf = std::make_unique<Shelf>();
        model = std::make_unique<Model>(*shelf);
        tester = std::make_unique<QAbstractItemModelTester>(
            model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void cleanup() {
        tester.reset();
        model.reset();
        shelf.reset();
    }

    void rowsComeAndGoOneByOne() {
        auto ids = shelf->fresh(5);
        load(ids);
        QSignalSpy resets(model.get(), &QAbstractItemModel::modelReset);
        QSignalSpy inserts(model.get(), &QAbstractItemModel::rowsInserted);
        QSignalSpy removes(model.get(), &QAbstractItemModel::rowsRemoved);
        ids.insert(ids.begin() + 2, shelf->fresh());
        follow(ids);
        QCOMPARE(inserts.count(), 1);
        QCOMPARE(inserts.first().at(1).toInt(), 2);
        ids.erase(ids.begin(), ids.begin() + 2); // neighbours go in one step
        follow(ids);
        QCOMPARE(removes.count(), 1);
        QCOMPARE(removes.first().at(2).toInt(), 1);
        follow({});
        QCOMPARE(model->rowCount(), 0);
        QCOMPARE(resets.count(), 0);
    }

    void aRowThatMovesIsMoved() {
        auto ids = shelf->fresh(6);
        load(ids);
        QSignalSpy moves(model.get(), &QAbstractItemModel::rowsMoved);
        QSignalSpy inserts(model.get(), &QAbstractItemModel::rowsInserted);
        std::rotate(ids.begin() + 1, ids.begin() + 4, ids.begin() + 5);
        follow(ids);
        QCOMPARE(moves.count(), 1);
        QCOMPARE(inserts.count(), 0);
    }

    void selectionSurvivesWhateverComesAndGoes() {
        auto ids = shelf->fresh(40);
        load(ids);
        QItemSelectionModel selection(model.get());
        const auto chosen = ids[17];
        selection.select(model->index(17, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        selection.setCurrentIndex(model->index(17, 3), QItemSelectionModel::NoUpdate);
        std::mt19937 dice(7);
        for (int round = 0; round < 30; ++round) {
            std::shuffle(ids.begin(), ids.end(), dice);
            const auto few = static_cast<std::ptrdiff_t>(dice() % 10);
            ids.erase(std::remove_if(ids.begin(), ids.begin() + few, [&](auto id) { return id != chosen; }),
                      ids.begin() + few);
            const auto more = shelf->fresh(static_cast<int>(dice() % 200));
            ids.insert(ids.begin() + static_cast<std::ptrdiff_t>(dice() % ids.size()), more.begin(),
                       more.end());
            follow(ids);
            QCOMPARE(selection.selectedRows().size(), 1);
            QVERIFY(model->idAt(selection.selectedRows().first().row()) == chosen);
            QVERIFY(model->idAt(selection.currentIndex().row()) == chosen);
            QCOMPARE(selection.currentIndex().column(), 3);
        }
    }

    void hundredsOfChangesTakeAFewSteps() {
        auto ids = shelf->fresh(1'000);
        load(ids);
        QSignalSpy resets(model.get(), &QAbstractItemModel::modelReset);
        QSignalSpy inserts(model.get(), &QAbstractItemModel::rowsInserted);
        QSignalSpy removes(model.get(), &QAbstractItemModel::rowsRemoved);
        QSignalSpy layouts(model.get(), &QAbstractItemModel::layoutChanged);
        Shelf::Ids next;
        for (std::size_t i = 0; i < ids.size(); i += 2) { // every second one goes, a new one takes its place
            next.push_back(shelf->fresh());
            next.push_back(ids[i]);
        }
        std::reverse(next.begin(), next.end());
        follow(next);
        QCOMPARE(inserts.count(), 1);
        QCOMPARE(removes.count(), 1);
        QVERIFY(layouts.count() <= 2);
        QCOMPARE(resets.count(), 0);
    }

    void aFamilyThatBookedBeforeIsMarkedOnItsRow() {
        services::ReservationRow row;
        const QString usual = ui::companyText(row);
        row.reservation.repeatOf = shelf->fresh();
        const QString marked = ui::companyText(row);
        QVERIFY2(marked.startsWith(usual) && marked.size() > usual.size(), qPrintable(marked));
        QVERIFY(ui::spokenText(row).contains(marked));
    }

    void rowsAreFetchedByPageAndOnlyWhatIsLookedAt() {
        tester.reset(); // it looks at the first row by itself
        load(shelf->fresh(10'000));
        settle();
        QCOMPARE(shelf->rowsAsked, 0);
        QCOMPARE(model->data(model->index(5'000, Model::Date), Qt::DisplayRole).toString(),
                 QStringLiteral("…"));
        QVERIFY(!model->rowAt(5'000));
        for (int row = 5'000; row < 5'030; ++row) {
            for (int column = 0; column < Model::ColumnCount; ++column) {
                (void)model->data(model->index(row, column), Qt::DisplayRole);
            }
        }
        QSignalSpy filled(model.get(), &QAbstractItemModel::dataChanged);
        QTRY_VERIFY(model->rowAt(5'029));
        QCOMPARE(shelf->rowsAsked, 1);
        QCOMPARE(shelf->pages.front(), std::size_t(30));
        QCOMPARE(filled.count(), 1); // neighbours are told of together
        QCOMPARE(filled.first().at(0).toModelIndex().row(), 5'000);
        QCOMPARE(filled.first().at(1).toModelIndex().row(), 5'029);
    }

    void aPreparedListBringsItsFirstRows() {
        tester.reset();
        shelf->ids_ = shelf->fresh(10'000);
        model->setAwake(false);
        model->setFilter({});
        settle();
        QCOMPARE(shelf->idsAsked, 0);
        model->prepare();
        QCOMPARE(shelf->idsAsked, 1); // at once
        QTRY_VERIFY(model->rowAt(0));
        QCOMPARE(shelf->rowsAsked, 1);
        QVERIFY(shelf->pages.front() < 100); // what a window shows, not a page to scroll through
    }

    void aPreparedLongListBringsItsFrontBeforeTheRest() {
        shelf->ids_ = shelf->fresh(1'000);
        model->setAwake(false);
        model->setFilter({});
        QSignalSpy loaded(model.get(), &Model::loaded);
        QSignalSpy resets(model.get(), &QAbstractItemModel::modelReset);
        model->prepare();
        QVERIFY(loaded.wait());
        QVERIFY(model->rowCount() > 0 && model->rowCount() < 1'000);
        QTRY_COMPARE(model->total(), 1'000);
        QTRY_VERIFY(model->rowAt(0) != nullptr);
        const QPersistentModelIndex chosen = model->index(7, 0);
        const auto id = model->idAt(7);
        QTRY_COMPARE(model->rowCount(), 1'000);
        QVERIFY(shown() == shelf->ids_);
        QCOMPARE(model->total(), 1'000);
        QCOMPARE(model->idAt(chosen.row()), id);
        QCOMPARE(resets.count(), 1);
    }

    void aChangeBeforeTheRestHasComeBringsAllOfIt() {
        shelf->ids_ = shelf->fresh(1'000);
        model->setAwake(false);
        model->setFilter({});
        model->prepare();
        QTRY_VERIFY(model->rowCount() > 0);
        auto ids = shelf->ids_;
        ids.insert(ids.begin(), shelf->fresh());
        shelf->become(ids);
        QTRY_COMPARE(model->rowCount(), 1'001);
        QVERIFY(shown() == ids);
        QCOMPARE(model->total(), 1'001);
    }

    void changesDuringAQuestionAskOnceMore() {
        load(shelf->fresh(3));
        const int before = shelf->idsAsked;
        shelf->world.held = true;
        shelf->become(shelf->fresh(4));
        QTRY_COMPARE(shelf->idsAsked, before + 1);
        for (int change = 0; change < 5; ++change) {
            shelf->become(shelf->fresh(5 + change));
            settle();
        }
        QCOMPARE(shelf->idsAsked, before + 1); // the store is left to what changes it
        shelf->world.release();
        QTRY_VERIFY(shown() == shelf->ids_);
        QCOMPARE(shelf->idsAsked, before + 2);
    }

    void aChangedRowStaysOnScreenUntilItsNewStateComes() {
        load(shelf->fresh(3));
        (void)model->data(model->index(0, 0), Qt::DisplayRole);
        QTRY_VERIFY(model->rowAt(0));
        shelf->visitors = 4;
        shelf->become(shelf->ids_);
        QCOMPARE(model->rowAt(0)->reservation.visitors, 1); // never a gap
        QTRY_COMPARE(model->rowAt(0)->reservation.visitors, 4);
    }

    void aChangeWhileTheRowIsOnItsWayIsNotLost() {
        load(shelf->fresh(1));
        shelf->world.held = true;
        (void)model->data(model->index(0, 0), Qt::DisplayRole);
        QTRY_COMPARE(shelf->rowsAsked, 1); // the old state is under way
        shelf->visitors = 5;
        shelf->become(shelf->ids_);
        settle();
        shelf->world.release();
        settle();
        QTRY_COMPARE(model->rowAt(0)->reservation.visitors, 5);
    }

    void hundredsOfStaleRowsComeAnewAsTheyAreLookedAt() {
        load(shelf->fresh(600));
        for (int page = 0; page < 600; page += 200) {
            for (int row = page; row < page + 200; ++row) {
                (void)model->data(model->index(row, 0), Qt::DisplayRole);
            }
            QTRY_VERIFY(model->rowAt(page + 199));
        }
        shelf->visitors = 9;
        model->refresh();
        settle();
        (void)model->data(model->index(10, 0), Qt::DisplayRole); // what a view would paint
        QTRY_COMPARE(model->rowAt(10)->reservation.visitors, 9);
        (void)model->data(model->index(590, 0), Qt::DisplayRole);
        QTRY_COMPARE(model->rowAt(590)->reservation.visitors, 9);
    }

    void anotherFilterKeepsWhatFitsBoth() {
        load(shelf->fresh(50));
        QSignalSpy resets(model.get(), &QAbstractItemModel::modelReset);
        QItemSelectionModel selection(model.get());
        selection.select(model->index(1, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        const auto chosen = model->idAt(1);
        services::ReservationFilter narrow;
        narrow.text = QStringLiteral("か");
        model->setFilter(narrow);
        QVERIFY(!model->isLoaded());
        QTRY_VERIFY(model->isLoaded());
        QCOMPARE(model->rowCount(), 3);
        QVERIFY(model->idAt(selection.selectedRows().value(0).row()) == chosen);
        QCOMPARE(resets.count(), 0);
    }

    void theAnswerToAnEarlierFilterIsDropped() {
        load(shelf->fresh(10));
        shelf->world.held = true;
        services::ReservationFilter narrow;
        narrow.text = QStringLiteral("か");
        model->setFilter(narrow);
        model->setFilter({});
        shelf->world.release();
        QTRY_VERIFY(model->isLoaded());
        QCOMPARE(model->rowCount(), 10);
    }

    void aBurstOfChangesAsksOnce() {
        load(shelf->fresh(10));
        const int before = shelf->idsAsked;
        for (int i = 0; i < 100; ++i) {
            shelf->become(shelf->ids_);
        }
        QTRY_COMPARE(shelf->idsAsked, before + 1); // a slow machine's list rests before it asks
        settle();
        QCOMPARE(shelf->idsAsked, before + 1);
    }

    void asleepItAsksNothingAndCatchesUpWhenAwake() {
        load(shelf->fresh(10));
        const int before = shelf->idsAsked;
        model->setAwake(false);
        shelf->become(shelf->fresh(4));
        model->refresh();
        settle();
        QCOMPARE(shelf->idsAsked, before);
        QCOMPARE(model->rowCount(), 10);
        model->setAwake(true);
        QTRY_COMPARE(model->rowCount(), 4);
        QCOMPARE(shelf->idsAsked, before + 1);
    }

    void aFailureIsToldAndTheListStays() {
        load(shelf->fresh(10));
        QSignalSpy failures(model.get(), &Model::failed);
        shelf->world.nextError = domain::Error{.kind = domain::ErrorKind::StorageBusy};
        model->refresh();
        QVERIFY(failures.wait());
        QCOMPARE(model->rowCount(), 10);
    }

    void fiftyThousandRowsAreNoBurden() {
        tester.reset(); // it looks at every row at every signal
        auto ids = shelf->fresh(50'000);
        QListView view;
        view.setUniformItemSizes(true);
        view.setModel(model.get());
        view.resize(400, 600);
        view.show();
        QElapsedTimer clock;
        clock.start();
        load(ids);
        view.setCurrentIndex(model->index(25'000, 0));
        QTRY_VERIFY(model->rowAt(25'000));
        const auto chosen = model->idAt(25'000);
        ids.insert(ids.begin(), shelf->fresh());
        follow(ids);
        Shelf::Ids half;
        for (std::size_t i = 1; i < ids.size(); i += 2) {
            half.push_back(ids[i]);
        }
        follow(half);
        QVERIFY(model->idAt(view.currentIndex().row()) == chosen);
        QVERIFY2(clock.elapsed() < 5'000, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(shelf->rowsAsked < 20);
    }

    void theWindowStaysSmallWhileScrollingThroughEverything() {
        tester.reset();
        load(shelf->fresh(20'000));
        for (int top = 0; top < 20'000; top += 100) {
            for (int row = top; row < top + 100; ++row) {
                (void)model->data(model->index(row, 0), Qt::DisplayRole);
            }
            QTRY_VERIFY(model->rowAt(top + 99));
            QVERIFY(model->rowAt(top)); // what is on screen never goes
        }
        int held = 0;
        for (int row = 0; row < model->rowCount(); ++row) {
            held += model->rowAt(row) ? 1 : 0;
        }
        QVERIFY2(held <= 6'000, qPrintable(QString::number(held)));
    }
};

QTEST_MAIN(ReservationListModelTest)
#include "tst_reservation_list_model.moc"
