// Recognises a family that was here before. The hub stores keyed hashes of its children and of its phone
// number or mail address, and no names.
//
// A child is identified by kana (or name) and birth date; a family by a child or by its phone number (its
// mail address if it gives no number). One match means that the family comes again, and the facility's policy
// decides. Two matches mean certainly the same family: it gets only one seat in a slot, whatever the policy
// is. One match is not enough for that, because it would stop families that share a number, or whose children
// share name and birthday. The policy `refuse` looks at the child only, so that the first visit of a sibling
// is not refused; staff still see `repeat_of`.
#pragma once

#include "hub/records/reservation_store.h"

#include <vector>

namespace hub {

/// Requires the reservation's personal members.
class FamilyHashes {
public:
    FamilyHashes(const domain::Reservation &reservation, std::string_view key);
    /// The hashes of the children, followed by the hash of the phone number or mail address.
    [[nodiscard]] const std::vector<std::int64_t> &all() const { return m_all; }
    [[nodiscard]] bool isOfChild(std::int64_t hash) const;

private:
    std::vector<std::int64_t> m_all;
    std::size_t m_children = 0;
};

/// Applies the facility's policy to a family that was here before and sets `repeat_of`. Conflict
/// "duplicate-reservation"; at "/slot_id" with "same-slot-twice" if the family already has a seat in this
/// slot.
[[nodiscard]] domain::Result<void> followRepeatPolicy(Connection &db, const SlotRow &slot,
                                                      const FamilyHashes &hashes, domain::Reservation &draft);
/// Conflict as above if the family of `reservation` has another reservation in `target`.
[[nodiscard]] domain::Result<void> refuseSecondSeat(Context &context, const SlotRow &target,
                                                    const domain::Reservation &reservation);
[[nodiscard]] domain::Result<void> rememberFamily(Connection &db, const std::string &facility,
                                                  const FamilyHashes &hashes, const std::string &id);
/// Prefetches what followRepeatPolicy() will ask (Connection::prefetch).
void prefetchFamily(Connection &db, const std::string &slot, const FamilyHashes &hashes);

} // namespace hub
