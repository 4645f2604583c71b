// A week of slots made like another one.
#pragma once

#include "services/slots.h"
#include "services/types.h"
#include "use_cases/use_case_context.h"

namespace services {

[[nodiscard]] domain::Result<std::vector<WeekCopyDay>> previewCopy(const UseCaseContext &context,
                                                                   domain::FacilityId facility,
                                                                   domain::LocalDate from,
                                                                   domain::LocalDate to);
[[nodiscard]] domain::Result<ActReceipt> copySlots(const UseCaseContext &context,
                                                   const std::vector<WeekCopyDay> &days);

} // namespace services
