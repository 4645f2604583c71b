// The user's acts: saved with what they look like, sent in order, never lost, never sent by themselves twice.
#include "unit/storage/fixture.h"

#include "storage/database.h"

using namespace storetest;
using storage::Store;

class TestOutbox : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anOperationSurvivesWithEverythingInIt();
    void anActThatCannotBeReadStaysAsItLies_data();
    void anActThatCannotBeReadStaysAsItLies();
    void withoutAKeyNothingTypedIsWrittenDown();
    void orderIsKeptForEachRecordNotForAll();
    void aRefusedOperationHoldsUpNobody_data();
    void aRefusedOperationHoldsUpNobody();
    void waitsForItsTime();
    void aClockThatIsSetBackHoldsNothingUp();
    void whatIsHeldBackWaitsAndWithItWhatIsQueuedBehind();
    void aBookingWaitsForTheSlotThatIsMadeHere();
    void twoBookingsOfOneSlotDoNotWaitForEachOther();
    void whatWasInFlightGoesOutAgain();
    void newSlotsAreShownUntilTheHubHasThem();
    void aRefusedEffectGivesWayButKeepsItsText_data();
    void aRefusedEffectGivesWayButKeepsItsText();
    void anAppliedEditStaysUntilTheHubsCopyComes();
    void anAnswerEndsTheEffectAtOnce();
    void editsOnTopOfEachOtherTakeTheAnsweredVersion();
    void aSomebodyElsesVersionIsNotTaken();
    void whatCameInWithAMergeIsUnseenByLaterActs();
    void whenTheNewestEditFailsTheOneBelowShows();
    void aFailedCancelShowsTheSlotAgain();
    void onlyTheUnsentCanBeWithdrawn();
    void appliedOnesAreForgottenInTime();
    void decisionsAreForgottenInTime();
    void aFailedCommitLeavesNothingBehind();

private:
    Maker m_make;
};

namespace {

std::optional<Operation> next(Store &store, Maker &make) {
    return store.nextToSend(make.now()).value();
}

OperationId nextId(Store &store, Maker &make) {
    const auto operation = next(store, make);
    return operation ? operation->id : OperationId();
}

void finish(Store &store, Operation operation, OperationState state) {
    operation.state = state;
    QVERIFY(store.updateOperation(operation));
}

int seatsShown(Store &store, const Slot &slot) {
    const auto row = store.slotRow(slot.id);
    return row ? row->slot.seats : -1;
}

Slot withSeats(Slot slot, int seats) {
    slot.seats = seats;
    return slot;
}

Slot answered(Slot slot, std::int64_t version) {
    slot.meta.version = version;
    return slot;
}

} // namespace

void TestOutbox::anOperationSurvivesWithEverythingInIt() {
    Folder folder;
    Operation given =
        m_make.approve(m_make.reservation(m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 1))));
    given.sendKey = m_make.id<OperationId>();
    given.base = R"({"a":1})";
    given.baseVersion = 12;
    given.state = OperationState::Conflict;
    given.tries = 3;
    given.notBefore = at(day(2026, 11, 22), 10);
    given.finishedAt = at(day(2026, 11, 22), 11);
    given.errorCode = "version-conflict";
    given.errorDetail = "別の方が先に回答しました";
    given.errorFields = {{.pointer = "/reason", .code = "too-long", .params = {{"max", "40"}}}};
    given.decision = ConflictDecision{.by = "見本 職員", .choices = {{"/seats", "5", "9", true}}};
    given.current = R"({"status":"withdrawn"})";
    QVERIFY(folder.open()->enqueue(given, {}));

    const Operation read = folder.open()->operation(given.id).value().value();
    QCOMPARE(read.id, given.id);
    QCOMPARE(read.sendKey, given.sendKey);
    QCOMPARE(read.kind, given.kind);
    QCOMPARE(read.recordId, given.recordId);
    QCOMPARE(read.act, given.act);
    QCOMPARE(read.command, given.command);
    QCOMPARE(read.base, given.base);
    QCOMPARE(read.baseVersion, given.baseVersion);
    QCOMPARE(read.state, given.state);
    QCOMPARE(read.tries, given.tries);
    QVERIFY(read.createdAt == given.createdAt && read.notBefore == given.notBefore);
    QVERIFY(read.finishedAt == given.finishedAt);
    QCOMPARE(read.errorCode, given.errorCode);
    QCOMPARE(read.errorDetail, given.errorDetail);
    QCOMPARE(read.errorFields, given.errorFields);
    QCOMPARE(read.decision, given.decision);
    QCOMPARE(read.current, given.current);
}

void TestOutbox::anActThatCannotBeReadStaysAsItLies_data() {
    QTest::addColumn<QByteArray>("damage");
    QTest::newRow("damaged") << QByteArray("UPDATE outbox SET content = CAST('s?' AS BLOB)");
    QTest::newRow("of a later version") << QByteArray("UPDATE outbox SET act = CAST('sing' AS BLOB)");
    QTest::newRow("of another act") << QByteArray("UPDATE outbox SET act = CAST('slot-cancel' AS BLOB)");
}

void TestOutbox::anActThatCannotBeReadStaysAsItLies() {
    QFETCH(const QByteArray, damage);
    Folder folder;
    const Operation edit = m_make.editSlot(m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 1)));
    QVERIFY(folder.open()->enqueue(edit, {}));
    const auto content = [&folder] {
        auto database = storage::Database::open(folder.path());
        return (*database)->number("SELECT sum(unicode(hex(content)) * length(content)) FROM outbox").value();
    };
    QVERIFY(storage::Database::open(folder.path()).value()->execute(damage.toStdString()));
    const std::int64_t before = content();
    const auto store = folder.open();
    auto read = next(*store, m_make);
    QVERIFY(read && read->id == edit.id);
    QVERIFY(std::holds_alternative<std::monostate>(read->command));
    read->errorCode = "act-unreadable";
    finish(*store, *read, OperationState::Rejected);
    QCOMPARE(store->operation(edit.id).value()->errorCode, std::string("act-unreadable"));
    QCOMPARE(content(), before);
    // And nothing without a meaning comes in.
    QCOMPARE(kindOf(store->enqueue(*read, {})), ErrorKind::Bug);
}

void TestOutbox::withoutAKeyNothingTypedIsWrittenDown() {
    Folder folder;
    auto store = folder.open(false);
    const Operation operation = m_make.createSlots(m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 1)));
    QCOMPARE(kindOf(store->enqueue(operation, {})), ErrorKind::KeychainUnavailable);
    QCOMPARE(kindOf(store->saveDraft("form", "text")), ErrorKind::KeychainUnavailable);
    QVERIFY(!store->operation(operation.id).value());
    QVERIFY(!next(*store, m_make));
}

void TestOutbox::orderIsKeptForEachRecordNotForAll() {
    Folder folder;
    auto store = folder.open();
    const FacilityId here = m_make.id<FacilityId>();
    const Slot a = m_make.slot(here, day(2026, 12, 1));
    const Slot b = m_make.slot(here, day(2026, 12, 2));
    Operation firstOfA = m_make.editSlot(a);
    const Operation secondOfA = m_make.editSlot(a);
    Operation onlyOfB = m_make.editSlot(b);
    for (const Operation *operation :
         std::initializer_list<const Operation *>{&firstOfA, &secondOfA, &onlyOfB}) {
        QVERIFY(store->enqueue(*operation, {}));
    }

    QCOMPARE(nextId(*store, m_make), firstOfA.id);
    finish(*store, firstOfA, OperationState::InFlight);
    QCOMPARE(nextId(*store, m_make), onlyOfB.id);
    finish(*store, onlyOfB, OperationState::InFlight);
    QVERIFY(!next(*store, m_make)); // the second of a waits for the first
    finish(*store, firstOfA, OperationState::Applied);
    QCOMPARE(nextId(*store, m_make), secondOfA.id);
}

void TestOutbox::aRefusedOperationHoldsUpNobody_data() {
    QTest::addColumn<int>("state");
    QTest::newRow("conflict") << static_cast<int>(OperationState::Conflict);
    QTest::newRow("rejected") << static_cast<int>(OperationState::Rejected);
    QTest::newRow("superseded") << static_cast<int>(OperationState::Superseded);
}

void TestOutbox::aRefusedOperationHoldsUpNobody() {
    QFETCH(int, state);
    Folder folder;
    auto store = folder.open();
    const Slot slot = m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 1));
    const Operation bad = m_make.editSlot(slot);
    const Operation good = m_make.editSlot(slot);
    QVERIFY(store->enqueue(bad, {}));
    QVERIFY(store->enqueue(good, {}));
    finish(*store, bad, static_cast<OperationState>(state));
    QCOMPARE(nextId(*store, m_make), good.id);
}

void TestOutbox::waitsForItsTime() {
    Folder folder;
    auto store = folder.open();
    Operation operation = m_make.editSlot(m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 1)));
    QVERIFY(store->enqueue(operation, {}));
    QVERIFY(!store->nextDue(m_make.now()).value());
    operation.notBefore = m_make.now() + std::chrono::seconds(30);
    QVERIFY(store->updateOperation(operation));
    QVERIFY(!next(*store, m_make));
    QVERIFY(store->nextDue(m_make.now()).value() == operation.notBefore);
    QVERIFY(store->nextToSend(m_make.now() + std::chrono::seconds(30)).value());
}

void TestOutbox::aClockThatIsSetBackHoldsNothingUp() {
    Folder folder;
    auto store = folder.open();
    Operation operation = m_make.editSlot(m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 1)));
    QVERIFY(store->enqueue(operation, {}));
    operation.notBefore = m_make.now() + storage::longestWait;
    QVERIFY(store->updateOperation(operation));
    QVERIFY(!next(*store, m_make)); // asked for by the hub
    // Somebody mends the PC's clock, which was a day ahead: no act is made to wait for tomorrow.
    QVERIFY(store->nextToSend(m_make.now() - std::chrono::days(1)).value());
    QVERIFY(store->nextToSend(Instant::max()).value()); // "try now"
}

void TestOutbox::whatIsHeldBackWaitsAndWithItWhatIsQueuedBehind() {
    Folder folder;
    auto store = folder.open();
    const Slot slot = m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 1));
    const Operation held = m_make.editSlot(slot);
    const Operation behind = m_make.editSlot(slot);
    const Operation other = m_make.editSlot(m_make.slot(slot.facilityId, day(2026, 12, 2)));
    for (const Operation &operation : {held, behind, other}) {
        QVERIFY(store->enqueue(operation, {}));
    }
    QVERIFY(store->hold(held.id));
    QVERIFY(store->isHeld(held.id));
    QCOMPARE(nextId(*store, m_make), other.id);
    finish(*store, other, OperationState::Applied);
    QVERIFY(!next(*store, m_make));
    QVERIFY(!store->nextToSend(Instant::max()).value());
    store->release(held.id);
    QCOMPARE(nextId(*store, m_make), held.id);
    QVERIFY(store->hold(held.id));
    store.reset(); // the program ends, however it does
    store = folder.open();
    QCOMPARE(nextId(*store, m_make), held.id);
    QVERIFY(store->hold(held.id));
    QVERIFY(store->withdrawOperation(held.id));
    QVERIFY(!store->isHeld(held.id));
    QCOMPARE(nextId(*store, m_make), behind.id);
    QCOMPARE(kindOf(store->hold(m_make.id<OperationId>())), ErrorKind::NotFound);
}

namespace {

Operation booking(Maker &make, const Slot &slot) {
    return make.act(Book{make.reservation(slot)});
}

} // namespace

void TestOutbox::aBookingWaitsForTheSlotThatIsMadeHere() {
    Folder folder;
    auto store = folder.open();
    const FacilityId here = m_make.id<FacilityId>();
    const std::vector<Slot> slots{m_make.slot(here, day(2026, 12, 1)), m_make.slot(here, day(2026, 12, 2))};
    Operation create = m_make.createSlots(slots.front());
    const Operation book = booking(m_make, slots.back());
    QVERIFY(store->enqueue(create, {.slots = slots}));
    QVERIFY(store->enqueue(book, {}));
    finish(*store, create, OperationState::InFlight);
    QVERIFY(!next(*store, m_make));
    finish(*store, create, OperationState::Applied);
    QCOMPARE(nextId(*store, m_make), book.id);
}

void TestOutbox::twoBookingsOfOneSlotDoNotWaitForEachOther() {
    Folder folder;
    auto store = folder.open();
    const Slot slot = m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 1));
    const Operation first = booking(m_make, slot);
    const Operation second = booking(m_make, slot);
    QVERIFY(store->enqueue(first, {}));
    QVERIFY(store->enqueue(second, {}));
    finish(*store, first, OperationState::InFlight);
    QCOMPARE(nextId(*store, m_make), second.id);
}

void TestOutbox::whatWasInFlightGoesOutAgain() {
    Folder folder;
    const Operation operation = m_make.editSlot(m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 1)));
    {
        auto store = folder.open();
        QVERIFY(store->enqueue(operation, {}));
        finish(*store, operation, OperationState::InFlight);
        QVERIFY(!next(*store, m_make));
    }
    auto store = folder.open();
    QVERIFY(store->recoverInFlight());
    const auto again = next(*store, m_make);
    QVERIFY(again);
    QCOMPARE(again->id, operation.id);
    QCOMPARE(again->command, operation.command);
}

void TestOutbox::newSlotsAreShownUntilTheHubHasThem() {
    Folder folder;
    auto store = folder.open();
    const FacilityId here = m_make.id<FacilityId>();
    Slot slot = m_make.slot(here, day(2026, 12, 1));
    slot.meta = {};
    Operation create = m_make.createSlots(slot);
    QVERIFY(store->enqueue(create, {.slots = {slot}}));
    const auto waiting = store->slotRows(here, day(2026, 12, 1), day(2026, 12, 1)).value();
    QCOMPARE(waiting.size(), std::size_t(1));
    QCOMPARE(waiting.at(0).pending.value().id, create.id);

    finish(*store, create,
           OperationState::Applied); // the answer could not be read; the feed will bring the slot
    QCOMPARE(store->slotRows(here, day(2026, 12, 1), day(2026, 12, 1)).value().size(), std::size_t(1));
    QVERIFY(store->applyRemote(pageOf("c", withSeats(answered(slot, 1), 2))));
    const auto there = store->slotRows(here, day(2026, 12, 1), day(2026, 12, 1)).value();
    QCOMPARE(there.size(), std::size_t(1));
    QCOMPARE(there.at(0).slot.seats, 2);
    QVERIFY(!there.at(0).pending);
}

void TestOutbox::aRefusedEffectGivesWayButKeepsItsText_data() {
    QTest::addColumn<int>("state");
    QTest::newRow("rejected") << static_cast<int>(OperationState::Rejected);
    QTest::newRow("superseded") << static_cast<int>(OperationState::Superseded);
}

void TestOutbox::aRefusedEffectGivesWayButKeepsItsText() {
    QFETCH(int, state);
    Folder folder;
    auto store = folder.open();
    Facility facility = m_make.facility();
    QVERIFY(store->applyRemote(pageOf("c", facility)));
    const Operation edit = m_make.act(EditFacility{facility.id, R"({"profile":{"phone":"042-000-9999"}})"});
    Facility edited = facility;
    edited.profile["phone"] = "042-000-9999";
    QVERIFY(store->enqueue(edit, {.facilities = {edited}}));
    QCOMPARE(store->facility(facility.id).value().profile.at("phone"), std::string("042-000-9999"));
    QCOMPARE(store->facilities().value().size(), std::size_t(1));

    finish(*store, edit, static_cast<OperationState>(state));
    QVERIFY(!store->facility(facility.id).value().profile.contains("phone"));
    QCOMPARE(store->operation(edit.id).value().value().command, edit.command);
}

void TestOutbox::anAppliedEditStaysUntilTheHubsCopyComes() {
    Folder folder;
    auto store = folder.open();
    const Slot slot = answered(m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 1)), 4);
    QVERIFY(store->applyRemote(pageOf("c", slot)));
    const Operation edit = m_make.editSlot(slot);
    QVERIFY(store->enqueue(edit, {.slots = {withSeats(slot, 9)}}));
    QCOMPARE(seatsShown(*store, slot), 9);
    finish(*store, edit, OperationState::Applied);
    QCOMPARE(seatsShown(*store, slot), 9); // never a flicker back to the old value
    QVERIFY(store->applyRemote(pageOf("d", withSeats(answered(slot, 5), 8))));
    QCOMPARE(seatsShown(*store, slot), 8);
}

void TestOutbox::anAnswerEndsTheEffectAtOnce() {
    Folder folder;
    auto store = folder.open();
    const Slot slot = m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 1));
    QVERIFY(store->applyRemote(pageOf("c", slot)));
    Operation edit = m_make.editSlot(slot);
    QVERIFY(store->enqueue(edit, {.slots = {withSeats(slot, 9)}}));
    edit.state = OperationState::Applied;
    const auto keys = store->finishApplied(edit, pageOf("", withSeats(answered(slot, 2), 7)));
    QVERIFY(keys);
    QCOMPARE(keys->at(0).id, slot.id.text());
    QCOMPARE(seatsShown(*store, slot), 7);
    QCOMPARE(store->operation(edit.id).value().value().state, OperationState::Applied);
    QCOMPARE(store->cursor().value(), std::string("c"));
}

void TestOutbox::editsOnTopOfEachOtherTakeTheAnsweredVersion() {
    Folder folder;
    auto store = folder.open();
    Slot slot = m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 1));
    slot.meta = {};
    Operation create = m_make.createSlots(slot);
    Operation edit = m_make.editSlot(slot); // base 0: not yet at the hub
    QVERIFY(store->enqueue(create, {.slots = {slot}}));
    QVERIFY(store->enqueue(edit, {.slots = {withSeats(slot, 9)}}));
    create.state = OperationState::Applied;
    QVERIFY(store->finishApplied(create, pageOf("", answered(slot, 1))));
    QCOMPARE(seatsShown(*store, slot), 9); // the edit still waits
    const auto waiting = next(*store, m_make).value();
    QCOMPARE(waiting.id, edit.id);
    QCOMPARE(waiting.baseVersion, std::int64_t(1));
    edit = waiting;
    edit.state = OperationState::Applied;
    QVERIFY(store->finishApplied(edit, pageOf("", withSeats(answered(slot, 2), 9))));
    QCOMPARE(store->slotRow(slot.id).value().slot.meta.version, std::int64_t(2));
}

void TestOutbox::aSomebodyElsesVersionIsNotTaken() {
    Folder folder;
    auto store = folder.open();
    const Slot slot = answered(m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 1)), 3);
    Operation first = m_make.editSlot(slot);
    Operation later = m_make.editSlot(slot);
    later.baseVersion = 6; // made after a newer copy had been seen
    QVERIFY(store->enqueue(first, {}));
    QVERIFY(store->enqueue(later, {}));
    first.state = OperationState::Applied;
    QVERIFY(store->finishApplied(first, pageOf("", answered(slot, 4))));
    QCOMPARE(next(*store, m_make).value().baseVersion, std::int64_t(6));
}

/// A colleague's change came in between and was merged into the first act; the author of the second has not
/// seen it.
void TestOutbox::whatCameInWithAMergeIsUnseenByLaterActs() {
    Folder folder;
    auto store = folder.open();
    const Slot slot = answered(m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 1)), 1);
    Operation first = m_make.editSlot(slot);
    const Operation later = m_make.editSlot(slot);
    QVERIFY(store->enqueue(first, {}));
    QVERIFY(store->enqueue(later, {}));
    first.sendKey = m_make.id<OperationId>();
    first.baseVersion = 2;
    first.state = OperationState::Applied;
    QVERIFY(store->finishApplied(first, pageOf("", answered(slot, 3))));
    QCOMPARE(next(*store, m_make).value().baseVersion, std::int64_t(1)); // so the hub asks for a merge

    Operation again = m_make.editSlot(slot); // said so already, by somebody with more changes than this one
    const Operation behind = m_make.editSlot(slot);
    QVERIFY(store->enqueue(again, {}));
    QVERIFY(store->enqueue(behind, {}));
    again.state = OperationState::Applied;
    QVERIFY(store->finishApplied(again, pageOf("", answered(slot, 5))));
    QCOMPARE(store->operation(behind.id).value().value().baseVersion, std::int64_t(1));
}

void TestOutbox::whenTheNewestEditFailsTheOneBelowShows() {
    Folder folder;
    auto store = folder.open();
    const Slot slot = m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 1));
    QVERIFY(store->applyRemote(pageOf("c", slot)));
    const Operation first = m_make.editSlot(slot);
    const Operation second = m_make.editSlot(slot);
    QVERIFY(store->enqueue(first, {.slots = {withSeats(slot, 5)}}));
    QVERIFY(store->enqueue(second, {.slots = {withSeats(slot, 6)}}));
    QCOMPARE(seatsShown(*store, slot), 6);
    QVERIFY(store->withdrawOperation(second.id));
    QCOMPARE(seatsShown(*store, slot), 5);
    QVERIFY(store->withdrawOperation(first.id));
    QCOMPARE(seatsShown(*store, slot), 3);
}

void TestOutbox::aFailedCancelShowsTheSlotAgain() {
    Folder folder;
    auto store = folder.open();
    const Slot slot = m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 1));
    QVERIFY(store->applyRemote(pageOf("c", slot)));
    const Operation cancel = m_make.editSlot(slot);
    Slot cancelled = slot;
    cancelled.status = SlotStatus::Cancelled;
    QVERIFY(store->enqueue(cancel, {.slots = {cancelled}}));
    QVERIFY(store->slotRows(slot.facilityId, slot.date, slot.date).value().empty());
    finish(*store, cancel, OperationState::Conflict); // families are booked: they must be seen
    const auto rows = store->slotRows(slot.facilityId, slot.date, slot.date).value();
    QCOMPARE(rows.size(), std::size_t(1));
    QCOMPARE(rows.at(0).pending.value().state, OperationState::Conflict);
}

void TestOutbox::onlyTheUnsentCanBeWithdrawn() {
    Folder folder;
    auto store = folder.open();
    const Reservation reservation =
        m_make.reservation(m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 1)));
    QVERIFY(store->applyRemote(pageOf("c", reservation)));
    Operation sent = m_make.approve(reservation);
    QVERIFY(store->enqueue(sent, {}));
    QCOMPARE(store->reservationRows({reservation.id}).value().at(0).pending.value().id, sent.id);
    finish(*store, sent, OperationState::InFlight);
    QCOMPARE(kindOf(store->withdrawOperation(sent.id)), ErrorKind::Conflict);
    sent.tries = 1; // it was tried, and what the hub made of it is not known
    finish(*store, sent, OperationState::Pending);
    QCOMPARE(kindOf(store->withdrawOperation(sent.id)), ErrorKind::Conflict);
    sent.tries = 0;
    finish(*store, sent, OperationState::Pending);
    QVERIFY(store->withdrawOperation(sent.id));
    QVERIFY(!next(*store, m_make));
    QVERIFY(!store->reservationRows({reservation.id}).value().at(0).pending);
    QCOMPARE(kindOf(store->withdrawOperation(m_make.id<OperationId>())), ErrorKind::NotFound);
}

void TestOutbox::appliedOnesAreForgottenInTime() {
    Folder folder;
    auto store = folder.open();
    const FacilityId here = m_make.id<FacilityId>();
    const auto add = [&](OperationState state, Instant finishedAt) {
        Operation operation = m_make.editSlot(m_make.slot(here, day(2026, 12, 1)));
        operation.state = state;
        operation.finishedAt = finishedAt;
        return store->enqueue(operation, {}) ? operation.id : OperationId();
    };
    const OperationId old = add(OperationState::Applied, m_make.now() - std::chrono::days(31));
    const OperationId recent = add(OperationState::Applied, m_make.now() - std::chrono::days(29));
    const OperationId refused = add(OperationState::Rejected, m_make.now() - std::chrono::days(90));
    QVERIFY(store->forgetAppliedBefore(m_make.now() - std::chrono::days(30)));
    QVERIFY(!store->operation(old).value());
    QVERIFY(store->operation(recent).value());
    QVERIFY(store->operation(refused).value());
    QCOMPARE(store->operations({OperationState::Applied, OperationState::Rejected}).value().size(),
             std::size_t(2));
}

void TestOutbox::decisionsAreForgottenInTime() {
    Folder folder;
    auto store = folder.open();
    const auto add = [&](OperationState state, std::optional<Instant> finishedAt, Instant createdAt) {
        Operation operation = m_make.editSlot(m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 1)));
        operation.state = state;
        operation.createdAt = createdAt;
        operation.finishedAt = finishedAt;
        operation.decision = ConflictDecision{.by = "見本 職員", .choices = {}};
        return store->enqueue(operation, {}) ? operation.id : OperationId();
    };
    const Instant now = m_make.now();
    const Instant longAgo = now - std::chrono::days(400);
    const OperationId old = add(OperationState::Superseded, now - std::chrono::days(181), longAgo);
    const OperationId recent = add(OperationState::Superseded, now - std::chrono::days(179), longAgo);
    const OperationId withdrawnLongAgo = add(OperationState::Superseded, std::nullopt, longAgo);
    const OperationId unsent = add(OperationState::Pending, std::nullopt, longAgo);
    const OperationId refused = add(OperationState::Conflict, longAgo, longAgo);
    QVERIFY(store->forgetSettledBefore(now - std::chrono::days(180)));
    QVERIFY(!store->operation(old).value());
    QVERIFY(!store->operation(withdrawnLongAgo).value());
    QCOMPARE(store->operation(recent).value()->decision->by, std::string("見本 職員"));
    QVERIFY(store->operation(unsent).value()); // however old: nobody has dealt with it
    QVERIFY(store->operation(refused).value());
}

void TestOutbox::aFailedCommitLeavesNothingBehind() {
    Folder folder;
    auto store = folder.open();
    const Slot slot = m_make.slot(m_make.id<FacilityId>(), day(2026, 12, 1));
    Operation create = m_make.createSlots(slot);
    // The same slot twice breaks the effect after the operation was already written.
    QVERIFY(!store->enqueue(create, {.slots = {slot, slot}}));
    QVERIFY(!store->operation(create.id).value());
    QVERIFY(!store->slotRow(slot.id));
    QVERIFY(store->enqueue(create, {.slots = {slot}}));
    QVERIFY(!store->enqueue(create, {})); // one id, one operation
}

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
