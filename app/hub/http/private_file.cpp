#include "hub/http/private_file.h"

#include "platform/file_lock.h"
#include "platform/private_file.h"

#include <fstream>
#include <sstream>

namespace hub {

domain::Result<std::string> readWholeFile(const std::filesystem::path &path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    if (file) {
        content << file.rdbuf();
    }
    if (!file) {
        return domain::fail(domain::ErrorKind::StorageReadOnly, "unreadable",
                            {{"file", path.filename().string()}});
    }
    return content.str();
}

domain::Result<void> writePrivateFile(const std::filesystem::path &path, std::string_view content,
                                      Overwrite overwrite) {
    using platform::Existing;
    const std::error_code error = platform::writePrivateFile(
        path, content, overwrite == Overwrite::Yes ? Existing::Replace : Existing::Keep);
    if (error) {
        const auto kind =
            platform::isFull(error) ? domain::ErrorKind::StorageFull : domain::ErrorKind::StorageReadOnly;
        return domain::fail(kind, "unwritable", {{"file", path.filename().string()}});
    }
    return {};
}

domain::Result<std::shared_ptr<void>> lockDataDirectory(const std::filesystem::path &directory) {
    using platform::FileLock;
    auto lock = FileLock::take(directory / "hub.lock", FileLock::Missing::Make);
    if (!lock) {
        return lock.error() == FileLock::Fault::Held
                   ? domain::fail(domain::ErrorKind::StorageBusy, "directory-in-use")
                   : domain::fail(domain::ErrorKind::StorageReadOnly, "directory-not-writable");
    }
    return std::make_shared<FileLock>(std::move(*lock));
}

} // namespace hub
