// Determines which column of a list contains which item. Private to formats.
#pragma once

#include "domain/profile_items.h"
#include "formats/csv_table.h"
#include "formats/open_data_csv.h"

namespace formats {

struct OpenDataColumn {
    /// As written, without blanks around; "#7" for an empty heading; "月 (2)" for a repeated one.
    std::string heading;
    const domain::ProfileItem *item = nullptr; ///< null if the standard has no such column
};

struct OpenDataColumns {
    OpenDataLayout layout = OpenDataLayout::Columns53;
    std::vector<OpenDataColumn> columns;
    std::size_t headingRow = 0; ///< index into the rows that columnsIn() was given
};

/// Looks for the headings in the first lines, because some lists begin with a title. Malformed
/// "unknown-layout" with params "missing" (absent headings) and "headings" (found ones).
[[nodiscard]] domain::Result<OpenDataColumns> columnsIn(const std::vector<CsvRow> &rows);
/// "#7" for the seventh column.
[[nodiscard]] std::string numberedHeading(std::size_t index);
/// The number of cells that are headings of the standard. It detects a repeated line of headings inside a
/// list.
[[nodiscard]] std::size_t headingsAmong(const std::vector<std::string> &cells);

} // namespace formats
