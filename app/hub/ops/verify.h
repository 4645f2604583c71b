// Checks that the database is consistent.
#pragma once

#include "hub/db/database.h"
#include "hub/ops/audit_heads.h"

#include <string>
#include <vector>

namespace hub::ops {

struct Verified {
    std::int64_t municipalities = 0;
    std::int64_t auditLines = 0;
    std::int64_t slots = 0;
    std::int64_t reservations = 0;
    std::vector<std::string> faults; ///< one sentence each, with ids; empty if there is none
};
/// Checks the audit chains and their seals, records against the audit, tables against records, seats against
/// reservations, accounts against the audit, and the feed's numbers against the counters. Without the hub's
/// key it skips everything that the key protects. Call it in a reading transaction.
[[nodiscard]] domain::Result<Verified> verify(Connection &db, const std::string &key = {});

/// Checks that the chains still contain the heads that were stored outside the database. Returns the faults.
[[nodiscard]] domain::Result<std::vector<std::string>> checkHeads(Connection &db, const std::string &key,
                                                                  const std::vector<SealedHead> &heads);

} // namespace hub::ops
