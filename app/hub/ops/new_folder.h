// The folder that a copy of the hub's data is written into.
#pragma once

#include "domain/result.h"

#include <filesystem>

namespace hub::ops {

/// Makes `folder` with what is above it, for this user alone (0700); an empty one that is there is taken.
/// Conflict "not-empty" with param "directory" where something else is: nothing is written over;
/// StorageReadOnly "directory-not-writable".
[[nodiscard]] domain::Result<void> makeNewFolder(const std::filesystem::path &folder);

} // namespace hub::ops
