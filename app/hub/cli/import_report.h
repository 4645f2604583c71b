// The report of an import as text for the command line. Private to hub/cli.
#pragma once

#include "hub/handlers/facilities/facility_import.h"

#include <string>
#include <vector>

namespace hub::cli {

/// Summarised by column and cause with counts. Held rows, refused rows and kept values are listed one by one.
[[nodiscard]] std::vector<std::string> importLines(const formats::OpenDataFile &file,
                                                   const ImportReport &report);
/// Every repair, flag and change, row by row.
[[nodiscard]] std::vector<std::string> importRowLines(const formats::OpenDataFile &file,
                                                      const ImportReport &report);
[[nodiscard]] std::string importSummary(const formats::OpenDataFile &file, const ImportReport &report);
/// The number of rows that wait for an answer or a corrected file.
[[nodiscard]] std::size_t heldRows(const formats::OpenDataFile &file, const ImportReport &report);

} // namespace hub::cli
