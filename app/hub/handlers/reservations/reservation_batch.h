// Changes the state of one reservation, or of many with the same decision.
#pragma once

#include "hub/calls/router.h"
#include "hub/handlers/reservations/reservation_steps.h"

namespace hub {

/// Applies the call to a reservation that the caller has seen in version `seen`, and writes record and audit.
[[nodiscard]] domain::Result<StoredReservation> moveReservation(Context &context, const std::string &id,
                                                                std::int64_t seen,
                                                                domain::ReservationCall call,
                                                                const wire::CallBody &body);

/// `POST /v1/reservations/batch`: {"call", "reason", "message", "items": [{"id", "version"}]}, at most 200
/// items. Each item is judged separately: {"results": [{"id", "status", "record" or "problem"}]} in the same
/// order.
[[nodiscard]] HandlerResult moveManyReservations(const Request &request, Context &context);

} // namespace hub
