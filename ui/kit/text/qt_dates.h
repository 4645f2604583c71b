// Between the domain's local dates and times and those of Qt's editors. No time zone is involved.
#pragma once

#include "domain/calendar.h"

#include <QDate>
#include <QTime>

namespace ui {

[[nodiscard]] inline QDate toQDate(domain::LocalDate date) {
    return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<int>(static_cast<unsigned>(date.day()))};
}
[[nodiscard]] inline domain::LocalDate toLocalDate(const QDate &date) {
    return domain::LocalDate{std::chrono::year(date.year()),
                             std::chrono::month(static_cast<unsigned>(date.month())),
                             std::chrono::day(static_cast<unsigned>(date.day()))};
}
[[nodiscard]] inline QTime toQTime(domain::LocalTime time) {
    return {time.hour(), time.minute()};
}
[[nodiscard]] inline domain::LocalTime toLocalTime(const QTime &time) {
    return domain::LocalTime::of(time.hour(), time.minute());
}
/// The Monday of the date's week.
[[nodiscard]] inline domain::LocalDate mondayOf(domain::LocalDate date) {
    return domain::addDays(date, 1 - domain::isoWeekday(date));
}

} // namespace ui
