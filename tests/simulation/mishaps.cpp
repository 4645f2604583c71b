// What goes wrong.
#include "world.h"

#include <algorithm>

namespace simulation {
namespace {

constexpr Ms second = 1'000;
constexpr Ms hour = 3'600'000;
constexpr Ms day = 24 * hour;

class Fate {
public:
    Fate(World &world, const Item &item) : m_world(world), m_random(domain::seededRandom(item.dice)) {}

    void strike(Kind kind);

private:
    [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return m_random->below(bound); }
    [[nodiscard]] Ms between(Ms from, Ms to) {
        return from + static_cast<Ms>(below(static_cast<std::uint64_t>(to - from)));
    }
    [[nodiscard]] DeskMachine &someDesk() { return *m_world.desks()[below(m_world.desks().size())]; }
    [[nodiscard]] std::pair<Line *, std::string> someLine();

    void badWeather();
    void pullCable();
    void killDesk();
    void deskLosesPower();
    void killHub();
    void hubLosesPower();
    void deskDiskFull();
    void hubDiskFull();
    void deskClockJumps();
    void hubClockJumps();
    void deskAway();
    void backUp();
    void restore();

    World &m_world;
    std::unique_ptr<domain::Random> m_random;
};

void Fate::strike(Kind kind) {
    using Do = void (Fate::*)();
    static const std::map<Kind, Do> all{{Kind::BadWeather, &Fate::badWeather},
                                        {Kind::PullCable, &Fate::pullCable},
                                        {Kind::KillDesk, &Fate::killDesk},
                                        {Kind::DeskLosesPower, &Fate::deskLosesPower},
                                        {Kind::KillHub, &Fate::killHub},
                                        {Kind::HubLosesPower, &Fate::hubLosesPower},
                                        {Kind::DeskDiskFull, &Fate::deskDiskFull},
                                        {Kind::HubDiskFull, &Fate::hubDiskFull},
                                        {Kind::DeskClockJumps, &Fate::deskClockJumps},
                                        {Kind::HubClockJumps, &Fate::hubClockJumps},
                                        {Kind::DeskAway, &Fate::deskAway},
                                        {Kind::Backup, &Fate::backUp},
                                        {Kind::Restore, &Fate::restore}};
    (this->*all.at(kind))();
}

std::pair<Line *, std::string> Fate::someLine() {
    const std::size_t desks = m_world.desks().size();
    const std::size_t which = below(desks + m_world.sites().size());
    if (which < desks) {
        return {&m_world.desks()[which]->line(), m_world.desks()[which]->person().name};
    }
    ParentsSite &site = *m_world.sites()[which - desks];
    return {&site.line(), site.setting().id};
}

// ---- the network

void Fate::badWeather() {
    const auto [line, name] = someLine();
    const auto percent = [this](std::uint64_t most) {
        return static_cast<int>(below(3) == 0 ? below(most) : 0);
    };
    line->weather = {.requestsLost = percent(60),
                     .answersLost = percent(60),
                     .doubled = percent(80),
                     .torn = percent(40),
                     .strange = percent(40),
                     .slowest = below(2) == 0 ? 40 : between(100, 8'000)};
    m_world.tell("bad weather on the line of " + name);
    m_world.loop().after(between(5 * second, 90 * second), [line = line] { line->weather = {}; });
}

void Fate::pullCable() {
    const auto [line, name] = someLine();
    line->isPulled = true;
    m_world.network().pull(*line);
    m_world.tell("the cable of " + name + " is pulled");
    m_world.loop().after(between(2 * second, 150 * second), [line = line] { line->isPulled = false; });
}

// ---- machines

void Fate::killDesk() {
    DeskMachine &desk = someDesk();
    if (!desk.isUp()) {
        return;
    }
    if (below(2) == 0) {
        m_world.tell("the desk of " + desk.person().name + " is killed at one of its next writes");
        return desk.disk().endProcessAtWrite(1 + below(40));
    }
    m_world.tell("the desk of " + desk.person().name + " is killed");
    desk.kill();
    m_world.startDesk(desk, between(second, 40 * second));
}

void Fate::deskLosesPower() {
    DeskMachine &desk = someDesk();
    if (!desk.isUp()) {
        return;
    }
    if (below(3) != 0) {
        m_world.tell("the PC of " + desk.person().name + " loses power at one of its next writes");
        return desk.disk().losePowerAtWrite(1 + below(40), below(1ULL << 60));
    }
    m_world.tell("the PC of " + desk.person().name + " loses power");
    desk.losePower(below(1ULL << 60));
    m_world.startDesk(desk, between(5 * second, 100 * second));
}

void Fate::killHub() {
    if (!m_world.hub().isUp()) {
        return;
    }
    if (below(2) == 0) {
        m_world.tell("the hub is killed at one of its next writes");
        return m_world.hub().disk().endProcessAtWrite(1 + below(60));
    }
    m_world.tell("the hub is killed");
    m_world.hub().kill();
    m_world.startHub(between(second, 20 * second));
}

void Fate::hubLosesPower() {
    if (!m_world.hub().isUp()) {
        return;
    }
    if (below(3) != 0) {
        m_world.tell("the hub loses power at one of its next writes");
        return m_world.hub().disk().losePowerAtWrite(1 + below(60), below(1ULL << 60));
    }
    m_world.tell("the hub loses power");
    m_world.hub().losePower(below(1ULL << 60));
    m_world.startHub(between(2 * second, 60 * second));
}

void Fate::deskDiskFull() {
    DeskMachine &desk = someDesk();
    desk.disk().setFull(true);
    m_world.tell("the disk of " + desk.person().name + " is full");
    m_world.loop().after(between(5 * second, 90 * second), [&desk] { desk.disk().setFull(false); });
}

void Fate::hubDiskFull() {
    m_world.hub().disk().setFull(true);
    m_world.tell("the hub's disk is full");
    m_world.loop().after(between(3 * second, 60 * second),
                         [&hub = m_world.hub()] { hub.disk().setFull(false); });
}

// ---- time

void Fate::deskClockJumps() {
    DeskMachine &desk = someDesk();
    const Ms by = between(-5 * hour, 5 * hour);
    desk.clock().jump(by);
    m_world.tell("the clock of " + desk.person().name + " jumps by " + std::to_string(by / 60'000) +
                 " minutes");
}

void Fate::hubClockJumps() {
    const Ms by = between(-3 * hour, 5 * hour);
    m_world.hub().clock().jump(by);
    m_world.ledger().hubClockJumpedAt = m_world.loop().now();
    m_world.tell("the hub's clock jumps by " + std::to_string(by / 60'000) + " minutes");
}

/// One desk stays switched off while a season passes for everybody.
void Fate::deskAway() {
    DeskMachine &desk = someDesk();
    if (desk.isUp()) {
        desk.kill();
    }
    m_world.away.insert(desk.number());
    const Ms days = between(20, 100);
    ++m_world.ledger().season;
    m_world.hub().clock().jump(days * day);
    for (const auto &each : m_world.desks()) {
        each->clock().jump(days * day);
    }
    m_world.tell("the desk of " + desk.person().name + " stays off for " + std::to_string(days) + " days");
    const Ms back = between(10 * second, 120 * second);
    m_world.loop().after(back, [&world = m_world, &desk] {
        world.away.erase(desk.number());
        world.startDesk(desk, 0);
    });
}

// ---- last night's copy

void Fate::backUp() {
    if (!m_world.hub().isUp()) {
        return;
    }
    m_world.backup = std::pair(m_world.hub().copy(), m_world.ledger().backup());
    m_world.tell("the hub is backed up");
}

/// From the last copy; where there is none one is made, which will be old enough a while later.
void Fate::restore() {
    if (!m_world.backup) {
        backUp();
        m_world.loop().after(between(20 * second, 150 * second),
                             [&world = m_world, seed = below(1ULL << 62)] {
                                 simulation::strike(world, {.at = 0, .kind = Kind::Restore, .dice = seed});
                             });
        return;
    }
    m_world.tell("the hub is restored from its backup");
    m_world.hub().restore(m_world.backup->first);
    m_world.ledger().restore(m_world.backup->second);
    m_world.startHub(between(second, 30 * second));
}

} // namespace

void strike(World &world, const Item &item) {
    Fate(world, item).strike(item.kind);
}

} // namespace simulation
