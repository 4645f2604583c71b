// Facilities: the typed row beside the record.
#pragma once

#include "domain/open_time.h"
#include "hub/records/record_store.h"

namespace hub {

/// The data of a facility that rules need, without parsing its JSON.
struct FacilityRow {
    std::string id;
    std::string municipality;
    std::string operatorId; ///< empty if there is none
    std::string name;
    std::string phone;
    domain::RepeatPolicy repeatPolicy = domain::RepeatPolicy::Warn;
    std::string hours; ///< in the format of hoursText()
    /// Closed days of the municipality and of the facility, in the format of daysText()
    std::string closedDays;
    int warnMinutes = 0;
    int lateMinutes = 0;
    std::int64_t version = 0;
    bool autoApproval = false; ///< whether its approval rule is switched on

    [[nodiscard]] domain::OpenCalendar calendar() const;
    /// True for a closure of the facility or a closed day of its municipality. Weekdays without opening hours
    /// and holidays do not count: tours may be given on them.
    [[nodiscard]] bool isClosedOn(domain::LocalDate date) const;
};
/// The columns of FacilityRow for statements that join the table as `f`; facilityRow() reads them from column
/// `first`.
#define HUB_FACILITY_COLUMNS                                                                                 \
    "f.id, f.municipality, f.operator_id, f.name, f.phone, f.repeat_policy, f.hours, f.closed_days, "        \
    "f.warn_minutes, f.late_minutes, f.version, f.auto_approval"
inline constexpr int facilityColumnCount = 12;
[[nodiscard]] FacilityRow facilityRow(const Rows &row, int first);
[[nodiscard]] domain::Result<std::optional<FacilityRow>> findFacility(Connection &db, std::string_view id);

/// The facilities of a municipality, read from their records. `sql` takes the code as $1 and returns a
/// facility's JSON in the first column. Bug "unreadable-record" if one cannot be parsed.
[[nodiscard]] domain::Result<std::vector<domain::Facility>>
readFacilities(Connection &db, std::string_view sql, const std::string &municipality);

/// Creates a facility with its record and sets version and times. Conflict "constraint" if the id is taken or
/// the municipality is unknown.
[[nodiscard]] domain::Result<domain::Facility> createFacility(Context &context, domain::Facility facility);
/// Stores the next version; `before` is the stored one. The due times of open requests are computed again.
[[nodiscard]] domain::Result<domain::Facility>
changeFacility(Context &context, const domain::Facility &before, domain::Facility facility,
               const std::string &action, const std::string &members);

/// Marks the stored version as published. Its version number does not change, only its place in the feed.
/// Rejected "validation" with "/profile/<key>" for every empty item that the standard requires.
[[nodiscard]] domain::Result<domain::Facility> publishFacility(Context &context, domain::Facility facility);

/// Computes closed days, thresholds and the due times of open requests again, after the facility's hours, a
/// closure or its municipality has changed.
[[nodiscard]] domain::Result<void> refreshCalendar(Context &context, ChangeSet &changes,
                                                   const std::string &facilityId);

} // namespace hub
