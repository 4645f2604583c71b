// What comes from the hub: every member survives, newer wins, deleted goes, the full pull after 410 swaps in.
#include "unit/storage/fixture.h"

#include "domain/text.h"
#include "storage/schema.h"
#include "storage/tables.h"

#include <QFile>

using namespace storetest;

class TestRecords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyMemberSurvives();
    void columnListsAreTheTables();
    void whoWaitsLiesSealedOrNotAtAll();
    void historySurvivesWithoutAKeyButItsTextsDoNot();
    void personalDataIsNowhereInTheFiles();
    void olderRowsAreSkipped();
    void aDeletedRecordGoesAndALateAnswerDoesNotBringItBack();
    void kindsThatAreNotKeptAreSkipped();
    void rowsAndCursorComeTogether();
    void shadowIsInvisibleUntilItIsSwapped();
    void shadowSurvivesACrash();
    void aFileFilledWithoutAKeyIsPulledAgain();
    void whatCannotBeReadIsNotedWithItsPlaceInTheFeed();
    void itIsForgottenOnceAsNewAVersionIsRead();
    void aPageThatIsAskedForAgainLeavesTheCursor();
    void aFullPullCountsItsOwn();

private:
    Maker m_make;
};

namespace {

wire::ChangePage unreadablePage(const std::string &cursor, const Slot &slot) {
    wire::ChangePage page;
    page.cursor = cursor;
    page.unreadable = {{RecordKind::Slot, slot.id.text(), slot.meta.version}};
    return page;
}

Reservation fullReservation(Maker &make, const Slot &slot) {
    Reservation r = make.reservation(slot, ReservationStatus::CancelledByFacility);
    r.meta = {42, at(day(2026, 10, 1), 8, 1), at(day(2026, 11, 2), 9, 2)};
    r.visitors = 4;
    r.channel = "見本システム";
    r.requestedAt = at(day(2026, 10, 1), 8, 3);
    r.decisionDueAt = at(day(2026, 10, 3), 8, 4);
    r.decidedAt = at(day(2026, 10, 2), 8, 5);
    r.decidedBy = "見本 職員";
    r.decidedAutomatically = true;
    r.ageClasses = AgeClasses(0b101010);
    r.childrenCount = 2;
    r.hasQuestion = true;
    r.proposedSlots = {make.id<SlotId>(), make.id<SlotId>()};
    r.repeatOf = make.id<ReservationId>();
    r.personal->children.push_back({"見本山 𠮷子", "ミホンヤマ ヨシコ", std::nullopt, day(2027, 1, 2),
                                    LocalMonth{std::chrono::year(2027), std::chrono::month(4)}});
    r.personal->question = "駐車場は\nありますか😀";
    r.personal->reason = "感染症のため";
    r.personal->message = "申し訳ありません";
    r.history = {{at(day(2026, 10, 1), 8, 3), "request", std::nullopt, ReservationStatus::Requested, "system",
                  "見本システム", "", "", "", false},
                 {at(day(2026, 10, 2), 8, 5), "cancel", ReservationStatus::Approved,
                  ReservationStatus::CancelledByFacility, "staff", "見本 職員", "事務室PC", "感染症のため",
                  "申し訳ありません", true}};
    return r;
}

Slot fullSlot(Maker &make, FacilityId facility) {
    Slot s = make.slot(facility, day(2026, 12, 3), LocalTime::of(14, 15));
    s.meta = {9, at(day(2026, 10, 1), 8), at(day(2026, 10, 2), 9)};
    s.seats = 7;
    s.visitorsPerFamily = 2;
    s.acceptedAges = AgeClasses(0b010101);
    s.opensAt = at(day(2026, 11, 1), 10);
    s.closesAt = at(day(2026, 12, 2), 17);
    s.cancelUntil = at(day(2026, 12, 1), 17);
    s.note = "上履きを持参";
    s.seriesId = make.id<SeriesId>();
    s.status = SlotStatus::Closed;
    s.meetingPlace = "2階ホール";
    return s;
}

WaitlistEntry fullWaitlistEntry(Maker &make, const Slot &slot) {
    WaitlistEntry entry;
    entry.id = make.id<WaitlistEntryId>();
    entry.meta = {3, at(day(2026, 11, 1), 8), at(day(2026, 11, 2), 9)};
    entry.facilityId = slot.facilityId;
    entry.status = WaitlistStatus::Offered;
    entry.anySlot = true;
    entry.dates = {day(2026, 12, 3), day(2026, 12, 8)};
    entry.slotIds = {slot.id, make.id<SlotId>()};
    entry.ageClasses = AgeClasses(0b000110);
    entry.guardian = Guardian{"見本 花子", "ミホン ハナコ", "090-0000-7788", "hanako@example.jp"};
    entry.channel = "phone";
    entry.offer = WaitlistOffer{slot.id, at(day(2026, 12, 2), 17)};
    return entry;
}

Facility fullFacility(Maker &make) {
    Facility f = make.facility();
    f.meta = {5, at(day(2026, 1, 1), 1), at(day(2026, 1, 2), 2)};
    f.standardId = "130001";
    f.operatorId = make.id<OperatorId>();
    f.profile = {{"name", "見本園"}, {"phone", "042-000-0000"}, {"note", ""}};
    f.classes = {{0, 6, true}, {5, std::nullopt, false}};
    f.openHours = {{1, LocalTime::of(7, 30), LocalTime::of(18, 30)},
                   {6, LocalTime::of(8, 0), LocalTime::of(12, 0)}};
    f.repeatPolicy = RepeatPolicy::Refuse;
    f.unknownColumns = {{"独自項目", "値,\"引用\""}};
    f.confirmedOn = day(2026, 4, 2);
    f.publishedVersion = 3;
    f.participating = false;
    return f;
}

/// The effect tables give records back that no function of the store reads: series go through their table
/// directly.
Series fullSeries(Maker &make, FacilityId facility) {
    Series s;
    s.id = make.id<SeriesId>();
    s.meta = {2, at(day(2026, 1, 1), 1), at(day(2026, 1, 2), 2)};
    s.facilityId = facility;
    s.rule = "13Th";
    s.from = day(2026, 12, 1);
    s.to = day(2027, 2, 28);
    s.start = LocalTime::of(9, 30);
    s.end = LocalTime::of(10, 15);
    s.seats = 4;
    s.visitorsPerFamily = 3;
    s.acceptedAges = AgeClasses(0b000011);
    s.note = "見学会";
    s.exceptions = {day(2026, 12, 31), day(2027, 1, 1)};
    return s;
}

template <class Record>
std::vector<Record> allOf(storage::Database &database, const storage::RecordSealing &sealing) {
    std::vector<Record> records;
    const std::string sql =
        "SELECT " + storage::columnList<Record>() + " FROM " + std::string(storage::Table<Record>::name);
    const auto read = database.once(sql).each([&](const storage::Statement &statement) {
        storage::Row row(statement);
        records.push_back(storage::Table<Record>::read(row, sealing));
    });
    return read ? records : std::vector<Record>();
}

} // namespace

void TestRecords::everyMemberSurvives() {
    Folder profile;
    auto store = profile.open();
    QVERIFY(store);
    const Facility facility = fullFacility(m_make);
    const Slot slot = fullSlot(m_make, facility.id);
    const Reservation reservation = fullReservation(m_make, slot);
    const Series series = fullSeries(m_make, facility.id);
    const Municipality town{"132012", {3, at(day(2026, 1, 1), 1), at(day(2026, 1, 2), 2)},
                            "見本市", 600,
                            1200,     {day(2026, 12, 28)}};
    const Closure closure{m_make.id<ClosureId>(),
                          {2, at(day(2026, 1, 1), 1), at(day(2026, 1, 1), 2)},
                          facility.id,
                          day(2026, 12, 4),
                          "台風"};
    const Notice notice{m_make.id<NoticeId>(),
                        {2, at(day(2026, 1, 1), 1), at(day(2026, 1, 1), 2)},
                        "all",
                        "保守作業",
                        at(day(2026, 12, 1), 0),
                        at(day(2026, 12, 2), 0)};
    const SlotSeats seats{slot.id, {8, at(day(2026, 1, 1), 1), at(day(2026, 1, 1), 2)}, 5};
    const WaitlistEntry waiting = fullWaitlistEntry(m_make, slot);
    QVERIFY(store->applyRemote(
        pageOf("c", town, facility, slot, seats, series, reservation, closure, notice, waiting)));

    QCOMPARE(store->facility(facility.id).value() == facility, true);
    QCOMPARE(store->facilities().value().size(), std::size_t(1));
    QCOMPARE(store->municipality("132012").value() == town, true);
    QCOMPARE(store->closures(facility.id).value().at(0) == closure, true);
    QCOMPARE(store->notices().value().at(0) == notice, true);
    QCOMPARE(storage::recordsOf<WaitlistEntry>(*store, facility.id).value() == std::vector{waiting}, true);
    QCOMPARE(storage::recordsOf<Closure>(*store, facility.id).value() == std::vector{closure}, true);
    const auto slotRow = store->slotRow(slot.id).value();
    QCOMPARE(slotRow.slot == slot, true);
    QCOMPARE(slotRow.seatsTaken, 5);
    const auto rows = store->reservationRows({reservation.id}).value();
    QCOMPARE(rows.at(0).reservation == reservation, true);
    QCOMPARE(rows.at(0).date == slot.date && rows.at(0).start == slot.start && rows.at(0).end == slot.end,
             true);

    store.reset();
    auto database = storage::Database::open(profile.path());
    QVERIFY(database);
    const storage::RecordSealing noKey(nullptr);
    QCOMPARE(allOf<Series>(**database, noKey).at(0) == series, true);
    QCOMPARE(allOf<SlotSeats>(**database, noKey).at(0) == seats, true);
}

namespace {

template <class Record> void compareColumns(storage::Database &database, const char *prefix) {
    QStringList inFile;
    const std::string sql = "SELECT name FROM pragma_table_info('" + std::string(prefix) +
                            std::string(storage::Table<Record>::name) + "') WHERE name <> 'seq'";
    QVERIFY(database.once(sql).each(
        [&](const storage::Statement &row) { inFile << QString::fromStdString(row.bytes(0)); }));
    QStringList listed;
    for (const storage::Column &column : storage::Table<Record>::columns) {
        listed << QString::fromLatin1(column.name.data(), static_cast<qsizetype>(column.name.size()));
    }
    QCOMPARE(inFile, listed);
}

} // namespace

void TestRecords::columnListsAreTheTables() {
    Folder profile;
    QVERIFY(profile.open());
    auto database = storage::Database::open(profile.path());
    QVERIFY(database);
    for (const char *prefix : {"", "shadow_"}) {
        KeptRecords::forEach([&]<class Record>() { compareColumns<Record>(**database, prefix); });
    }
    storage::LocalRecords::forEach([&]<class Record>() { compareColumns<Record>(**database, "local_"); });
}

void TestRecords::whoWaitsLiesSealedOrNotAtAll() {
    for (const bool withKey : {true, false}) {
        Folder profile;
        auto store = profile.open(withKey);
        const Slot slot = m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 3));
        WaitlistEntry entry = fullWaitlistEntry(m_make, slot);
        QVERIFY(store->applyRemote(pageOf("c", slot, entry)));
        if (!withKey) {
            entry.guardian.reset();
        }
        QCOMPARE(storage::recordsOf<WaitlistEntry>(*store, slot.facilityId).value() == std::vector{entry},
                 true);
        store.reset();
        QFile file(profile.path());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(!bytes.contains("090-0000-7788") && !bytes.contains("見本 花子"));
    }
}

void TestRecords::historySurvivesWithoutAKeyButItsTextsDoNot() {
    Folder profile;
    auto store = profile.open(false);
    const Slot slot = m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 3));
    const Reservation reservation = fullReservation(m_make, slot);
    QVERIFY(store->applyRemote(pageOf("c", slot, reservation)));

    const Reservation read = store->reservationRows({reservation.id}).value().at(0).reservation;
    QVERIFY(!read.personal);
    QCOMPARE(read.history.size(), reservation.history.size());
    QCOMPARE(read.history.at(1).action, std::string("cancel"));
    QVERIFY(read.history.at(1).reason.empty() && read.history.at(1).message.empty());
    QVERIFY(store->searchReservations({reservation.id}, searchKey("見本山")).value().empty());
}

void TestRecords::personalDataIsNowhereInTheFiles() {
    Folder profile;
    auto store = profile.open();
    const Slot slot = m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 3));
    const Reservation reservation = fullReservation(m_make, slot);
    QVERIFY(store->applyRemote(pageOf("c", slot, reservation)));
    Operation decline = m_make.approve(reservation);
    std::get<MoveReservation>(decline.command).reason = "見本山様のご都合";
    decline.base = R"({"guardian":{"phone":"090-0000-1234"}})";
    decline.state = OperationState::Conflict;
    decline.current = R"({"guardian":{"name":"見本山 花子"}})";
    QVERIFY(store->enqueue(decline, {}));
    QVERIFY(store->saveDraft("decline", "見本山 花子様へ"));

    QByteArray bytes;
    for (const char *suffix : {"", "-wal"}) {
        QFile file(profile.path() + QString::fromLatin1(suffix));
        QVERIFY(file.open(QIODevice::ReadOnly));
        bytes += file.readAll();
    }
    QVERIFY2(bytes.contains("portal") || bytes.contains("見本システム"),
             "the search must be able to find something");
    for (const char *secret :
         {"見本山", "花子", "ミホンヤマ", "ハナコ", "タロウ", "090-0000-1234", "0000-1234", "hanako@example",
          "2025-06-07", "20250607", "駐車場", "感染症", "申し訳", "事務室PC"}) {
        QVERIFY2(!bytes.contains(secret), secret);
    }
    const auto utf16 = QString::fromUtf8("見本山");
    QVERIFY(!bytes.contains(QByteArray(reinterpret_cast<const char *>(utf16.utf16()), utf16.size() * 2)));
}

void TestRecords::olderRowsAreSkipped() {
    Folder profile;
    auto store = profile.open();
    Slot slot = m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 3));
    slot.meta.version = 5;
    slot.seats = 5;
    QVERIFY(store->applyRemote(pageOf("c5", slot)));
    Slot older = slot;
    older.meta.version = 4;
    older.seats = 4;
    const auto keys = store->applyRemote(pageOf("c6", older));
    QVERIFY(keys && keys->empty());
    QCOMPARE(store->slotRow(slot.id).value().slot.seats, 5);
    QCOMPARE(store->cursor().value(), std::string("c6"));
}

void TestRecords::aDeletedRecordGoesAndALateAnswerDoesNotBringItBack() {
    Folder profile;
    auto store = profile.open();
    const Slot slot = m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 3));
    Reservation reservation = m_make.reservation(slot);
    Operation approve = m_make.approve(reservation);
    QVERIFY(store->applyRemote(pageOf("a", slot, reservation)));
    QVERIFY(store->enqueue(approve, {}));

    wire::ChangePage page;
    page.cursor = "b";
    page.changes = {tombstone(RecordKind::Reservation, reservation.id.text(), 3)};
    const auto keys = store->applyRemote(page);
    QVERIFY(keys);
    QCOMPARE(keys->size(), std::size_t(1));
    QVERIFY(store->reservationRows({reservation.id}).value().empty());

    reservation.meta.version = 2;
    approve.state = OperationState::Applied;
    QVERIFY(store->finishApplied(approve, pageOf("ignored", reservation)));
    QVERIFY(store->reservationRows({reservation.id}).value().empty());
    QCOMPARE(store->cursor().value(), std::string("b"));
}

void TestRecords::kindsThatAreNotKeptAreSkipped() {
    Folder profile;
    auto store = profile.open();
    wire::ChangePage page;
    page.cursor = "z";
    wire::Change unknown;
    unknown.kind = RecordKind::Unknown;
    unknown.id = "whatever";
    wire::Change keeper;
    keeper.kind = RecordKind::Operator;
    keeper.id = m_make.id<OperatorId>().text();
    page.changes = {unknown, keeper, tombstone(RecordKind::Operator, keeper.id, 2)};
    const auto keys = store->applyRemote(page);
    QVERIFY(keys && keys->empty());
    QCOMPARE(store->cursor().value(), std::string("z"));
}

void TestRecords::rowsAndCursorComeTogether() {
    Folder profile;
    const Slot slot = m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 3));
    {
        auto store = profile.open();
        QCOMPARE(store->cursor().value(), std::string());
        QCOMPARE(store->inFirstPull().value(), true);
        wire::ChangePage first = pageOf("first", slot);
        first.more = true;
        QVERIFY(store->applyRemote(first));
        QCOMPARE(store->inFirstPull().value(), true);
    }
    auto store = profile.open();
    QCOMPARE(store->cursor().value(), std::string("first"));
    QCOMPARE(store->inFirstPull().value(), true);
    QVERIFY(store->slotRow(slot.id));
    QVERIFY(store->applyRemote(pageOf("last")));
    QCOMPARE(store->inFirstPull().value(), false);
}

void TestRecords::shadowIsInvisibleUntilItIsSwapped() {
    Folder profile;
    auto store = profile.open();
    const FacilityId here = m_make.id<FacilityId>();
    Slot kept = m_make.slot(here, day(2026, 12, 1));
    kept.meta.version = 9;
    const Slot gone = m_make.slot(here, day(2026, 12, 2));
    const Slot same = m_make.slot(here, day(2026, 12, 3));
    const Slot fresh = m_make.slot(here, day(2026, 12, 4));
    QVERIFY(store->applyRemote(pageOf("old", kept, gone, same)));
    const Operation edit = m_make.editSlot(kept);
    QVERIFY(store->enqueue(edit, {}));

    QVERIFY(store->beginShadow());
    QCOMPARE(store->inShadow().value(), true);
    QCOMPARE(store->cursor().value(), std::string());
    kept.meta.version = 2; // the hub came back from a backup: its word stands although the number is lower
    kept.seats = 8;
    const auto hidden = store->applyRemote(pageOf("new", kept, same, fresh));
    QVERIFY(hidden && hidden->empty());
    QCOMPARE(store->slotRow(kept.id).value().slot.seats, 3);
    QVERIFY(!store->slotRow(fresh.id));
    QCOMPARE(store->cursor().value(), std::string("new"));

    auto keys = store->swapShadow().value();
    std::sort(keys.begin(), keys.end());
    std::vector<EntityKey> expected{{RecordKind::Slot, kept.id.text()},
                                    {RecordKind::Slot, gone.id.text()},
                                    {RecordKind::Slot, fresh.id.text()}};
    std::sort(expected.begin(), expected.end());
    QCOMPARE(keys, expected);
    QCOMPARE(store->slotRow(kept.id).value().slot.seats, 8);
    QVERIFY(!store->slotRow(gone.id));
    QVERIFY(store->slotRow(fresh.id));
    QCOMPARE(store->inShadow().value(), false);
    QCOMPARE(store->cursor().value(), std::string("new"));
    QCOMPARE(store->operation(edit.id).value().value().command, edit.command);
}

void TestRecords::shadowSurvivesACrash() {
    Folder profile;
    const Slot old = m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 1));
    const Slot fresh = m_make.slot(old.facilityId, day(2026, 12, 2));
    {
        auto store = profile.open();
        QVERIFY(store->applyRemote(pageOf("old", old)));
        QVERIFY(store->beginShadow());
        QVERIFY(store->applyRemote(pageOf("half", fresh)));
    }
    auto store = profile.open();
    QCOMPARE(store->inShadow().value(), true);
    QCOMPARE(store->cursor().value(), std::string("half"));
    QVERIFY(store->slotRow(old.id));
    QVERIFY(store->swapShadow());
    QVERIFY(!store->slotRow(old.id));
    QVERIFY(store->slotRow(fresh.id));
}

void TestRecords::aFileFilledWithoutAKeyIsPulledAgain() {
    Folder profile;
    const Slot slot = m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 1));
    const Reservation reservation = m_make.reservation(slot);
    {
        auto store = profile.open(false);
        QVERIFY(store->applyRemote(pageOf("c", slot, reservation)));
    }
    auto store = profile.open();
    QCOMPARE(store->cursor().value(), std::string());
    QVERIFY(store->applyRemote(pageOf("c", slot, reservation)));
    QCOMPARE(store->reservationRows({reservation.id}).value().at(0).reservation == reservation, true);
    store.reset();
    QCOMPARE(profile.open()->cursor().value(), std::string("c"));
}

void TestRecords::whatCannotBeReadIsNotedWithItsPlaceInTheFeed() {
    Folder profile;
    const FacilityId here = m_make.id<FacilityId>();
    const Slot first = m_make.slot(here, day(2026, 12, 1));
    const Slot second = m_make.slot(here, day(2026, 12, 2));
    const Slot third = m_make.slot(here, day(2026, 12, 3));
    {
        const auto store = profile.open();
        QVERIFY(store->applyRemote(unreadablePage("a", first))); // the feed's beginning
        QVERIFY(store->applyRemote(unreadablePage("b", second)));
        auto page = unreadablePage("c", third);
        page.unreadable.push_back({RecordKind::SlotSeats, third.id.text(), 1});
        QVERIFY(store->applyRemote(page));
    }
    const auto store = profile.open();
    QCOMPARE(store->countUnreadable().value(), 4);
    QCOMPARE(store->unreadablePositions().value(), (std::vector<std::string>{"", "a", "b"}));
    QCOMPARE(store->cursor().value(), std::string("c"));
}

void TestRecords::itIsForgottenOnceAsNewAVersionIsRead() {
    Folder profile;
    const auto store = profile.open();
    Slot slot = m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 1));
    Slot gone = m_make.slot(slot.facilityId, day(2026, 12, 2));
    slot.meta.version = 5;
    QVERIFY(store->applyRemote(unreadablePage("a", slot)));
    QVERIFY(store->applyRemote(unreadablePage("b", gone)));
    Slot older = slot;
    older.meta.version = 4;
    QVERIFY(store->applyRemote(pageOf("c", older)));
    QCOMPARE(store->countUnreadable().value(), 2);
    QVERIFY(store->applyRemote(pageOf("d", slot)));
    QCOMPARE(store->countUnreadable().value(), 1);
    wire::ChangePage end;
    end.cursor = "e";
    end.changes = {tombstone(RecordKind::Slot, gone.id.text(), 0)};
    QVERIFY(store->applyRemote(end));
    QCOMPARE(store->countUnreadable().value(), 0);
}

void TestRecords::aPageThatIsAskedForAgainLeavesTheCursor() {
    Folder profile;
    const auto store = profile.open();
    const Slot slot = m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 1));
    const Slot other = m_make.slot(slot.facilityId, day(2026, 12, 2));
    QVERIFY(store->applyRemote(pageOf("a")));
    auto page = unreadablePage("b", slot);
    page.unreadable.push_back({RecordKind::Slot, other.id.text(), 1});
    QVERIFY(store->applyRemote(page));
    QVERIFY(store->applyRemote(pageOf("z")));
    auto again = pageOf("b", slot);
    again.unreadable = {{RecordKind::Slot, other.id.text(), 1}};
    QCOMPARE(store->applyAgain(again, "a").value(),
             (std::vector<EntityKey>{{RecordKind::Slot, slot.id.text()}}));
    QVERIFY(store->slotRow(slot.id));
    QCOMPARE(store->cursor().value(), std::string("z"));
    QCOMPARE(store->countUnreadable().value(), 1);
    QCOMPARE(store->unreadablePositions().value(), std::vector<std::string>{"a"});
}

void TestRecords::aFullPullCountsItsOwn() {
    Folder profile;
    const auto store = profile.open();
    const Slot before = m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 1));
    const Slot after = m_make.slot(before.facilityId, day(2026, 12, 2));
    QVERIFY(store->applyRemote(pageOf("a")));
    QVERIFY(store->applyRemote(unreadablePage("b", before)));
    QVERIFY(store->beginShadow());
    QVERIFY(store->applyRemote(pageOf("n1", before)));
    QVERIFY(store->applyRemote(unreadablePage("n2", after)));
    QCOMPARE(store->unreadablePositions().value(), std::vector<std::string>{"a"}); // of what is shown
    QVERIFY(store->swapShadow());
    QCOMPARE(store->countUnreadable().value(), 1);
    QCOMPARE(store->unreadablePositions().value(), std::vector<std::string>{"n1"});
}

QTEST_GUILESS_MAIN(TestRecords)
#include "tst_records.moc"
