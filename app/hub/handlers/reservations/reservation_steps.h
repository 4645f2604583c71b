// One step of a reservation in the state table, with its seats, history and audit line.
#pragma once

#include "hub/records/reservation_store.h"
#include "wire/reservation_calls.h"

namespace hub {

/// True if the caller may know that the reservation exists.
[[nodiscard]] bool isVisible(const Caller &caller, std::string_view madeBy, const FacilityRow &facility);
/// A reservation in the caller's scope, otherwise not-found.
[[nodiscard]] domain::Result<StoredReservation> visibleReservation(Context &context, std::string_view id);
/// Like visibleReservation(), without parsing the JSON.
[[nodiscard]] domain::Result<StoredRecord> visibleRecord(Context &context, std::string_view id);

/// Applies the step and adds all writes to `changes`. Errors: those of domain::next(), "slot-full", and
/// "validation" for a slot that cannot take the family or for text with control characters.
[[nodiscard]] domain::Result<void> applyStep(Context &context, ChangeSet &changes,
                                             StoredReservation &reservation, domain::ReservationCall call,
                                             const wire::CallBody &body);

} // namespace hub
