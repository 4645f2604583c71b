// Exports everything in a hub as CSV and JSON, which other programs can read without knowing this one.
#pragma once

#include "hub/db/database.h"

#include <filesystem>

namespace hub::ops {

/// Writes into the new folder `to` (mode 0700, because it contains personal data): for each kind of record
/// KIND.json with the records as the interface returns them; for each table a CSV file (RFC 4180, UTF-8, one
/// line of headings); and README.txt, which describes the files. It leaves out passwords, second factors and
/// secrets. Call it in a reading transaction. Conflict "not-empty" with param "directory"; errors of storage.
[[nodiscard]] domain::Result<void> exportAll(Connection &db, const std::filesystem::path &to);

/// One cell in the form of RFC 4180, quoted if necessary.
[[nodiscard]] std::string csvCell(std::string_view text);

} // namespace hub::ops
