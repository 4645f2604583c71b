// Checks that need the whole list. Private to formats.
#pragma once

#include "formats/open_data_columns.h"

#include <span>

namespace formats {

/// Malformed "other-municipality" if nearly all rows have another municipality's code.
[[nodiscard]] domain::Result<void>
checkWhoseList(const OpenDataColumns &columns, std::span<const CsvRow> rows, std::string_view municipality);
/// Whether a municipality's list may contain the code: its own, its prefecture's, or one of its wards'.
[[nodiscard]] bool belongsTo(std::string_view code, std::string_view municipality);
/// Flags facilities that are far from all others.
void flagFarAway(const OpenDataColumns &columns, OpenDataFile &file);

} // namespace formats
