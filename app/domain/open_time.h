// Open time: the minutes that count towards a late answer (contract, "Open time").
#pragma once

#include "domain/records.h"

#include <set>

namespace domain {

/// National holidays (国民の祝日), read from resources/holidays.csv (Cabinet Office's format, UTF-8).
class Holidays {
public:
    Holidays() = default;
    /// Lines `YYYY/M/D,名称` or `YYYY-MM-DD,名称`; a header line is skipped. Malformed "not-a-holiday-list"
    /// with param "line".
    [[nodiscard]] static Result<Holidays> parse(std::string_view csv);
    /// The list that is built into the program from resources/holidays.csv.
    [[nodiscard]] static const Holidays &builtIn();
    [[nodiscard]] bool contains(LocalDate date) const { return m_days.contains(date); }
    /// Empty if the day is not a holiday.
    [[nodiscard]] std::string nameOf(LocalDate date) const;

private:
    std::map<LocalDate, std::string> m_days;
};

/// The opening times of a facility.
struct OpenCalendar {
    std::vector<OpenHours> hours; ///< like Facility::openHours, with the default filled in
    const Holidays *holidays = nullptr;
    std::set<LocalDate> closedDays; ///< those of the municipality and of the facility

    /// False on holidays, 29 December to 3 January, closed days, and weekdays without hours.
    [[nodiscard]] bool isOpenDay(LocalDate date) const;
};

/// The opening hours that apply: the facility's own; otherwise Monday to Saturday from 開始時間 to 終了時間
/// of the profile; otherwise 08:00 to 18:00.
[[nodiscard]] std::vector<OpenHours> effectiveOpenHours(const Facility &facility);

/// The open minutes in [from, to); 0 if to <= from.
[[nodiscard]] std::int64_t openMinutesBetween(const OpenCalendar &calendar, Instant from, Instant to);
/// The instant at which `minutes` open minutes have passed since `from`. Empty if the calendar does not open
/// within a year.
[[nodiscard]] std::optional<Instant> addOpenMinutes(const OpenCalendar &calendar, Instant from,
                                                    std::int64_t minutes);

} // namespace domain
