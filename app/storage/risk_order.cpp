#include "storage/risk_order.h"

#include "storage/reservation_query.h"
#include "storage/tables.h"

#include <algorithm>

using domain::passOn;
using domain::Result;

namespace storage {

Result<std::vector<domain::ReservationId>> RiskOrder::ids(const ReservationQuery &query) {
    if (auto loaded = loadStarts(query.facility); !loaded)
        return passOn(loaded);
    const ReservationSql sql(query);
    std::vector<Entry> entries;
    const auto done = sql.bind(m_database.prepared(sql.waiting())).each([&](const Statement &present) {
        entries.push_back(entryOf(present));
    });
    if (!done)
        return passOn(done);
    const auto wanted = std::min(entries.size(), static_cast<std::size_t>(std::max(query.limit, 0)));
    const auto end = entries.begin() + static_cast<std::ptrdiff_t>(wanted);
    std::partial_sort(entries.begin(), end, entries.end());
    std::vector<domain::ReservationId> ids(wanted);
    std::transform(entries.begin(), end, ids.begin(), [](const Entry &entry) { return entry.id; });
    return ids;
}

/// The columns of ReservationSql::waiting(): id, slot, due, requested.
RiskOrder::Entry RiskOrder::entryOf(const Statement &present) const {
    Row row(present);
    Entry entry{.id = row.id<domain::ReservationId>()};
    const auto slot = m_starts.find(row.id<domain::SlotId>());
    const auto due = row.maybe();
    entry.moment = due ? *due : row.number();
    if (slot == m_starts.end()) {
        entry.rank = -1;
    } else if (due && slot->second < *due) {
        entry.moment = slot->second;
    } else {
        entry.rank = 1;
    }
    return entry;
}

Result<void> RiskOrder::loadStarts(const std::optional<domain::FacilityId> &facility) {
    const domain::FacilityId wanted = facility.value_or(domain::FacilityId());
    if (m_loaded.contains(wanted) || m_loaded.contains(domain::FacilityId()))
        return {};
    Statement &statement = m_database.prepared(
        facility ? "SELECT id, starts_at FROM slot WHERE facility_id = ?" : "SELECT id, starts_at FROM slot");
    if (facility)
        statement.add(bytesOf(wanted.uuid()));
    const auto done = statement.each([this](const Statement &present) {
        Row row(present);
        const auto id = row.id<domain::SlotId>();
        m_starts.insert_or_assign(id, row.number());
    });
    if (done)
        m_loaded.insert(wanted);
    return done;
}

void RiskOrder::forgetSlots() {
    m_starts.clear();
    m_loaded.clear();
}

} // namespace storage
