// Local dates, times and months, all Asia/Tokyo by definition, and their texts.
//
// Japan keeps UTC+9 all year (since 1952), so the conversion is a constant and knows no gaps.
// Wire forms: instants RFC 3339 "2026-11-22T01:00:00Z", dates "2026-11-22", months "2026-11", times "07:30".
#pragma once

#include "domain/clock.h"
#include "domain/result.h"

#include <chrono>
#include <compare>
#include <string>
#include <string_view>

namespace domain {

using LocalDate = std::chrono::year_month_day;
using LocalMonth = std::chrono::year_month;

/// A time of day in whole minutes, 00:00 to 23:59.
struct LocalTime {
    std::chrono::minutes sinceMidnight{0};
    auto operator<=>(const LocalTime &) const = default; // NOLINT(modernize-use-nullptr): its own literal 0
    [[nodiscard]] static LocalTime of(int hour, int minute) {
        return LocalTime{std::chrono::hours(hour) + std::chrono::minutes(minute)};
    }
    [[nodiscard]] int hour() const { return static_cast<int>(sinceMidnight.count() / 60); }
    [[nodiscard]] int minute() const { return static_cast<int>(sinceMidnight.count() % 60); }
};

/// 1 = Monday ... 7 = Sunday (ISO 8601, GIF DS-441).
[[nodiscard]] int isoWeekday(LocalDate date);
[[nodiscard]] LocalDate addDays(LocalDate date, int days);
[[nodiscard]] int daysBetween(LocalDate from, LocalDate to);

[[nodiscard]] Instant toInstant(LocalDate date, LocalTime time);
[[nodiscard]] LocalDate dateOf(Instant instant);
[[nodiscard]] LocalTime timeOf(Instant instant);

[[nodiscard]] std::string textOf(Instant instant);
[[nodiscard]] std::string textOf(LocalDate date);
[[nodiscard]] std::string textOf(LocalMonth month);
[[nodiscard]] std::string textOf(LocalTime time);

/// Strict readers of the wire forms. Years 1900 to 2199. Kind Malformed; codes "not-an-instant",
/// "not-a-date", "not-a-month", "not-a-time".
[[nodiscard]] Result<Instant> parseInstant(std::string_view text);
[[nodiscard]] Result<LocalDate> parseDate(std::string_view text);
[[nodiscard]] Result<LocalMonth> parseMonth(std::string_view text);
[[nodiscard]] Result<LocalTime> parseTime(std::string_view text);

} // namespace domain
