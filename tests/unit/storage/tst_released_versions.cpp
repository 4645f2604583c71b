// Files that earlier versions of the desk left behind, as they wrote them: each opens, and nothing of it is
// lost.
//
// A new version of the store adds a file: the contents of a profile with the acts, drafts and families below,
// as text (sqlite3 FILE .dump, and its PRAGMA user_version). What lies in them is never changed afterwards.
#include "unit/storage/fixture.h"

#include "storage/database.h"
#include "storage/hub_copy.h"
#include "storage/schema.h"
#include "storage/small_values.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

using namespace storetest;

namespace {

QDir folderOfVersions() {
    return QDir(QStringLiteral(TEST_DATA "/desk_store"));
}

int versionOf(const QString &name) {
    static const QRegularExpression pattern(QStringLiteral("^version(\\d+)\\.sql$"));
    return pattern.match(name).captured(1).toInt();
}

std::string contentOf(const QString &name) {
    QFile file(folderOfVersions().filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

/// As of a version that kept neither closed days nor notices.
constexpr auto fewerKinds = "municipality facility slot slot_seats series reservation";

std::unique_ptr<storage::Database> databaseOf(const Folder &folder) {
    auto database = storage::Database::open(folder.path());
    return database ? std::move(*database) : nullptr;
}

bool writeKinds(const Folder &folder, const char *kinds) {
    const auto database = databaseOf(folder);
    return database && storage::writeValue(*database, "internal", "kept_kinds", kinds);
}

std::string readKinds(const Folder &folder) {
    const auto database = databaseOf(folder);
    return database ? storage::readValue(*database, "internal", "kept_kinds").value() : std::string();
}

const Operation *find(const std::vector<Operation> &operations, OperationState state) {
    const auto found = std::ranges::find(operations, state, &Operation::state);
    return found == operations.end() ? nullptr : &*found;
}

} // namespace

class TestReleasedVersions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyVersionHasItsFile();
    void nothingOfAnEarlierFileIsLost_data();
    void nothingOfAnEarlierFileIsLost();
    void aVersionThatKeepsMoreKindsPullsWhatWasPassedOver_data() { nothingOfAnEarlierFileIsLost_data(); }
    void aVersionThatKeepsMoreKindsPullsWhatWasPassedOver();
    void aVersionThatKeepsMoreMembersPullsWhatWasLeftOut();
    void theWaitlistThatAnEarlierVersionPassedOverIsPulled();
    void aFirstPullThatAnEarlierVersionBeganBeginsAgain();
    void aFullPullThatAnEarlierVersionBeganBeginsAgain();
    void whatAVersionWithFewerKindsPassedOverIsPulledLater();

private:
    static void hasItsRecords(storage::Store &store);
    static void hasItsOutbox(storage::Store &store);
};

void TestReleasedVersions::everyVersionHasItsFile() {
    for (int version = 1; version <= storage::schemaVersion; ++version) {
        const QString name = QStringLiteral("version%1.sql").arg(version);
        QVERIFY2(contentOf(name).size() > 5'000, qPrintable(name));
    }
}

void TestReleasedVersions::nothingOfAnEarlierFileIsLost_data() {
    QTest::addColumn<QString>("name");
    for (const QString &name : folderOfVersions().entryList({QStringLiteral("*.sql")}, QDir::Files)) {
        QTest::newRow(qPrintable(name)) << name;
    }
}

void TestReleasedVersions::nothingOfAnEarlierFileIsLost() {
    QFETCH(const QString, name);
    Folder folder;
    {
        auto database = storage::Database::open(folder.path());
        QVERIFY(database && (*database)->script(contentOf(name)));
        QCOMPARE((*database)->number("PRAGMA user_version").value(), std::int64_t(versionOf(name)));
    }
    for (int start = 1; start <= 2; ++start) { // the one that migrates, and the next
        const auto store = folder.open();
        QVERIFY(store);
        hasItsRecords(*store);
        hasItsOutbox(*store);
        QCOMPARE(store->countUnreadable().value(), versionOf(name) >= 4 ? 1 : 0); // noted from then on
        if (QTest::currentTestFailed()) {
            return;
        }
    }
    auto database = storage::Database::open(folder.path());
    QCOMPARE((*database)->number("PRAGMA user_version").value(), std::int64_t(storage::schemaVersion));
    // The same tables and indexes as in a file that was made today.
    Folder fresh;
    QVERIFY(fresh.open()->applyRemote(pageOf("c")));
    auto today = storage::Database::open(fresh.path());
    constexpr auto shape = "SELECT count(*) + sum(length(sql)) FROM sqlite_master WHERE sql IS NOT NULL";
    QCOMPARE((*database)->number(shape).value(), (*today)->number(shape).value());
}

void TestReleasedVersions::aVersionThatKeepsMoreKindsPullsWhatWasPassedOver() {
    QFETCH(const QString, name);
    Folder folder;
    QVERIFY(databaseOf(folder)->script(contentOf(name)));
    std::ignore = folder.open();
    QCOMPARE(readKinds(folder), storage::keptKindNames());
    QVERIFY(writeKinds(folder, fewerKinds));

    const auto store = folder.open();
    QVERIFY(store->inShadow().value());
    QCOMPARE(store->cursor().value(), std::string());
    hasItsOutbox(*store);
    const auto facility = store->facilities().value().at(0);
    QCOMPARE(store->reservationIds({}).value().size(), std::size_t(2)); // what is here stays in sight
    QCOMPARE(readKinds(folder), storage::keptKindNames());
    // The full pull brings what was passed over, and it is not begun a second time.
    Maker make;
    const Closure closure{.id = make.id<ClosureId>(),
                          .meta = {1, make.now(), make.now()},
                          .facilityId = facility.id,
                          .date = day(2026, 12, 24)};
    QVERIFY(folder.open()->inShadow().value());
    QVERIFY(store->applyRemote(pageOf("cursor-2", facility, closure)));
    QVERIFY(store->swapShadow());
    QCOMPARE(store->closures(facility.id).value().size(), std::size_t(1));
    QVERIFY(!folder.open()->inShadow().value());
    QCOMPARE(folder.open()->cursor().value(), std::string("cursor-2"));
}

/// Version 4 has no column for where the families of a slot meet.
void TestReleasedVersions::aVersionThatKeepsMoreMembersPullsWhatWasLeftOut() {
    Folder folder;
    QVERIFY(databaseOf(folder)->script(contentOf(QStringLiteral("version4.sql"))));
    QVERIFY(writeKinds(folder, storage::keptKindNames().c_str())); // so that the columns alone make it
    {
        const auto store = folder.open();
        QVERIFY(store->inShadow().value());
        QCOMPARE(store->cursor().value(), std::string());
        const auto facility = store->facilities().value().at(0).id;
        Slot slot = store->slotRows(facility, day(2026, 12, 1), day(2026, 12, 1)).value().at(0).slot;
        QCOMPARE(slot.meetingPlace, std::string());
        slot.meetingPlace = "正面玄関"; // in the version that has long been here
        QVERIFY(store->applyRemote(pageOf("cursor-2", slot)));
        QVERIFY(store->swapShadow());
        QCOMPARE(store->slotRow(slot.id).value().slot.meetingPlace, std::string("正面玄関"));
    }
    QVERIFY(!folder.open()->inShadow().value());
}

void TestReleasedVersions::theWaitlistThatAnEarlierVersionPassedOverIsPulled() {
    Folder folder;
    QVERIFY(databaseOf(folder)->script(contentOf(QStringLiteral("version4.sql"))));
    const auto store = folder.open();
    QVERIFY(store->inShadow().value());
    QVERIFY(QByteArray::fromStdString(readKinds(folder)).endsWith(" waitlist_entry"));
    const auto facility = store->facilities().value().at(0);
    Maker make;
    WaitlistEntry entry;
    entry.id = make.id<WaitlistEntryId>();
    entry.meta = {1, make.now(), make.now()};
    entry.facilityId = facility.id;
    QVERIFY(store->applyRemote(pageOf("cursor-2", facility, entry)));
    QVERIFY(storage::recordsOf<WaitlistEntry>(*store, facility.id).value().empty()); // until it is whole
    QVERIFY(store->swapShadow());
    QCOMPARE(storage::recordsOf<WaitlistEntry>(*store, facility.id).value().size(), std::size_t(1));
    QVERIFY(!folder.open()->inShadow().value());
}

void TestReleasedVersions::aFirstPullThatAnEarlierVersionBeganBeginsAgain() {
    Folder folder;
    Maker make;
    const Slot slot = make.slot(make.id<FacilityId>(), day(2026, 12, 1));
    auto half = pageOf("half", slot);
    half.more = true;
    QVERIFY(folder.open()->applyRemote(half));
    QVERIFY(writeKinds(folder, fewerKinds));
    const auto store = folder.open();
    QCOMPARE(store->cursor().value(), std::string());
    QVERIFY(!store->inShadow().value());
    QVERIFY(store->inFirstPull().value());
    QVERIFY(store->slotRow(slot.id));
}

void TestReleasedVersions::aFullPullThatAnEarlierVersionBeganBeginsAgain() {
    Folder folder;
    Maker make;
    {
        const auto store = folder.open();
        QVERIFY(store->applyRemote(pageOf("before")));
        QVERIFY(store->beginShadow());
        QVERIFY(store->applyRemote(pageOf("half", make.facility())));
    }
    QVERIFY(writeKinds(folder, fewerKinds));
    const auto store = folder.open();
    QVERIFY(store->inShadow().value());
    QCOMPARE(store->cursor().value(), std::string());
    QVERIFY(store->applyRemote(pageOf("new")));
    QVERIFY(store->swapShadow());
    QVERIFY(store->facilities().value().empty()); // nothing is left of the half that was begun before
}

void TestReleasedVersions::whatAVersionWithFewerKindsPassedOverIsPulledLater() {
    Folder folder;
    QVERIFY(folder.open()->applyRemote(pageOf("c")));
    // A newer version kept more; this one goes on from its cursor and says what it keeps itself.
    QVERIFY(writeKinds(folder, (storage::keptKindNames() + " hologram").c_str()));
    const auto store = folder.open();
    QCOMPARE(store->cursor().value(), std::string("c"));
    QVERIFY(!store->inShadow().value());
    QCOMPARE(readKinds(folder), storage::keptKindNames());
}

void TestReleasedVersions::hasItsRecords(storage::Store &store) {
    // Where this version keeps more kinds than that one, everything is asked for anew.
    QCOMPARE(store.cursor().value(), std::string(store.inShadow().value() ? "" : "cursor-1"));
    const auto facilities = store.facilities().value();
    QCOMPARE(facilities.size(), std::size_t(1));
    QCOMPARE(facilities[0].profile.at("name"), std::string("ひかりのまち見本保育園"));
    QCOMPARE(store.closures(facilities[0].id).value().size(), std::size_t(1));
    const auto first = store.slotRows(facilities[0].id, day(2026, 12, 1), day(2026, 12, 1)).value();
    QCOMPARE(first.size(), std::size_t(1));
    QCOMPARE(first[0].seatsTaken, 2);
    const auto second = store.slotRows(facilities[0].id, day(2026, 12, 2), day(2026, 12, 2)).value();
    QCOMPARE(second.size(), std::size_t(1));
    QCOMPARE(second[0].slot.seats, 5); // the edit that has not gone out
    const auto rows = store.reservationRows(store.reservationIds({}).value()).value();
    QCOMPARE(rows.size(), std::size_t(2));
    for (const auto &row : rows) {
        QCOMPARE(row.reservation.personal->guardian.phone, std::string("090-0000-1234"));
        QCOMPARE(row.reservation.personal->children.at(0).birthDate, std::optional(day(2025, 6, 7)));
    }
    QCOMPARE(store.draft("booking/1").value(), std::string(R"({"guardian":"見本 かな"})"));
    QCOMPARE(store.value("signed-in").value(), std::string("1"));
}

void TestReleasedVersions::hasItsOutbox(storage::Store &store) {
    using enum OperationState;
    const auto operations = store.operations({Pending, Applied, Conflict}).value();
    QCOMPARE(operations.size(), std::size_t(4));
    const auto approved = std::get<MoveReservation>(operations[0].command);
    QCOMPARE(approved.call, ReservationCall::Approve);
    QCOMPARE(approved.message, std::string("お待ちしています"));
    QCOMPARE(std::get<EditSlot>(operations[1].command).changes, std::string(R"({"seats":5})"));
    QVERIFY(find(operations, Applied)->finishedAt);
    QCOMPARE(find(operations, Conflict)->base, std::string(R"({"seats":3})"));
    QCOMPARE(find(operations, Conflict)->current, std::string(R"({"seats":9})"));
    const auto next = store.nextToSend(at(day(2026, 11, 22), 9)).value();
    QVERIFY(next);
    QCOMPARE(next->id, operations[0].id); // the oldest goes first, under its own id
}

QTEST_GUILESS_MAIN(TestReleasedVersions)
#include "tst_released_versions.moc"
