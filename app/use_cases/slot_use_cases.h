// Slots: which there are, and what the user opens, changes and cancels.
#pragma once

#include "services/types.h"
#include "use_cases/use_case_context.h"

namespace services {

[[nodiscard]] domain::Result<std::vector<SlotRow>> slotsBetween(const UseCaseContext &context,
                                                                domain::FacilityId facility,
                                                                domain::LocalDate from, domain::LocalDate to);
[[nodiscard]] domain::Result<SlotRow> oneSlot(const UseCaseContext &context, domain::SlotId id);
[[nodiscard]] domain::Result<ActReceipt> createSlot(const UseCaseContext &context, domain::Slot slot);
[[nodiscard]] domain::Result<ActReceipt> changeSlot(const UseCaseContext &context, const domain::Slot &slot,
                                                    std::int64_t seenVersion);
[[nodiscard]] domain::Result<ActReceipt> cancelSlot(const UseCaseContext &context, domain::SlotId id,
                                                    std::int64_t seenVersion, bool familiesToo,
                                                    const std::string &message);
[[nodiscard]] domain::Result<std::vector<domain::SeriesDay>> previewSeries(const UseCaseContext &context,
                                                                           const domain::Series &series);
[[nodiscard]] domain::Result<ActReceipt> createSeries(const UseCaseContext &context, domain::Series series,
                                                      const std::vector<domain::SeriesDay> &days);

} // namespace services
