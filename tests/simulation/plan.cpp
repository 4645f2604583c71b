#include "plan.h"

#include "domain/random.h"

#include <algorithm>

namespace simulation {
namespace {

struct Weight {
    Kind kind;
    unsigned weight;
};

constexpr Weight acts[] = {{Kind::Book, 26},         {Kind::TakeBackBooking, 6}, {Kind::Decide, 26},
                           {Kind::PhoneBooking, 7},  {Kind::OpenSlot, 7},        {Kind::OpenSeries, 2},
                           {Kind::ChangeSlot, 12},   {Kind::CancelSlot, 3},      {Kind::EditFacility, 7},
                           {Kind::SettleRefusal, 6}, {Kind::WithdrawAct, 3},     {Kind::DueWork, 6}};

constexpr Weight mishaps[] = {{Kind::BadWeather, 10},    {Kind::PullCable, 6},   {Kind::KillDesk, 4},
                              {Kind::DeskLosesPower, 8}, {Kind::KillHub, 3},     {Kind::HubLosesPower, 7},
                              {Kind::DeskDiskFull, 3},   {Kind::HubDiskFull, 3}, {Kind::DeskClockJumps, 3},
                              {Kind::HubClockJumps, 3},  {Kind::DeskAway, 1},    {Kind::Backup, 3},
                              {Kind::Restore, 2}};

class Planner {
public:
    explicit Planner(std::uint64_t seed) : m_random(domain::seededRandom(seed)) {}

    Plan make() {
        Plan plan;
        plan.end = 90'000 + below(330'000);
        plan.desks = 1U | static_cast<unsigned>(below(32));
        const auto people = 30 + below(40);
        for (Ms i = 0; i < people; ++i) {
            add(plan, pick(acts));
        }
        // Each run has a few kinds of misfortune: where everything goes wrong, little is learned of each.
        const auto likely = someMishaps();
        const auto count = likely.empty() ? 0 : below(14);
        for (Ms i = 0; i < count; ++i) {
            add(plan, likely[static_cast<std::size_t>(below(static_cast<Ms>(likely.size())))]);
        }
        std::ranges::stable_sort(plan.items, {}, &Item::at);
        return plan;
    }

private:
    Ms below(Ms bound) { return static_cast<Ms>(m_random->below(static_cast<std::uint64_t>(bound))); }

    void add(Plan &plan, Kind kind) {
        const Ms at = below(plan.end);
        plan.items.push_back({.at = at, .kind = kind, .dice = m_random->below(1ULL << 62)});
    }

    template <std::size_t N> Kind pick(const Weight (&weights)[N]) {
        Ms sum = 0;
        for (const Weight &one : weights) {
            sum += one.weight;
        }
        Ms left = below(sum);
        for (const Weight &one : weights) {
            left -= one.weight;
            if (left < 0) {
                return one.kind;
            }
        }
        return weights[0].kind;
    }

    std::vector<Kind> someMishaps() {
        std::vector<Kind> kinds;
        for (const Weight &one : mishaps) {
            if (below(12) < static_cast<Ms>(std::max(2U, one.weight)) / 2 + 2) {
                kinds.insert(kinds.end(), one.weight, one.kind);
            }
        }
        return kinds;
    }

    std::unique_ptr<domain::Random> m_random;
};

} // namespace

Plan planOf(std::uint64_t seed) {
    return Planner(seed).make();
}

} // namespace simulation
