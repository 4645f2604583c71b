// What a trainee finds on the first day: facilities, slots and families in every state. Private to training.
#pragma once

#include "hub/calls/context.h"

#include <vector>

namespace training {

inline constexpr auto parentsClientId = "kenshu-portal";

/// The invented municipality and its facilities. The first facility is the trainee's own workplace.
[[nodiscard]] domain::Result<std::vector<domain::FacilityId>> makeFacilities(hub::Context &context);
/// Slots of yesterday, today and the coming four weeks, and the families that have booked already.
[[nodiscard]] domain::Result<void> makeFamilies(hub::Context &context,
                                                const std::vector<domain::FacilityId> &facilities);
[[nodiscard]] std::string municipalityCode();

} // namespace training
