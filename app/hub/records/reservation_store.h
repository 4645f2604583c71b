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
/// The one in the record. Bug "unreadable-record".
[[nodiscard]] domain::Result<StoredReservation> reservationIn(StoredRecord record);

/// A reservation's record with its facility.
struct PlacedRecord {
    StoredRecord record;
    FacilityRow facility;
};
[[nodiscard]] domain::Result<std::optional<PlacedRecord>> findPlacedReservation(Connection &db,
                                                                                std::string_view id);
/// That it will be asked for soon (Connection::prefetch).
void prefetchPlacedReservation(Connection &db, std::string_view id);
/// The ids of those that take a seat in the slot, oldest first.
[[nodiscard]] domain::Result<std::vector<std::string>> familiesOf(Connection &db, std::string_view slotId);

/// A new reservation as judged and stored. `channel` is set, personal members are there, state Requested or
/// Approved. Takes the seat: Conflict "slot-full"; Conflict "constraint" where the id exists.
[[nodiscard]] domain::Result<void> storeBooking(Context &context, ChangeSet &changes, const SlotRow &slot,
                                                StoredReservation &reservation);
/// Which rules of time a booking is held to.
struct BookingRules {
    /// Until when a slot takes a family. Staff also write down who came to the counter while the tour was
    /// under way, and do so in the evening: until the end of its day.
    enum class Until : std::uint8_t { Start, EndOfDay, Ever };
    bool windows = true; ///< opens_at and closes_at
    Until until = Until::Start;
};
/// That a reservation of this id will be stored soon (Connection::prefetch).
void prefetchNewReservation(Connection &db, std::string_view id);

/// The next version of a reservation: row and record. Seats are not touched.
[[nodiscard]] domain::Result<void> storeChange(Context &context, ChangeSet &changes,
                                               StoredReservation &reservation, domain::Instant startsAt);
/// The record alone, with the version as it stands (a due time that was computed again).
void putReservation(ChangeSet &changes, StoredReservation &reservation);

/// The slot as a place for a new family: open, in time, not on a closed day, within its booking window. The
/// one judge of that, for bookings, moves and what portals are shown.
[[nodiscard]] std::vector<domain::FieldError> placeFaults(const SlotRow &slot, domain::Instant now,
                                                          BookingRules rules);

} // namespace hub
