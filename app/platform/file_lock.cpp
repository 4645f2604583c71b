#include "platform/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace platform {

tl::expected<FileLock, FileLock::Fault> FileLock::take(const std::filesystem::path &file, Missing missing) {
    const int make = missing == Missing::Make ? O_CREAT : 0;
    const int opened = ::open(file.c_str(), O_RDWR | O_CLOEXEC | make, 0600);
    if (opened < 0) {
        return tl::unexpected(Fault::CannotOpen);
    }
    FileLock lock(opened);
    if (::flock(opened, LOCK_EX | LOCK_NB) != 0) {
        return tl::unexpected(Fault::Held);
    }
    return lock;
}

FileLock::FileLock(FileLock &&other) noexcept : m_file(std::exchange(other.m_file, -1)) {}

FileLock &FileLock::operator=(FileLock &&other) noexcept {
    std::swap(m_file, other.m_file);
    return *this;
}

FileLock::~FileLock() {
    if (m_file >= 0) {
        ::close(m_file);
    }
}

} // namespace platform
