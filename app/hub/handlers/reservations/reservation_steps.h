// One step of a reservation through the state table, with its seats, history and audit line.
#pragma once

#include "hub/records/reservation_store.h"
#include "wire/reservation_calls.h"

namespace hub {

/// True where the caller may know that the reservation exists.
[[nodiscard]] bool isVisible(const Caller &caller, std::string_view madeBy, const FacilityRow &facility);
/// In scope, or not-found.
[[nodiscard]] domain::Result<StoredReservation> visibleReservation(Context &context, std::string_view id);
/// The same without reading the JSON.
[[nodiscard]] domain::Result<StoredRecord> visibleRecord(Context &context, std::string_view id);

/// Moves the reservation and puts everything into `changes`. Errors: those of domain::next(), "slot-full",
/// "validation" for a slot that cannot take the family or for a text that is not clean.
[[nodiscard]] domain::Result<void> applyStep(Context &context, ChangeSet &changes,
                                             StoredReservation &reservation, domain::ReservationCall call,
                                             const wire::CallBody &body);

} // namespace hub
