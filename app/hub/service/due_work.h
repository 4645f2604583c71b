// What time alone makes due.
#pragma once

#include "hub/calls/context.h"

namespace hub {

/// Reservations whose slot starts unanswered expire; those that have waited out an approval rule's delay are
/// approved; stored answers older than 60 days go. A portion at each
/// call, inside a writing transaction; `context.caller` is empty. Gives what changed, which is also in
/// `context.changedScopes`.
[[nodiscard]] domain::Result<std::set<ChangedScope>> runDueWork(Context &context);

} // namespace hub
