// What a list says of a facility, put over what the hub has.
#pragma once

#include "hub/records/facility_listed.h"

#include <span>

namespace hub {

struct ItemChange {
    std::string item; ///< key of the profile; "standard_id", "classes", "unknown_columns"
    std::string before;
    std::string after;
};

/// An item that keeps the hub's value although the list has another one.
struct KeptItem {
    std::string item;
    std::string stored;
    std::string listed;
    Origin origin = Origin::Edited;
};

enum class KeepEdits : std::uint8_t { Yes, No };

/// Everything is looked at, nothing kept.
struct ListedRow {
    const domain::Facility &stored;
    const domain::Facility &row;
    const Origins &origins;
    const std::optional<domain::Facility> &lastListed;
    std::span<const std::string> columns; ///< keys of the items that the list has a column for
    KeepEdits keep = KeepEdits::Yes;
};

struct MergedRow {
    domain::Facility after;
    std::vector<KeptItem> kept;
    std::vector<std::string> emptied; ///< items that the list leaves empty now; the hub keeps their values
};

/// What the list leaves empty stays, and so does what was edited after the last list. Classes follow the text
/// that they came from. The number is the caller's to set.
[[nodiscard]] MergedRow mergeRow(const ListedRow &input);
/// All that the lists said of it, the row's words over those of earlier lists.
[[nodiscard]] domain::Facility listedSoFar(const ListedRow &input);
[[nodiscard]] std::vector<ItemChange> changesBetween(const domain::Facility &before,
                                                     const domain::Facility &after);

} // namespace hub
