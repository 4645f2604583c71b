// Reservations: reading, storing, and the seat that each one takes.
#pragma once

#include "domain/transitions.h"
#include "hub/records/slot_store.h"

namespace hub {

struct StoredReservation {
    domain::Reservation value;
    std::string municipality;
    std::string madeBy; ///< the connected system; empty for phone and counter
    RecordText text{};  ///< once read or stored
};

[[nodiscard]] domain::Result<std::optional<StoredReservation>> findReservation(Connection &db,
                                                                               std::string_view id);
/// Parses the reservation of a record. Bug "unreadable-record".
[[nodiscard]] domain::Result<StoredReservation> reservationIn(StoredRecord record);

/// A reservation's record with its facility.
struct PlacedRecord {
    StoredRecord record;
    FacilityRow facility;
};
[[nodiscard]] domain::Result<std::optional<PlacedRecord>> findPlacedReservation(Connection &db,
                                                                                std::string_view id);
/// Prefetches a reservation with its facility (Connection::prefetch).
void prefetchPlacedReservation(Connection &db, std::string_view id);
/// The ids of the reservations that take a seat in the slot, oldest first.
[[nodiscard]] domain::Result<std::vector<std::string>> familiesOf(Connection &db, std::string_view slotId);

/// Stores a new reservation and takes its seat. `channel` and the personal members must be set; the state is
/// Requested or Approved. Conflict "slot-full"; Conflict "constraint" if the id exists.
[[nodiscard]] domain::Result<void> storeBooking(Context &context, ChangeSet &changes, const SlotRow &slot,
                                                StoredReservation &reservation);
/// The time rules that apply to a booking.
struct BookingRules {
    /// How long a slot accepts a family. Staff also enter families that came to the counter during the tour,
    /// and do so in the evening, so for them it is the end of the slot's day.
    enum class Until : std::uint8_t { Start, EndOfDay, Ever };
    bool windows = true; ///< whether opens_at and closes_at apply
    Until until = Until::Start;
};
/// Prefetches what storing a reservation with this id will ask (Connection::prefetch).
void prefetchNewReservation(Connection &db, std::string_view id);

/// Stores the next version of a reservation: row and record. It does not change seats.
[[nodiscard]] domain::Result<void> storeChange(Context &context, ChangeSet &changes,
                                               StoredReservation &reservation, domain::Instant startsAt);
/// Writes only the record and keeps its version (for a due time that was computed again).
void putReservation(ChangeSet &changes, StoredReservation &reservation);

/// Checks whether a slot accepts a new family: it is open, in time, not on a closed day and within its
/// booking window. Bookings, moves and the answers for portals all use this one function.
[[nodiscard]] std::vector<domain::FieldError> placeFaults(const SlotRow &slot, domain::Instant now,
                                                          BookingRules rules);

} // namespace hub
