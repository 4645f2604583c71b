// One run: the town's machines, what is planned, and what must hold.
#pragma once

#include "parents_site.h"
#include "plan.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace simulation {

struct RunOptions {
    std::uint64_t seed = 0;
    Fault fault = Fault::None;
    /// Leaves the others of the plan out; empty optional: all.
    std::optional<std::set<std::size_t>> items;
    bool tells = false; ///< keeps the story
};

struct RunResult {
    Violations violations;
    std::uint64_t events = 0;
    std::vector<std::string> story;
};

class World {
public:
    explicit World(Dispatcher &dispatcher, const RunOptions &options);
    ~World();
    World(const World &) = delete;
    World &operator=(const World &) = delete;
    RunResult run();

    // --- for those who act (people.cpp, mishaps.cpp) and who judge (rules.cpp) ---
    [[nodiscard]] Loop &loop() { return m_loop; }
    [[nodiscard]] HubMachine &hub() { return m_hub; }
    [[nodiscard]] Network &network() { return m_network; }
    [[nodiscard]] Ledger &ledger() { return m_ledger; }
    [[nodiscard]] std::vector<std::unique_ptr<DeskMachine>> &desks() { return m_desks; }
    [[nodiscard]] std::vector<std::unique_ptr<ParentsSite>> &sites() { return m_sites; }
    void violate(std::string rule, std::string text);
    void tell(const std::string &words);
    [[nodiscard]] bool tells() const { return m_options.tells; }

    void startDesk(DeskMachine &desk, Ms after);
    void startHub(Ms after);
    /// People sign in again a while later; whenever it works.
    void signInLater(DeskMachine &desk);
    /// Nothing more goes wrong from here.
    [[nodiscard]] bool isCalm() const { return m_calm; }
    /// The desk may be switched on again before that.
    std::set<int> away;
    std::optional<std::pair<test_support::PowerDisk::Image, Ledger::Backup>> backup;

private:
    void setUp();
    void perform(const Item &item);
    bool afterwards();
    void onEnded(DeskMachine &desk, const std::string &code);
    void calmDown();
    [[nodiscard]] bool isAtRest();
    void rest();
    void watch();
    void noteArrived(const Exchange &exchange);
    void noteAnswered(const hub::Request &request, const hub::Response &response);
    void noteDelivered(const Exchange &exchange, const hub::Response &response, bool heard);
    void everyMinute();

    Dispatcher &m_dispatcher;
    RunOptions m_options;
    Plan m_plan;
    Loop m_loop;
    HubMachine m_hub;
    Network m_network;
    Ledger m_ledger;
    std::vector<std::unique_ptr<DeskMachine>> m_desks;
    std::vector<std::unique_ptr<ParentsSite>> m_sites;
    Violations m_violations;
    std::vector<std::string> m_story;
    std::set<int> m_signedIn; ///< desks, as their people know it
    bool m_calm = false;
};

/// What one person, or one parents' site, does.
void act(World &world, const Item &item);
/// What goes wrong.
void strike(World &world, const Item &item);
/// What does not hold now, of all that must hold once everything is quiet.
[[nodiscard]] Violations judge(World &world);

} // namespace simulation
