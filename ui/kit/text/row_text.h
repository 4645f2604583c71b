// One line of text about a reservation, for cards and for screen readers.
#pragma once

#include "kit/widgets/tone.h"
#include "services/types.h"

#include <QString>

namespace ui {

/// "みどり はな（1歳児）"; empty where personal data is not known.
[[nodiscard]] QString childrenText(const services::ReservationRow &row);
[[nodiscard]] QString guardianText(const services::ReservationRow &row);
/// Guardian, number of visitors, whether something was asked.
[[nodiscard]] QString companyText(const services::ReservationRow &row);
/// "11月24日(火) 10:00"
[[nodiscard]] QString visitText(const services::ReservationRow &row);
/// "承認・送信待ち", 要確認; empty when nothing is under way.
[[nodiscard]] QString pendingActText(const services::PendingAct &pending);
/// How urgent the answer is, the same in every list and in the details: "今日 10:00" for a tour that starts
/// before anybody answered, else the time left. Without text where no answer is awaited.
struct UrgencyPill {
    Tone tone = Tone::Neutral;
    QString text;
};
[[nodiscard]] UrgencyPill urgencyPill(const services::ReservationRow &row);
/// Of several families, one a line, each with its visit; the first ten, and how many more there are.
[[nodiscard]] QString namesText(const std::vector<services::ReservationRow> &rows);
/// Everything of a card in one sentence.
[[nodiscard]] QString spokenText(const services::ReservationRow &row);

} // namespace ui
