// PostgreSQL's SQLSTATEs as errors that a caller can decide on.
#pragma once

#include "domain/result.h"

#include <string_view>

namespace hub {

/// StorageBusy, StorageFull, StorageReadOnly, StorageCorrupt (all with the problem code "unavailable"),
/// Conflict "constraint", Malformed "malformed" for text that the database cannot hold (a NUL), Bug "sql" for
/// the rest. Param "again" where the whole transaction may succeed when it is run once more. `detail` holds
/// the server's primary message without its details, which would show values.
[[nodiscard]] domain::Error errorOfState(std::string_view sqlState, std::string_view message);

/// The connection is gone: StorageBusy "unavailable" with "again".
[[nodiscard]] domain::Error connectionLost();

} // namespace hub
