// Which facility of the hub a row of a list speaks of. A number alone is no identity: lists number their rows
// anew, and accounts, slots and bookings stay with the facility.
#pragma once

#include "domain/facility_likeness.h"
#include "formats/open_data_csv.h"

#include <optional>
#include <span>

namespace hub {

struct RowMatch {
    enum class Verdict : std::uint8_t {
        Known,         ///< this facility: the number agrees and so does something else, or there is no number
        New,           ///< none of the hub's
        Renumbered,    ///< its number is another facility's
        NumberChanges, ///< its number is new, name and address or the telephone number are known
        PerhapsRenamed, ///< a row without a number that agrees in part
    };
    Verdict verdict = Verdict::New;
    /// Index into the stored ones: the facility itself, or the one that the row seems to speak of.
    std::optional<std::size_t> facility{};
    /// The one that has the row's number, where that is another one.
    std::optional<std::size_t> numberHolder{};
    std::string by{}; ///< what agrees: "name,address,phone"
};

/// One for each row. No facility is found twice.
[[nodiscard]] std::vector<RowMatch> matchRows(std::span<const domain::FacilityKeys> stored,
                                              std::span<const domain::FacilityKeys> rows);

} // namespace hub
