#include "world.h"

#include "wire/reservation_calls.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace simulation {
namespace {

constexpr Ms restLimit = 25 * 60'000;
constexpr Ms minute = 60'000;

/// The record and the mark, where the call sets its note to one.
std::optional<std::pair<std::string, std::string>> markIn(const hub::Request &request) {
    if (request.method != "PATCH" && request.method != "PUT") {
        return std::nullopt;
    }
    static constexpr std::string_view note = "\"note\":\"";
    const auto place = request.body.find(note);
    const auto begin = place + note.size();
    if (place == std::string::npos || request.body.compare(begin, 4, "mark") != 0) {
        return std::nullopt;
    }
    const auto end = request.body.find('q', begin);
    return std::pair(request.path, request.body.substr(begin, end + 1 - begin));
}

} // namespace

World::World(Dispatcher &dispatcher, const RunOptions &options)
    : m_dispatcher(dispatcher), m_options(options), m_plan(planOf(options.seed)),
      m_hub(m_loop, options.seed ^ 0x4b1d, options.fault), m_network(m_loop, m_hub) {
    setTime(0);
    test_support::makeSqliteRepeatable(options.seed);
    m_dispatcher.serve(&m_loop);
    m_loop.setAfterwards([this] { return afterwards(); });
    m_hub.setWentDown([this] { m_network.hubWentDown(); });
    watch();
    setUp();
}

World::~World() {
    // Nobody looks at these disks again: what is open need not be put in order as it is closed.
    for (const auto &desk : m_desks) {
        desk->disk().endProcess();
    }
    m_hub.disk().endProcess();
    m_desks.clear();
    m_sites.clear();
    Loop::drain();
    m_dispatcher.serve(nullptr);
}

void World::setUp() {
    const Town &town = simulation::town();
    m_hub.disk().put(town.hub);
    if (!m_hub.boot()) {
        violate("start", "the hub does not start on a sound disk");
    }
    for (std::size_t i = 0; i < town.desks.size(); ++i) {
        if ((m_plan.desks >> i & 1U) == 0) {
            continue;
        }
        const Town::Desk &setting = town.desks[i];
        auto desk =
            std::make_unique<DeskMachine>(m_loop, m_network,
                                          DeskMachine::Setting{static_cast<int>(i), setting.person,
                                                               m_options.seed * 31 + i, m_options.fault});
        desk->disk().put(town.desk);
        for (std::size_t f = 0; f < town.facilities.size(); ++f) {
            if (!setting.facilities.contains(town.facilities[f].id.text()) || setting.wholeMunicipality) {
                desk->line().forbidden.insert(Town::zone(f));
            }
        }
        desk->setEnded([this, &desk = *desk](const std::string &code) { onEnded(desk, code); });
        m_desks.push_back(std::move(desk));
        startDesk(*m_desks.back(), 0);
        m_loop.after(1, [this, &desk = *m_desks.back(), &setting] {
            m_signedIn.insert(desk.number());
            desk.adopt(setting.accessToken, setting.refreshToken);
        });
    }
    for (const Town::Site &site : town.sites) {
        auto made = std::make_unique<ParentsSite>(m_loop, m_network, m_hub, m_ledger, site,
                                                  m_options.seed * 37 + m_sites.size());
        for (const Town::Site &other : town.sites) {
            if (other.id != site.id) {
                made->line().forbidden.insert("family" + other.id + "q");
            }
        }
        m_sites.push_back(std::move(made));
    }
    m_loop.after(minute, [this] { everyMinute(); });
}

void World::everyMinute() {
    m_hub.runDueWork();
    m_loop.after(minute, [this] { everyMinute(); });
}

RunResult World::run() {
    for (std::size_t i = 0; i < m_plan.items.size(); ++i) {
        if (!m_options.items || m_options.items->contains(i)) {
            m_loop.at(m_plan.items[i].at, [this, i] { perform(m_plan.items[i]); });
        }
    }
    while (m_violations.empty() && m_loop.now() < m_plan.end && m_loop.step()) {
    }
    if (m_violations.empty()) {
        rest();
    }
    return {.violations = m_violations, .events = m_loop.events(), .story = std::move(m_story)};
}

void World::perform(const Item &item) {
    if (item.kind == Kind::DueWork) {
        m_hub.runDueWork();
    } else if (item.kind < Kind::BadWeather) {
        act(*this, item);
    } else {
        strike(*this, item);
    }
}

/// Everything is mended; then it must come right by itself.
void World::rest() {
    calmDown();
    const Ms limit = m_loop.now() + restLimit;
    Ms next = m_loop.now() + 45'000;
    while (m_violations.empty() && m_loop.step()) {
        if (m_loop.now() < next) {
            continue;
        }
        next = m_loop.now() + minute;
        if (!isAtRest() && m_loop.now() < limit) {
            continue;
        }
        Violations found = judge(*this);
        if (found.empty()) {
            return;
        }
        if (m_loop.now() >= limit) {
            for (Violation &one : found) {
                violate(std::move(one.rule), std::move(one.text));
            }
        }
    }
}

void World::calmDown() {
    tell("— from here on nothing more goes wrong —");
    m_calm = true;
    m_hub.disk().setFull(false);
    if (!m_hub.isUp()) {
        startHub(0);
    } else {
        m_hub.disk().powerOn(); // a cut that has not come
    }
    for (const auto &desk : m_desks) {
        desk->line().weather = {};
        desk->line().isPulled = false;
        desk->disk().setFull(false);
        if (!desk->isUp()) {
            startDesk(*desk, 0);
        } else {
            desk->disk().powerOn();
        }
    }
    for (const auto &site : m_sites) {
        site->line().weather = {};
        site->line().isPulled = false;
    }
}

bool World::isAtRest() {
    using storage::OperationState;
    if (!m_hub.isUp() || !std::ranges::all_of(m_sites, [](const auto &site) { return site->isIdle(); })) {
        return false;
    }
    return std::ranges::all_of(m_desks, [](const auto &desk) {
        if (!desk->isUp() || !desk->hasSession()) {
            return false;
        }
        const auto waiting = desk->store().operations({OperationState::Pending, OperationState::InFlight});
        return waiting && waiting->empty();
    });
}

/// Machines whose power went during the last event.
bool World::afterwards() {
    bool something = false;
    if (m_hub.noticeDeath()) {
        tell("the hub is down");
        startHub(2'000 + static_cast<Ms>(m_hub.random().below(40'000)));
        something = true;
    }
    for (const auto &desk : m_desks) {
        if (!desk->noticeDeath()) {
            continue;
        }
        tell("the PC of " + desk->person().name + " is down");
        startDesk(*desk, 3'000 + static_cast<Ms>(desk->random().below(60'000)));
        something = true;
    }
    return something;
}

void World::startHub(Ms after) {
    m_loop.after(after, [this] {
        if (m_hub.isUp()) {
            return;
        }
        if (m_hub.boot()) {
            return tell("the hub starts");
        }
        startHub(5'000);
    });
}

void World::startDesk(DeskMachine &desk, Ms after) {
    m_loop.after(after, [this, &desk] {
        if (desk.isUp() || (away.contains(desk.number()) && !m_calm)) {
            return;
        }
        const auto problem = desk.boot();
        if (problem && problem->kind == domain::ErrorKind::StorageCorrupt) {
            violate("damaged", "the store of " + desk.person().name + " cannot be opened: " + problem->code);
        }
        if (problem) {
            return startDesk(desk, 10'000);
        }
        tell("the desk of " + desk.person().name + " starts");
        if (!desk.hasSession() && m_signedIn.erase(desk.number()) > 0) {
            violate("signed out", desk.person().name + " was signed in, and the PC knows nothing of it");
        }
        if (!desk.hasSession() && m_loop.now() > 0) {
            signInLater(desk);
        }
    });
}

void World::signInLater(DeskMachine &desk) {
    m_loop.after(15'000 + static_cast<Ms>(desk.random().below(45'000)), [this, &desk] {
        if (!desk.isUp() || desk.hasSession()) {
            return;
        }
        const bool reaches = m_hub.isUp() && !desk.line().isPulled;
        const auto tokens = reaches ? signIn(m_hub, desk.person().user, desk.number()) : std::nullopt;
        if (!tokens) {
            return signInLater(desk);
        }
        tell(desk.person().name + " signs in again");
        desk.line().refreshLostAt.reset();
        m_signedIn.insert(desk.number());
        desk.adopt(tokens->access, tokens->refresh);
    });
}

/// A session ends by what the hub says, and the hub says so for a reason that somebody gave it.
void World::onEnded(DeskMachine &desk, const std::string &code) {
    tell("the hub has ended the session of " + desk.person().name + ": " + code);
    m_signedIn.erase(desk.number());
    // The hub gives the same successor again for a minute.
    constexpr Ms givenAgain = 55'000;
    const auto lostAt = desk.line().refreshLostAt;
    const bool mayBeTheft =
        lostAt && (m_ledger.hubClockJumpedAt >= *lostAt || m_loop.now() - *lostAt > givenAgain);
    if (!mayBeTheft && !m_ledger.wasRestored && m_ledger.season == 0) {
        violate("signed out", desk.person().name + " is signed out, and nobody asked for it");
    }
    signInLater(desk);
}

void World::violate(std::string rule, std::string text) {
    tell("BROKEN: " + rule + ": " + text);
    m_violations.push_back({std::move(rule), std::move(text)});
}

void World::tell(const std::string &words) {
    if (!m_options.tells) {
        return;
    }
    std::array<char, 32> time{};
    const Ms now = m_loop.now();
    std::snprintf(time.data(), time.size(), "%3d:%02d.%03d  ", static_cast<int>(now / minute),
                  static_cast<int>(now / 1000 % 60), static_cast<int>(now % 1000));
    m_story.push_back(time.data() + words);
}

// ---- what goes over the network

void World::watch() {
    m_network.setWatcher(
        {.arrived = [this](const Exchange &exchange) { noteArrived(exchange); },
         .answered = [this](const hub::Request &request,
                            const hub::Response &response) { noteAnswered(request, response); },
         .delivered = [this](const Exchange &exchange, const hub::Response &response,
                             bool heard) { noteDelivered(exchange, response, heard); }});
}

void World::noteArrived(const Exchange &exchange) {
    if (exchange.request.path == "/v1/auth/refresh") {
        exchange.line.refreshLostAt = exchange.line.refreshLostAt.value_or(m_loop.now()); // until it is heard
    }
    if (const auto mark = markIn(exchange.request)) {
        m_ledger.arrived(mark->first, mark->second);
    }
}

void World::noteAnswered(const hub::Request &request, const hub::Response &response) {
    if (m_options.tells && request.path != "/v1/changes") {
        tell("    the hub answers " + request.method + " " + request.path + " with " +
             std::to_string(response.status) +
             (response.headers.contains("Idempotency-Replayed") ? " again" : ""));
    }
    const auto mark = markIn(request);
    if (!mark) {
        return;
    }
    const bool done = response.status / 100 == 2 && !response.headers.contains("Idempotency-Replayed");
    if (const auto lost = m_ledger.answered(mark->first, mark->second, done)) {
        violate("overwritten", *lost);
    }
}

void World::noteDelivered(const Exchange &exchange, const hub::Response &response, bool heard) {
    if (exchange.request.path == "/v1/auth/refresh" && response.status == 200) {
        exchange.line.refreshLostAt =
            heard ? std::nullopt : std::optional(exchange.line.refreshLostAt.value_or(m_loop.now()));
    }
    if (m_options.tells && !heard && exchange.request.path != "/v1/changes") {
        tell("    the answer to " + exchange.request.method + " " + exchange.request.path + " is lost");
    }
    if (!heard) {
        return;
    }
    for (const std::string &text : exchange.line.forbidden) {
        if (response.text().find(text) != std::string_view::npos) {
            violate("not theirs", "an answer to " + exchange.request.path + " holds " + text);
        }
    }
}

} // namespace simulation
