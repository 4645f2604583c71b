// Enumerations whose values lie in every desk's file as numbers. A new value goes to the end of its list,
// also after Unknown; a value that is given up keeps its number. A changed number would give old files a new
// meaning.
#include "domain/facility.h"
#include "domain/records.h"
#include "domain/waitlist.h"
#include "storage/operation.h"

#include <array>
#include <cstddef>

namespace storage {
namespace {

/// True where the values, in the order in which they are named here, are 0, 1, 2 ...
template <class Enum, std::size_t Count> constexpr bool areNumbered(const std::array<Enum, Count> &values) {
    for (std::size_t i = 0; i < Count; ++i) {
        if (static_cast<std::size_t>(values[i]) != i) {
            return false;
        }
    }
    return true;
}

using domain::RecordKind;
using domain::RepeatPolicy;
using domain::ReservationStatus;
using domain::Role;
using domain::SlotStatus;
using domain::WaitlistStatus;

static_assert(areNumbered(std::array{OperationState::Pending, OperationState::InFlight,
                                     OperationState::Applied, OperationState::Conflict,
                                     OperationState::Rejected, OperationState::Superseded}));
static_assert(areNumbered(std::array{
    ReservationStatus::Requested, ReservationStatus::Approved, ReservationStatus::Declined,
    ReservationStatus::Withdrawn, ReservationStatus::CancelledByFacility, ReservationStatus::Attended,
    ReservationStatus::NoShow, ReservationStatus::Expired, ReservationStatus::Unknown}));
static_assert(areNumbered(std::array{WaitlistStatus::Waiting, WaitlistStatus::Offered, WaitlistStatus::Booked,
                                     WaitlistStatus::Withdrawn, WaitlistStatus::Expired,
                                     WaitlistStatus::Unknown}));
static_assert(areNumbered(std::array{SlotStatus::Open, SlotStatus::Closed, SlotStatus::Cancelled}));
static_assert(areNumbered(std::array{RepeatPolicy::Allow, RepeatPolicy::Warn, RepeatPolicy::Refuse}));
static_assert(areNumbered(std::array{Role::Staff, Role::Manager, Role::OperatorOffice, Role::Municipal,
                                     Role::Auditor, Role::System, Role::HubOperator}));
constexpr std::array kinds{RecordKind::Municipality, RecordKind::Operator,     RecordKind::Facility,
                           RecordKind::Slot,         RecordKind::SlotSeats,    RecordKind::Series,
                           RecordKind::Reservation,  RecordKind::Closure,      RecordKind::Notice,
                           RecordKind::ApprovalRule, RecordKind::Vacancy,      RecordKind::FollowUp,
                           RecordKind::Unknown,      RecordKind::WaitlistEntry};
static_assert(areNumbered(kinds));
static_assert(kinds.size() == domain::recordKindValues, "a new kind is pinned here, at the end");

} // namespace
} // namespace storage
