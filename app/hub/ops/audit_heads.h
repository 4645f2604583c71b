// The newest line of each audit chain as it is kept outside of the database: twice a day in the log, and in
// every backup. A chain that was cut or made anew, together with everything that counts its lines, does not
// hold it.
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

/// [{"municipality": ..., "number": ..., "head": ..., "mac": ...}]
[[nodiscard]] std::string toJson(const std::vector<SealedHead> &heads);
/// Those in a backup's backup.json, or in the lines of a log; whatever else is there is passed over.
[[nodiscard]] std::vector<SealedHead> headsIn(std::string_view text);

/// One line for each chain on standard error: {"event": "audit-head", ...}.
void logAuditHeads(Service &service, const domain::Clock &clock);

} // namespace hub::ops
