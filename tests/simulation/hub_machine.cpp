#include "hub_machine.h"
#include "hub/auth/caller.h"
#include "hub/service/hub_routes.h"
#include "hub/service/open_service.h"

#include "hub/calls/router.h"
#include "hub/db/meta.h"
#include "hub/ops/backup.h"
#include "hub/service/due_work.h"

namespace simulation {
namespace {

constexpr Ms quickest = 1;
constexpr std::uint64_t spread = 12; ///< calls that arrive within it share a commit

hub::ServiceConfig configOf() {
    hub::ServiceConfig config;
    config.readThreads = 1;
    config.hashThreads = 1;
    config.cheapPasswords = true;
    config.callsPerMinuteBeforeSignIn = 0; // counted by a clock that is not the simulation's
    return config;
}

domain::Result<std::string> epochIn(hub::Database &database, const domain::Clock &clock,
                                    domain::Random &random) {
    auto link = database.link(hub::Database::Mode::Write);
    if (!link) {
        return domain::passOn(link);
    }
    if (auto begun = (*link)->begin(); !begun) {
        return domain::passOn(begun);
    }
    auto epoch = hub::epochOf(**link, clock, random);
    if (auto committed = (*link)->commit(); !committed) {
        return domain::passOn(committed);
    }
    return epoch;
}

std::chrono::steady_clock::time_point steadyNow() {
    return std::chrono::steady_clock::now();
}

} // namespace

/// A service whose work is done when it is asked to, by whoever asks.
class HubMachine::Hand final : public hub::RunningService {
public:
    using RunningService::endHolds;
    using RunningService::nextHoldEnd;
    using RunningService::openLinks;
    using RunningService::RunningService;
    using RunningService::serveOne;
};

std::chrono::sys_time<std::chrono::milliseconds> WallClock::nowMs() const {
    return std::chrono::sys_time<std::chrono::milliseconds>(start()) +
           std::chrono::milliseconds(m_loop.now() + m_offset);
}

domain::Instant WallClock::start() {
    return domain::toInstant(
        domain::LocalDate(std::chrono::year(2026), std::chrono::November, std::chrono::day(20)),
        domain::LocalTime::of(10, 0));
}

HubMachine::HubMachine(Loop &loop, std::uint64_t seed, Fault fault)
    : m_loop(loop), m_fault(fault), m_disk("hub"), m_clock(loop), m_random(domain::seededRandom(seed)) {
    m_disk.ignoreSyncs(fault == Fault::HubDiskLies);
}

HubMachine::~HubMachine() {
    m_wentDown = nullptr;
    die();
}

bool HubMachine::boot() {
    m_disk.powerOn();
    hub::ServiceParts parts;
    auto database = hub::Database::open({.path = m_disk.path("hub.sqlite")});
    if (!database) {
        return false;
    }
    parts.database = std::move(*database);
    auto epoch = epochIn(*parts.database, m_clock, *m_random);
    if (!epoch) {
        return false;
    }
    parts.settings.epoch = std::move(*epoch);
    parts.settings.key = std::string(32, 'k');
    parts.settings.cheapPasswords = true;
    parts.routes = hub::hubRoutes();
    parts.callerOf = hub::callerOf;
    parts.dueWork = hub::runDueWork;
    spoil(parts, m_fault);
    auto service = std::make_unique<Hand>(configOf(), std::move(parts), m_clock, *m_random);
    if (!service->openLinks(configOf())) {
        return false;
    }
    m_service = std::move(service);
    return true;
}

void HubMachine::die() {
    ++m_life;
    m_look.reset();
    m_service.reset();
    m_serveSoon = false;
    if (m_holdEnd) {
        m_loop.cancel(*m_holdEnd);
    }
    m_holdEnd.reset();
    if (m_wentDown) {
        m_wentDown();
    }
}

void HubMachine::kill() {
    m_disk.endProcess();
    die();
}

void HubMachine::losePower(std::uint64_t seed) {
    m_disk.losePower(seed);
    die();
}

bool HubMachine::noticeDeath() {
    if (!m_service || !m_disk.isDown()) {
        return false;
    }
    die();
    return true;
}

/// As hub::ops::restore does it: a copy without its new epoch is never put in the database's place.
void HubMachine::restore(const test_support::PowerDisk::Image &image) {
    m_disk.endProcess();
    die();
    do {
        m_disk.powerOn();
        m_disk.setFull(false);
        m_disk.put(image);
    } while (m_fault != Fault::EpochKept &&
             !hub::ops::newEpoch(m_disk.path("hub.sqlite"), m_clock, *m_random));
}

hub::Service::CancelCallback HubMachine::submit(hub::Request request, Answered answered) {
    if (!m_service) {
        return [] {};
    }
    auto cancel =
        m_service->submit(std::move(request),
                          [this, life = m_life, answered = std::move(answered)](const hub::Response &given) {
                              // A machine without power says nothing any more.
                              if (life == m_life && !m_disk.isDown()) {
                                  answered(given);
                              }
                          });
    if (!m_serveSoon) {
        m_serveSoon = true;
        m_loop.after(quickest + static_cast<Ms>(m_random->below(spread)), [this, life = m_life] {
            if (life == m_life) {
                serve();
            }
        });
    }
    return [this, life = m_life, cancel = std::move(cancel)] {
        if (life == m_life) {
            cancel();
        }
    };
}

void HubMachine::serve() {
    m_serveSoon = false;
    while (!m_disk.isDown() && m_service->serveOne()) {
    }
    watchHolds();
}

/// One event at the earliest end of a held call.
void HubMachine::watchHolds() {
    if (m_holdEnd) {
        m_loop.cancel(*m_holdEnd);
    }
    m_holdEnd.reset();
    const auto never = std::chrono::steady_clock::time_point::max();
    const auto end = m_service->nextHoldEnd(never);
    if (end == never) {
        return;
    }
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(end - steadyNow());
    m_holdEnd = m_loop.after(std::max<Ms>(wait.count(), 0), [this] {
        m_holdEnd.reset();
        m_service->endHolds(steadyNow());
        serve();
    });
}

domain::Result<void> HubMachine::administer(const std::function<domain::Result<void>(hub::Context &)> &work) {
    if (!m_service) {
        return domain::fail(domain::ErrorKind::Offline);
    }
    return m_service->administer(work);
}

void HubMachine::runDueWork() {
    if (!m_service) {
        return;
    }
    m_service->runDueWork();
    serve(); // those whom it woke
}

SqlRows HubMachine::ask(const std::string &sql) {
    if (!m_look) {
        m_look.emplace(m_disk.path("hub.sqlite"));
    }
    return m_look->rowsOf(sql);
}

} // namespace simulation
