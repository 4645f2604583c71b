// The nursery's own profile and its draft.
#pragma once

#include "services/facilities.h"
#include "services/types.h"
#include "use_cases/use_case_context.h"

namespace services {

[[nodiscard]] domain::Result<std::vector<domain::Facility>> allFacilities(const Work &work);
[[nodiscard]] domain::Result<FacilityRow> oneFacility(const Work &work, domain::FacilityId id);
[[nodiscard]] domain::Result<OpTicket> saveFacility(const Work &work, const domain::Facility &facility,
                                                    std::int64_t seenVersion);
[[nodiscard]] domain::Result<void> saveFacilityDraft(const Work &work, domain::FacilityId id,
                                                     const domain::Profile &typed);
[[nodiscard]] domain::Result<std::optional<domain::Profile>> facilityDraft(const Work &work,
                                                                           domain::FacilityId id);

} // namespace services
