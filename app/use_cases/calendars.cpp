#include "use_cases/calendars.h"

#include "domain/waiting.h"

namespace services {
namespace {

void addMunicipality(FacilityTime &time, storage::Store &store, const std::string &code) {
    const auto municipality = store.municipality(code);
    if (!municipality || !municipality->has_value()) {
        return;
    }
    const domain::Municipality &known = **municipality;
    time.warnMinutes = known.warnMinutes.value_or(domain::defaultWarnMinutes);
    time.lateMinutes = known.lateMinutes.value_or(domain::defaultLateMinutes);
    time.calendar.closedDays.insert(known.extraClosedDays.begin(), known.extraClosedDays.end());
}

FacilityTime read(storage::Store &store, domain::FacilityId id) {
    FacilityTime time;
    time.calendar.holidays = &domain::Holidays::builtIn();
    const auto facility = store.facility(id);
    time.calendar.hours = domain::effectiveOpenHours(facility ? *facility : domain::Facility{});
    if (facility) {
        addMunicipality(time, store, facility->municipalityCode);
    }
    if (const auto closures = store.closures(id)) {
        for (const domain::Closure &closure : *closures) {
            time.calendar.closedDays.insert(closure.date);
        }
    }
    return time;
}

domain::Instant dueOf(const domain::Reservation &reservation, const FacilityTime &time) {
    if (reservation.decisionDueAt) {
        return *reservation.decisionDueAt;
    }
    return domain::addOpenMinutes(time.calendar, reservation.requestedAt, time.lateMinutes)
        .value_or(reservation.requestedAt + std::chrono::years(1));
}

} // namespace

const FacilityTime &Calendars::of(storage::Store &store, domain::FacilityId facility) {
    const auto known = m_known.find(facility);
    return known != m_known.end() ? known->second
                                  : m_known.emplace(facility, read(store, facility)).first->second;
}

storage::ReservationQuery::ToursUntil
Calendars::unansweredToursUntil(storage::Store &store, const std::optional<domain::FacilityId> &facility,
                                domain::Instant now) {
    storage::ReservationQuery::ToursUntil until;
    if (facility) {
        until.emplace(*facility, domain::unansweredToursUntil(of(store, *facility).calendar, now));
        return until;
    }
    for (const domain::Facility &known : store.facilities().value_or(std::vector<domain::Facility>{})) {
        until.emplace(known.id, domain::unansweredToursUntil(of(store, known.id).calendar, now));
    }
    return until;
}

std::optional<Urgency> urgencyOf(const storage::ReservationRow &row, const FacilityTime &time,
                                 domain::Instant now) {
    if (row.reservation.status != domain::ReservationStatus::Requested) {
        return {};
    }
    Urgency urgency{.due = dueOf(row.reservation, time)};
    urgency.openMinutesLeft = urgency.due >= now
                                  ? domain::openMinutesBetween(time.calendar, now, urgency.due)
                                  : -domain::openMinutesBetween(time.calendar, urgency.due, now);
    if (row.date != domain::LocalDate{}) { // the slot may come later in the feed
        urgency.startsUnanswered =
            domain::toInstant(row.date, row.start) <= domain::unansweredToursUntil(time.calendar, now);
        urgency.daysUntilTour = domain::daysBetween(domain::dateOf(now), row.date);
    }
    return urgency;
}

} // namespace services
