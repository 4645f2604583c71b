#include "domain/approval.h"

namespace domain {

namespace {

constexpr int mostSeats = 500;
constexpr int mostHours = 720;
constexpr int mostDelay = 7 * 24 * 60;
constexpr int mostDaily = 500;

void checkRange(FieldErrors &faults, const char *pointer, int value, int least, int most) {
    if (value < least || value > most) {
        faults.push_back(
            {pointer, "out-of-range", {{"min", std::to_string(least)}, {"max", std::to_string(most)}}});
    }
}

bool classesFit(const ApprovalConditions &conditions, const ApprovalCase &given) {
    return !conditions.acceptedAges ||
           (given.everyChildHasClass && (given.ageClasses & ~*conditions.acceptedAges).none());
}

} // namespace

FieldErrors validate(const ApprovalRule &rule) {
    FieldErrors faults;
    checkRange(faults, "/conditions/seats_left", rule.conditions.seatsLeft, 0, mostSeats);
    checkRange(faults, "/conditions/hours_before_start", rule.conditions.hoursBeforeStart, 0, mostHours);
    checkRange(faults, "/delay_minutes", rule.delayMinutes, 0, mostDelay);
    if (rule.dailyLimit) {
        checkRange(faults, "/daily_limit", *rule.dailyLimit, 1, mostDaily);
    }
    if (rule.conditions.acceptedAges && rule.conditions.acceptedAges->none()) {
        faults.push_back({"/conditions/accepted_ages", "none-accepted", {}});
    }
    return faults;
}

std::string_view nameOf(ApprovalHindrance hindrance) {
    switch (hindrance) {
    case ApprovalHindrance::SeatsLeft:
        return "seats-left";
    case ApprovalHindrance::AgeClass:
        return "age-class";
    case ApprovalHindrance::RepeatVisit:
        return "repeat-visit";
    case ApprovalHindrance::EarlierNoShow:
        return "earlier-no-show";
    case ApprovalHindrance::Question:
        return "question";
    case ApprovalHindrance::TooClose:
        return "too-close";
    case ApprovalHindrance::DailyLimit:
        return "daily-limit";
    }
    return {};
}

std::vector<ApprovalHindrance> hindrances(const ApprovalRule &rule, const ApprovalCase &given) {
    const ApprovalConditions &conditions = rule.conditions;
    std::vector<ApprovalHindrance> all;
    const auto check = [&all](bool hinders, ApprovalHindrance hindrance) {
        if (hinders) {
            all.push_back(hindrance);
        }
    };
    check(given.seats - given.seatsTaken < conditions.seatsLeft, ApprovalHindrance::SeatsLeft);
    check(!classesFit(conditions, given), ApprovalHindrance::AgeClass);
    check(conditions.firstVisitOnly && given.isRepeat, ApprovalHindrance::RepeatVisit);
    check(conditions.noEarlierNoShow && given.hasEarlierNoShow, ApprovalHindrance::EarlierNoShow);
    check(conditions.noQuestion && given.hasQuestion, ApprovalHindrance::Question);
    check(given.at >= given.slotStart ||
              given.slotStart - given.at < std::chrono::hours(conditions.hoursBeforeStart),
          ApprovalHindrance::TooClose);
    check(rule.dailyLimit && given.approvedToday >= *rule.dailyLimit, ApprovalHindrance::DailyLimit);
    return all;
}

std::optional<ReservationStatus> statusAt(const Reservation &reservation, Instant at) {
    std::optional<ReservationStatus> status;
    for (const HistoryEntry &entry : reservation.history) {
        if (entry.at <= at) {
            status = entry.to;
        }
    }
    return status;
}

} // namespace domain
