// Creates the folder for a copy of the hub's data.
#pragma once

#include "domain/result.h"

#include <filesystem>

namespace hub::ops {

/// Creates `folder` and its parents with access for this user only (0700). An empty folder may already exist.
/// Conflict "not-empty" with param "directory" if it contains anything, because nothing is overwritten;
/// StorageReadOnly "directory-not-writable".
[[nodiscard]] domain::Result<void> makeNewFolder(const std::filesystem::path &folder);

} // namespace hub::ops
