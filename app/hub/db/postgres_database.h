// A database on a PostgreSQL server.
#pragma once

#include "hub/db/database.h"

namespace hub {

/// Connects and migrates. Several processes may do so at the same time. Errors: those of postgresAddress(),
/// StorageBusy or StorageReadOnly "database-unreachable" with param "reason", StorageTooNew, StorageFull.
[[nodiscard]] domain::Result<std::unique_ptr<Database>> openPostgres(const Database::Options &options);

} // namespace hub
