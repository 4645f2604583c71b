// Small files of the data directory that only the hub's own user may read.
#pragma once

#include "domain/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace hub {

/// StorageReadOnly "unreadable" when it cannot be read.
[[nodiscard]] domain::Result<std::string> readWholeFile(const std::filesystem::path &path);

enum class Overwrite : bool { No, Yes };
/// Writes under another name first, so that nobody ever sees half a file; mode 0600 from the start. With
/// Overwrite::No a file that is already there stays, which is no error.
[[nodiscard]] domain::Result<void> writePrivateFile(const std::filesystem::path &path,
                                                    std::string_view content, Overwrite overwrite);

} // namespace hub
