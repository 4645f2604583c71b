// 自動承認 by the hub: a facility's rule, applied to new requests of connected systems.
#pragma once

#include "domain/approval.h"
#include "hub/records/reservation_store.h"

namespace hub {

/// The facility's rule; empty where it has none.
[[nodiscard]] domain::Result<std::optional<domain::ApprovalRule>> approvalRuleOf(Connection &db,
                                                                                 const std::string &facility);

/// After a request has its seat and its match hashes: approves it at once, or remembers it for when the
/// rule's delay is over, or does nothing. Part of the booking's transaction and ChangeSet.
[[nodiscard]] domain::Result<void> considerApproval(Context &context, ChangeSet &changes, const SlotRow &slot,
                                                    StoredReservation &reservation);

/// Approves what has waited out its delay and still fits the rule as it is now; forgets the others. A portion
/// at each call; `context.caller` is empty.
[[nodiscard]] domain::Result<void> runDueApprovals(Context &context);

/// Nothing that waits is approved any more. Part of the change that switches the rule off.
[[nodiscard]] domain::Result<void> forgetDueApprovals(Connection &db, const std::string &facility);

} // namespace hub
