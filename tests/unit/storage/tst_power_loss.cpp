// The power goes at every write of a desk's day: what was said to be saved is there afterwards, nothing is
// there by half, and the file is never damaged.
#include "support/power_vfs.h"
#include "unit/storage/fixture.h"

#include "storage/database.h"

using namespace storetest;
using storage::Store;
using test_support::PowerDisk;

namespace {

/// The day's records; the same in every life of the desk.
struct Day {
    Maker make;
    Facility facility = make.facility();
    Slot slot = make.slot(facility.id, day(2026, 12, 1));
    Slot edited = withSeats(slot, 5);
    Reservation asked = make.reservation(slot);
    Reservation another = make.reservation(slot);
    Reservation late = make.reservation(slot);
    Operation approve = make.approve(asked);
    Operation decline = make.approve(another);
    Operation edit = make.editSlot(slot);
    Operation resolved = make.editSlot(slot);

    static Slot withSeats(Slot slot, int seats) {
        slot.seats = seats;
        return slot;
    }
    [[nodiscard]] wire::ChangePage answer() const {
        Reservation approved = asked;
        approved.status = ReservationStatus::Approved;
        approved.meta.version += 1;
        return pageOf({}, approved);
    }
};

/// What the desk was told to be durable.
struct Said {
    bool pulled = false; ///< may be had again from the hub
    bool enqueued = false;
    bool editEnqueued = false;
    bool marked = false;
    bool applied = false;
    bool followed = false;
    bool drafted = false;
    bool settled = false;
    bool withdrawn = false;
};

class TestPowerLoss : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatWasSaidIsThereAtEveryWrite();
    void aDiskThatLiesIsFoundOut();

private:
    [[nodiscard]] std::unique_ptr<Store> open(PowerDisk &disk) const;
    void work(PowerDisk &disk, const Day &day, Said &said) const;
    [[nodiscard]] QString breach(PowerDisk &disk, const Day &day, const Said &said) const;
    [[nodiscard]] static QString damage(PowerDisk &disk);

    std::unique_ptr<storage::Sealer> m_sealer = storage::sealerWithKey(std::string(32, 'k'));
};

std::unique_ptr<Store> TestPowerLoss::open(PowerDisk &disk) const {
    auto store = Store::open({.path = QString::fromStdString(disk.path("desk.sqlite")),
                              .sealer = m_sealer.get(),
                              .clock = nullptr});
    return store ? std::move(*store) : nullptr;
}

/// A day: the first pull, two answers, an edit with its visible effect, what comes of them, something typed.
void TestPowerLoss::work(PowerDisk &disk, const Day &day, Said &said) const {
    const auto store = open(disk);
    if (!store) {
        return;
    }
    said.pulled =
        store->applyRemote(pageOf("first", day.facility, day.slot, day.asked, day.another)).has_value();
    said.enqueued = store->enqueue(day.approve, {}).has_value();
    said.editEnqueued =
        store->enqueue(day.edit, {.slots = {day.edited}, .series = {}, .facilities = {}, .closures = {}})
            .has_value();
    Operation sent = day.approve;
    sent.state = OperationState::InFlight;
    sent.tries = 1;
    said.marked = said.enqueued && store->updateOperation(sent).has_value();
    sent.state = OperationState::Applied;
    sent.finishedAt = day.make.now();
    said.applied = said.marked && store->finishApplied(sent, day.answer()).has_value();
    said.followed = store->applyRemote(pageOf("second", day.late)).has_value();
    said.drafted = store->saveDraft("booking/1", R"({"guardian":"見本山 花子"})").has_value();
    if (store->enqueue(day.resolved, {})) {
        Operation settled = day.resolved;
        settled.state = OperationState::Superseded;
        settled.decision = ConflictDecision{.by = "見本 職員", .choices = {}};
        said.settled = store->updateOperation(settled).has_value();
    }
    if (store->enqueue(day.decline, {})) {
        said.withdrawn = store->withdrawOperation(day.decline.id).has_value();
    }
}

QString TestPowerLoss::damage(PowerDisk &disk) {
    auto database = storage::Database::open(QString::fromStdString(disk.path("desk.sqlite")));
    if (!database) {
        return QStringLiteral("cannot be opened: ") + QString::fromStdString(database.error().code);
    }
    const auto pages =
        (*database)->number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'");
    const auto references = (*database)->number("SELECT count(*) FROM pragma_foreign_key_check");
    return pages.value_or(-1) == 0 && references.value_or(-1) == 0 ? QString() : QStringLiteral("damaged");
}

/// Empty when every promise was kept. A step that was not said to be done may have got through, but whole.
QString TestPowerLoss::breach(PowerDisk &disk, const Day &day, const Said &said) const {
    if (const QString found = damage(disk); !found.isEmpty()) {
        return found;
    }
    const auto store = open(disk);
    if (!store) {
        return QStringLiteral("does not open");
    }
    const auto one = [&store](const Operation &given) { return store->operation(given.id).value(); };
    const auto missing = [&one](bool promised, const Operation &given) { return promised && !one(given); };
    if (missing(said.enqueued, day.approve) || missing(said.editEnqueued, day.edit) ||
        missing(said.settled, day.resolved) || missing(said.withdrawn, day.decline)) {
        return QStringLiteral("an act is gone");
    }
    // An act and what it shows come together.
    const auto row = store->slotRow(day.slot.id);
    if (one(day.edit).has_value() != (row && row->slot.seats == 5)) {
        return QStringLiteral("an act without its effect, or an effect without its act");
    }
    // The end of an act and the hub's record come together.
    const auto rows = store->reservationRows({day.asked.id}).value();
    const bool isApproved = !rows.empty() && rows[0].reservation.status == ReservationStatus::Approved;
    const auto approve = one(day.approve);
    const bool isApplied = approve && approve->state == OperationState::Applied;
    if (isApplied != isApproved || (said.applied && !isApplied)) {
        return QStringLiteral("the end of an act by half");
    }
    if (said.marked && !isApplied && approve->state != OperationState::InFlight) {
        return QStringLiteral("an act that went out looks as if it had not");
    }
    if (approve && approve->command != day.approve.command) {
        return QStringLiteral("an act says something else");
    }
    // Rows and position come together.
    const std::string cursor = store->cursor().value();
    const bool hasLate = !store->reservationRows({day.late.id}).value().empty();
    if ((cursor == "second") != hasLate || (said.followed && !hasLate)) {
        return QStringLiteral("the feed's position is not that of its rows");
    }
    if ((cursor == "first" || cursor == "second") && !store->facility(day.facility.id)) {
        return QStringLiteral("a page by half");
    }
    const std::string draft = store->draft("booking/1").value();
    if (draft.empty() ? said.drafted : draft != R"({"guardian":"見本山 花子"})") {
        return QStringLiteral("a draft is gone");
    }
    if (said.settled && !one(day.resolved)->decision) {
        return QStringLiteral("a decision is gone");
    }
    if (said.withdrawn && one(day.decline)->state != OperationState::Superseded) {
        return QStringLiteral("what was withdrawn would go out");
    }
    return {};
}

void TestPowerLoss::whatWasSaidIsThereAtEveryWrite() {
    int points = 0;
    for (std::uint64_t n = 1;; ++n, ++points) {
        const Day day;
        PowerDisk disk("desk");
        Said said;
        disk.losePowerAtWrite(n, n * 7919);
        work(disk, day, said);
        if (!disk.isDown()) {
            break;
        }
        disk.powerOn();
        const QString found = breach(disk, day, said);
        QVERIFY2(found.isEmpty(), qPrintable(QStringLiteral("power lost at write %1: %2").arg(n).arg(found)));
        // And the day can go on from there.
        Said again;
        const auto store = open(disk);
        QVERIFY(store && store->applyRemote(pageOf("third", day.late)) && store->saveDraft("booking/1", "x"));
    }
    QVERIFY2(points > 100, qPrintable(QString::number(points)));
}

/// The test itself is put to the test: without fsync promises are broken.
void TestPowerLoss::aDiskThatLiesIsFoundOut() {
    int broken = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const Day day;
        PowerDisk disk("liar");
        disk.ignoreSyncs(true);
        Said said;
        work(disk, day, said);
        disk.losePower(seed);
        broken += breach(disk, day, said).isEmpty() ? 0 : 1;
    }
    QVERIFY(broken > 0);
}

} // namespace

QTEST_GUILESS_MAIN(TestPowerLoss)
#include "tst_power_loss.moc"
