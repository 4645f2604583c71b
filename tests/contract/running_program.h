// hokatsu-hub as a process of a test's own.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace contract {

/// Killed with the test where it still runs.
class RunningProgram {
public:
    explicit RunningProgram(std::vector<std::string> args);
    ~RunningProgram();
    RunningProgram(const RunningProgram &) = delete;
    RunningProgram &operator=(const RunningProgram &) = delete;

    /// What it printed up to `mark`, or up to its end.
    const std::string &outputUntil(std::string_view mark);
    void signal(int number) const;
    void closeInput();
    [[nodiscard]] pid_t process() const { return m_process; }
    /// Its exit code; negative where a signal ended it.
    int wait();

private:
    pid_t m_process = -1;
    int m_input = -1;
    int m_output = -1;
    std::string m_text;
};

} // namespace contract
