// The hub on a machine of its own: its real handlers, rules, group commit and waiting calls on SQLite,
// without threads.
#pragma once

#include "faults.h"
#include "loop.h"
#include "sql.h"

#include "domain/clock.h"
#include "domain/random.h"
#include "hub/service/running_service.h"
#include "support/power_vfs.h"

#include <functional>
#include <memory>
#include <optional>

namespace simulation {

/// The clock on a machine's wall: the simulation's time, more or less.
class WallClock final : public domain::Clock {
public:
    explicit WallClock(const Loop &loop) : m_loop(loop) {}
    [[nodiscard]] std::chrono::sys_time<std::chrono::milliseconds> nowMs() const override;
    void jump(Ms by) { m_offset += by; }

    /// 20 November 2026, a Friday, 10:00 in Tokyo.
    static domain::Instant start();

private:
    const Loop &m_loop;
    Ms m_offset = 0;
};

class HubMachine {
public:
    using Answered = std::function<void(hub::Response)>;
    HubMachine(Loop &loop, std::uint64_t seed, Fault fault);
    ~HubMachine();

    [[nodiscard]] test_support::PowerDisk &disk() { return m_disk; }
    [[nodiscard]] WallClock &clock() { return m_clock; }
    [[nodiscard]] domain::Random &random() { return *m_random; }
    [[nodiscard]] bool isUp() const { return m_service != nullptr; }
    /// The database as it is at this moment.
    [[nodiscard]] test_support::PowerDisk::Image copy() const { return m_disk.image(); }

    /// Called whenever it goes down, for whatever reason.
    void setWentDown(std::function<void()> wentDown) { m_wentDown = std::move(wentDown); }

    /// False where the disk does not allow it now.
    bool boot();
    /// The process ends between two instructions.
    void kill();
    void losePower(std::uint64_t seed);
    /// A copy is put in place of what is there, which then is another hub for everybody: a new epoch.
    void restore(const test_support::PowerDisk::Image &image);
    /// The disk said that the power went: everything in memory is gone. True where that was so.
    bool noticeDeath();

    /// What arrives at the hub's door. `answered` is called while this life of the hub lasts, or never.
    hub::Service::CancelCallback submit(hub::Request request, Answered answered);
    domain::Result<void> administer(const std::function<domain::Result<void>(hub::Context &)> &work);
    void runDueWork();
    /// Looks into its database past everything.
    [[nodiscard]] SqlRows ask(const std::string &sql);

private:
    class Hand;
    void die();
    void serve();
    void watchHolds();

    Loop &m_loop;
    Fault m_fault;
    test_support::PowerDisk m_disk;
    WallClock m_clock;
    std::unique_ptr<domain::Random> m_random;
    std::unique_ptr<Hand> m_service;
    std::optional<Look> m_look; ///< for one life of the hub
    std::function<void()> m_wentDown;
    std::uint64_t m_life = 0;
    bool m_serveSoon = false;
    std::optional<Loop::Ticket> m_holdEnd;
};

} // namespace simulation
