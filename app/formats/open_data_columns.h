// Which column of a list is which item. Private to formats.
#pragma once

#include "domain/profile_items.h"
#include "formats/csv_table.h"
#include "formats/open_data_csv.h"

namespace formats {

struct OpenDataColumn {
    /// As written, without blanks around; "#7" where it has none; "月 (2)" where another one is called so.
    std::string heading;
    const domain::ProfileItem *item = nullptr; ///< null: not a column of the standard
};

struct OpenDataColumns {
    OpenDataLayout layout = OpenDataLayout::Columns53;
    std::vector<OpenDataColumn> columns;
    std::size_t headingRow = 0; ///< index into the rows that columnsIn() was given
};

/// Looks for the headings in the first lines, for lists begin with a title now and then. Malformed
/// "unknown-layout" with params "missing" (what is not there) and "headings" (what was found).
[[nodiscard]] domain::Result<OpenDataColumns> columnsIn(const std::vector<CsvRow> &rows);
/// "#7" for the seventh column.
[[nodiscard]] std::string numberedHeading(std::size_t index);
/// How many of the cells are headings of the standard: a line of headings in the middle of a list.
[[nodiscard]] std::size_t headingsAmong(const std::vector<std::string> &cells);

} // namespace formats
