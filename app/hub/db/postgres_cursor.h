// The result of PostgresLink::stream().
#pragma once

#include "hub/db/postgres_link.h"

namespace hub {

/// Rows that arrive in portions while the transaction is open. `link` must outlive them.
[[nodiscard]] std::unique_ptr<Rows> rowsOfCursor(PostgresLink &link, std::string cursor);

} // namespace hub
