#include "domain/transitions.h"

#include "domain/text.h"

#include <algorithm>
#include <utility>

namespace domain {
namespace {

using Status = ReservationStatus;
using Call = ReservationCall;

constexpr std::array<std::pair<Call, std::string_view>, 10> callNames{{
    {Call::Approve, "approve"},
    {Call::Decline, "decline"},
    {Call::Propose, "propose"},
    {Call::Expire, "expire"},
    {Call::Withdraw, "withdraw"},
    {Call::Cancel, "cancel"},
    {Call::Attend, "attend"},
    {Call::NoShow, "no-show"},
    {Call::Reschedule, "reschedule"},
    {Call::Correct, "correct"},
}};

bool isPending(Status status) {
    return status == Status::Requested || status == Status::Approved;
}

/// The "From" column of the table.
bool startsFrom(Call call, Status from) {
    switch (call) {
    case Call::Approve:
    case Call::Decline:
    case Call::Propose:
    case Call::Expire:
        return from == Status::Requested;
    case Call::Withdraw:
    case Call::Reschedule:
        return isPending(from);
    case Call::Cancel:
    case Call::Attend:
    case Call::NoShow:
        return from == Status::Approved;
    case Call::Correct:
        return from == Status::Attended || from == Status::NoShow || from == Status::Declined ||
               from == Status::CancelledByFacility;
    }
    return false;
}

/// The "Who" column of the table.
bool mayCall(const TransitionCase &given) {
    const Actor actor = given.actor;
    switch (given.call) {
    case Call::Approve:
        return actor == Actor::Staff || actor == Actor::Hub;
    case Call::Expire:
        return actor == Actor::Hub;
    case Call::Withdraw:
        return actor == Actor::OwningSystem || (actor == Actor::Staff && given.madeByPhoneOrCounter);
    case Call::Reschedule:
        return actor == Actor::Staff || actor == Actor::OwningSystem;
    case Call::Decline:
    case Call::Propose:
    case Call::Cancel:
    case Call::Attend:
    case Call::NoShow:
    case Call::Correct:
        return actor == Actor::Staff;
    }
    return false;
}

bool needsReason(Call call) {
    return call == Call::Decline || call == Call::Cancel || call == Call::Correct;
}

bool needsSlotStarted(Call call) {
    return call == Call::Attend || call == Call::NoShow || call == Call::Expire;
}

/// From `cancel_until` on, a family must contact the nursery to change a visit. Staff may always act.
bool isTooLateForFamily(const TransitionCase &given) {
    const bool isFamilys = given.call == Call::Withdraw || given.call == Call::Reschedule;
    return isFamilys && given.actor == Actor::OwningSystem && given.cancelUntil &&
           given.now >= *given.cancelUntil;
}

/// The "To" column of the table; `correct` is handled separately.
Status targetOf(Call call, Status from) {
    switch (call) {
    case Call::Approve:
        return Status::Approved;
    case Call::Decline:
        return Status::Declined;
    case Call::Expire:
        return Status::Expired;
    case Call::Withdraw:
        return Status::Withdrawn;
    case Call::Cancel:
        return Status::CancelledByFacility;
    case Call::Attend:
        return Status::Attended;
    case Call::NoShow:
        return Status::NoShow;
    case Call::Propose:
    case Call::Reschedule:
    case Call::Correct:
        break;
    }
    return from;
}

tl::unexpected<Error> illegal(const TransitionCase &given, Params more = {}) {
    more["from"] = nameOf(given.from);
    more["call"] = nameOf(given.call);
    return fail(ErrorKind::Conflict, "illegal-transition", std::move(more));
}

tl::unexpected<Error> rejected(std::string pointer, std::string code) {
    Error error{.kind = ErrorKind::Rejected, .code = "validation"};
    error.fields.push_back({std::move(pointer), std::move(code), {}});
    return fail(std::move(error));
}

Result<Status> corrected(const TransitionCase &given) {
    if (!given.decidedAt || given.now > *given.decidedAt + correctionPeriod) {
        return illegal(given, {{"days", std::to_string(correctionPeriod.count())}});
    }
    if (!given.correctTo) {
        return rejected("/to", "required");
    }
    const auto targets = correctionTargets(given.from, given.now, given.slotStart);
    if (std::ranges::find(targets, *given.correctTo) == targets.end()) {
        return rejected("/to", "not-allowed");
    }
    return *given.correctTo;
}

} // namespace

std::string_view nameOf(ReservationCall call) {
    return std::ranges::find(callNames, call, &std::pair<Call, std::string_view>::first)->second;
}

std::optional<ReservationCall> reservationCall(std::string_view name) {
    const auto found = std::ranges::find(callNames, name, &std::pair<Call, std::string_view>::second);
    return found == callNames.end() ? std::nullopt : std::optional(found->first);
}

Result<ReservationStatus> next(const TransitionCase &given) {
    if (!mayCall(given)) {
        return fail(ErrorKind::Forbidden, "forbidden");
    }
    if (!startsFrom(given.call, given.from)) {
        return illegal(given);
    }
    if (needsSlotStarted(given.call) && given.now < given.slotStart) {
        return illegal(given, {{"not_before", textOf(given.slotStart)}});
    }
    if (isTooLateForFamily(given)) {
        return illegal(given, {{"not_after", textOf(*given.cancelUntil)}});
    }
    if (needsReason(given.call) && trimmed(given.reason).empty()) {
        return rejected("/reason", "required");
    }
    if (given.call == Call::Correct) {
        return corrected(given);
    }
    return targetOf(given.call, given.from);
}

std::vector<ReservationStatus> correctionTargets(ReservationStatus from, Instant now, Instant slotStart) {
    switch (from) {
    case Status::Attended:
        return {Status::NoShow, Status::Approved, Status::CancelledByFacility};
    case Status::NoShow:
        return {Status::Attended, Status::Approved, Status::CancelledByFacility};
    case Status::Declined:
        return {Status::Approved};
    case Status::CancelledByFacility:
        if (now < slotStart) {
            return {Status::Approved};
        }
        return {Status::Approved, Status::Attended, Status::NoShow};
    default:
        return {};
    }
}

bool takesSeat(ReservationStatus status) {
    return isPending(status);
}

std::vector<ReservationCall> callsForStaff(ReservationStatus from, bool phoneOrCounter, Instant now,
                                           Instant slotStart) {
    constexpr std::array offered{Call::Approve,    Call::Decline, Call::Propose,  Call::Attend, Call::NoShow,
                                 Call::Reschedule, Call::Cancel,  Call::Withdraw, Call::Correct};
    std::vector<Call> calls;
    for (const Call call : offered) {
        const bool mine = mayCall({.call = call, .madeByPhoneOrCounter = phoneOrCounter});
        const bool inTime = !needsSlotStarted(call) || now >= slotStart;
        if (mine && inTime && startsFrom(call, from)) {
            calls.push_back(call);
        }
    }
    return calls;
}

} // namespace domain
