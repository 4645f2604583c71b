// Who waits for a seat.
#pragma once

#include "domain/waitlist.h"
#include "use_cases/use_case_context.h"

namespace services {

/// As Waitlist::waiting() says.
[[nodiscard]] domain::Result<std::vector<domain::WaitlistEntry>>
waitingFamilies(const UseCaseContext &context, domain::FacilityId facility);

} // namespace services
