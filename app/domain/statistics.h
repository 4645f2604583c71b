// 集計: the figures of the report, computed equally by hub and desk.
//
// Which rows count: a visit (its slot, attendance, no-show) counts on the day of its slot; a booking and its
// decision count on the day on which they were made. Days are those of Japan.
#pragma once

#include "domain/records.h"

namespace domain {

/// A period in local dates, both ends included.
struct Period {
    LocalDate from{};
    LocalDate to{};
    [[nodiscard]] bool contains(Instant instant) const {
        const LocalDate day = dateOf(instant);
        return from <= day && day <= to;
    }
};

struct StatisticsSlot {
    Instant start{};
    int seats = 1;
    bool counts = true; ///< the slot was open: neither cancelled nor deleted
};
struct StatisticsReservation {
    ReservationStatus status = ReservationStatus::Requested;
    Instant slotStart{};
    Instant requestedAt{};
    std::optional<Instant> decidedAt;
    std::optional<Instant> dueAt;
    std::int64_t openMinutes = 0; ///< from the request to its decision; used only if there is a decision
    bool automatic = false;
    bool byStaff = false; ///< entered from phone or counter, so nobody had to decide
    std::string channel;
    AgeClasses ageClasses;
};

/// A share with its numerator and denominator. If `of` is 0 the share is undefined.
struct Share {
    std::int64_t part = 0;
    std::int64_t of = 0;
    [[nodiscard]] std::optional<double> value() const {
        return of == 0 ? std::nullopt : std::optional(static_cast<double>(part) / static_cast<double>(of));
    }
    bool operator==(const Share &) const = default;
};

struct Statistics {
    Share useBySlots; ///< 予約枠利用率: approved reservations ÷ open slots (the pilot's; may exceed 1)
    Share useBySeats; ///< approved reservations ÷ seats of open slots
    std::optional<std::int64_t> medianMinutes; ///< open minutes from request to decision
    std::optional<std::int64_t> p90Minutes;
    Share late; ///< decided after the due time, or due without decision ÷ requests that needed a decision
    Share automatic; ///< approved by rule ÷ decided
    Share noShow;    ///< no-shows ÷ visits with a recorded outcome
    std::int64_t bookings = 0;
    std::map<std::string, std::int64_t> byMonth;       ///< "2026-11" → bookings
    std::map<std::string, std::int64_t> byChannel;     ///< "phone" → bookings
    std::array<std::int64_t, ageClassCount> byClass{}; ///< a family with two classes counts in both
    bool operator==(const Statistics &) const = default;
};

/// Collects rows one by one; for one thread.
class StatisticsSum {
public:
    StatisticsSum(const Period &period, Instant now) : m_period(period), m_now(now) {}
    void add(const StatisticsSlot &slot);
    void add(const StatisticsReservation &reservation);
    /// The figures. Percentiles use the nearest rank (ISO 3534: the smallest value that is not below the
    /// wanted share).
    [[nodiscard]] Statistics result() const;

private:
    void addVisit(const StatisticsReservation &reservation);
    void addBooking(const StatisticsReservation &reservation);
    void addDecision(const StatisticsReservation &reservation);

    Period m_period;
    Instant m_now;
    Statistics m_sum;
    std::vector<std::int64_t> m_minutes;
};

struct FacilityStatistics {
    FacilityId facilityId;
    std::string facilityName;
    Statistics figures;
    bool operator==(const FacilityStatistics &) const = default;
};
/// The figures of a period, for all facilities and for each.
struct StatisticsReport {
    LocalDate from{};
    LocalDate to{};
    Statistics whole;
    std::vector<FacilityStatistics> facilities;
    bool operator==(const StatisticsReport &) const = default;
};

/// How much of a municipality takes part.
struct Coverage {
    std::int64_t facilities = 0;
    std::int64_t participating = 0;  ///< 参加施設
    std::int64_t withOpenSlots = 0;  ///< a bookable slot in the next 28 days
    std::int64_t published = 0;      ///< profile published
    std::int64_t confirmed = 0;      ///< profile confirmed within `confirmationDays`
    std::int64_t vacancyEntered = 0; ///< vacancies of this month that are at least confirmed
    bool operator==(const Coverage &) const = default;
};
/// 参加率: participating ÷ all.
[[nodiscard]] inline Share participation(const Coverage &coverage) {
    return {coverage.participating, coverage.facilities};
}
/// A profile must be confirmed again twice a year.
inline constexpr int confirmationDays = 183;
inline constexpr int coverageSlotDays = 28;

} // namespace domain
