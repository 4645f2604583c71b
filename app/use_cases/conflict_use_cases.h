// What two people changed at once, and how the user settles it.
#pragma once

#include "services/types.h"
#include "use_cases/use_case_context.h"

namespace services {

[[nodiscard]] bool isSettleable(const storage::Operation &operation);
[[nodiscard]] domain::Result<Conflict> conflictOf(const UseCaseContext &context, domain::OperationId id);
[[nodiscard]] domain::Result<void> settleConflict(const UseCaseContext &context, domain::OperationId id,
                                                  const std::map<std::string, Side> &choices);
[[nodiscard]] domain::Result<std::vector<PastDecision>> pastDecisions(const UseCaseContext &context);

} // namespace services
