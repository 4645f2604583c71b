// The state of synchronisation in words: the chip of the status bar and the banners.
#pragma once

#include "kit/widgets/tone.h"
#include "services/types.h"

#include <QString>

namespace ui {

struct ChipWords {
    Tone tone = Tone::Neutral;
    QString text;
};

/// 要確認 1件: acts that the hub refused or that clash with another change; empty where there are none.
[[nodiscard]] QString attentionWords(const services::SyncState &state);
/// 最新 12:03 / 3件 送信待ち / オフライン, the most urgent first.
[[nodiscard]] ChipWords chipWords(const services::SyncState &state);
/// Records of the hub that this version cannot read, in whole sentences; empty where there are none.
[[nodiscard]] QString unreadableWords(const services::SyncState &state);
/// Empty while online.
[[nodiscard]] QString offlineWords(const services::SyncState &state);
/// Empty unless the PC's clock is wrong by two minutes or more.
[[nodiscard]] QString clockWords(const services::SyncState &state);
/// "1,200 of 10,000 reservations fetched" during the first pull.
[[nodiscard]] QString firstPullWords(const services::SyncState &state);

} // namespace ui
