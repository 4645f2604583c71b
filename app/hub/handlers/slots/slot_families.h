// What happens to the families of a slot that changes: nobody is dropped.
#pragma once

#include "hub/handlers/reservations/reservation_steps.h"

namespace hub {

/// Carries out what the caller says happens to each family, then looks whether everybody who would lose the
/// place in `after` has been seen to. Conflict "slot-has-reservations" with the ids of the others. `gone` =
/// the slot as a whole ends (cancelled, deleted, another time).
[[nodiscard]] domain::Result<void> settleFamilies(Context &context, ChangeSet &changes, const SlotRow &before,
                                                  const domain::Slot &after, bool gone,
                                                  const std::vector<wire::FamilyAction> &actions);

} // namespace hub
