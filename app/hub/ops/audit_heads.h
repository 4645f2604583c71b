// Stores the newest line of each audit chain outside the database: twice a day in the log, and in every
// backup. If somebody shortens a chain or makes a new one together with all its counters, the stored line is
// missing in it.
#pragma once

#include "domain/clock.h"
#include "hub/calls/service.h"
#include "hub/db/database.h"
#include "hub/records/audit_chain.h"

#include <string>
#include <string_view>
#include <vector>

namespace hub::ops {

struct SealedHead {
    AuditHead head;
    std::string seal; ///< auditSeal() with the hub's key
};
[[nodiscard]] domain::Result<std::vector<SealedHead>> auditHeads(Connection &db, std::string_view key);

/// Format: [{"municipality": ..., "number": ..., "head": ..., "mac": ...}]
[[nodiscard]] std::string toJson(const std::vector<SealedHead> &heads);
/// Reads the heads from a backup's backup.json or from the lines of a log. Other content is skipped.
[[nodiscard]] std::vector<SealedHead> headsIn(std::string_view text);

/// Writes one line per chain to standard error: {"event": "audit-head", ...}.
void logAuditHeads(Service &service, const domain::Clock &clock);

} // namespace hub::ops
