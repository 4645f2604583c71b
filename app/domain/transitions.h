// The one state table of reservations (the contract's "Reservation states"), used by hub and desk.
#pragma once

#include "domain/records.h"

#include <span>

namespace domain {

/// The calls that change a reservation's state. nameOf() gives the name in JSON, for example "no-show".
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

/// The caller. Staff stands for staff, manager and operator's office in the facility's scope.
enum class Actor : std::uint8_t { Staff, OwningSystem, OtherSystem, Hub, Municipal };

/// The values that the table needs.
struct TransitionCase {
    ReservationStatus from = ReservationStatus::Requested;
    ReservationCall call = ReservationCall::Approve;
    Actor actor = Actor::Staff;
    bool madeByPhoneOrCounter = false;
    std::string_view reason;
    Instant now{};
    Instant slotStart{};
    std::optional<Instant> cancelUntil; ///< of the slot; it applies to the system that made the reservation
    std::optional<Instant> decidedAt;   ///< or when the state to correct was entered; for `correct`
    std::optional<ReservationStatus> correctTo; ///< for `correct`
};

/// The state after the call. Errors: Conflict "illegal-transition" (params from, call; `not_before` if the
/// slot has not started, `not_after` if its `cancel_until` has passed), Forbidden "forbidden", Rejected
/// "validation" with a field error on "/reason" (required) or "/to".
[[nodiscard]] Result<ReservationStatus> next(const TransitionCase &given);

/// Only `requested` and `approved` take a seat. `attended` and `no_show` are past and take no seat for new
/// bookings.
[[nodiscard]] bool takesSeat(ReservationStatus status);

/// The calls that staff may choose from in this state, in the order of the screen.
[[nodiscard]] std::vector<ReservationCall> callsForStaff(ReservationStatus from, bool phoneOrCounter,
                                                         Instant now, Instant slotStart);

/// The states to which `correct` may change this state, in the order of the screen; empty if there are none.
/// Attended and no-show are possible from the slot's start.
[[nodiscard]] std::vector<ReservationStatus> correctionTargets(ReservationStatus from, Instant now,
                                                               Instant slotStart);

/// How long after a state was entered `correct` is possible.
inline constexpr std::chrono::days correctionPeriod{7};

} // namespace domain
