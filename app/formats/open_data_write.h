// 子育て施設一覧 as a file: what a municipality publishes.
#pragma once

#include "formats/open_data_csv.h"

#include <span>

namespace formats {

/// The list in the standard's order of columns, with its headings: UTF-8 with a byte order mark, CRLF, values
/// quoted where they need it (RFC 4180). What the standard has no column for (unknown columns, class
/// capacities) is left out; words that an import set aside stand in their column again until the item is
/// corrected. A value that a spreadsheet would take for a formula is written as it is: the
/// standard knows no escape for it.
[[nodiscard]] std::string writeOpenData(std::span<const domain::Facility> facilities, OpenDataLayout layout);

} // namespace formats
