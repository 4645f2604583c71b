// The file itself: new, too new, damaged, foreign key, full, not writable, in use, wiped.
#include "support/plain_user.h"
#include "unit/storage/fixture.h"

#include "storage/packed.h"
#include "storage/record_sealing.h"
#include "storage/schema.h"

#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>

using namespace storetest;

class TestFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNewFileIsMigratedOnce();
    void aStepThatFailsLeavesTheFileAsItWas();
    void aFileOfVersion1GetsTheWiderIndexAndKeepsItsRows();
    void aNewerFileIsLeftAlone();
    void aDamagedFileIsSaidToBeDamagedAndKept_data();
    void aDamagedFileIsSaidToBeDamagedAndKept();
    void anotherKeyIsToldApart();
    void aFolderThatIsNotThereIsNotWritable();
    void aReadOnlyFolderIsNotWritable();
    void aFullDiskIsSaidAndNothingIsHalfDone();
    void anotherProgramsLockIsBusy();
    void draftsAndValuesAreKept();
    void destroyLeavesAnEmptyStore();
    void sealedTextCannotBeMovedOrChanged();
    void packedNumbersAndTextsComeBack();
    void damagedPackedBytesEndQuietly();

private:
    Maker m_make;
};

namespace {

QByteArray contentOf(const QString &path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString &path, const QByteArray &content) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

} // namespace

void TestFile::aNewFileIsMigratedOnce() {
    Folder folder;
    QVERIFY(folder.open());
    auto database = storage::Database::open(folder.path());
    QVERIFY(database);
    QCOMPARE((*database)->number("PRAGMA user_version").value(), std::int64_t(storage::schemaVersion));
    QCOMPARE((*database)->number("PRAGMA foreign_keys").value(), std::int64_t(1));
    QVERIFY(storage::migrate(**database));
    QVERIFY(folder.open());
}

void TestFile::aStepThatFailsLeavesTheFileAsItWas() {
    Folder folder;
    {
        auto database = storage::Database::open(folder.path());
        QVERIFY(database);
        QVERIFY((*database)->execute("CREATE TABLE draft (x)")); // stands in the way of the last statements
    }
    QVERIFY(!folder.tryOpen());
    auto database = storage::Database::open(folder.path());
    QVERIFY(database);
    QCOMPARE((*database)->number("PRAGMA user_version").value(), std::int64_t(0));
    QCOMPARE((*database)->number("SELECT count(*) FROM sqlite_master").value(), std::int64_t(1));
}

void TestFile::aFileOfVersion1GetsTheWiderIndexAndKeepsItsRows() {
    Folder folder;
    Maker make;
    const Slot slot = make.slot(make.id<FacilityId>(), day(2026, 12, 1));
    const Reservation waiting = make.reservation(slot);
    QVERIFY(folder.open()->applyRemote(pageOf("c", slot, waiting)));
    {
        auto database = storage::Database::open(folder.path());
        QVERIFY(
            (*database)->script("DROP INDEX reservation_by_status;\n"
                                "DROP TABLE unreadable;\n"
                                "DROP TABLE shadow_unreadable;\n"
                                "ALTER TABLE outbox ADD COLUMN method BLOB NOT NULL DEFAULT X'';\n"
                                "ALTER TABLE outbox ADD COLUMN path BLOB NOT NULL DEFAULT X'';\n"
                                "CREATE INDEX reservation_by_status ON reservation(status, facility_id);\n"
                                "PRAGMA user_version=1;\n"));
    }
    const auto store = folder.open();
    QCOMPARE(store->reservationIds({.order = storage::ReservationQuery::Order::Risk}).value(),
             std::vector<ReservationId>{waiting.id});
    auto database = storage::Database::open(folder.path());
    QCOMPARE((*database)->number("PRAGMA user_version").value(), std::int64_t(storage::schemaVersion));
    QCOMPARE((*database)
                 ->number("SELECT count(*) FROM sqlite_master WHERE name = 'reservation_by_status' AND sql "
                          "LIKE '%decision_due_at%'")
                 .value(),
             std::int64_t(1));
}

void TestFile::aNewerFileIsLeftAlone() {
    Folder folder;
    {
        auto database = storage::Database::open(folder.path());
        QVERIFY(database);
        QVERIFY((*database)->execute("PRAGMA user_version=99"));
    }
    const auto opened = folder.tryOpen();
    QCOMPARE(kindOf(opened), ErrorKind::StorageTooNew);
    QCOMPARE(opened.error().params.at("version"), std::string("99"));
    auto database = storage::Database::open(folder.path());
    QCOMPARE((*database)->number("PRAGMA user_version").value(), std::int64_t(99));
    QCOMPARE((*database)->number("SELECT count(*) FROM sqlite_master").value(), std::int64_t(0));
}

void TestFile::aDamagedFileIsSaidToBeDamagedAndKept_data() {
    QTest::addColumn<bool>("noDatabaseAtAll");
    QTest::newRow("another kind of file") << true;
    QTest::newRow("half written") << false;
}

void TestFile::aDamagedFileIsSaidToBeDamagedAndKept() {
    QFETCH(bool, noDatabaseAtAll);
    Folder folder;
    QByteArray content(9'000, 'x');
    if (!noDatabaseAtAll) {
        folder.open().reset();
        content = contentOf(folder.path());
        QVERIFY(content.size() > 20'000);
        content.replace(100, 12'000, QByteArray(12'000, '\x5a'));
    }
    overwrite(folder.path(), content);
    QCOMPARE(kindOf(folder.tryOpen()), ErrorKind::StorageCorrupt);
    QCOMPARE(contentOf(folder.path()).size(), content.size());
    QVERIFY(contentOf(folder.path()).contains(QByteArray(64, content.at(200))));
}

void TestFile::anotherKeyIsToldApart() {
    Folder folder;
    QVERIFY(folder.open());
    folder.changeKey();
    const auto opened = folder.tryOpen();
    QCOMPARE(kindOf(opened), ErrorKind::StorageCorrupt);
    QCOMPARE(opened.error().code, std::string("wrong-key"));
}

void TestFile::aFolderThatIsNotThereIsNotWritable() {
    Folder folder;
    const auto opened = storage::Store::open({.path = folder.path() + QStringLiteral("/not/there.sqlite")});
    QCOMPARE(kindOf(opened), ErrorKind::StorageReadOnly);
}

void TestFile::aReadOnlyFolderIsNotWritable() {
    Folder folder;
    folder.open().reset();
    const QString directory = QFileInfo(folder.path()).absolutePath();
    QVERIFY(QFile::setPermissions(folder.path(), QFile::ReadOwner));
    QVERIFY(QFile::setPermissions(directory, QFile::ReadOwner | QFile::ExeOwner));
    const auto opened = [&folder] {
        const test_support::AsAPlainUser user;
        return folder.tryOpen();
    }();
    QFile::setPermissions(directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::WriteOwner);
    QCOMPARE(kindOf(opened), ErrorKind::StorageReadOnly);
}

void TestFile::aFullDiskIsSaidAndNothingIsHalfDone() {
    Folder folder;
    folder.open().reset();
    auto database = storage::Database::open(folder.path());
    QVERIFY(database);
    const auto pages = (*database)->number("PRAGMA page_count");
    QVERIFY((*database)->number("PRAGMA max_page_count=" + std::to_string(*pages)));

    Result<int> written;
    {
        auto transaction = storage::Transaction::begin(**database);
        QVERIFY(transaction);
        const std::string big(100'000, 'x');
        written =
            (*database)->prepared("INSERT INTO draft (key, body) VALUES (?, ?)").add(big).add(big).run();
    }
    QCOMPARE(kindOf(written), ErrorKind::StorageFull);
    QCOMPARE((*database)->number("SELECT count(*) FROM draft").value(), std::int64_t(0));
    // The connection is usable again once there is room.
    QVERIFY((*database)->number("PRAGMA max_page_count=100000"));
    auto transaction = storage::Transaction::begin(**database);
    QVERIFY(transaction);
    const std::string small("x");
    QVERIFY((*database)->prepared("INSERT INTO draft (key, body) VALUES (?, ?)").add(small).add(small).run());
    QVERIFY(transaction->commit());
}

void TestFile::anotherProgramsLockIsBusy() {
    Folder folder;
    auto store = folder.open();
    auto other = storage::Database::open(folder.path());
    QVERIFY(other);
    auto lock = storage::Transaction::begin(**other);
    QVERIFY(lock);
    QCOMPARE(kindOf(store->setValue("a", "b")), ErrorKind::StorageBusy);
    QCOMPARE(store->value("a").value(), std::string()); // reading goes on
}

void TestFile::draftsAndValuesAreKept() {
    Folder folder;
    {
        auto store = folder.open();
        QVERIFY(store->saveDraft("facility/1", "電話番号を直している途中"));
        QVERIFY(store->saveDraft("other", "x"));
        QVERIFY(store->setValue("size", "125"));
        QVERIFY(store->setValue("theme", "dark"));
        QVERIFY(store->setValue("theme", ""));
    }
    auto store = folder.open();
    QCOMPARE(store->draft("facility/1").value(), std::string("電話番号を直している途中"));
    QCOMPARE(store->draft("nothing").value(), std::string());
    QCOMPARE(store->value("size").value(), std::string("125"));
    QCOMPARE(store->value("theme").value(), std::string());
    QVERIFY(store->saveDraft("facility/1", ""));
    QCOMPARE(store->draft("facility/1").value(), std::string());
    QCOMPARE(store->draft("other").value(), std::string("x"));
}

void TestFile::destroyLeavesAnEmptyStore() {
    Folder folder;
    auto store = folder.open();
    const Facility facility = m_make.facility();
    QVERIFY(store->applyRemote(pageOf("c", facility)));
    QVERIFY(store->saveDraft("form", "text"));
    QVERIFY(store->destroy());
    QVERIFY(!store->facility(facility.id));
    QCOMPARE(store->draft("form").value(), std::string());
    QCOMPARE(store->cursor().value(), std::string());
    QVERIFY(!contentOf(folder.path()).contains("見本保育園"));
    QVERIFY(store->applyRemote(pageOf("d", facility)));
    store.reset();
    QVERIFY(storage::Store::removeFiles(folder.path()));
    QVERIFY(!QFile::exists(folder.path()));
}

void TestFile::sealedTextCannotBeMovedOrChanged() {
    const auto sealer = storage::sealerWithKey(std::string(32, 'k'));
    const auto other = storage::sealerWithKey(storage::newSealingKey());
    const std::string sealed = sealer->seal("見本", "row:1");
    QCOMPARE(sealer->open(sealed, "row:1").value(), std::string("見本"));
    QCOMPARE(kindOf(sealer->open(sealed, "row:2")), ErrorKind::StorageCorrupt);
    QCOMPARE(kindOf(other->open(sealed, "row:1")), ErrorKind::StorageCorrupt);
    for (std::size_t index = 0; index < sealed.size(); ++index) {
        std::string changed = sealed;
        changed[index] = static_cast<char>(changed[index] ^ 1);
        QVERIFY(!sealer->open(changed, "row:1"));
        QVERIFY(!sealer->open(sealed.substr(0, index), "row:1"));
    }
    QVERIFY(sealer->seal("見本", "row:1") != sealed); // a fresh nonce each time
    QVERIFY(!storage::sealerWithKey("too short"));
    QCOMPARE(storage::newSealingKey().size(), storage::sealingKeyBytes);
}

void TestFile::packedNumbersAndTextsComeBack() {
    storage::Packer packer;
    const std::vector<std::int64_t> numbers{0, 1, -1, 127, 128, -129, INT64_MAX, INT64_MIN};
    for (const std::int64_t number : numbers) {
        packer.number(number);
    }
    packer.text("見本\0終"); // up to the NUL
    packer.text("");
    packer.maybe(std::nullopt);
    packer.maybe(-5);
    packer.flag(true);
    storage::Unpacker unpacker(packer.bytes());
    for (const std::int64_t number : numbers) {
        QCOMPARE(unpacker.number(), number);
    }
    QCOMPARE(unpacker.text(), std::string("見本"));
    QCOMPARE(unpacker.text(), std::string());
    QVERIFY(!unpacker.maybe());
    QCOMPARE(unpacker.maybe().value(), std::int64_t(-5));
    QVERIFY(unpacker.flag() && unpacker.ok());
    QVERIFY(!unpacker.flag() && !unpacker.ok());
}

void TestFile::damagedPackedBytesEndQuietly() {
    const std::string ones(40, '\xff');
    storage::Unpacker endless(ones);
    QCOMPARE(endless.number(), std::int64_t(0));
    QVERIFY(!endless.ok());
    storage::Packer packer;
    packer.number(1'000'000); // a length with nothing behind it
    storage::Unpacker unpacker(packer.bytes());
    QCOMPARE(unpacker.text(), std::string());
    QVERIFY(!unpacker.ok());
}

QTEST_GUILESS_MAIN(TestFile)
#include "tst_file.moc"
