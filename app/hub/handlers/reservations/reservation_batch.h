// One reservation moved, or many with the same decision.
#pragma once

#include "hub/calls/router.h"
#include "hub/handlers/reservations/reservation_steps.h"

namespace hub {

/// The call on one reservation that the caller has seen in version `seen`, with records and audit.
[[nodiscard]] domain::Result<StoredReservation> moveReservation(Context &context, const std::string &id,
                                                                std::int64_t seen,
                                                                domain::ReservationCall call,
                                                                const wire::CallBody &body);

/// `POST /v1/reservations/batch`: {"call", "reason", "message", "items": [{"id", "version"}]}, at most 200.
/// Each is judged by itself: {"results": [{"id", "status", "record" or "problem"}]} in the same order.
[[nodiscard]] HandlerResult moveManyReservations(const Request &request, Context &context);

} // namespace hub
