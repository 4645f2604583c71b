// Slots: which there are, and what the user opens, changes and cancels.
#pragma once

#include "services/types.h"
#include "use_cases/use_case_context.h"

namespace services {

[[nodiscard]] domain::Result<std::vector<SlotRow>> slotsBetween(const Work &work, domain::FacilityId facility,
                                                                domain::LocalDate from, domain::LocalDate to);
[[nodiscard]] domain::Result<SlotRow> oneSlot(const Work &work, domain::SlotId id);
[[nodiscard]] domain::Result<OpTicket> createSlot(const Work &work, domain::Slot slot);
[[nodiscard]] domain::Result<OpTicket> changeSlot(const Work &work, const domain::Slot &slot,
                                                  std::int64_t seenVersion);
[[nodiscard]] domain::Result<OpTicket> cancelSlot(const Work &work, domain::SlotId id,
                                                  std::int64_t seenVersion, bool familiesToo,
                                                  const std::string &message);
[[nodiscard]] domain::Result<std::vector<domain::SeriesDay>> previewSeries(const Work &work,
                                                                           const domain::Series &series);
[[nodiscard]] domain::Result<OpTicket> createSeries(const Work &work, domain::Series series,
                                                    const std::vector<domain::SeriesDay> &days);

} // namespace services
