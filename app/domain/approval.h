// 自動承認: the rule with which a facility lets the hub approve requests. The same function judges requests
// in the dry run and after the rule is switched on.
#pragma once

#include "domain/validate.h"

namespace domain {

/// The conditions of a rule. The defaults are the cautious ones.
struct ApprovalConditions {
    int seatsLeft = 0; ///< seats of the slot that must stay free after this family, 0..500
    std::optional<AgeClasses> acceptedAges; ///< every child must be in one of these; absent: all of the slot
    bool firstVisitOnly = true;
    bool noEarlierNoShow = true;
    bool noQuestion = true;
    int hoursBeforeStart = 24; ///< the latest time before the slot's start, 0..720
    bool operator==(const ApprovalConditions &) const = default;
};

/// One rule per facility, stored under the facility's id.
struct ApprovalRule {
    FacilityId facilityId;
    RecordMeta meta;
    bool enabled = false;
    ApprovalConditions conditions;
    int delayMinutes = 0;          ///< time in which staff can still decide themselves; 0..10080 (7 days)
    std::optional<int> dailyLimit; ///< maximum of automatic approvals on one day in Japan, 1..500
    bool operator==(const ApprovalRule &) const = default;
};
[[nodiscard]] FieldErrors validate(const ApprovalRule &rule);

/// One request at the time when it is judged.
struct ApprovalCase {
    Instant at{};
    Instant slotStart{};
    int seats = 1;
    int seatsTaken = 1; ///< including this family
    AgeClasses ageClasses;
    bool everyChildHasClass = true;
    bool isRepeat = false;         ///< the family has another request, an approved visit or a past visit here
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

/// All reasons against approving; empty means approve. It ignores `enabled`.
[[nodiscard]] std::vector<ApprovalHindrance> hindrances(const ApprovalRule &rule, const ApprovalCase &given);

/// The status of a reservation at an instant, from its history; empty before it was made.
[[nodiscard]] std::optional<ReservationStatus> statusAt(const Reservation &reservation, Instant at);

} // namespace domain
