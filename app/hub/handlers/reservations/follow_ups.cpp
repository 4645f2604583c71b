// 連絡記録: what municipal staff did about late answers. Only the municipality sees it.
#include "domain/follow_up.h"
#include "hub/calls/answers.h"
#include "hub/calls/route_kinds.h"
#include "hub/db/read.h"
#include "hub/handlers/reservations/routes.h"
#include "hub/records/scope.h"
#include "wire/office_json.h"

namespace hub {

namespace {

using domain::FollowUp;
using domain::RecordKind;
using domain::Result;

/// Checks that each reservation belongs to the facility.
Result<void> checkReservations(Context &context, const FollowUp &followUp) {
    for (std::size_t index = 0; index < followUp.reservationIds.size(); ++index) {
        auto own = firstRow(context.db, "SELECT 1 FROM reservation WHERE id = $1 AND facility_id = $2",
                            {followUp.reservationIds[index].text(), followUp.facilityId.text()},
                            [](const Rows &) { return true; });
        if (!own) {
            return domain::passOn(own);
        }
        if (!*own) {
            return invalid("/reservation_ids/" + std::to_string(index), "not-found");
        }
    }
    return {};
}

Result<FollowUp> readFollowUp(const Request &request, Context &context) {
    auto followUp = wire::followUpFromJson(request.body, wire::Source::Client);
    if (!followUp) {
        return followUp;
    }
    if (auto faults = domain::validate(*followUp); !faults.empty()) {
        return invalid(std::move(faults));
    }
    if (followUp->id.isNull()) {
        followUp->id = domain::FollowUpId::make(context.clock, context.random);
    }
    const auto known = findRecord(context.db, RecordKind::FollowUp, followUp->id.text());
    if (!known || *known) {
        return known ? Result<FollowUp>(conflict("id-taken")) : domain::passOn(known);
    }
    followUp->by = context.caller->user.name;
    followUp->meta = {1, context.now(), context.now()};
    return followUp;
}

HandlerResult postFollowUp(const Request &request, Context &context) {
    if (context.caller->user.role != domain::Role::Municipal) {
        return forbidden();
    }
    const auto followUp = readFollowUp(request, context);
    if (!followUp) {
        return domain::passOn(followUp);
    }
    const auto facility = facilityInScope(context, followUp->facilityId.text(), Need::See);
    if (!facility) {
        return facility.error().code == "not-found" ? HandlerResult(invalid("/facility_id", "not-found"))
                                                    : domain::passOn(facility);
    }
    if (auto own = checkReservations(context, *followUp); !own) {
        return domain::passOn(own);
    }
    ChangeSet changes(context, facility->municipality);
    const std::string id = followUp->id.text();
    const RecordText text(RecordKind::FollowUp, wire::textsOf(*followUp));
    changes.put({.kind = RecordKind::FollowUp,
                 .id = id,
                 .facility = facility->id,
                 .version = 1,
                 .text = text,
                 .audience = "municipal"});
    changes.note({"follow_up.create", RecordKind::FollowUp, id, facility->id, "", {}});
    if (auto written = changes.write(); !written) {
        return domain::passOn(written);
    }
    return recordAnswer(201, 1, text.forCaller(*context.caller));
}

} // namespace

std::vector<Route> followUpRoutes() {
    return {writing("POST", "/v1/follow-ups", postFollowUp)};
}

} // namespace hub
