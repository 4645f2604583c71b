// What lies in the store, as the windows see it.
#pragma once

#include "services/types.h"
#include "storage/store.h"
#include "use_cases/calendars.h"

namespace services {

[[nodiscard]] PendingAct pendingActOf(const std::optional<storage::Operation> &operation);
/// The hub's word on an operation that it refused.
[[nodiscard]] domain::Error refusalOf(const storage::Operation &operation);
[[nodiscard]] storage::ReservationQuery queryOf(const ReservationFilter &filter);
[[nodiscard]] ReservationRow rowOf(const storage::ReservationRow &stored, const FacilityTime &time,
                                   domain::Instant now);
[[nodiscard]] SlotRow rowOf(const storage::SlotRow &stored);
/// The newest step of the hub's copy that came with a refusal: who was first, with what, and when.
[[nodiscard]] std::optional<domain::HistoryEntry> firstStepOf(const storage::Operation &operation);
/// Without what needs other records: `subject` and WaitReason::BehindEarlier.
[[nodiscard]] OutboxItem itemOf(const storage::Operation &operation);
[[nodiscard]] bool isUnsent(storage::OperationState state); ///< Pending, InFlight
[[nodiscard]] bool needsYou(storage::OperationState state); ///< Conflict, Rejected
/// A form's text and back.
[[nodiscard]] std::string jsonOf(const domain::Profile &profile);
[[nodiscard]] std::optional<domain::Profile> profileOf(const std::string &json);

} // namespace services
