// What the user did, what it was about, why it waits, and who was first: in words.
#pragma once

#include "services/types.h"

#include <QString>

namespace ui {

/// "11月24日(火) 10:00 見本 はな" / "12月8日(火) 10:00 から 6枠" / the nursery's name.
[[nodiscard]] QString subjectText(const services::ActSubject &subject);
/// "保護者が 10:42 に取り消しました": the step that came before the user's own. `now` decides whether the day
/// is said, too.
[[nodiscard]] QString firstStepText(const domain::HistoryEntry &step, domain::Instant now);
/// Why an act was not done: who was first where that is known, otherwise the hub's refusal.
[[nodiscard]] QString refusalText(const domain::Error &refusal,
                                  const std::optional<domain::HistoryEntry> &first, domain::Instant now);
/// Why an act has not gone out.
[[nodiscard]] QString waitText(const services::OutboxItem &item, const services::SyncState &state);
/// Of a member of a slot ("/seats"); empty for one of another record.
[[nodiscard]] QString slotMemberText(const std::string &pointer);

} // namespace ui
