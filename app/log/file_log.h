// A log in a file that only its owner may read, with a few older ones beside it.
#pragma once

#include "log/log.h"

#include <filesystem>
#include <fstream>

namespace logging {

/// How much is kept: `file`, then file.1 (the newest) to file.<older>.
struct FileLimits {
    std::uintmax_t bytes = std::uintmax_t(512) * 1024;
    int older = 3;
};

/// Best effort: no program stands still because its log cannot be written. Lines that could not be written
/// are counted, and the number is the next line. For one thread.
class FileLog final : public Log {
public:
    explicit FileLog(const domain::Clock &clock, FileLimits limits = {}) : m_clock(clock), m_limits(limits) {}

    /// Goes on at the end of what lies there. Before it, and after close(), lines are dropped.
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
