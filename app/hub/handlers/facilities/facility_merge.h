// Merges a list's values for a facility into the hub's.
#pragma once

#include "hub/records/facility_listed.h"

#include <span>

namespace hub {

struct ItemChange {
    std::string item; ///< key of the profile, or "standard_id", "classes", "unknown_columns"
    std::string before;
    std::string after;
};

/// An item whose value in the hub stays although the list has another one.
struct KeptItem {
    std::string item;
    std::string stored;
    std::string listed;
    Origin origin = Origin::Edited;
};

enum class KeepEdits : std::uint8_t { Yes, No };

/// References to everything that the merge reads; it keeps none of them.
struct ListedRow {
    const domain::Facility &stored;
    const domain::Facility &row;
    const Origins &origins;
    const std::optional<domain::Facility> &lastListed;
    std::span<const std::string> columns; ///< keys of the items for which the list has a column
    KeepEdits keep = KeepEdits::Yes;
};

struct MergedRow {
    domain::Facility after;
    std::vector<KeptItem> kept;
    std::vector<std::string> emptied; ///< items that are empty in the list now; the hub keeps their values
};

/// A value that is empty in the list is kept, and so is one that was edited after the last list. Classes
/// follow the text from which they were read. The caller sets the number.
[[nodiscard]] MergedRow mergeRow(const ListedRow &input);
/// The values of all lists so far; the row's values replace those of earlier lists.
[[nodiscard]] domain::Facility listedSoFar(const ListedRow &input);
[[nodiscard]] std::vector<ItemChange> changesBetween(const domain::Facility &before,
                                                     const domain::Facility &after);

} // namespace hub
