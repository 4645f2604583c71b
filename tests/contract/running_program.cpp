#include "running_program.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

extern char **environ;

namespace contract {

RunningProgram::RunningProgram(std::vector<std::string> args) {
    std::array<int, 2> in{};
    std::array<int, 2> out{};
    EXPECT_EQ(pipe2(in.data(), O_CLOEXEC), 0);
    EXPECT_EQ(pipe2(out.data(), O_CLOEXEC), 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in[0], 0);
    posix_spawn_file_actions_adddup2(&actions, out[1], 1);
    posix_spawn_file_actions_adddup2(&actions, out[1], 2);
    args.insert(args.begin(), HUB_PROGRAM);
    std::vector<char *> argv;
    for (std::string &arg : args) {
        argv.push_back(arg.data());
    }
    argv.push_back(nullptr);
    EXPECT_EQ(posix_spawn(&m_process, HUB_PROGRAM, &actions, nullptr, argv.data(), environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    close(in[0]);
    close(out[1]);
    m_input = in[1];
    m_output = out[0];
}

RunningProgram::~RunningProgram() {
    closeInput();
    if (m_process > 0) {
        kill(m_process, SIGKILL);
        waitpid(m_process, nullptr, 0);
    }
    close(m_output);
}

const std::string &RunningProgram::outputUntil(std::string_view mark) {
    std::array<char, 512> bytes{};
    while (m_text.find(mark) == std::string::npos) {
        const ssize_t got = read(m_output, bytes.data(), bytes.size());
        if (got <= 0) {
            break;
        }
        m_text.append(bytes.data(), static_cast<std::size_t>(got));
    }
    return m_text;
}

void RunningProgram::signal(int number) const {
    kill(m_process, number);
}

void RunningProgram::closeInput() {
    if (m_input >= 0) {
        close(std::exchange(m_input, -1));
    }
}

int RunningProgram::wait() {
    int status = 0;
    waitpid(std::exchange(m_process, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

} // namespace contract
