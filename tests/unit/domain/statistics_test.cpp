// The figures of the report, from rows counted by hand.
#include "domain/statistics.h"

#include <gtest/gtest.h>

namespace {

using namespace domain;
using std::chrono::hours;

Instant at(const char *text) {
    return *parseInstant(text);
}
const Period november{*parseDate("2026-11-01"), *parseDate("2026-11-30")};
const Instant now = at("2026-12-10T00:00:00Z");

StatisticsReservation request(ReservationStatus status) {
    StatisticsReservation reservation;
    reservation.status = status;
    reservation.slotStart = at("2026-11-20T01:00:00Z");
    reservation.requestedAt = at("2026-11-10T01:00:00Z");
    reservation.dueAt = at("2026-11-12T01:00:00Z");
    reservation.channel = "portal";
    return reservation;
}
StatisticsReservation decided(ReservationStatus status, std::int64_t minutes) {
    StatisticsReservation reservation = request(status);
    reservation.decidedAt = reservation.requestedAt + std::chrono::minutes(minutes);
    reservation.openMinutes = minutes;
    return reservation;
}

TEST(Statistics, UseIsApprovedBySlotsAndBySeats) {
    StatisticsSum sum(november, now);
    sum.add(StatisticsSlot{at("2026-11-20T01:00:00Z"), 4, true});
    sum.add(StatisticsSlot{at("2026-11-21T01:00:00Z"), 6, true});
    sum.add(StatisticsSlot{at("2026-11-22T01:00:00Z"), 9, false}); // cancelled
    sum.add(StatisticsSlot{at("2026-12-01T01:00:00Z"), 9, true});  // another month
    for (const auto status :
         {ReservationStatus::Approved, ReservationStatus::Attended, ReservationStatus::NoShow,
          ReservationStatus::Requested, ReservationStatus::Declined}) {
        sum.add(request(status));
    }
    const Statistics result = sum.result();
    EXPECT_EQ(result.useBySlots, (Share{3, 2})); // the pilot's rate may exceed 1
    EXPECT_EQ(result.useBySeats, (Share{3, 10}));
    EXPECT_EQ(result.noShow, (Share{1, 2}));
    EXPECT_DOUBLE_EQ(*result.useBySlots.value(), 1.5);
}

TEST(Statistics, VisitsCountByTheirDayAndBookingsByTheDayTheyWereMade) {
    StatisticsSum sum(november, now);
    StatisticsReservation made = request(ReservationStatus::Attended);
    made.slotStart = at("2026-12-02T01:00:00Z");
    sum.add(made);
    StatisticsReservation visited = request(ReservationStatus::Attended);
    visited.requestedAt = at("2026-10-31T14:59:59Z"); // 31 October in Japan, a second before midnight
    sum.add(visited);
    const Statistics result = sum.result();
    EXPECT_EQ(result.bookings, 1);
    EXPECT_EQ(result.noShow.of, 1);
    EXPECT_EQ(result.useBySlots.part, 1);
}

TEST(Statistics, MedianAndNinetiethPercentileAreOfTheNearestRank) {
    StatisticsSum sum(november, now);
    EXPECT_FALSE(sum.result().medianMinutes);
    for (const int minutes : {100, 30, 20, 10, 90, 80, 50, 60, 70, 40}) {
        sum.add(decided(ReservationStatus::Approved, minutes));
    }
    EXPECT_EQ(sum.result().medianMinutes, 50);
    EXPECT_EQ(sum.result().p90Minutes, 90);
}

TEST(Statistics, LateIsAfterTheDueTimeAnsweredOrNot) {
    StatisticsSum sum(november, now);
    sum.add(decided(ReservationStatus::Approved, 60));
    sum.add(decided(ReservationStatus::Declined, 60 * 24 * 3)); // a day after it was due
    sum.add(request(ReservationStatus::Expired));
    sum.add(request(ReservationStatus::Requested)); // due in November, now it is December
    sum.add(request(ReservationStatus::Withdrawn)); // taken back: nobody's to answer
    StatisticsReservation phone = decided(ReservationStatus::Approved, 0);
    phone.byStaff = true;
    sum.add(phone);
    EXPECT_EQ(sum.result().late, (Share{3, 4}));
}

TEST(Statistics, AutomaticIsAShareOfWhatWasDecided) {
    StatisticsSum sum(november, now);
    StatisticsReservation automatic = decided(ReservationStatus::Approved, 0);
    automatic.automatic = true;
    sum.add(automatic);
    sum.add(decided(ReservationStatus::Approved, 5));
    sum.add(request(ReservationStatus::Requested));
    EXPECT_EQ(sum.result().automatic, (Share{1, 2}));
}

TEST(Statistics, BookingsByMonthChannelAndClass) {
    StatisticsSum sum({*parseDate("2026-10-01"), *parseDate("2026-11-30")}, now);
    StatisticsReservation one = request(ReservationStatus::Requested);
    one.ageClasses = ageClassesOf({0, 3});
    sum.add(one);
    one.channel = "phone";
    one.requestedAt = at("2026-10-31T15:00:00Z"); // midnight in Japan: November
    sum.add(one);
    one.requestedAt -= std::chrono::seconds(1);
    sum.add(one);
    const Statistics result = sum.result();
    EXPECT_EQ(result.byMonth, (std::map<std::string, std::int64_t>{{"2026-10", 1}, {"2026-11", 2}}));
    EXPECT_EQ(result.byChannel, (std::map<std::string, std::int64_t>{{"phone", 2}, {"portal", 1}}));
    EXPECT_EQ(result.byClass, (std::array<std::int64_t, 6>{3, 0, 0, 3, 0, 0}));
}

TEST(Statistics, AnEmptyShareHasNoValue) {
    EXPECT_FALSE(Share{}.value());
    EXPECT_DOUBLE_EQ(*participation({.facilities = 4, .participating = 1}).value(), 0.25);
}

} // namespace
