#include "log/file_log.h"

namespace logging {
namespace {

namespace fs = std::filesystem;

fs::path older(const fs::path &file, int number) {
    fs::path path = file;
    path += "." + std::to_string(number);
    return path;
}

} // namespace

void FileLog::open(fs::path file) {
    m_path = std::move(file);
    m_lost = 0;
    begin();
}

void FileLog::close() {
    m_file.close();
    m_path.clear();
}

void FileLog::begin() {
    m_file.close();
    m_file.clear();
    m_file.open(m_path, std::ios::binary | std::ios::app);
    std::error_code error; // an error here occurs again at the first line
    fs::permissions(m_path, fs::perms::owner_read | fs::perms::owner_write, error);
    const auto size = fs::file_size(m_path, error);
    m_size = error ? 0 : size;
}

void FileLog::rotate() {
    m_file.close();
    std::error_code error; // if a file cannot be moved, the next lines are appended to it
    fs::remove(older(m_path, m_limits.older), error);
    for (int number = m_limits.older - 1; number >= 1; --number) {
        fs::rename(older(m_path, number), older(m_path, number + 1), error);
    }
    fs::rename(m_path, older(m_path, 1), error);
    begin();
}

bool FileLog::put(const std::string &text) {
    if (m_size >= m_limits.bytes) {
        rotate();
    }
    m_file << text << '\n';
    m_file.flush();
    if (!m_file) {
        return false;
    }
    m_size += text.size() + 1;
    return true;
}

void FileLog::write(const Line &line) {
    if (m_path.empty()) {
        return;
    }
    if (!m_file.is_open() || !m_file) {
        begin();
    }
    const domain::Instant now = m_clock.now();
    if (m_lost > 0) {
        // The line starts with a line feed, because the line before it may be incomplete.
        if (!put("\n" + Line(Level::Warning, "lines-lost").number("lines", m_lost).text(now))) {
            ++m_lost;
            return;
        }
        m_lost = 0;
    }
    if (!put(line.text(now))) {
        ++m_lost;
    }
}

} // namespace logging
