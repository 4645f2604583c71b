// What an import did, in words for the command line. Private to hub/cli.
#pragma once

#include "hub/handlers/facilities/facility_import.h"

#include <string>
#include <vector>

namespace hub::cli {

/// By column and cause with counts; rows that wait or were refused, and what was kept, one by one.
[[nodiscard]] std::vector<std::string> importLines(const formats::OpenDataFile &file,
                                                   const ImportReport &report);
/// Every repair, flag and change, row by row.
[[nodiscard]] std::vector<std::string> importRowLines(const formats::OpenDataFile &file,
                                                      const ImportReport &report);
[[nodiscard]] std::string importSummary(const formats::OpenDataFile &file, const ImportReport &report);
/// Rows that wait for an answer or a better file.
[[nodiscard]] std::size_t heldRows(const formats::OpenDataFile &file, const ImportReport &report);

} // namespace hub::cli
