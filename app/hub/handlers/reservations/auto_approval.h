// 自動承認: the hub applies a facility's rule to new requests of connected systems.
#pragma once

#include "domain/approval.h"
#include "hub/records/reservation_store.h"

namespace hub {

/// The facility's rule; empty if there is none.
[[nodiscard]] domain::Result<std::optional<domain::ApprovalRule>> approvalRuleOf(Connection &db,
                                                                                 const std::string &facility);

/// Call it when a request has its seat and its family hashes. It approves the request at once, or stores it
/// until the rule's delay is over, or does nothing. Part of the booking's transaction and ChangeSet.
[[nodiscard]] domain::Result<void> considerApproval(Context &context, ChangeSet &changes, const SlotRow &slot,
                                                    StoredReservation &reservation);

/// Approves requests whose delay is over if the rule in its current form approves them, and forgets the
/// others. Each call does a portion; `context.caller` is empty.
[[nodiscard]] domain::Result<void> runDueApprovals(Context &context);

/// Forgets all requests that wait for their delay. Part of the change that switches the rule off.
[[nodiscard]] domain::Result<void> forgetDueApprovals(Connection &db, const std::string &facility);

} // namespace hub
