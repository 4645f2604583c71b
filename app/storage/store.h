// The desk's local store: one SQLite file in the profile, used on the data thread only.
//
// What a nursery sees comes from here first; the hub is asked afterwards. Personal data lies sealed
// (sealer.h); ids, times and states lie plain and indexed. Every function is synchronous and says whether it
// worked.
#pragma once

#include "domain/kept_records.h"
#include "domain/result.h"
#include "storage/operation.h"

#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace wire {
struct ChangePage;
}

namespace storage {

class Sealer;

/// Which records a batch touched, for exact updates of the screens.
struct EntityKey {
    domain::RecordKind kind = domain::RecordKind::Unknown;
    std::string id;
    auto operator<=>(const EntityKey &) const = default;
};

/// What a list of reservations asks for. Everything set must hold.
struct ReservationQuery {
    std::optional<domain::FacilityId> facility;
    std::vector<domain::ReservationStatus> states; ///< empty: all
    std::optional<domain::SlotId> slot;
    std::optional<domain::LocalDate> from; ///< of the slot, inclusive
    std::optional<domain::LocalDate> to;   ///< inclusive
    std::optional<int> ageClass;
    std::string channel; ///< empty: all
    bool onlyUnsent = false;
    enum class Order : std::uint8_t {
        SlotStart, ///< earliest visit first
        Risk,      ///< a tour that starts before anybody answered first, then the oldest due
        Newest     ///< latest request first
    } order = Order::SlotStart;
    /// For Risk: by facility, until when a tour comes before anybody answered (domain/waiting.h). The hours
    /// that this is made of belong to the caller. A facility that is not named has no such tours.
    using ToursUntil = std::unordered_map<domain::FacilityId, domain::Instant>;
    ToursUntil toursUntil;
    int limit = 50'000;
    bool operator==(const ReservationQuery &) const = default;
};

/// A reservation with what the list needs of its slot and of the outbox.
struct ReservationRow {
    domain::Reservation reservation; ///< personal part opened where present
    domain::LocalDate date{};
    domain::LocalTime start;
    domain::LocalTime end;
    std::optional<Operation>
        pending; ///< the newest operation that is not finished (Pending, InFlight, Conflict, Rejected)
};

struct SlotRow {
    domain::Slot slot;
    int seatsTaken = 0; ///< waiting + approved, as the hub last said
    int waiting = 0;    ///< counted from the local reservations
    int approved = 0;
    std::optional<Operation> pending;
};

/// The longest time that an operation is made to wait for.
inline constexpr std::chrono::hours longestWait{1};

class Store {
public:
    struct Options {
        QString path; ///< of the database file; ":memory:" in tests
        /// Must outlive the store; null: personal data is neither stored nor read. A file sealed with another
        /// key is StorageCorrupt "wrong-key".
        Sealer *sealer = nullptr;
        const domain::Clock *clock = nullptr;
    };
    /// Opens and migrates. Errors: StorageBusy, StorageFull, StorageReadOnly, StorageCorrupt, StorageTooNew.
    [[nodiscard]] static domain::Result<std::unique_ptr<Store>> open(const Options &options);
    /// Removes a closed store's files: a remote wipe where it cannot be opened. StorageReadOnly
    /// "cannot-remove".
    static domain::Result<void> removeFiles(const QString &path);
    virtual ~Store() = default;

    // --- what comes from the hub ---
    /// Rows, tombstones and cursor in one transaction. Rows older than what is stored are skipped.
    /// What the page could not read is noted with the cursor from which the page was asked for.
    virtual domain::Result<std::vector<EntityKey>> applyRemote(const wire::ChangePage &page) = 0;
    /// A page that was asked for once more, from `position`: as above, but the cursor stays where it is.
    virtual domain::Result<std::vector<EntityKey>> applyAgain(const wire::ChangePage &page,
                                                              const std::string &position) = 0;
    /// Records that could not be read and have not come in a readable form since.
    [[nodiscard]] virtual domain::Result<int> countUnreadable() = 0;
    /// The cursors from which the pages with these records were asked for, each once.
    [[nodiscard]] virtual domain::Result<std::vector<std::string>> unreadablePositions() = 0;
    /// Empty: everything is asked for anew, into a shadow copy where something is shown already. A store that
    /// an earlier version left, which kept fewer kinds of records, begins so by itself.
    [[nodiscard]] virtual domain::Result<std::string> cursor() = 0;
    /// After 410: rows that come from now on go into a shadow copy; swapShadow() puts it in place of the old
    /// rows in one transaction. The outbox is untouched by both.
    virtual domain::Result<void> beginShadow() = 0;
    virtual domain::Result<std::vector<EntityKey>> swapShadow() = 0;
    [[nodiscard]] virtual domain::Result<bool> inShadow() = 0;
    /// The feed has not been followed to its end since this file was made.
    [[nodiscard]] virtual domain::Result<bool> inFirstPull() = 0;

    // --- reading ---
    [[nodiscard]] virtual domain::Result<std::vector<domain::ReservationId>>
    reservationIds(const ReservationQuery &query) = 0;
    /// In the order asked for; ids that are gone are left out. `date` is the zero date while the slot is not
    /// here yet.
    [[nodiscard]] virtual domain::Result<std::vector<ReservationRow>>
    reservationRows(const std::vector<domain::ReservationId> &ids) = 0;
    /// Ids among `ids` whose opened personal text contains the search key (domain::searchKey).
    [[nodiscard]] virtual domain::Result<std::vector<domain::ReservationId>>
    searchReservations(const std::vector<domain::ReservationId> &ids, const std::string &searchKey) = 0;
    [[nodiscard]] virtual domain::Result<int> countReservations(const ReservationQuery &query) = 0;
    /// Slots of a facility on the dates, cancelled ones left out.
    [[nodiscard]] virtual domain::Result<std::vector<SlotRow>>
    slotRows(domain::FacilityId facility, domain::LocalDate from, domain::LocalDate to) = 0;
    [[nodiscard]] virtual domain::Result<SlotRow> slotRow(domain::SlotId id) = 0;
    [[nodiscard]] virtual domain::Result<std::vector<domain::Facility>> facilities() = 0;
    [[nodiscard]] virtual domain::Result<domain::Facility> facility(domain::FacilityId id) = 0;
    [[nodiscard]] virtual domain::Result<std::vector<domain::Closure>>
    closures(domain::FacilityId facility) = 0;
    /// The facility's records of a kind that is kept, as the hub last said. See the function of this name
    /// below.
    [[nodiscard]] virtual domain::Result<std::vector<domain::KeptRecords::Variant>>
    recordsOf(domain::RecordKind kind, domain::FacilityId facility) = 0;
    [[nodiscard]] virtual domain::Result<std::optional<domain::Municipality>>
    municipality(const std::string &code) = 0;
    [[nodiscard]] virtual domain::Result<std::vector<domain::Notice>> notices() = 0;

    // --- writing: an operation with its visible effect, in one transaction, durable when it returns ---
    /// `effects` are the records as they shall be shown until the hub has answered: new slots, the edited
    /// facility. Reservations are never changed by an effect: the row shows the waiting operation instead.
    struct Effects {
        std::vector<domain::Slot> slots;
        std::vector<domain::Series> series;
        std::vector<domain::Facility> facilities;
        std::vector<domain::Closure> closures;
    };
    /// KeychainUnavailable "no-key" without a sealer: what the user typed is never written down in the open.
    virtual domain::Result<void> enqueue(const Operation &operation, const Effects &effects) = 0;

    // --- the outbox ---
    /// Everything that `work` writes becomes durable together, with one flush of the disk, before this
    /// returns; on an error nothing of it is kept. What fails inside is undone alone and may be passed over.
    virtual domain::Result<void> inOneTransaction(const std::function<void()> &work) = 0;
    /// What is not finished, oldest first, without what it says: to be counted and compared often.
    [[nodiscard]] virtual domain::Result<std::vector<OpenOperation>> openOperations() = 0;
    /// The next operation that may go out: Pending, the oldest of its record, due (notBefore; a time further
    /// off than longestWait was written under a clock that has been set back). Empty: nothing.
    [[nodiscard]] virtual domain::Result<std::optional<Operation>> nextToSend(domain::Instant now) = 0;
    /// Keeps a waiting operation back, so that the user can still withdraw it: nextToSend() passes over it,
    /// and what is queued behind it waits, too. In memory only: whatever ends the program, the next start
    /// sends it.
    virtual domain::Result<void> hold(domain::OperationId id) = 0;
    virtual void release(domain::OperationId id) = 0;
    [[nodiscard]] virtual bool isHeld(domain::OperationId id) = 0;
    /// When the first of those that wait for their time is due; empty: none waits.
    [[nodiscard]] virtual domain::Result<std::optional<domain::Instant>> nextDue(domain::Instant now) = 0;
    /// State, tries, error, notBefore. On Applied, Rejected and Superseded the local effect gives way to the
    /// hub's copy. Of one that goes out (InFlight) or has arrived (Applied) only the state, the tries and the
    /// times are written: what it says stays as it was stored.
    virtual domain::Result<void> updateOperation(const Operation &operation) = 0;
    /// The hub has done it: the records that it answered with (`page`; its cursor is ignored) and the
    /// operation's end in one transaction. Operations queued on top of this one take the answered version as
    /// their base.
    virtual domain::Result<std::vector<EntityKey>> finishApplied(const Operation &operation,
                                                                 const wire::ChangePage &page) = 0;
    /// At start: what was InFlight becomes Pending again (the hub knows its id).
    virtual domain::Result<void> recoverInFlight() = 0;
    /// Oldest first.
    [[nodiscard]] virtual domain::Result<std::vector<Operation>>
    operations(const std::vector<OperationState> &states) = 0;
    [[nodiscard]] virtual domain::Result<std::optional<Operation>> operation(domain::OperationId id) = 0;
    /// Without opening what it says. Empty: there is none.
    [[nodiscard]] virtual domain::Result<std::optional<OperationState>> stateOf(domain::OperationId id) = 0;
    /// Withdraws an operation that has not gone out. Conflict "already-sent" otherwise; also where it was
    /// tried and the answer is not known.
    virtual domain::Result<void> withdrawOperation(domain::OperationId id) = 0;
    /// Applied operations older than the instant are removed.
    virtual domain::Result<void> forgetAppliedBefore(domain::Instant instant) = 0;
    /// What was withdrawn, seen or settled (Superseded) before the instant is removed, with its decision.
    virtual domain::Result<void> forgetSettledBefore(domain::Instant instant) = 0;
    /// After a full pull: a hub restored from a backup may have lost what it applied. Each goes out again
    /// under its own id, which does nothing where the hub still has it. Gives how many.
    virtual domain::Result<int> sendAppliedAgain() = 0;

    // --- drafts and small values ---
    /// A form's text kept through lock, expiry and crash; sealed. Empty text removes it.
    virtual domain::Result<void> saveDraft(const std::string &key, const std::string &json) = 0;
    [[nodiscard]] virtual domain::Result<std::string> draft(const std::string &key) = 0;
    virtual domain::Result<void> setValue(const std::string &key, const std::string &value) = 0;
    [[nodiscard]] virtual domain::Result<std::string> value(const std::string &key) = 0;
    /// Remote wipe and change of account: everything goes, the file is made anew.
    virtual domain::Result<void> destroy() = 0;
};

/// The facility's records of this type, as the hub last said: for kinds whose list is short and is shown as
/// it is.
template <class Record>
[[nodiscard]] domain::Result<std::vector<Record>> recordsOf(Store &store, domain::FacilityId facility) {
    auto found = store.recordsOf(domain::KeptRecords::kindOf<Record>(), facility);
    if (!found) {
        return domain::passOn(found);
    }
    std::vector<Record> records;
    records.reserve(found->size());
    for (domain::KeptRecords::Variant &each : *found) {
        records.push_back(std::get<Record>(std::move(each)));
    }
    return records;
}

} // namespace storage
