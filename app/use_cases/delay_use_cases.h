// Which answers are late, facility by facility.
#pragma once

#include "services/types.h"
#include "use_cases/use_case_context.h"

namespace services {

[[nodiscard]] domain::Result<std::vector<DelayRow>> delayList(const UseCaseContext &context);

} // namespace services
