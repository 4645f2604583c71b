// Small files of the data directory that only the hub's own user may read.
#pragma once

#include "domain/result.h"

#include <filesystem>
#include <memory>
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

/// The directory is this process's as long as the value lives. StorageBusy "directory-in-use" where a hub
/// runs on it, StorageReadOnly "directory-not-writable".
[[nodiscard]] domain::Result<std::shared_ptr<void>> lockDataDirectory(const std::filesystem::path &directory);

} // namespace hub
