// What waits to be sent, and what becomes of an act that was refused.
#pragma once

#include "services/types.h"
#include "use_cases/use_case_context.h"

namespace services {

[[nodiscard]] domain::Result<void> withdrawOperation(const Work &work, domain::OperationId id);

[[nodiscard]] domain::Result<std::vector<OutboxItem>> outboxItems(const Work &work);
[[nodiscard]] ActSubject subjectOf(const Work &work, const storage::Operation &operation);
[[nodiscard]] domain::Result<void> dismissOperation(const Work &work, domain::OperationId id);

} // namespace services
