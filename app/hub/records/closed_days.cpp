#include "hub/records/closed_days.h"

#include "hub/db/read.h"

namespace hub {

using domain::Result;

namespace {

constexpr std::string_view ofFacilitySql =
    "SELECT s.id, r.id FROM slot s "
    "LEFT JOIN reservation r ON r.slot_id = s.id AND r.status IN ('requested', 'approved') "
    "WHERE s.facility_id = $1 AND s.starts_at >= $2 AND s.starts_at < $3 AND s.status IN ('open', 'closed') "
    "ORDER BY s.starts_at, s.id, r.requested_at, r.id";
constexpr std::string_view ofMunicipalitySql =
    "SELECT s.id, r.id FROM facility f JOIN slot s ON s.facility_id = f.id "
    "LEFT JOIN reservation r ON r.slot_id = s.id AND r.status IN ('requested', 'approved') "
    "WHERE f.municipality = $1 AND s.starts_at >= $2 AND s.starts_at < $3 AND s.status IN ('open', 'closed') "
    "ORDER BY s.starts_at, s.id, r.requested_at, r.id";

/// Writes the slots one after the other, each with its reservations.
class SlotList {
public:
    void add(const std::string &date, const Rows &row) {
        if (row.text(0) != m_slot) {
            m_slot = row.text(0);
            m_json.append(m_json.empty() ? "" : "]},").append(R"({"slot_id":")").append(m_slot);
            m_json.append(R"(","date":")").append(date).append(R"(","reservation_ids":[)");
            m_first = true;
        }
        if (!row.isNull(1)) {
            m_json.append(m_first ? "\"" : ",\"").append(row.text(1)).append("\"");
            m_first = false;
        }
    }
    [[nodiscard]] bool isEmpty() const { return m_json.empty(); }
    [[nodiscard]] std::string text() const { return '[' + m_json + "]}]"; }

private:
    std::string m_json;
    std::string m_slot;
    bool m_first = true;
};

} // namespace

Result<std::string> withAffectedSlots(Connection &db, std::string record, const ClosedPlace &place,
                                      const std::set<domain::LocalDate> &days) {
    const bool ofOne = !place.facility.empty();
    SlotList slots;
    for (const domain::LocalDate &day : days) {
        const std::string date = domain::textOf(day);
        const auto from = domain::toInstant(day, {}).time_since_epoch().count();
        const auto to = domain::toInstant(domain::addDays(day, 1), {}).time_since_epoch().count();
        auto read = eachRow(db, ofOne ? ofFacilitySql : ofMunicipalitySql,
                            {ofOne ? place.facility : place.municipality, from, to},
                            [&](const Rows &row) { slots.add(date, row); });
        if (!read) {
            return domain::passOn(read);
        }
    }
    if (!slots.isEmpty()) {
        record.pop_back();
        record += R"(,"affected_slots":)" + slots.text() + '}';
    }
    return record;
}

} // namespace hub
