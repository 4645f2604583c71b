// SQLite's result codes as errors on which a caller can act.
#pragma once

#include "domain/result.h"

struct sqlite3;

namespace hub {

/// StorageBusy, StorageFull, StorageReadOnly, StorageCorrupt (all with the problem code "unavailable");
/// Conflict "constraint"; HubFault "unavailable" for a failing disk; Bug "sql" for all others. `detail` is
/// SQLite's message, which names tables and columns but never values.
[[nodiscard]] domain::Error errorOf(int code, sqlite3 *connection);

} // namespace hub
