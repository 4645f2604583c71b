// Slot series: GIF recurrence notation (DS-441) and its expansion. Pure functions. The desk expands a series;
// the hub only stores it.
#pragma once

#include "domain/open_time.h"
#include "domain/records.h"

namespace domain {

/// "every We", "1st and 3rd Th", "last Fr", "every other Su" (calendar weeks from that of the first day on).
struct Recurrence {
    enum class Kind : std::uint8_t { Every, Nth, Last, EveryOther };
    struct Part {
        Kind kind = Kind::Every;
        std::vector<int> nths; ///< 1..5 for Nth
        int weekday = 1;       ///< 1 = Monday ... 7
        bool operator==(const Part &) const = default;
    };
    std::vector<Part> parts; ///< at least one
    bool operator==(const Recurrence &) const = default;

    /// "0We", "13Mo", "14Tu4Th", "6Fr", "7Su". Malformed "not-a-recurrence".
    [[nodiscard]] static Result<Recurrence> parse(std::string_view gif);
    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::vector<LocalDate> datesBetween(LocalDate from, LocalDate to) const;
};

/// One line of the preview.
struct SeriesDay {
    LocalDate date{};
    /// Empty: a slot will be made. Otherwise why not or what to look at: "exception", "closed-day",
    /// "holiday", "overlap" (with a slot that exists), "past".
    std::string problem;
    bool make = true; ///< a suggestion; false for overlap, closed-day, holiday, exception and past
    bool operator==(const SeriesDay &) const = default;
};

/// Expands a series and compares it with what exists. `existing` are the facility's slots that are not
/// cancelled. Rejected "validation" if the series itself is invalid (validate(Series)) or has more than 1,000
/// days ("too-many").
[[nodiscard]] Result<std::vector<SeriesDay>> expandSeries(const Series &series, const OpenCalendar &calendar,
                                                          const std::vector<Slot> &existing, LocalDate today);
/// Makes slots with new ids for the days marked `make`.
[[nodiscard]] std::vector<Slot> slotsOf(const Series &series, const std::vector<SeriesDay> &days,
                                        const Clock &clock, Random &random);
/// True if the two overlap in time on the same date and neither is cancelled.
[[nodiscard]] bool overlaps(const Slot &a, const Slot &b);

} // namespace domain
