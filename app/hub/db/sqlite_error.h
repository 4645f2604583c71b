// SQLite's result codes as errors that a caller can decide on.
#pragma once

#include "domain/result.h"

struct sqlite3;

namespace hub {

/// StorageBusy, StorageFull, StorageReadOnly, StorageCorrupt (all with the problem code "unavailable"),
/// Conflict "constraint", HubFault "unavailable" for a failing disk, Bug "sql" for the rest. `detail` holds
/// SQLite's own words, which name tables and columns and never values.
[[nodiscard]] domain::Error errorOf(int code, sqlite3 *connection);

} // namespace hub
