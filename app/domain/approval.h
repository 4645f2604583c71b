// 自動承認: the rule by which a facility lets the hub approve a request, judged the same way before it is
// switched on (the dry run) and after.
#pragma once

#include "domain/validate.h"

namespace domain {

/// What must hold. The defaults are the cautious ones.
struct ApprovalConditions {
    int seatsLeft = 0;                      ///< seats of the slot that stay free after this family, 0..500
    std::optional<AgeClasses> acceptedAges; ///< every child in one of these; absent: all that the slot takes
    bool firstVisitOnly = true;
    bool noEarlierNoShow = true;
    bool noQuestion = true;
    int hoursBeforeStart = 24; ///< not later than this before the slot's start, 0..720
    bool operator==(const ApprovalConditions &) const = default;
};

/// One for each facility, under the facility's id.
struct ApprovalRule {
    FacilityId facilityId;
    RecordMeta meta;
    bool enabled = false;
    ApprovalConditions conditions;
    int delayMinutes = 0;          ///< staff can decide themselves before it is over; 0..10080 (7 days)
    std::optional<int> dailyLimit; ///< automatic approvals on one day in Japan, 1..500
    bool operator==(const ApprovalRule &) const = default;
};
[[nodiscard]] FieldErrors validate(const ApprovalRule &rule);

/// One request, as it stands when it is judged.
struct ApprovalCase {
    Instant at{};
    Instant slotStart{};
    int seats = 1;
    int seatsTaken = 1; ///< with this family
    AgeClasses ageClasses;
    bool everyChildHasClass = true;
    bool isRepeat = false;         ///< the family waits, stands or was here before
    bool hasEarlierNoShow = false; ///< at this facility
    bool hasQuestion = false;
    int approvedToday = 0; ///< automatically, at this facility
};

enum class ApprovalHindrance : std::uint8_t {
    SeatsLeft,
    AgeClass,
    RepeatVisit,
    EarlierNoShow,
    Question,
    TooClose,
    DailyLimit
};
/// "seats-left", "age-class", "repeat-visit", "earlier-no-show", "question", "too-close", "daily-limit".
[[nodiscard]] std::string_view nameOf(ApprovalHindrance hindrance);

/// Everything that speaks against approving; empty: approve. Does not look at `enabled`.
[[nodiscard]] std::vector<ApprovalHindrance> hindrances(const ApprovalRule &rule, const ApprovalCase &given);

/// The state in which a reservation was at an instant, from its history; empty before it was made.
[[nodiscard]] std::optional<ReservationStatus> statusAt(const Reservation &reservation, Instant at);

} // namespace domain
