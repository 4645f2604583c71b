#include "hub/http/private_file.h"

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace hub {
namespace {

domain::ErrorKind kindOfErrno() {
    return errno == ENOSPC || errno == EDQUOT ? domain::ErrorKind::StorageFull
                                              : domain::ErrorKind::StorageReadOnly;
}

bool writeAll(int file, std::string_view content) {
    while (!content.empty()) {
        const ssize_t written = ::write(file, content.data(), content.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return false;
        }
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(file) == 0;
}

} // namespace

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
    std::string temporary = path.string() + ".XXXXXX";
    const int file = ::mkostemp(temporary.data(), O_CLOEXEC); // made with mode 0600
    if (file < 0) {
        return domain::fail(kindOfErrno(), "unwritable", {{"file", path.filename().string()}});
    }
    const bool written = writeAll(file, content);
    domain::ErrorKind kind = kindOfErrno();
    ::close(file);
    int placed = -1;
    if (written) {
        placed = overwrite == Overwrite::Yes ? ::rename(temporary.c_str(), path.c_str())
                                             : ::link(temporary.c_str(), path.c_str());
        if (placed != 0 && errno == EEXIST) {
            placed = 0;
        }
        kind = placed == 0 ? kind : kindOfErrno();
    }
    ::unlink(temporary.c_str()); // gone already after a rename
    if (placed != 0) {
        return domain::fail(kind, "unwritable", {{"file", path.filename().string()}});
    }
    return {};
}

} // namespace hub
