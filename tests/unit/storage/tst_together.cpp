// Several writes that become durable together: one flush of the disk for all of them, and each can fail
// alone.
#include "unit/storage/fixture.h"
#include "unit/storage/wal_commits.h"

#include <QSqlDatabase>
#include <QSqlQuery>

using namespace storetest;

class TestTogether : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void manyWritesAreOneCommit();
    void nothingIsThereBeforeTheEnd();
    void aPartThatFailsIsUndoneAlone();
    void theNextWriteStandsByItself();

private:
    [[nodiscard]] std::vector<Operation> enqueue(storage::Store &store, int count);
    Maker m_make;
};

namespace {

Operation sent(Operation operation) {
    operation.state = OperationState::InFlight;
    operation.tries = 1;
    return operation;
}

/// As another program would see the file.
int inFlightSeenFromOutside(const QString &path) {
    const QString name = QStringLiteral("outside");
    int count = -1;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(path);
        database.open();
        QSqlQuery query(database);
        if (query.exec(QStringLiteral("SELECT count(*) FROM outbox WHERE state = 1")) && query.next()) {
            count = query.value(0).toInt();
        }
    }
    QSqlDatabase::removeDatabase(name);
    return count;
}

} // namespace

std::vector<Operation> TestTogether::enqueue(storage::Store &store, int count) {
    std::vector<Operation> operations;
    for (int index = 0; index < count; ++index) {
        const Slot slot = m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 1));
        operations.push_back(m_make.approve(m_make.reservation(slot)));
        Q_ASSERT(store.enqueue(operations.back(), {}));
    }
    return operations;
}

void TestTogether::manyWritesAreOneCommit() {
    Folder folder;
    const auto store = folder.open();
    const auto operations = enqueue(*store, 5);
    const int before = commitsIn(folder.path());
    QVERIFY(store->inOneTransaction([&] {
        for (const Operation &operation : operations) {
            QVERIFY(store->updateOperation(sent(operation)));
        }
    }));
    QCOMPARE(commitsIn(folder.path()), before + 1);
    QCOMPARE(store->operations({OperationState::InFlight}).value().size(), operations.size());
}

void TestTogether::nothingIsThereBeforeTheEnd() {
    Folder folder;
    const auto store = folder.open();
    const auto operations = enqueue(*store, 2);
    QVERIFY(store->inOneTransaction([&] {
        for (const Operation &operation : operations) {
            QVERIFY(store->updateOperation(sent(operation)));
        }
        QCOMPARE(store->operation(operations.front().id).value()->state, OperationState::InFlight);
        QCOMPARE(inFlightSeenFromOutside(folder.path()), 0);
    }));
    QCOMPARE(inFlightSeenFromOutside(folder.path()), 2);
}

void TestTogether::aPartThatFailsIsUndoneAlone() {
    Folder folder;
    auto store = folder.open();
    const Slot slot = m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 1));
    const Operation good = enqueue(*store, 1).front();
    const Operation create = m_make.createSlots(slot);
    QVERIFY(store->inOneTransaction([&] {
        QVERIFY(store->updateOperation(sent(good)));
        // The same slot twice breaks the effect after the operation was already written.
        QVERIFY(!store->enqueue(create, {.slots = {slot, slot}}));
    }));
    store.reset();
    store = folder.open();
    QCOMPARE(store->operation(good.id).value()->state, OperationState::InFlight);
    QVERIFY(!store->operation(create.id).value());
}

void TestTogether::theNextWriteStandsByItself() {
    Folder folder;
    const auto store = folder.open();
    QVERIFY(store->inOneTransaction([] {}));
    const int before = commitsIn(folder.path());
    const auto operations = enqueue(*store, 2);
    QCOMPARE(commitsIn(folder.path()), before + 2);
    QCOMPARE(store->openOperations().value().size(), operations.size());
}

QTEST_GUILESS_MAIN(TestTogether)
#include "tst_together.moc"
