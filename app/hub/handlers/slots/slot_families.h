// Handles the reservations of a slot that changes, so that none of them is dropped silently.
#pragma once

#include "hub/handlers/reservations/reservation_steps.h"

namespace hub {

/// Applies the caller's action to each family, then checks that every family that would lose its place in
/// `after` has an action. Conflict "slot-has-reservations" with the ids of the others. `gone` means that the
/// slot as a whole ends (cancelled, deleted, moved to another time).
[[nodiscard]] domain::Result<void> settleFamilies(Context &context, ChangeSet &changes, const SlotRow &before,
                                                  const domain::Slot &after, bool gone,
                                                  const std::vector<wire::FamilyAction> &actions);

} // namespace hub
