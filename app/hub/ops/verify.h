// Whether what stands in the database agrees with itself.
#pragma once

#include "hub/db/database.h"

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
/// The audit chains, seats against reservations, records against their tables, the feed's numbers against the
/// counters. In a reading transaction of the caller's.
[[nodiscard]] domain::Result<Verified> verify(Connection &db);

} // namespace hub::ops
