#include "platform/private_file.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace platform {
namespace {

std::error_code lastError() {
    return {errno, std::generic_category()};
}

std::error_code writeAll(int file, std::string_view content) {
    while (!content.empty()) {
        const ssize_t written = ::write(file, content.data(), content.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return lastError();
        }
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(file) == 0 ? std::error_code() : lastError();
}

std::error_code place(const std::string &temporary, const std::filesystem::path &path, Existing existing) {
    const bool isPlaced = existing == Existing::Replace ? ::rename(temporary.c_str(), path.c_str()) == 0
                                                        : ::link(temporary.c_str(), path.c_str()) == 0;
    const bool isThere = !isPlaced && existing == Existing::Keep && errno == EEXIST;
    return isPlaced || isThere ? std::error_code() : lastError();
}

} // namespace

std::error_code writePrivateFile(const std::filesystem::path &path, std::string_view content,
                                 Existing existing) {
    std::string temporary = path.string() + ".XXXXXX";
    const int file = ::mkostemp(temporary.data(), O_CLOEXEC); // made with mode 0600
    if (file < 0) {
        return lastError();
    }
    std::error_code error = writeAll(file, content);
    ::close(file);
    if (!error) {
        error = place(temporary, path, existing);
    }
    ::unlink(temporary.c_str()); // gone already after a rename
    return error;
}

bool isFull(const std::error_code &error) {
    return error.category() == std::generic_category() &&
           (error.value() == ENOSPC || error.value() == EDQUOT);
}

void syncFolder(const std::filesystem::path &folder) {
    const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0) {
        return;
    }
    ::fsync(handle);
    ::close(handle);
}

void keepNewFilesPrivate() {
    ::umask(0077);
}

void actAsOwnerOf(const std::filesystem::path &folder) {
    struct stat info {};
    if (::geteuid() != 0 || ::stat(folder.c_str(), &info) != 0 || info.st_uid == 0) {
        return;
    }
    [[maybe_unused]] const bool isChanged = ::setegid(info.st_gid) == 0 && ::seteuid(info.st_uid) == 0;
}

} // namespace platform
