// Being asked to end: by a terminal, a service manager, the end of a session.
#pragma once

#include <chrono>
#include <functional>

namespace platform {

/// A client that leaves while it is written to is an error of that write, not the end of the program.
void ignoreBrokenPipes();

/// The signals to end as something to wait for. Made before any thread, so that all threads leave them to
/// it. SIGHUP is for upkeep, but where a terminal started the program its closing ends it, as usual on Unix.
class EndSignals {
public:
    EndSignals();
    ~EndSignals();
    EndSignals(const EndSignals &) = delete;
    EndSignals &operator=(const EndSignals &) = delete;

    /// Until a signal to end comes or, with `watchInput`, standard input ends. `upkeep` runs on SIGHUP and
    /// each time that `every` has passed.
    void waitForEnd(bool watchInput, std::chrono::milliseconds every,
                    const std::function<void()> &upkeep) const;
    /// Until another signal comes, at most so long.
    void waitAtMost(std::chrono::milliseconds time) const;

private:
    int m_file = -1;
};

/// For a program with an event loop of its own: a descriptor that can be read once the program is asked to
/// end, for its whole life; -1 where the system gives none, and the program then ends at once when asked.
[[nodiscard]] int readableOnceAskedToEnd();

} // namespace platform
