#include "domain/age_class.h"

namespace domain {
namespace {

using namespace std::chrono;

/// The year whose band from 2 April to the next 1 April contains the date.
year bandOf(LocalDate birth) {
    return birth >= birth.year() / April / 2 ? birth.year() : birth.year() - years(1);
}

} // namespace

LocalDate schoolYearStart(LocalMonth month) {
    const year opening = month.month() >= April ? month.year() : month.year() - years(1);
    return opening / April / 1;
}

std::optional<int> ageClass(LocalDate birthOrDueDate, LocalMonth month) {
    const LocalDate start = schoolYearStart(month);
    const LocalDate end = (start.year() + years(1)) / March / 31;
    if (birthOrDueDate > end) {
        return std::nullopt;
    }
    const auto age = static_cast<int>((start.year() - bandOf(birthOrDueDate)).count()) - 1;
    if (age >= ageClassCount) {
        return std::nullopt;
    }
    return age < 0 ? 0 : age; // a child born within the school year joins the youngest class
}

std::optional<int> ageClass(const Child &child, LocalDate slotDate) {
    const std::optional<LocalDate> birth = child.birthDate ? child.birthDate : child.dueDate;
    if (!birth) {
        return std::nullopt;
    }
    return ageClass(*birth, child.wishedMonth.value_or(slotDate.year() / slotDate.month()));
}

AgeClasses ageClasses(const std::vector<Child> &children, LocalDate slotDate) {
    AgeClasses classes;
    for (const Child &child : children) {
        if (const auto age = ageClass(child, slotDate)) {
            classes.set(static_cast<std::size_t>(*age));
        }
    }
    return classes;
}

int childrenWithoutClass(const std::vector<Child> &children, LocalDate slotDate) {
    int count = 0;
    for (const Child &child : children) {
        count += ageClass(child, slotDate) ? 0 : 1;
    }
    return count;
}

} // namespace domain
