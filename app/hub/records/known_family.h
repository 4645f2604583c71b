// A family that was here before. Keyed hashes of its children and of its number or address are remembered, no
// names.
//
// A child is known by kana (or name) and birth date; a family by a child, or by its phone number (its mail
// address where it gives none). One of them in common is a family that comes again, about which the facility
// has a policy. Both are the same family beyond doubt: in one slot it takes one seat, whatever the policy.
// Less would stop families who leave one number, or whose children share name and birthday. The policy
// `refuse` goes by the child, so that a brother's or sister's first visit is not refused; staff still see
// `repeat_of`.
#pragma once

#include "hub/records/reservation_store.h"

#include <vector>

namespace hub {

/// The reservation's personal members are there.
class FamilyHashes {
public:
    FamilyHashes(const domain::Reservation &reservation, std::string_view key);
    /// Those of the children, then that of the phone number or mail address.
    [[nodiscard]] const std::vector<std::int64_t> &all() const { return m_all; }
    [[nodiscard]] bool isOfChild(std::int64_t hash) const;

private:
    std::vector<std::int64_t> m_all;
    std::size_t m_children = 0;
};

/// What the facility wants to do about a family that it knows: sets `repeat_of`. Conflict
/// "duplicate-reservation", at "/slot_id" with "same-slot-twice" where it has a seat in this slot already.
[[nodiscard]] domain::Result<void> followRepeatPolicy(Connection &db, const SlotRow &slot,
                                                      const FamilyHashes &hashes, domain::Reservation &draft);
/// Conflict as above where the family of `reservation` has another reservation in `target`.
[[nodiscard]] domain::Result<void> refuseSecondSeat(Context &context, const SlotRow &target,
                                                    const domain::Reservation &reservation);
[[nodiscard]] domain::Result<void> rememberFamily(Connection &db, const std::string &facility,
                                                  const FamilyHashes &hashes, const std::string &id);
/// That followRepeatPolicy() will ask soon (Connection::prefetch).
void prefetchFamily(Connection &db, const std::string &slot, const FamilyHashes &hashes);

} // namespace hub
