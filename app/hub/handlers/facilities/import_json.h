// The report of an import as JSON.
#pragma once

#include "hub/handlers/facilities/facility_import.h"

#include <string>

namespace hub {

/// Rows that could not be read come first, because they have no facility to be checked.
[[nodiscard]] std::string importJson(const formats::OpenDataFile &file, const ImportReport &report,
                                     ImportMode mode);

} // namespace hub
