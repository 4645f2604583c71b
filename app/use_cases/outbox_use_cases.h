// What waits to be sent, and what becomes of an act that was refused.
#pragma once

#include "services/types.h"
#include "use_cases/use_case_context.h"

namespace services {

[[nodiscard]] domain::Result<void> withdrawOperation(const UseCaseContext &context, domain::OperationId id);

[[nodiscard]] domain::Result<std::vector<OutboxItem>> outboxItems(const UseCaseContext &context);
[[nodiscard]] ActSubject subjectOf(const UseCaseContext &context, const storage::Operation &operation);
[[nodiscard]] domain::Result<void> dismissOperation(const UseCaseContext &context, domain::OperationId id);

} // namespace services
