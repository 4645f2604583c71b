// Invented records and a store in a folder of its own.
#pragma once

#include "domain/clock.h"
#include "domain/random.h"
#include "storage/sealer.h"
#include "storage/store.h"
#include "wire/records_json.h"

#include <QTemporaryDir>
#include <QTest>

namespace storetest {

using namespace domain;
using storage::EntityKey;
using storage::Operation;
using storage::OperationState;

inline LocalDate day(int year, unsigned month, unsigned date) {
    return {std::chrono::year(year), std::chrono::month(month), std::chrono::day(date)};
}

inline Instant at(LocalDate date, int hour, int minute = 0) {
    return toInstant(date, LocalTime::of(hour, minute));
}

/// Hands out records; ids repeat from run to run.
class Maker {
public:
    template <class IdType> IdType id() { return IdType::make(m_clock, *m_random); }

    Facility facility() {
        Facility facility;
        facility.id = id<FacilityId>();
        facility.meta = {1, at(day(2026, 4, 1), 9), at(day(2026, 4, 1), 9)};
        facility.municipalityCode = "132012";
        facility.profile = {{"name", "ひかりのまち見本保育園"}};
        return facility;
    }

    Slot slot(FacilityId facility, LocalDate date, LocalTime start = LocalTime::of(10, 0)) {
        Slot slot;
        slot.id = id<SlotId>();
        slot.meta = {1, at(day(2026, 4, 1), 9), at(day(2026, 4, 1), 9)};
        slot.facilityId = facility;
        slot.date = date;
        slot.start = start;
        slot.end = LocalTime{start.sinceMidnight + std::chrono::minutes(30)};
        slot.seats = 3;
        return slot;
    }

    Reservation reservation(const Slot &slot, ReservationStatus status = ReservationStatus::Requested) {
        Reservation reservation;
        reservation.id = id<ReservationId>();
        reservation.meta = {1, at(day(2026, 11, 1), 9), at(day(2026, 11, 1), 9)};
        reservation.slotId = slot.id;
        reservation.facilityId = slot.facilityId;
        reservation.status = status;
        reservation.channel = "portal";
        reservation.requestedAt = at(day(2026, 11, 1), 9);
        reservation.ageClasses = AgeClasses(0b10);
        reservation.childrenCount = 1;
        reservation.personal = ReservationPersonal{
            .guardian = {"見本山 花子", "ミホンヤマ ハナコ", "090-0000-1234", "hanako@example.invalid"},
            .children = {{"見本山 太郎", "ミホンヤマ タロウ", day(2025, 6, 7), std::nullopt, std::nullopt}}};
        return reservation;
    }

    Operation act(Command command) {
        return storage::operationFor(id<OperationId>(), std::move(command), m_clock.now());
    }

    Operation approve(const Reservation &reservation) {
        Operation operation = act(MoveReservation{.reservation = reservation.id,
                                                  .call = ReservationCall::Approve,
                                                  .reason = {},
                                                  .message = "お待ちしています"});
        operation.baseVersion = reservation.meta.version;
        return operation;
    }

    Operation createSlots(const Slot &first) {
        return act(SlotBatch{.series = {}, .slots = {first}, .allowOverlap = false});
    }

    Operation editSlot(const Slot &slot) {
        Operation operation = act(EditSlot{slot.id, R"({"seats":5})"});
        operation.baseVersion = slot.meta.version;
        return operation;
    }

    [[nodiscard]] Instant now() const { return m_clock.now(); }
    ManualClock &clock() { return m_clock; }

private:
    ManualClock m_clock{at(day(2026, 11, 22), 9)};
    std::unique_ptr<Random> m_random = seededRandom(7);
};

template <class Record> wire::Change changeOf(RecordKind kind, const std::string &id, const Record &record) {
    return {.kind = kind, .id = id, .version = record.meta.version, .record = record};
}
inline wire::Change change(const Municipality &r) {
    return changeOf(RecordKind::Municipality, r.code, r);
}
inline wire::Change change(const Facility &r) {
    return changeOf(RecordKind::Facility, r.id.text(), r);
}
inline wire::Change change(const Slot &r) {
    return changeOf(RecordKind::Slot, r.id.text(), r);
}
inline wire::Change change(const SlotSeats &r) {
    return changeOf(RecordKind::SlotSeats, r.slotId.text(), r);
}
inline wire::Change change(const Series &r) {
    return changeOf(RecordKind::Series, r.id.text(), r);
}
inline wire::Change change(const Reservation &r) {
    return changeOf(RecordKind::Reservation, r.id.text(), r);
}
inline wire::Change change(const Closure &r) {
    return changeOf(RecordKind::Closure, r.id.text(), r);
}
inline wire::Change change(const Notice &r) {
    return changeOf(RecordKind::Notice, r.id.text(), r);
}
inline wire::Change change(const WaitlistEntry &r) {
    return changeOf(RecordKind::WaitlistEntry, r.id.text(), r);
}
inline wire::Change tombstone(RecordKind kind, const std::string &id, std::int64_t version) {
    return {.kind = kind, .id = id, .version = version, .deleted = true, .record = {}};
}

template <class... Records> wire::ChangePage pageOf(const std::string &cursor, const Records &...records) {
    wire::ChangePage page;
    (page.changes.push_back(change(records)), ...);
    page.cursor = cursor;
    return page;
}

/// A folder, a key, and the store that is opened in it.
class Folder {
public:
    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("desk.sqlite")); }
    [[nodiscard]] Result<std::unique_ptr<storage::Store>> tryOpen(bool withKey = true) {
        return storage::Store::open(
            {.path = path(), .sealer = withKey ? m_sealer.get() : nullptr, .clock = nullptr});
    }
    std::unique_ptr<storage::Store> open(bool withKey = true) {
        auto store = tryOpen(withKey);
        return store ? std::move(*store) : nullptr;
    }
    void changeKey() { m_sealer = storage::sealerWithKey(storage::newSealingKey()); }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<storage::Sealer> m_sealer = storage::sealerWithKey(std::string(32, 'k'));
};

template <class Value> ErrorKind kindOf(const Result<Value> &result) {
    return result ? ErrorKind::Cancelled : result.error().kind; // Cancelled never comes from a store
}

} // namespace storetest
