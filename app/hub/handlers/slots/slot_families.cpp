#include "hub/handlers/slots/slot_families.h"

#include "hub/calls/answers.h"

#include <algorithm>
#include <map>

namespace hub {

using domain::ReservationCall;
using domain::ReservationStatus;
using domain::Result;

namespace {

/// The reason that a family reads if the caller gave no message.
constexpr const char *usualReason = "見学枠の変更のため";

/// A request is declined and an approved visit is cancelled; both need a reason.
ReservationCall callFor(const wire::FamilyAction &action, ReservationStatus status) {
    if (action.move) {
        return ReservationCall::Reschedule;
    }
    return status == ReservationStatus::Requested ? ReservationCall::Decline : ReservationCall::Cancel;
}

wire::CallBody bodyOf(const wire::FamilyAction &action) {
    wire::CallBody body;
    body.message = action.message;
    body.slotId = action.toSlotId;
    if (!action.move) {
        body.reason = action.message.empty() ? usualReason : action.message;
    }
    return body;
}

/// Changes the pointers of one family's errors to its position in `families`.
tl::unexpected<domain::Error> atFamily(domain::Error error, std::size_t index) {
    static const std::map<std::string, std::string> members{{"/slot_id", "/to_slot_id"},
                                                            {"/families", "/reservation_id"},
                                                            {"/reason", "/message"},
                                                            {"/message", "/message"}};
    for (domain::FieldError &field : error.fields) {
        const auto member = members.find(field.pointer);
        field.pointer =
            "/families/" + std::to_string(index) + (member == members.end() ? std::string() : member->second);
    }
    return domain::fail(std::move(error));
}

Result<void> settleOne(Context &context, ChangeSet &changes, const SlotRow &slot,
                       const wire::FamilyAction &action) {
    auto reservation = findReservation(context.db, action.reservationId.text());
    if (!reservation) {
        return domain::passOn(reservation);
    }
    if (!*reservation || (*reservation)->value.slotId.text() != slot.id ||
        !domain::takesSeat((*reservation)->value.status)) {
        return invalid("/families", "not-found", {{"reservation_id", action.reservationId.text()}});
    }
    const auto call = callFor(action, (*reservation)->value.status);
    return applyStep(context, changes, **reservation, call, bodyOf(action));
}

/// The ids of the reservations that lose their place by the change.
Result<std::vector<std::string>> leftWithout(Context &context, const SlotRow &before,
                                             const domain::Slot &after, bool gone) {
    auto families = familiesOf(context.db, before.id);
    if (!families || gone || static_cast<int>(families->size()) > after.seats) {
        return families;
    }
    if ((before.acceptedAges & ~after.acceptedAges).none()) {
        return std::vector<std::string>();
    }
    std::vector<std::string> without;
    for (const std::string &id : *families) {
        auto reservation = findReservation(context.db, id);
        if (!reservation) {
            return domain::passOn(reservation);
        }
        if (*reservation && ((*reservation)->value.ageClasses & ~after.acceptedAges).any()) {
            without.push_back(id);
        }
    }
    return without;
}

tl::unexpected<domain::Error> hasReservations(const std::vector<std::string> &ids) {
    std::string list;
    for (const std::string &id : ids) {
        list += (list.empty() ? "[\"" : ",\"") + id + "\"";
    }
    domain::Error error{.kind = domain::ErrorKind::Conflict, .code = "slot-has-reservations"};
    error.params["families"] = std::to_string(ids.size());
    error.current = list + "]";
    return domain::fail(std::move(error));
}

} // namespace

Result<void> settleFamilies(Context &context, ChangeSet &changes, const SlotRow &before,
                            const domain::Slot &after, bool gone,
                            const std::vector<wire::FamilyAction> &actions) {
    for (std::size_t index = 0; index < actions.size(); ++index) {
        if (auto settled = settleOne(context, changes, before, actions[index]); !settled) {
            return atFamily(settled.error(), index);
        }
    }
    auto without = leftWithout(context, before, after, gone);
    if (!without) {
        return domain::passOn(without);
    }
    return without->empty() ? Result<void>() : hasReservations(*without);
}

} // namespace hub
