// The field's standard terms (承認待ち, 却下, 0歳児 ...) and dates as people write them, in the current
// language.
#pragma once

#include "domain/records.h"
#include "domain/transitions.h"
#include "services/types.h"

#include <QString>

namespace ui {

[[nodiscard]] QString statusText(domain::ReservationStatus status); ///< 承認待ち, 承認, 却下 ...
[[nodiscard]] QString callText(domain::ReservationCall call);       ///< button text: 承認, 却下 ...
[[nodiscard]] QString actText(domain::ActKind act); ///< of an outbox item: "予約の承認", "施設情報の変更" ...
[[nodiscard]] QString pendingText(const services::PendingAct &pending);  ///< 送信待ち, 要確認
[[nodiscard]] QString ageClassText(int age);                             ///< 0歳児
[[nodiscard]] QString ageClassesText(const domain::AgeClasses &classes); ///< 0・1歳児
[[nodiscard]] QString channelText(const std::string &channel); ///< 電話, 窓口, ポータル, or the system's id
[[nodiscard]] QString dateText(domain::LocalDate date);        ///< 11月22日(日)
[[nodiscard]] QString longDateText(domain::LocalDate date); ///< 2026年11月22日(日)
[[nodiscard]] QString weekdayText(int isoWeekday);          ///< 月 ... 日
[[nodiscard]] QString monthText(domain::LocalMonth month);  ///< 2026年11月
[[nodiscard]] QString timeText(domain::LocalTime time);     ///< 10:30
[[nodiscard]] QString instantText(domain::Instant instant); ///< 11月22日 10:42, in Asia/Tokyo
/// 1日4時間, of open minutes; a day is counted as 11 open hours.
[[nodiscard]] QString openTimeText(std::int64_t openMinutes);
/// 残り 1日4時間 / 2時間 遅れ, of open minutes.
[[nodiscard]] QString remainingText(std::int64_t openMinutes);
[[nodiscard]] QString roleText(domain::Role role);                    ///< 園職員, 自治体職員 ...
[[nodiscard]] QString facilityName(const domain::Facility &facility); ///< 名称 of its profile
[[nodiscard]] QString toQString(const std::string &text);

} // namespace ui
