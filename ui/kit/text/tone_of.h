// Which tone a state of the domain is shown in; the words are in common_text.h.
#pragma once

#include "domain/records.h"
#include "kit/widgets/tone.h"
#include "services/types.h"

namespace ui {

[[nodiscard]] Tone statusTone(domain::ReservationStatus status);
[[nodiscard]] Tone pendingTone(services::Pending pending);
/// By the open minutes left: negative is late, less than a quarter of a day nearly so.
[[nodiscard]] Tone remainingTone(std::int64_t openMinutes);

} // namespace ui
