// Whether the clock may be believed by work that cannot be undone: expiring, erasing, sweeping.
//
// A date that came from a flat battery, a wrong time server or a hand's slip makes everything due at once. So
// each time before such work the clock is held against the last committed time in the database plus what
// passed since by a clock that nobody sets. More than a day ahead of that (a leap, or a hub that was off for
// longer: nobody here can tell the two apart), the work waits until a person says that the clock is right
// (`hokatsu-hub clock confirm`); everything else goes on. A clock that has gone back makes nothing due.
#pragma once

#include "domain/clock.h"
#include "hub/db/believed_time.h"

#include <atomic>
#include <optional>

namespace hub::ops {

/// Of one hub process. judge() on one thread at a time; isHeld() on any.
class ClockGuard {
public:
    enum class Server : bool { None, HasAClock };
    ClockGuard(const domain::Clock &clock, Server server) : m_clock(clock), m_server(server) {}

    /// In a writing transaction, before the work: whether it may go on at `now`. Where it may, `now` is kept
    /// as believed, about once a minute.
    [[nodiscard]] domain::Result<bool> judge(Connection &db, domain::Instant now);
    [[nodiscard]] bool isHeld() const { return m_held; }

private:
    enum class Doubt : std::uint8_t { None, Leap, UnlikeServer };
    [[nodiscard]] domain::Result<Doubt> doubtAbout(Connection &db, domain::Instant now);
    [[nodiscard]] domain::Result<void> keep(Connection &db, domain::Instant now);
    void tell(Doubt doubt);

    const domain::Clock &m_clock;
    Server m_server;
    std::optional<domain::Instant> m_believed; ///< as last seen in the database
    std::chrono::milliseconds m_seenAt{0};     ///< by the clock that nobody sets
    std::chrono::milliseconds m_toldAt{0};
    std::atomic<bool> m_held{false};
};

} // namespace hub::ops
