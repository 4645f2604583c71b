#include "platform/signals.h"

#include <array>
#include <csignal>
#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace platform {
namespace {

int takenFrom(int file) {
    signalfd_siginfo signal{};
    return ::read(file, &signal, sizeof signal) == sizeof signal ? static_cast<int>(signal.ssi_signo)
                                                                 : SIGHUP;
}

/// A handler may do nothing but write.
std::array<int, 2> &endsOfPipe() {
    static std::array<int, 2> ends{-1, -1};
    return ends;
}

} // namespace

void ignoreBrokenPipes() {
    std::signal(SIGPIPE, SIG_IGN);
}

EndSignals::EndSignals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    if (::isatty(STDIN_FILENO) == 0) {
        sigaddset(&set, SIGHUP);
    }
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
    m_file = ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

EndSignals::~EndSignals() {
    ::close(m_file);
}

void EndSignals::waitForEnd(bool watchInput, std::chrono::milliseconds every,
                            const std::function<void()> &upkeep) const {
    std::array<pollfd, 2> files{{{m_file, POLLIN, 0}, {watchInput ? STDIN_FILENO : -1, POLLIN, 0}}};
    for (;;) {
        const int ready = ::poll(files.data(), files.size(), static_cast<int>(every.count()));
        if (ready < 0) {
            continue; // interrupted
        }
        if (files[0].revents != 0 && takenFrom(m_file) != SIGHUP) {
            return;
        }
        if (ready == 0 || files[0].revents != 0) {
            upkeep();
        }
        std::array<char, 256> ignored{};
        if (files[1].revents != 0 && ::read(STDIN_FILENO, ignored.data(), ignored.size()) <= 0) {
            return;
        }
    }
}

void EndSignals::waitAtMost(std::chrono::milliseconds time) const {
    pollfd file{m_file, POLLIN, 0};
    ::poll(&file, 1, static_cast<int>(time.count()));
}

int readableOnceAskedToEnd() {
    if (endsOfPipe()[0] >= 0 || ::pipe(endsOfPipe().data()) != 0) {
        return endsOfPipe()[0];
    }
    for (const int number : {SIGTERM, SIGINT, SIGHUP}) {
        std::signal(number, [](int) {
            const char asked = 1;
            static_cast<void>(!::write(endsOfPipe()[1], &asked, 1));
        });
    }
    return endsOfPipe()[0];
}

} // namespace platform
