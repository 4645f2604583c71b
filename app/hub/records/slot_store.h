// Slots and their seats.
#pragma once

#include "hub/records/facility_store.h"

namespace hub {

/// What is needed of a slot to judge a call, with its facility.
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

/// That findSlot() will be asked for it soon (Connection::prefetch).
void prefetchSlot(Connection &db, std::string_view id);

/// Compare-and-set on the slot's counter, whose row was read in this transaction and counts once; the new
/// count goes into the feed. Conflict "slot-full"; StorageBusy "again" where the row is another one by now.
[[nodiscard]] domain::Result<void> takeSeat(Context &context, ChangeSet &changes, const SlotRow &slot);
[[nodiscard]] domain::Result<void> freeSeat(Context &context, ChangeSet &changes, const SlotRow &slot);

/// What is wrong with a slot that shall be offered at its time: domain::validate(), and "closed-day" at
/// "/date".
[[nodiscard]] std::vector<domain::FieldError> offerFaults(const domain::Slot &slot,
                                                          const FacilityRow &facility, domain::Instant now);
/// A new slot with its count. Sets version and times. Conflict "constraint" where the id is taken.
/// Where the slot names a series: "/series_id not-found" unless its facility has it.
[[nodiscard]] domain::Result<std::vector<domain::FieldError>> seriesFaults(Connection &db,
                                                                           const domain::Slot &slot);
[[nodiscard]] domain::Result<void> createSlot(Context &context, ChangeSet &changes, domain::Slot &slot);
/// The next version of a slot. The seats taken must already fit.
[[nodiscard]] domain::Result<void> changeSlot(Context &context, ChangeSet &changes, domain::Slot &slot);
/// Tombstones for the slot and its count.
[[nodiscard]] domain::Result<void> deleteSlot(Context &context, ChangeSet &changes, const domain::Slot &slot);

} // namespace hub
