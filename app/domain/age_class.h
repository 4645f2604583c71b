// クラス年齢: a child's class is its age on 1 April of the school year (学校教育法 第17条 with
// 年齢計算ニ関スル法律: a person grows older at the end of the day before the birthday, hence 2 April to 1
// April).
#pragma once

#include "domain/records.h"

namespace domain {

/// The 1 April that opens the school year containing the month.
[[nodiscard]] LocalDate schoolYearStart(LocalMonth month);
/// 0..5, or an empty optional when the child is too old (school) or would be born after the school year.
/// A due date counts as a birth date.
[[nodiscard]] std::optional<int> ageClass(LocalDate birthOrDueDate, LocalMonth month);
/// The class of a child of a reservation: by its wished month, or by the slot's month where that is absent.
[[nodiscard]] std::optional<int> ageClass(const Child &child, LocalDate slotDate);
/// All classes of the children; children without a class are left out (see `childrenWithoutClass`).
[[nodiscard]] AgeClasses ageClasses(const std::vector<Child> &children, LocalDate slotDate);
[[nodiscard]] int childrenWithoutClass(const std::vector<Child> &children, LocalDate slotDate);

} // namespace domain
