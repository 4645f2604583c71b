// Who must be answered first, by what SQLite holds of each waiting reservation and the slots' starts kept in
// memory.
#pragma once

#include "storage/database.h"
#include "storage/store.h"

#include <set>
#include <unordered_map>
#include <vector>

namespace storage {

class RiskOrder {
public:
    explicit RiskOrder(Database &database) : m_database(database) {}

    /// The ids that the query asks for: tours that start before anybody answered (query.toursUntil) first, by
    /// their start; then by the due time, or by the request's where there is none. At most query.limit.
    [[nodiscard]] domain::Result<std::vector<domain::ReservationId>> ids(const ReservationQuery &query);
    /// A slot came, moved or went.
    void forgetSlots();

private:
    struct Entry {
        bool inTime = true; ///< somebody may answer before the tour starts, or its slot has not come yet
        std::int64_t moment = 0;
        domain::ReservationId id;
        auto operator<=>(const Entry &) const = default;
    };
    [[nodiscard]] domain::Result<std::vector<domain::ReservationId>> filtered(const ReservationQuery &query);
    [[nodiscard]] domain::Result<std::vector<domain::ReservationId>>
    ofFacility(domain::FacilityId facility, const ReservationQuery &query);
    [[nodiscard]] domain::Result<std::vector<domain::ReservationId>>
    startingUnanswered(domain::FacilityId facility, const ReservationQuery &query);
    [[nodiscard]] domain::Result<void> loadStarts(const std::optional<domain::FacilityId> &facility);
    [[nodiscard]] Entry entryOf(const Statement &present, const ReservationQuery &query) const;

    Database &m_database;
    std::unordered_map<domain::SlotId, std::int64_t> m_starts;
    std::set<domain::FacilityId> m_loaded; ///< the null id: all facilities
};

} // namespace storage
