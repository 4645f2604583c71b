// Members of records that were edited, and their values, in the words of the forms in which they are typed.
#pragma once

#include "services/types.h"

#include <QString>

namespace ui {

/// "電話番号" of "/profile/phone", "枠数" of "/seats".
[[nodiscard]] QString memberText(domain::RecordKind kind, const std::string &pointer);
/// As people read it; 「なし」 where it is absent.
[[nodiscard]] QString valueText(const std::string &pointer, const std::string &value);
/// "12月1日(火) 10:00–10:30"
[[nodiscard]] QString slotTimeText(const domain::Slot &slot);

} // namespace ui
