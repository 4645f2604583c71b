// The report of an import as the interface gives it.
#pragma once

#include "hub/handlers/facilities/facility_import.h"

#include <string>

namespace hub {

/// Rows that the reader did not take come first: they have no facility that could be judged.
[[nodiscard]] std::string importJson(const formats::OpenDataFile &file, const ImportReport &report,
                                     ImportMode mode);

} // namespace hub
