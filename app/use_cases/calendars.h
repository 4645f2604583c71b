// When each facility is open, and what that means for an answer that is awaited. Data thread.
#pragma once

#include "domain/open_time.h"
#include "services/types.h"
#include "storage/store.h"

#include <unordered_map>

namespace services {

struct FacilityTime {
    domain::OpenCalendar calendar;
    int warnMinutes = domain::defaultWarnMinutes;
    int lateMinutes = domain::defaultLateMinutes;
};

/// Read once a facility, until forget().
class Calendars {
public:
    [[nodiscard]] const FacilityTime &of(storage::Store &store, domain::FacilityId facility);
    /// Until when a tour of this facility, or of each that is known, comes before anybody answered.
    [[nodiscard]] storage::ReservationQuery::ToursUntil
    unansweredToursUntil(storage::Store &store, const std::optional<domain::FacilityId> &facility,
                         domain::Instant now);
    void forget() { m_known.clear(); }

private:
    std::unordered_map<domain::FacilityId, FacilityTime> m_known;
};

struct Urgency {
    domain::Instant due{};
    std::int64_t openMinutesLeft = 0; ///< negative: late by that much
    bool startsUnanswered = false;    ///< domain::unansweredToursUntil
    int daysUntilTour = 0;
};

/// Empty where no answer is awaited.
[[nodiscard]] std::optional<Urgency> urgencyOf(const storage::ReservationRow &row, const FacilityTime &time,
                                               domain::Instant now);

} // namespace services
