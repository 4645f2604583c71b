// Writes 子育て施設一覧 as a file, which a municipality publishes.
#pragma once

#include "formats/open_data_csv.h"

#include <span>

namespace formats {

/// The list in the standard's column order, with headings: UTF-8 with a byte order mark, CRLF, values quoted
/// if necessary (RFC 4180). Data without a column in the standard (unknown columns, class capacities) is left
/// out; values that an import set aside are in their column again until the item is corrected. A value that a
/// spreadsheet would run as a formula is written unchanged, because the standard has no escape for it.
[[nodiscard]] std::string writeOpenData(std::span<const domain::Facility> facilities, OpenDataLayout layout);

} // namespace formats
