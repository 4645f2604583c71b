// Questions to the local copy, overlaid with what waits to be sent.
#pragma once

#include "storage/outbox.h"
#include "storage/risk_order.h"
#include "storage/tables.h"

#include <unordered_map>

namespace storage {

class Reader {
public:
    Reader(Database &database, const RecordSealing &sealing, Outbox &outbox)
        : m_database(database), m_sealing(sealing), m_outbox(outbox), m_byRisk(database) {}

    [[nodiscard]] domain::Result<std::vector<domain::ReservationId>>
    reservationIds(const ReservationQuery &query);
    [[nodiscard]] domain::Result<std::vector<ReservationRow>>
    reservationRows(const std::vector<domain::ReservationId> &ids);
    [[nodiscard]] domain::Result<std::vector<domain::ReservationId>>
    search(const std::vector<domain::ReservationId> &ids, const std::string &searchKey);
    [[nodiscard]] domain::Result<int> countReservations(const ReservationQuery &query);
    [[nodiscard]] domain::Result<std::vector<SlotRow>> slotRows(domain::FacilityId facility,
                                                                domain::LocalDate from, domain::LocalDate to);
    [[nodiscard]] domain::Result<SlotRow> slotRow(domain::SlotId id);
    [[nodiscard]] domain::Result<std::vector<domain::Facility>> facilities();
    [[nodiscard]] domain::Result<domain::Facility> facility(domain::FacilityId id);
    [[nodiscard]] domain::Result<std::vector<domain::Closure>> closures(domain::FacilityId facility);
    [[nodiscard]] domain::Result<std::vector<domain::KeptRecords::Variant>>
    recordsOf(domain::RecordKind kind, domain::FacilityId facility);
    [[nodiscard]] domain::Result<std::optional<domain::Municipality>> municipality(const std::string &code);
    [[nodiscard]] domain::Result<std::vector<domain::Notice>> notices();

    /// What is kept in memory of these records (texts, times) is read again when it is next needed.
    void forgetTexts(const std::vector<EntityKey> &keys);

private:
    template <class Record>
    domain::Result<std::vector<Record>> shown(const std::string &where,
                                              const std::vector<std::string_view> &values);
    domain::Result<std::optional<ReservationRow>> reservationRow(domain::ReservationId id, bool withPending);
    domain::Result<bool> anythingUnfinished();
    using SlotsById = std::unordered_map<domain::SlotId, SlotRow *>;
    struct SlotChoice;
    domain::Result<void> addCounts(std::vector<SlotRow> &rows, const SlotChoice &choice);
    domain::Result<void> addSeats(const SlotsById &bySlot, const SlotChoice &choice);
    domain::Result<void> addFamilies(const SlotsById &bySlot, const SlotChoice &choice);
    domain::Result<void> addPending(std::vector<SlotRow> &rows);
    domain::Result<std::string> textOf(domain::ReservationId id);

    Database &m_database;
    const RecordSealing &m_sealing;
    Outbox &m_outbox;
    RiskOrder m_byRisk;
    /// Opened once, so that typing into the search field does not open every row again at each letter.
    std::unordered_map<domain::ReservationId, std::string> m_texts;
};

} // namespace storage
