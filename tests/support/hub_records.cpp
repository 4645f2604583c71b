#include "support/hub_records.h"

#include "hub/records/record_store.h"
#include "wire/records_json.h"

namespace test_support {

hub::RecordText HubRecords::textOf(domain::RecordKind kind, const std::string &id) const {
    const auto database = hub::Database::open(
        {.path = (m_folder + QStringLiteral("/hub.sqlite")).toStdString(), .inMemory = false});
    if (!database) {
        return {};
    }
    const auto link = (*database)->link(hub::Database::Mode::Read);
    if (!link || !(*link)->begin()) {
        return {};
    }
    const auto record = hub::findRecord(**link, kind, id);
    hub::RecordText text = record && record->has_value() ? (*record)->text : hub::RecordText();
    (*link)->rollback();
    return text;
}

std::optional<domain::Reservation> HubRecords::reservation(const domain::ReservationId &id) const {
    const auto read = textOf(domain::RecordKind::Reservation, id.text()).readBy(wire::reservationFromJson);
    return read ? std::optional(*read) : std::nullopt;
}

std::optional<domain::Facility> HubRecords::facility(const domain::FacilityId &id) const {
    const auto read = textOf(domain::RecordKind::Facility, id.text()).readBy(wire::facilityFromJson);
    return read ? std::optional(*read) : std::nullopt;
}

int HubRecords::stepsOf(const domain::ReservationId &id, const std::string &act) const {
    const auto found = reservation(id);
    if (!found) {
        return -1;
    }
    return static_cast<int>(
        std::ranges::count_if(found->history, [&](const auto &entry) { return entry.action == act; }));
}

} // namespace test_support
