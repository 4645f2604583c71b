// クラス年齢: a child's class is its age on 1 April of the school year (学校教育法 第17条). By
// 年齢計算ニ関スル法律 a person becomes a year older at the end of the day before the birthday, so a band
// lasts from 2 April to 1 April.
#pragma once

#include "domain/records.h"

namespace domain {

/// The 1 April on which the school year of this month begins.
[[nodiscard]] LocalDate schoolYearStart(LocalMonth month);
/// 0..5. Empty if the child is too old (school) or is born after the school year. A due date counts as a
/// birth date.
[[nodiscard]] std::optional<int> ageClass(LocalDate birthOrDueDate, LocalMonth month);
/// The class of a reservation's child in its desired month, or in the slot's month if there is none.
[[nodiscard]] std::optional<int> ageClass(const Child &child, LocalDate slotDate);
/// The classes of all children. Children without a class are left out (see `childrenWithoutClass`).
[[nodiscard]] AgeClasses ageClasses(const std::vector<Child> &children, LocalDate slotDate);
[[nodiscard]] int childrenWithoutClass(const std::vector<Child> &children, LocalDate slotDate);

} // namespace domain
