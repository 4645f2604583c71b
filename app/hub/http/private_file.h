// Small files of the data directory that only the hub's own user can read.
#pragma once

#include "domain/result.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace hub {

/// StorageReadOnly "unreadable" if the file cannot be read.
[[nodiscard]] domain::Result<std::string> readWholeFile(const std::filesystem::path &path);

enum class Overwrite : bool { No, Yes };
/// Writes to a temporary name and renames it, so that no reader sees a partial file. The mode is 0600 from
/// the start. With Overwrite::No an existing file is kept, which is not an error.
[[nodiscard]] domain::Result<void> writePrivateFile(const std::filesystem::path &path,
                                                    std::string_view content, Overwrite overwrite);

/// The directory is this process's as long as the value lives. StorageBusy "directory-in-use" where a hub
/// runs on it, StorageReadOnly "directory-not-writable".
[[nodiscard]] domain::Result<std::shared_ptr<void>> lockDataDirectory(const std::filesystem::path &directory);

} // namespace hub
