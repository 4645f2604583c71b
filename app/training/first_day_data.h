// The data that a trainee finds on the first day: facilities, slots and families in every state. Private to
// training.
#pragma once

#include "hub/calls/context.h"

#include <vector>

namespace training {

inline constexpr auto parentsClientId = "kenshu-portal";

/// Creates the sample municipality and its facilities. The trainee works at the first facility.
[[nodiscard]] domain::Result<std::vector<domain::FacilityId>> makeFacilities(hub::Context &context);
/// Creates slots for yesterday, today and the coming four weeks, and the families that have already booked.
[[nodiscard]] domain::Result<void> makeFamilies(hub::Context &context,
                                                const std::vector<domain::FacilityId> &facilities);
[[nodiscard]] std::string municipalityCode();

} // namespace training
