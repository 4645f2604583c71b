// The notices that are shown now.
#pragma once

#include "use_cases/use_case_context.h"

namespace services {

[[nodiscard]] domain::Result<std::vector<domain::Notice>> noticesNow(const UseCaseContext &context);

} // namespace services
