// Everything in a hub as CSV and JSON that other programs read without knowing this one.
#pragma once

#include "hub/db/database.h"

#include <filesystem>

namespace hub::ops {

/// Writes into the new folder `to` (mode 0700: it holds personal data): for each kind of record KIND.json,
/// the records as the interface gives them; for each table a CSV file (RFC 4180, UTF-8, a line of headings);
/// and README.txt, which says what each of them holds. Passwords, second factors and secrets are not in it.
/// In a reading transaction of the caller's. Conflict "not-empty" with param "directory"; errors of storage.
[[nodiscard]] domain::Result<void> exportAll(Connection &db, const std::filesystem::path &to);

/// One cell as RFC 4180 writes it: in quotes where it needs them.
[[nodiscard]] std::string csvCell(std::string_view text);

} // namespace hub::ops
