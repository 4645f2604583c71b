// Reads comma-separated text as a table of strings (RFC 4180, with libcsv's tolerance).
#pragma once

#include "domain/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace formats {

struct CsvRow {
    /// As a spreadsheet counts: the first line is 1, blank lines count, lines inside quotes do not.
    int number = 1;
    std::vector<std::string> cells;
};

/// Rows that have at least one cell. A byte order mark is skipped. LF, CRLF and CR end a line. Cells keep
/// their blanks. Malformed "unclosed-quote"; "too-many-rows" and "too-many-columns" with param "max".
[[nodiscard]] domain::Result<std::vector<CsvRow>> readCsv(std::string_view utf8);

} // namespace formats
