// Whether what stands in the database agrees with itself.
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
    std::vector<std::string> faults; ///< one sentence each, with ids; empty: all is well
};
/// The audit chains and their seals, records against what the audit says of them, tables against records,
/// seats against reservations, accounts against the audit, the feed's numbers against the counters. Without
/// the hub's key what is under it is left out. In a reading transaction of the caller's.
[[nodiscard]] domain::Result<Verified> verify(Connection &db, const std::string &key = {});

/// Whether the chains still hold what was kept outside of the database; the faults.
[[nodiscard]] domain::Result<std::vector<std::string>> checkHeads(Connection &db, const std::string &key,
                                                                  const std::vector<SealedHead> &heads);

} // namespace hub::ops
