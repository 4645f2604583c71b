// Slots and their seats.
#pragma once

#include "hub/records/facility_store.h"

namespace hub {

/// The data of a slot and its facility that rules need.
struct SlotRow {
    std::string id;
    domain::Instant startsAt{};
    domain::Instant endsAt{};
    int seats = 0;
    int seatsTaken = 0;
    std::int64_t seatsVersion = 0;
    std::int64_t version = 0;
    domain::AgeClasses acceptedAges;
    std::optional<int> visitorsPerFamily;
    std::optional<domain::Instant> opensAt;
    std::optional<domain::Instant> closesAt;
    std::optional<domain::Instant> cancelUntil;
    std::string status; ///< "open", "closed", "cancelled", "deleted"
    domain::Instant createdAt{};
    FacilityRow facility;

    [[nodiscard]] domain::LocalDate date() const { return domain::dateOf(startsAt); }
};
[[nodiscard]] domain::Result<std::optional<SlotRow>> findSlot(Connection &db, std::string_view id);

/// Prefetches what findSlot() will ask (Connection::prefetch).
void prefetchSlot(Connection &db, std::string_view id);

/// Compare-and-set on the slot's counter. The row must have been read in this transaction and can be used
/// once; the new count goes into the feed. Conflict "slot-full"; StorageBusy "again" if the row has changed
/// since.
[[nodiscard]] domain::Result<void> takeSeat(Context &context, ChangeSet &changes, const SlotRow &slot);
[[nodiscard]] domain::Result<void> freeSeat(Context &context, ChangeSet &changes, const SlotRow &slot);

/// Errors of a slot that is to be offered: those of domain::validate(), and "closed-day" at "/date".
[[nodiscard]] std::vector<domain::FieldError> offerFaults(const domain::Slot &slot,
                                                          const FacilityRow &facility, domain::Instant now);
/// "not-found" at "/series_id" if the slot names a series that its facility does not have.
[[nodiscard]] domain::Result<std::vector<domain::FieldError>> seriesFaults(Connection &db,
                                                                           const domain::Slot &slot);
/// Creates a slot with its count and sets version and times. Conflict "constraint" if the id is taken.
[[nodiscard]] domain::Result<void> createSlot(Context &context, ChangeSet &changes, domain::Slot &slot);
/// Stores the next version of a slot. Its seats must not be fewer than the seats taken.
[[nodiscard]] domain::Result<void> changeSlot(Context &context, ChangeSet &changes, domain::Slot &slot);
/// Writes tombstones for the slot and its count.
[[nodiscard]] domain::Result<void> deleteSlot(Context &context, ChangeSet &changes, const domain::Slot &slot);

} // namespace hub
