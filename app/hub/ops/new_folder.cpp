#include "hub/ops/new_folder.h"

namespace hub::ops {

namespace fs = std::filesystem;

domain::Result<void> makeNewFolder(const fs::path &folder) {
    std::error_code error;
    if (fs::exists(folder, error) && !(fs::is_directory(folder, error) && fs::is_empty(folder, error))) {
        return domain::fail(domain::ErrorKind::Conflict, "not-empty", {{"directory", folder.string()}});
    }
    fs::create_directories(folder, error);
    fs::permissions(folder, fs::perms::owner_all, error);
    return error ? domain::fail(domain::ErrorKind::StorageReadOnly, "directory-not-writable")
                 : domain::Result<void>();
}

} // namespace hub::ops
