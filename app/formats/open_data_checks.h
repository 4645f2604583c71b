// What only the whole list shows. Private to formats.
#pragma once

#include "formats/open_data_columns.h"

#include <span>

namespace formats {

/// Malformed "other-municipality" where nearly all rows carry the code of another one.
[[nodiscard]] domain::Result<void>
checkWhoseList(const OpenDataColumns &columns, std::span<const CsvRow> rows, std::string_view municipality);
/// A code that a municipality's list may carry beside its own: its prefecture's, and those of its wards.
[[nodiscard]] bool belongsTo(std::string_view code, std::string_view municipality);
/// Flags facilities that lie far from all others.
void flagFarAway(const OpenDataColumns &columns, OpenDataFile &file);

} // namespace formats
