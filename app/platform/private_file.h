// Files that only this process's user may read, written so that a crash leaves the old or the new one.
#pragma once

#include <filesystem>
#include <string_view>
#include <system_error>

namespace platform {

enum class Existing : std::uint8_t { Replace, Keep };
/// Writes under another name first, so that nobody ever sees half a file; mode 0600 from the start, on the
/// disk before it takes its name. With Existing::Keep a file that is there stays, which is no error.
[[nodiscard]] std::error_code writePrivateFile(const std::filesystem::path &path, std::string_view content,
                                               Existing existing);
/// Whether the error says that there is no room (left for this user).
[[nodiscard]] bool isFull(const std::error_code &error);
/// Puts the names of a folder on the disk: what was renamed or made in it. Best effort.
void syncFolder(const std::filesystem::path &folder);
/// From here on, files that this process makes are for its user only.
void keepNewFilesPrivate();
/// A process of root works as the folder's owner from here on, who could not open root's files. Where that
/// does not succeed, the files are root's.
void actAsOwnerOf(const std::filesystem::path &folder);

} // namespace platform
