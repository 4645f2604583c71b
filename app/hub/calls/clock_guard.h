// Decides whether the clock can be trusted for work that cannot be undone: expiring, erasing, cleanup.
//
// A wrong date (a flat battery, a wrong time server, a typing error) would make everything due at once. So
// before such work, the clock is compared with the last committed time in the database plus the time that has
// passed since then on the monotonic clock. If the clock is more than a day ahead (it leapt, or the hub was
// off for longer; the hub cannot tell which), the work waits until a person confirms the clock (`hokatsu-hub
// clock confirm`). Everything else goes on. A clock that went back makes nothing due.
#pragma once

#include "domain/clock.h"
#include "hub/db/believed_time.h"

#include <atomic>
#include <optional>

namespace hub::ops {

/// One object per hub process. judge() runs on one thread at a time; isHeld() on any thread.
class ClockGuard {
public:
    enum class Server : bool { None, HasAClock };
    ClockGuard(const domain::Clock &clock, Server server) : m_clock(clock), m_server(server) {}

    /// Call it in a writing transaction before the work. Returns whether the work may run at `now`. If it
    /// may, `now` is stored as believed, about once a minute.
    [[nodiscard]] domain::Result<bool> judge(Connection &db, domain::Instant now);
    [[nodiscard]] bool isHeld() const { return m_held; }

private:
    enum class Doubt : std::uint8_t { None, Leap, UnlikeServer };
    [[nodiscard]] domain::Result<Doubt> doubtAbout(Connection &db, domain::Instant now);
    [[nodiscard]] domain::Result<void> keep(Connection &db, domain::Instant now);
    void tell(Doubt doubt);

    const domain::Clock &m_clock;
    Server m_server;
    std::optional<domain::Instant> m_believed; ///< the value last read from the database
    std::chrono::milliseconds m_seenAt{0};     ///< when it was read, on the monotonic clock
    std::chrono::milliseconds m_toldAt{0};
    std::atomic<bool> m_held{false};
};

} // namespace hub::ops
