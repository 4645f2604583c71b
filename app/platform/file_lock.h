// A file that one process holds at a time.
#pragma once

#include <filesystem>
#include <tl/expected.hpp>

namespace platform {

/// Held as long as it lives. The system lets go of it with the process, also after kill -9.
class FileLock {
public:
    enum class Fault : std::uint8_t {
        Held,       ///< by another process, or by another lock of this one
        CannotOpen, ///< not there and not to be made, or not to be written
    };
    enum class Missing : std::uint8_t { Make, Refuse };
    /// Never waits. A file that is made is for its owner only; it stays behind.
    [[nodiscard]] static tl::expected<FileLock, Fault> take(const std::filesystem::path &file,
                                                            Missing missing);
    FileLock(FileLock &&other) noexcept;
    FileLock &operator=(FileLock &&other) noexcept;
    FileLock(const FileLock &) = delete;
    FileLock &operator=(const FileLock &) = delete;
    ~FileLock();

private:
    explicit FileLock(int file) : m_file(file) {}
    int m_file = -1;
};

} // namespace platform
