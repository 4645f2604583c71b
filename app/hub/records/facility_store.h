// Facilities and municipalities: the typed rows beside their records.
#pragma once

#include "domain/open_time.h"
#include "hub/records/record_store.h"

namespace hub {

/// What is needed of a facility to judge a call, without reading its JSON.
struct FacilityRow {
    std::string id;
    std::string municipality;
    std::string operatorId; ///< empty: none
    std::string name;
    std::string phone;
    domain::RepeatPolicy repeatPolicy = domain::RepeatPolicy::Warn;
    std::string hours;      ///< as hoursText() writes them
    std::string closedDays; ///< the municipality's and its own, as daysText() writes them
    int warnMinutes = 0;
    int lateMinutes = 0;
    std::int64_t version = 0;
    bool autoApproval = false; ///< its approval rule is switched on

    [[nodiscard]] domain::OpenCalendar calendar() const;
    /// By a closure of its own or a closed day of its municipality. Weekdays without hours and holidays are
    /// information: a tour may be given on them.
    [[nodiscard]] bool isClosedOn(domain::LocalDate date) const;
};
/// The columns of FacilityRow, for statements that join it as `f`; read by facilityRow() from column `first`
/// on.
#define HUB_FACILITY_COLUMNS                                                                                 \
    "f.id, f.municipality, f.operator_id, f.name, f.phone, f.repeat_policy, f.hours, f.closed_days, "        \
    "f.warn_minutes, f.late_minutes, f.version, f.auto_approval"
inline constexpr int facilityColumnCount = 12;
[[nodiscard]] FacilityRow facilityRow(const Rows &row, int first);
[[nodiscard]] domain::Result<std::optional<FacilityRow>> findFacility(Connection &db, std::string_view id);

/// The facilities of a municipality as their records say. `sql` takes its code as $1 and gives a facility's
/// JSON in the first column. Bug "unreadable-record" where one cannot be read.
[[nodiscard]] domain::Result<std::vector<domain::Facility>>
readFacilities(Connection &db, std::string_view sql, const std::string &municipality);

/// A new facility with its record; sets version and times. Conflict "constraint" where the id is taken or the
/// municipality is unknown.
[[nodiscard]] domain::Result<domain::Facility> createFacility(Context &context, domain::Facility facility);
/// The next version of a facility; `before` is the stored one. Open requests get their due time again.
[[nodiscard]] domain::Result<domain::Facility>
changeFacility(Context &context, const domain::Facility &before, domain::Facility facility,
               const std::string &action, const std::string &members);

/// Marks the stored version as published. Its number does not change, only its place in the feed. Rejected
/// "validation" with "/profile/<key>" for every item that the standard requires and that is empty.
[[nodiscard]] domain::Result<domain::Facility> publishFacility(Context &context, domain::Facility facility);

/// Computes closed days, thresholds and the open requests' due times of a facility again (its hours, a
/// closure or its municipality changed).
[[nodiscard]] domain::Result<void> refreshCalendar(Context &context, ChangeSet &changes,
                                                   const std::string &facilityId);

} // namespace hub
