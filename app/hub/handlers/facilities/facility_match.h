// Finds the hub's facility for a row of a list. The number alone does not identify a facility: lists renumber
// their rows, but accounts, slots and bookings stay with the facility.
#pragma once

#include "domain/facility_likeness.h"
#include "formats/open_data_csv.h"

#include <optional>
#include <span>

namespace hub {

struct RowMatch {
    enum class Verdict : std::uint8_t {
        Known,          ///< this facility: the number and something else agree, or there is no number
        New,            ///< no facility of the hub
        Renumbered,     ///< its number belongs to another facility
        NumberChanges,  ///< its number is new, but name and address or the phone number are known
        PerhapsRenamed, ///< a row without a number that agrees partly
    };
    Verdict verdict = Verdict::New;
    /// Index into `stored`: the facility, or the one that the row seems to be.
    std::optional<std::size_t> facility{};
    /// The facility that has the row's number, if it is a different one.
    std::optional<std::size_t> numberHolder{};
    std::string by{}; ///< the agreeing parts: "name,address,phone"
};

/// One match per row. No facility is matched twice.
[[nodiscard]] std::vector<RowMatch> matchRows(std::span<const domain::FacilityKeys> stored,
                                              std::span<const domain::FacilityKeys> rows);

} // namespace hub
