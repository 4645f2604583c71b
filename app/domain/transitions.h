// The one state table of a reservation (the contract's "Reservation states"), for hub and desk alike.
#pragma once

#include "domain/records.h"

#include <span>

namespace domain {

/// The calls that move a reservation. Names on the wire by nameOf(), for example "no-show".
enum class ReservationCall : std::uint8_t {
    Approve,
    Decline,
    Propose,
    Expire,
    Withdraw,
    Cancel,
    Attend,
    NoShow,
    Reschedule,
    Correct
};

[[nodiscard]] std::string_view nameOf(ReservationCall call);
[[nodiscard]] std::optional<ReservationCall> reservationCall(std::string_view name);

/// Who asks. Staff stands for staff, manager and operator's office in the facility's scope.
enum class Actor : std::uint8_t { Staff, OwningSystem, OtherSystem, Hub, Municipal };

/// What the table needs to know of the case.
struct TransitionCase {
    ReservationStatus from = ReservationStatus::Requested;
    ReservationCall call = ReservationCall::Approve;
    Actor actor = Actor::Staff;
    bool madeByPhoneOrCounter = false;
    std::string_view reason;
    Instant now{};
    Instant slotStart{};
    std::optional<Instant> cancelUntil;         ///< the slot's; binds the system that made the reservation
    std::optional<Instant> decidedAt;           ///< or when the state meant was entered; for `correct`
    std::optional<ReservationStatus> correctTo; ///< for `correct`
};

/// The state after the call. Errors: Conflict "illegal-transition" (params from, call; `not_before` where the
/// slot has not started, `not_after` where its `cancel_until` has come), Forbidden
/// "forbidden", Rejected "validation" with a field error on "/reason" (required) or "/to".
[[nodiscard]] Result<ReservationStatus> next(const TransitionCase &given);

/// `requested` and `approved` take a seat; nothing else does. `attended` and `no_show` have passed and count
/// as not taking one for new bookings.
[[nodiscard]] bool takesSeat(ReservationStatus status);

/// The calls that staff may choose from in this state, in the order in which a screen offers them.
[[nodiscard]] std::vector<ReservationCall> callsForStaff(ReservationStatus from, bool phoneOrCounter,
                                                         Instant now, Instant slotStart);

/// What `correct` may turn a state into, in the order in which a screen offers it; empty where it may not.
/// Attended and no-show only from the slot's start, as everywhere.
[[nodiscard]] std::vector<ReservationStatus> correctionTargets(ReservationStatus from, Instant now,
                                                               Instant slotStart);

/// `correct` is possible for this long after the state was entered.
inline constexpr std::chrono::days correctionPeriod{7};

} // namespace domain
