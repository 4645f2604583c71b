#include "hub/handlers/reservations/reservation_batch.h"

#include "hub/calls/answers.h"
#include "hub/db/read.h"

namespace hub {

using domain::ReservationCall;
using domain::Result;

namespace {

using wire::ReservationBatch;

bool isOfStorage(const domain::Error &error) {
    return error.code == "unavailable" || error.kind == domain::ErrorKind::Bug;
}

/// Runs one item in its own savepoint, so a refusal is undone and does not affect other items. Only a storage
/// fault ends the whole batch.
Result<std::string> resultOf(Context &context, const ReservationBatch &batch,
                             const ReservationBatch::Item &item) {
    if (auto saved = run(context.db, "SAVEPOINT batch_item", {}); !saved) {
        return domain::passOn(saved);
    }
    wire::CallBody body;
    body.reason = batch.reason;
    body.message = batch.message;
    const auto moved = moveReservation(context, item.id.text(), item.version, batch.call, body);
    if (!moved && isOfStorage(moved.error())) {
        return domain::passOn(moved);
    }
    if (!moved) {
        if (auto undone = run(context.db, "ROLLBACK TO batch_item", {}); !undone) {
            return domain::passOn(undone);
        }
    }
    if (auto released = run(context.db, "RELEASE batch_item", {}); !released) {
        return domain::passOn(released);
    }
    if (moved) {
        return R"("status":200,"record":)" + moved->text.forCaller(*context.caller);
    }
    return R"("status":)" + std::to_string(wire::statusOf(moved.error().code)) + R"(,"problem":)" +
           wire::problemJson(moved.error(), context.language);
}

} // namespace

Result<StoredReservation> moveReservation(Context &context, const std::string &id, std::int64_t seen,
                                          ReservationCall call, const wire::CallBody &body) {
    auto reservation = visibleReservation(context, id);
    if (!reservation) {
        return reservation;
    }
    if (reservation->value.meta.version != seen) {
        return versionConflict(reservation->text.forCaller(*context.caller));
    }
    ChangeSet changes(context, reservation->municipality);
    if (auto applied = applyStep(context, changes, *reservation, call, body); !applied) {
        return domain::passOn(applied);
    }
    if (auto written = changes.write(); !written) {
        return domain::passOn(written);
    }
    return reservation;
}

HandlerResult moveManyReservations(const Request &request, Context &context) {
    const auto batch = wire::reservationBatchFromJson(request.body);
    if (!batch) {
        return domain::passOn(batch);
    }
    std::string results;
    for (const ReservationBatch::Item &item : batch->items) {
        auto result = resultOf(context, *batch, item);
        if (!result) {
            return domain::passOn(result);
        }
        results += (results.empty() ? R"({"id":")" : R"(,{"id":")") + item.id.text() + "\"," + *result + "}";
    }
    return jsonAnswer(200, R"({"results":[)" + results + "]}");
}

} // namespace hub
