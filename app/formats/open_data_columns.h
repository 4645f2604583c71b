// Which column of a list is which item. Private to formats.
#pragma once

#include "domain/profile_items.h"
#include "formats/open_data_csv.h"

namespace formats {

struct OpenDataColumn {
    std::string heading;                       ///< as written, without blanks around; "#7" where it has none
    const domain::ProfileItem *item = nullptr; ///< null: not a column of the standard
};

struct OpenDataColumns {
    OpenDataLayout layout = OpenDataLayout::Columns53;
    std::vector<OpenDataColumn> columns;
};

/// Malformed "unknown-layout".
[[nodiscard]] domain::Result<OpenDataColumns> columnsOf(const std::vector<std::string> &headings);
/// "#7" for the seventh column.
[[nodiscard]] std::string numberedHeading(std::size_t index);

} // namespace formats
