#include "domain/statistics.h"

#include <algorithm>

namespace domain {

namespace {

/// Approved, whatever the outcome of the visit was.
bool wasApproved(ReservationStatus status) {
    return status == ReservationStatus::Approved || status == ReservationStatus::Attended ||
           status == ReservationStatus::NoShow;
}

std::optional<std::int64_t> percentile(const std::vector<std::int64_t> &sorted, int percent) {
    if (sorted.empty()) {
        return std::nullopt;
    }
    const std::size_t rank = (sorted.size() * static_cast<std::size_t>(percent) + 99) / 100;
    return sorted[std::max<std::size_t>(rank, 1) - 1];
}

/// The decision came after the due time, or the due time has passed without one.
bool isLate(const StatisticsReservation &reservation, Instant now) {
    if (!reservation.dueAt) {
        return reservation.status == ReservationStatus::Expired;
    }
    if (reservation.decidedAt) {
        return *reservation.decidedAt > *reservation.dueAt;
    }
    return reservation.status == ReservationStatus::Expired ||
           (reservation.status == ReservationStatus::Requested && now > *reservation.dueAt);
}

/// Whether somebody had to decide. A request that the family withdrew before its decision does not count.
bool wasToDecide(const StatisticsReservation &reservation) {
    return !reservation.byStaff &&
           (reservation.decidedAt || reservation.status != ReservationStatus::Withdrawn);
}

} // namespace

void StatisticsSum::add(const StatisticsSlot &slot) {
    if (slot.counts && m_period.contains(slot.start)) {
        m_sum.useBySlots.of += 1;
        m_sum.useBySeats.of += slot.seats;
    }
}

void StatisticsSum::add(const StatisticsReservation &reservation) {
    if (m_period.contains(reservation.slotStart)) {
        addVisit(reservation);
    }
    if (m_period.contains(reservation.requestedAt)) {
        addBooking(reservation);
    }
}

void StatisticsSum::addVisit(const StatisticsReservation &reservation) {
    if (wasApproved(reservation.status)) {
        m_sum.useBySlots.part += 1;
        m_sum.useBySeats.part += 1;
    }
    if (reservation.status == ReservationStatus::Attended ||
        reservation.status == ReservationStatus::NoShow) {
        m_sum.noShow.of += 1;
        m_sum.noShow.part += reservation.status == ReservationStatus::NoShow ? 1 : 0;
    }
}

void StatisticsSum::addBooking(const StatisticsReservation &reservation) {
    const LocalDate day = dateOf(reservation.requestedAt);
    m_sum.bookings += 1;
    m_sum.byMonth[textOf(day.year() / day.month())] += 1;
    m_sum.byChannel[reservation.channel] += 1;
    for (const int age : agesOf(reservation.ageClasses)) {
        m_sum.byClass.at(static_cast<std::size_t>(age)) += 1;
    }
    if (wasToDecide(reservation)) {
        addDecision(reservation);
    }
}

void StatisticsSum::addDecision(const StatisticsReservation &reservation) {
    m_sum.late.of += 1;
    m_sum.late.part += isLate(reservation, m_now) ? 1 : 0;
    if (reservation.decidedAt) {
        m_minutes.push_back(reservation.openMinutes);
        m_sum.automatic.of += 1;
        m_sum.automatic.part += reservation.automatic ? 1 : 0;
    }
}

Statistics StatisticsSum::result() const {
    Statistics statistics = m_sum;
    std::vector<std::int64_t> sorted = m_minutes;
    std::sort(sorted.begin(), sorted.end());
    statistics.medianMinutes = percentile(sorted, 50);
    statistics.p90Minutes = percentile(sorted, 90);
    return statistics;
}

} // namespace domain
