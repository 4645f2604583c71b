// A log in a file that only its owner can read, with a few older files beside it.
#pragma once

#include "log/log.h"

#include <filesystem>
#include <fstream>

namespace logging {

/// The size and number of files: `file`, then file.1 (the newest) to file.<older>.
struct FileLimits {
    std::uintmax_t bytes = std::uintmax_t(512) * 1024;
    int older = 3;
};

/// Best effort: the program goes on if the log cannot be written. Lost lines are counted, and the next line
/// contains their number. Only one thread may use it.
class FileLog final : public Log {
public:
    explicit FileLog(const domain::Clock &clock, FileLimits limits = {}) : m_clock(clock), m_limits(limits) {}

    /// Appends to an existing file. Lines are dropped before open() and after close().
    void open(std::filesystem::path file);
    void close();
    void write(const Line &line) override;

private:
    void begin();
    void rotate();
    [[nodiscard]] bool put(const std::string &text);

    const domain::Clock &m_clock;
    FileLimits m_limits;
    std::filesystem::path m_path;
    std::ofstream m_file;
    std::uintmax_t m_size = 0;
    std::int64_t m_lost = 0;
};

} // namespace logging
