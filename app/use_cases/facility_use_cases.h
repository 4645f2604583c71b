// The nursery's own profile and its draft.
#pragma once

#include "services/facilities.h"
#include "services/types.h"
#include "use_cases/use_case_context.h"

namespace services {

[[nodiscard]] domain::Result<std::vector<domain::Facility>> allFacilities(const UseCaseContext &context);
[[nodiscard]] domain::Result<FacilityRow> oneFacility(const UseCaseContext &context, domain::FacilityId id);
[[nodiscard]] domain::Result<ActReceipt>
saveFacility(const UseCaseContext &context, const domain::Facility &facility, std::int64_t seenVersion);
[[nodiscard]] domain::Result<void> saveFacilityDraft(const UseCaseContext &context, domain::FacilityId id,
                                                     const domain::Profile &typed);
[[nodiscard]] domain::Result<std::optional<domain::Profile>> facilityDraft(const UseCaseContext &context,
                                                                           domain::FacilityId id);

} // namespace services
