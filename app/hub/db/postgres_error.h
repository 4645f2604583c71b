// PostgreSQL's SQLSTATEs as errors on which a caller can act.
#pragma once

#include "domain/result.h"

#include <string_view>

namespace hub {

/// StorageBusy, StorageFull, StorageReadOnly, StorageCorrupt (all with the problem code "unavailable");
/// Conflict "constraint"; Malformed "malformed" for text that the database cannot store (a NUL); Bug "sql"
/// for all others. Param "again" means that the whole transaction may succeed if it runs again. `detail` is
/// the server's primary message; the details are left out because they contain values.
[[nodiscard]] domain::Error errorOfState(std::string_view sqlState, std::string_view message);

/// The connection was lost: StorageBusy "unavailable" with "again".
[[nodiscard]] domain::Error connectionLost();

} // namespace hub
