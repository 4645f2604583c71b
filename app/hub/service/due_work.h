// Work that becomes due by time alone.
#pragma once

#include "hub/calls/context.h"

namespace hub {

/// Expires reservations that nobody answered before their slot starts, approves those whose approval delay is
/// over, and deletes stored answers older than 60 days. Each call does a portion. Call it inside a writing
/// transaction with an empty `context.caller`. Returns what changed, which is also in
/// `context.changedScopes`.
[[nodiscard]] domain::Result<std::set<ChangedScope>> runDueWork(Context &context);

} // namespace hub
