// What the operating system does for the programs: locks, files of one user, times, signals.
#include "platform/file_lock.h"
#include "platform/private_file.h"
#include "platform/process.h"
#include "platform/random_bytes.h"
#include "platform/signals.h"
#include "platform/times.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <poll.h>
#include <set>
#include <sstream>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;
using platform::Existing;
using platform::FileLock;

class PlatformFiles : public testing::Test {
protected:
    PlatformFiles() {
        std::string name = (fs::temp_directory_path() / "platform-XXXXXX").string();
        folder = ::mkdtemp(name.data());
    }
    ~PlatformFiles() override { fs::remove_all(folder); }

    [[nodiscard]] static std::string contentOf(const fs::path &file) {
        std::ifstream stream(file);
        std::ostringstream content;
        content << stream.rdbuf();
        return content.str();
    }
    [[nodiscard]] std::set<std::string> names() const {
        std::set<std::string> all;
        for (const auto &entry : fs::directory_iterator(folder)) {
            all.insert(entry.path().filename().string());
        }
        return all;
    }
    fs::path folder;
};

/// Runs it in a process of its own and gives what it returned.
template <class Child> int inAnotherProcess(const Child &child) {
    const pid_t pid = ::fork();
    if (pid == 0) {
        ::_exit(child());
    }
    int status = -1;
    ::waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

bool isReadable(int descriptor, int waitMs) {
    pollfd file{descriptor, POLLIN, 0};
    return ::poll(&file, 1, waitMs) == 1;
}

TEST_F(PlatformFiles, ALockIsHeldByOneUntilItGoes) {
    const fs::path file = folder / "hub.lock";
    auto lock = FileLock::take(file, FileLock::Missing::Make);
    ASSERT_TRUE(lock);
    const auto second = FileLock::take(file, FileLock::Missing::Make);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error(), FileLock::Fault::Held);
    const int seen = inAnotherProcess([&] { return FileLock::take(file, FileLock::Missing::Make) ? 1 : 0; });
    EXPECT_EQ(seen, 0);
    const FileLock moved = std::move(*lock);
    EXPECT_FALSE(FileLock::take(file, FileLock::Missing::Make));
    lock = tl::unexpected(FileLock::Fault::Held); // what was moved from holds nothing
    EXPECT_FALSE(FileLock::take(file, FileLock::Missing::Make));
}

TEST_F(PlatformFiles, ALockGoesWithItsOwnerAlsoWhenItIsKilled) {
    const fs::path file = folder / "hub.lock";
    const int ended = inAnotherProcess([&] {
        const auto lock = FileLock::take(file, FileLock::Missing::Make);
        ::raise(SIGKILL);
        return lock ? 0 : 1;
    });
    EXPECT_EQ(ended, -SIGKILL);
    EXPECT_TRUE(FileLock::take(file, FileLock::Missing::Make));
    EXPECT_TRUE(FileLock::take(file, FileLock::Missing::Make)); // the one before went at once
}

TEST_F(PlatformFiles, ALockIsMadeOnlyWhereThatIsWanted) {
    const auto refused = FileLock::take(folder / "a", FileLock::Missing::Refuse);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), FileLock::Fault::CannotOpen);
    EXPECT_TRUE(names().empty());
    EXPECT_EQ(FileLock::take(folder / "none" / "a", FileLock::Missing::Make).error(),
              FileLock::Fault::CannotOpen);
}

TEST_F(PlatformFiles, APrivateFileIsReadByItsUserOnly) {
    const fs::path file = folder / "hub.key";
    EXPECT_FALSE(platform::writePrivateFile(file, "old", Existing::Keep));
    struct stat info {};
    ASSERT_EQ(::stat(file.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0600U);
    EXPECT_FALSE(platform::writePrivateFile(file, "new", Existing::Keep));
    EXPECT_EQ(contentOf(file), "old");
    EXPECT_FALSE(platform::writePrivateFile(file, "new", Existing::Replace));
    EXPECT_EQ(contentOf(file), "new");
    EXPECT_EQ(names(), std::set<std::string>{"hub.key"}); // nothing half written stays
}

TEST_F(PlatformFiles, WhatCannotBeWrittenSaysWhyAndLeavesNothing) {
    EXPECT_EQ(platform::writePrivateFile(folder / "none" / "a", "text", Existing::Replace),
              std::errc::no_such_file_or_directory);
    fs::create_directories(folder / "taken" / "inside");
    EXPECT_TRUE(platform::writePrivateFile(folder / "taken", "text", Existing::Replace));
    EXPECT_EQ(names(), std::set<std::string>{"taken"});
    EXPECT_TRUE(platform::isFull(std::make_error_code(std::errc::no_space_on_device)));
    EXPECT_FALSE(platform::isFull(std::make_error_code(std::errc::permission_denied)));
}

TEST(PlatformTimes, TimeGoesOnAndTheProcessIsYoungerThanTheMachine) {
    const auto first = platform::sinceBoot();
    const auto age = platform::sinceProcessStart();
    EXPECT_GT(first, std::chrono::milliseconds(0));
    EXPECT_GE(age, std::chrono::milliseconds(-10)); // to a tick
    EXPECT_LT(age, first);
    EXPECT_GE(platform::sinceBoot(), first);
    EXPECT_GT(platform::peakMemoryKb(), 0);
}

TEST(PlatformRandom, EveryByteIsFilledAndNoTwoDrawsAgree) {
    std::array<std::uint8_t, 4096> first{};
    std::array<std::uint8_t, 4096> second{};
    platform::fillRandom(first);
    platform::fillRandom(second);
    EXPECT_NE(first, second);
    EXPECT_EQ(std::set<std::uint8_t>(first.begin(), first.end()).size(), 256U);
    platform::fillRandom({});
}

TEST(PlatformProcess, TheMachineHasAName) {
    const auto name = platform::hostName();
    ASSERT_TRUE(name);
    EXPECT_FALSE(name->empty());
}

TEST(PlatformSignals, AskedToEndADescriptorCanBeRead) {
    const int ended = inAnotherProcess([] {
        const int asked = platform::readableOnceAskedToEnd();
        if (asked < 0 || isReadable(asked, 0)) {
            return 1;
        }
        ::raise(SIGTERM);
        return isReadable(asked, 10'000) && platform::readableOnceAskedToEnd() == asked ? 0 : 2;
    });
    EXPECT_EQ(ended, 0);
}

TEST(PlatformSignals, WaitingEndsWithASignalAndUpkeepRunsOnHangup) {
    const int ended = inAnotherProcess([] {
        const int nothing = ::open("/dev/null", 0); // no terminal
        ::dup2(nothing, STDIN_FILENO);
        const platform::EndSignals signals;
        ::raise(SIGHUP);
        int upkeeps = 0;
        signals.waitForEnd(false, std::chrono::hours(1), [&upkeeps] {
            ++upkeeps;
            ::raise(SIGTERM);
        });
        return upkeeps == 1 ? 0 : 1;
    });
    EXPECT_EQ(ended, 0);
}

TEST(PlatformSignals, WaitingEndsWithTheInput) {
    const int ended = inAnotherProcess([] {
        std::array<int, 2> ends{};
        if (::pipe(ends.data()) != 0 || ::dup2(ends[0], STDIN_FILENO) < 0) {
            return 1;
        }
        if (!platform::inputIsPipe()) {
            return 2;
        }
        const platform::EndSignals signals;
        ::close(ends[1]);
        int upkeeps = 0;
        signals.waitForEnd(true, std::chrono::hours(1), [&upkeeps] { ++upkeeps; });
        return upkeeps == 0 ? 0 : 3;
    });
    EXPECT_EQ(ended, 0);
}

} // namespace
