// A file that cannot be used any more is put aside with everything in it, and the user's work goes on.
#include "fixture.h"
#include "storage/quarantine.h"

#include <QDir>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <algorithm>

using namespace storetest;

namespace {

constexpr qint64 pageSize = 4096;

qint64 rootPageOf(const QString &path, const QString &table) {
    qint64 page = 0;
    {
        auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("look"));
        database.setDatabaseName(path);
        if (database.open()) {
            QSqlQuery query(database);
            query.exec(QStringLiteral("SELECT rootpage FROM sqlite_schema WHERE name = '%1'").arg(table));
            page = query.next() ? query.value(0).toLongLong() : 0;
        }
    }
    QSqlDatabase::removeDatabase(QStringLiteral("look"));
    return page;
}

/// As a bad sector would leave it.
bool ruin(const QString &path, const QString &table) {
    const qint64 page = rootPageOf(path, table);
    QFile file(path);
    return page > 1 && file.open(QIODevice::ReadWrite) && file.seek((page - 1) * pageSize) &&
           file.write(QByteArray(pageSize, '\xee')) == pageSize;
}

QByteArray contentOf(const QString &path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Nothing has gone out yet, and a form is half filled in.
struct Scene {
    Maker maker;
    QTemporaryDir folder;
    std::unique_ptr<storage::Sealer> sealer = storage::sealerWithKey(std::string(32, 'k'));
    Slot slot = maker.slot(FacilityId::make(maker.clock(), *domain::seededRandom(1)), day(2026, 12, 1));
    Reservation first = maker.reservation(slot);
    Reservation second = maker.reservation(slot);
    Operation one = maker.approve(first);
    Operation two = maker.approve(second);

    [[nodiscard]] storage::Store::Options options() {
        return {.path = folder.filePath(QStringLiteral("store.sqlite")),
                .sealer = sealer.get(),
                .clock = &maker.clock()};
    }
    void fill() {
        const auto store = storage::Store::open(options());
        QVERIFY(store.has_value());
        QVERIFY((*store)->applyRemote(pageOf("c1", slot, first, second)).has_value());
        two.state = OperationState::InFlight;
        QVERIFY((*store)->enqueue(one, {}).has_value());
        QVERIFY((*store)->enqueue(two, {}).has_value());
        QVERIFY((*store)->saveDraft("form/slots", R"({"note":"見本山さんから電話"})").has_value());
        QVERIFY((*store)->setValue("signed-in", "1").has_value());
    }
    [[nodiscard]] QStringList foldersAside() const {
        return QDir(folder.path()).entryList({QStringLiteral("damaged*")}, QDir::Dirs);
    }
};

} // namespace

class QuarantineTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aDamagedFileIsMovedAndTheUnsentWorkGoesOn();
    void whatLiesBehindADamagedPageIsReadFromTheOtherEnd();
    void rubbishIsMovedToo();
    void aFileOfAnotherKeyIsMovedAndItsActsAreCounted();
    void theListNamesNobody();
    void twoDamagesInADayKeepBothFiles();
    void aCrashBetweenTheStepsIsCompleted();
    void aFolderThatCannotBeWrittenToKeepsTheOldFile();
};

void QuarantineTest::aDamagedFileIsMovedAndTheUnsentWorkGoesOn() {
    Scene scene;
    scene.fill();
    QVERIFY(ruin(scene.options().path, QStringLiteral("internal")));
    const QByteArray before = contentOf(scene.options().path);
    QCOMPARE(kindOf(storage::Store::open(scene.options())), ErrorKind::StorageCorrupt);
    const auto recovered = storage::recover(scene.options());
    QVERIFY(recovered.has_value());
    QCOMPARE(recovered->carried, 2);
    QCOMPARE(recovered->lost, 0);
    const auto open = recovered->store->operations({OperationState::Pending});
    QCOMPARE(open->size(), 2U);
    QCOMPARE(open->front().id, scene.one.id); // in order, under the same id: nothing is done twice
    QCOMPARE(open->back().id, scene.two.id);  // what was on its way waits again
    QCOMPARE(open->front().command, scene.one.command);
    QCOMPARE(*recovered->store->draft("form/slots"), std::string(R"({"note":"見本山さんから電話"})"));
    QCOMPARE(*recovered->store->value("signed-in"), std::string("1"));
    QVERIFY(recovered->store->cursor()->empty()); // the next pull is a whole one
    QVERIFY(*recovered->store->inFirstPull());
    QVERIFY(!before.isEmpty());
    QCOMPARE(contentOf(recovered->folder + QStringLiteral("/store.sqlite")), before); // as it was found
}

void QuarantineTest::whatLiesBehindADamagedPageIsReadFromTheOtherEnd() {
    Scene scene;
    std::vector<OperationId> done;
    {
        const auto store = storage::Store::open(scene.options());
        QVERIFY(store.has_value());
        for (int i = 0; i < 200; ++i) {
            Operation operation = scene.maker.approve(scene.maker.reservation(scene.slot));
            std::get<MoveReservation>(operation.command).message = std::string(900, 'x');
            QVERIFY((*store)->enqueue(operation, {}).has_value());
            done.push_back(operation.id);
        }
    }
    // A leaf in the middle of the table, not its root.
    QFile file(scene.options().path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QByteArray whole = file.readAll();
    const qint64 middle = whole.size() / pageSize / 2;
    QVERIFY(file.seek(middle * pageSize));
    QCOMPARE(file.write(QByteArray(pageSize, '\xee')), pageSize);
    file.close();
    const auto recovered = storage::recover(scene.options());
    QVERIFY(recovered.has_value());
    QVERIFY2(recovered->carried > 150, qPrintable(QString::number(recovered->carried)));
    const auto open = *recovered->store->operations({OperationState::Pending});
    // In the order in which they were done, whatever their ids.
    const auto place = [&](const Operation &operation) {
        return std::ranges::find(done, operation.id) - done.begin();
    };
    QVERIFY(std::ranges::is_sorted(open, {}, place));
}

void QuarantineTest::rubbishIsMovedToo() {
    Scene scene;
    QFile file(scene.options().path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8192, 'z'));
    file.close();
    const auto recovered = storage::recover(scene.options());
    QVERIFY(recovered.has_value());
    QCOMPARE(recovered->carried, 0);
    QCOMPARE(QFileInfo(recovered->folder + QStringLiteral("/store.sqlite")).size(), 8192);
}

void QuarantineTest::aFileOfAnotherKeyIsMovedAndItsActsAreCounted() {
    Scene scene;
    scene.fill();
    scene.sealer = storage::sealerWithKey(std::string(32, 'n'));
    const auto opened = storage::Store::open(scene.options());
    QCOMPARE(opened.error().code, std::string("wrong-key"));
    const auto recovered = storage::recover(scene.options());
    QVERIFY(recovered.has_value());
    QCOMPARE(recovered->carried, 0);
    QCOMPARE(recovered->lost, 2);
    QVERIFY(recovered->store->value("signed-in")->empty()); // nobody is signed in with another's key
    // Whoever brings the old key back finds everything.
    scene.sealer = storage::sealerWithKey(std::string(32, 'k'));
    auto old = scene.options();
    old.path = recovered->folder + QStringLiteral("/store.sqlite");
    const auto again = storage::Store::open(old);
    QVERIFY(again.has_value());
    QCOMPARE((*again)->operations({OperationState::Pending, OperationState::InFlight})->size(), 2U);
}

void QuarantineTest::theListNamesNobody() {
    Scene scene;
    scene.fill();
    const auto recovered = storage::recover(scene.options());
    QVERIFY(recovered.has_value());
    QFile list(recovered->folder + QStringLiteral("/unsent.json"));
    QVERIFY(list.open(QIODevice::ReadOnly));
    const QByteArray text = list.readAll();
    QVERIFY(text.contains(QByteArray::fromStdString(scene.one.id.text())));
    QVERIFY(text.contains("approve"));
    for (const char *secret : {"見本山", "ミホンヤマ", "090-0000-1234", "お待ち"}) {
        QVERIFY2(!text.contains(secret), secret);
    }
}

void QuarantineTest::twoDamagesInADayKeepBothFiles() {
    Scene scene;
    scene.fill();
    QVERIFY(storage::recover(scene.options()).has_value());
    QVERIFY(storage::recover(scene.options()).has_value());
    QCOMPARE(scene.foldersAside().size(), 2);
}

void QuarantineTest::aCrashBetweenTheStepsIsCompleted() {
    Scene scene;
    scene.fill();
    // The old file has been moved away, the fresh one is not in its place yet.
    const QString path = scene.options().path;
    QVERIFY(storage::recover(scene.options()).has_value());
    QVERIFY(QFile::rename(path, path + QStringLiteral(".fresh")));
    for (const QString &suffix : {QStringLiteral("-wal"), QStringLiteral("-shm")}) {
        QFile::remove(path + suffix);
    }
    const auto store = storage::Store::open(scene.options());
    QVERIFY(store.has_value());
    QCOMPARE((*store)->operations({OperationState::Pending})->size(), 2U);
}

void QuarantineTest::aFolderThatCannotBeWrittenToKeepsTheOldFile() {
    Scene scene;
    scene.fill();
    // A folder stands where the fresh file would be written.
    QVERIFY(QDir(scene.folder.path()).mkpath(QStringLiteral("store.sqlite.fresh/in-the-way")));
    QVERIFY(!storage::recover(scene.options()).has_value());
    QVERIFY(scene.foldersAside().isEmpty());
    const auto store = storage::Store::open(scene.options());
    QVERIFY(store.has_value());
    QCOMPARE((*store)->operations({OperationState::Pending, OperationState::InFlight})->size(), 2U);
}

QTEST_GUILESS_MAIN(QuarantineTest)
#include "tst_quarantine.moc"
