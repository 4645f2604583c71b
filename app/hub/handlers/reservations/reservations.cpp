// The calls that make and read reservations, and those of the state table.
#include "hub/calls/answers.h"
#include "hub/calls/route_kinds.h"
#include "hub/handlers/reservations/booking.h"
#include "hub/handlers/reservations/reservation_batch.h"
#include "hub/handlers/reservations/reservation_steps.h"
#include "hub/handlers/reservations/routes.h"
#include "hub/http/preconditions.h"
#include "hub/records/edit_preconditions.h"
#include "wire/paths.h"
#include "wire/records_json.h"

namespace hub {

namespace {

using domain::RecordKind;
using domain::ReservationCall;
using domain::Result;

HandlerResult answerWith(const Context &context, const StoredReservation &reservation, int status = 200) {
    return recordAnswer(status, reservation.value.meta.version, reservation.text.forCaller(*context.caller));
}

/// Reason and message are the nursery's texts to the family, so a connected system may not set them.
std::vector<domain::FieldError> wordsOfOthers(const Caller &caller, const domain::Reservation &draft) {
    std::vector<domain::FieldError> faults;
    if (caller.user.role != domain::Role::System || !draft.personal) {
        return faults;
    }
    if (!draft.personal->reason.empty()) {
        faults.push_back({"/reason", "not-allowed", {}});
    }
    if (!draft.personal->message.empty()) {
        faults.push_back({"/message", "not-allowed", {}});
    }
    return faults;
}

/// The slot, if the caller may book it.
Result<SlotRow> checkBooker(Context &context, const domain::Reservation &draft) {
    const Caller &caller = *context.caller;
    if (!caller.isStaff() && caller.user.role != domain::Role::System) {
        return forbidden();
    }
    auto slot = findSlot(context.db, draft.slotId.text());
    if (!slot) {
        return domain::passOn(slot);
    }
    if (!*slot || (*slot)->status == "deleted" || !isInScope(caller, (*slot)->facility)) {
        return invalid("/slot_id", "not-found");
    }
    if (auto faults = wordsOfOthers(caller, draft); !faults.empty()) {
        return invalid(std::move(faults));
    }
    return mayUseChannel(caller, draft.channel) ? Result<SlotRow>(std::move(**slot))
                                                : invalid("/channel", "not-allowed");
}

/// A "constraint" error can only come from the id; checkFree() decides what the caller may know about it.
HandlerResult bookingFailure(Context &context, const domain::Error &error, const std::string &id) {
    if (error.code == "constraint") {
        if (auto free = checkFree(context, RecordKind::Reservation, id); !free) {
            return domain::passOn(free);
        }
    }
    return domain::fail(error);
}

HandlerResult putReservationCall(const Request &request, Context &context) {
    const auto id = idFrom<domain::ReservationId>(context);
    if (!id) {
        return domain::passOn(id);
    }
    if (!wantsCreation(request)) {
        return preconditionRequired(); // a reservation can only be changed by its own calls
    }
    auto draft = wire::reservationFromJson(request.body, wire::Source::Client);
    if (!draft) {
        return domain::passOn(draft);
    }
    draft->id = *id;
    const auto slot = checkBooker(context, *draft);
    if (!slot) {
        return domain::passOn(slot);
    }
    const Caller &caller = *context.caller;
    const BookingRules rules{.windows = !caller.isStaff(),
                             .until = caller.isStaff() ? BookingRules::Until::EndOfDay
                                                       : BookingRules::Until::Start};
    auto booked = bookIn(context, *slot, std::move(*draft), caller.systemId, rules);
    return booked ? answerWith(context, *booked, 201) : bookingFailure(context, booked.error(), id->text());
}

void prefetchPut(const Request &request, Context &context) {
    const auto id = idFrom<domain::ReservationId>(context);
    auto draft = wire::reservationFromJson(request.body, wire::Source::Client);
    if (id && draft) {
        draft->id = *id;
        prefetchBooking(context, *draft);
    }
}

void prefetchById(const Request &, Context &context) {
    if (const auto id = idFrom<domain::ReservationId>(context)) {
        prefetchPlacedReservation(context.db, id->text());
    }
}

HandlerResult getReservation(const Request &, Context &context) {
    const auto id = idFrom<domain::ReservationId>(context);
    if (!id) {
        return domain::passOn(id);
    }
    const auto record = visibleRecord(context, id->text());
    if (!record) {
        return domain::passOn(record);
    }
    return recordAnswer(200, record->version, record->text.forCaller(*context.caller));
}

/// Returns the personal members and records the access in the audit.
HandlerResult openPersonal(const Request &, Context &context) {
    const auto id = idFrom<domain::ReservationId>(context);
    if (!id) {
        return domain::passOn(id);
    }
    auto reservation = visibleReservation(context, id->text());
    if (!reservation) {
        return domain::passOn(reservation);
    }
    ChangeSet changes(context, reservation->municipality);
    changes.note({"reservation.open-personal", RecordKind::Reservation, id->text(),
                  reservation->value.facilityId.text(), "guardian,children,question,message,reason",
                  reservation->text.asAudited()});
    if (auto written = changes.write(); !written) {
        return domain::passOn(written);
    }
    return jsonAnswer(200, wire::toJson(*reservation->value.personal));
}

Handler moveBy(ReservationCall call) {
    return [call](const Request &request, Context &context) -> HandlerResult {
        const auto id = idFrom<domain::ReservationId>(context);
        if (!id) {
            return domain::passOn(id);
        }
        const auto seen = ifMatchVersion(request);
        const auto body = wire::callBodyFromJson(request.body);
        if (!seen || !body) {
            return seen ? domain::passOn(body) : domain::passOn(seen);
        }
        auto moved = moveReservation(context, id->text(), *seen, call, *body);
        return moved ? answerWith(context, *moved) : domain::passOn(moved);
    };
}

Route moving(ReservationCall call) {
    return prefetching(prefetchById, writing("POST", wire::paths::stepOf(call), moveBy(call)));
}

} // namespace

std::vector<Route> reservationRoutes() {
    return {
        prefetching(prefetchById, runInline(reading(wire::paths::reservation, getReservation))),
        Route{.method = "GET",
              .pattern = "/v1/reservations/{id}/personal",
              .work = Work::Write,
              .handler = openPersonal},
        prefetching(prefetchPut, writing("PUT", wire::paths::reservation, putReservationCall)),
        writing("POST", "/v1/reservations/batch", moveManyReservations),
        moving(ReservationCall::Approve),
        moving(ReservationCall::Decline),
        moving(ReservationCall::Propose),
        moving(ReservationCall::Withdraw),
        moving(ReservationCall::Cancel),
        moving(ReservationCall::Attend),
        moving(ReservationCall::NoShow),
        moving(ReservationCall::Reschedule),
        moving(ReservationCall::Correct),
    };
}

} // namespace hub
