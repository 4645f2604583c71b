// Open time: the minutes that count until an answer is late (contract, "Open time").
#pragma once

#include "domain/records.h"

#include <set>

namespace domain {

/// National holidays (国民の祝日) as data, read from resources/holidays.csv (Cabinet Office's layout, UTF-8).
class Holidays {
public:
    Holidays() = default;
    /// Lines `YYYY/M/D,名称` or `YYYY-MM-DD,名称`; a header line is skipped. Malformed "not-a-holiday-list"
    /// with param "line".
    [[nodiscard]] static Result<Holidays> parse(std::string_view csv);
    /// The list built into the program from resources/holidays.csv.
    [[nodiscard]] static const Holidays &builtIn();
    [[nodiscard]] bool contains(LocalDate date) const { return m_days.contains(date); }
    /// Empty when the day is no holiday.
    [[nodiscard]] std::string nameOf(LocalDate date) const;

private:
    std::map<LocalDate, std::string> m_days;
};

/// When a facility is open.
struct OpenCalendar {
    std::vector<OpenHours> hours; ///< as of Facility::openHours, already defaulted
    const Holidays *holidays = nullptr;
    std::set<LocalDate> closedDays; ///< the municipality's and the facility's own

    /// Not on holidays, 29 December to 3 January, closed days, or weekdays without hours.
    [[nodiscard]] bool isOpenDay(LocalDate date) const;
};

/// The hours that count: the facility's own, or Monday to Saturday from 開始時間 to 終了時間 of the profile,
/// or 08:00 to 18:00 where the profile has none.
[[nodiscard]] std::vector<OpenHours> effectiveOpenHours(const Facility &facility);

/// Open minutes in [from, to); 0 when to <= from.
[[nodiscard]] std::int64_t openMinutesBetween(const OpenCalendar &calendar, Instant from, Instant to);
/// The instant at which `minutes` open minutes have passed since `from`; empty when the calendar never opens
/// (looks one year ahead).
[[nodiscard]] std::optional<Instant> addOpenMinutes(const OpenCalendar &calendar, Instant from,
                                                    std::int64_t minutes);

} // namespace domain
