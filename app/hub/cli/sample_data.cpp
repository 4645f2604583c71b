#include "hub/cli/sample_data.h"

#include "hub/cli/sample_people.h"
#include "hub/handlers/reservations/booking.h"
#include "hub/handlers/reservations/reservation_steps.h"
#include "hub/records/municipality_store.h"

#include <algorithm>
#include <array>

namespace hub::cli {
namespace {

using domain::Instant;
using domain::LocalDate;
using domain::LocalTime;
using domain::ReservationCall;
using domain::Result;
using namespace std::chrono_literals;

constexpr int sampleDays = 26 * 7;
constexpr int portion = 5000;
constexpr auto systemId = "kakuu-portal";
constexpr std::array<LocalTime, 8> startTimes = {LocalTime{10h}, LocalTime{14h}, LocalTime{9h},
                                                 LocalTime{11h}, LocalTime{13h}, LocalTime{15h},
                                                 LocalTime{16h}, LocalTime{17h}};

/// The number and size of the slots that can hold a facility's reservations.
struct SlotPlan {
    std::size_t perDay = 1;
    int seats = 4;
    int everyDay = 1; ///< every n-th visiting day has slots
};

SlotPlan planFor(int reservations) {
    constexpr int visitDays = 130; // Mondays to Fridays of 26 weeks
    constexpr int familiesPerSlot = 3;
    SlotPlan plan;
    const int slots = std::max(8, (reservations + familiesPerSlot - 1) / familiesPerSlot);
    plan.perDay = static_cast<std::size_t>(std::clamp((slots + visitDays - 1) / visitDays, 1, 8));
    const int days = std::clamp(slots / static_cast<int>(plan.perDay), 1, visitDays);
    plan.everyDay = visitDays / days;
    const int capacity = visitDays / plan.everyDay * static_cast<int>(plan.perDay);
    plan.seats = std::clamp(reservations * 4 / (3 * capacity) + 1, 4, 500);
    return plan;
}

Caller portal() {
    Caller caller{.systemId = systemId};
    caller.user.role = domain::Role::System;
    caller.user.name = "架空ポータル";
    return caller;
}

Caller staffOf(const domain::FacilityId &facility, const std::string &name) {
    Caller caller{.deviceName = "職員室のPC"};
    caller.user.role = domain::Role::Staff;
    caller.user.name = name;
    caller.user.facilities = {facility};
    return caller;
}

/// The steps of one reservation with their times.
struct Fate {
    Instant requestedAt{};
    std::vector<std::pair<Instant, ReservationCall>> steps;
    bool byPhone = false;
};

class SampleDataMaker {
public:
    SampleDataMaker(LocalHub &local, const SampleDataPlan &plan, const std::function<void(int)> &progress)
        : m_local(local), m_plan(plan), m_progress(progress), m_random(domain::seededRandom(plan.seed)),
          m_now(domain::toInstant(plan.today, LocalTime{9h})),
          m_clock(domain::toInstant(plan.from, {}) - 60 * 24h) {}

    Result<SampleData> run();

private:
    struct Place {
        domain::FacilityId id;
        std::string municipality;
        std::string staff;
        std::vector<domain::Slot> slots;
    };
    Result<void> places(Context &context);
    Result<void> facility(Context &context, const domain::Municipality &municipality, int number);
    Result<void> slots(Context &context, Place &place, const SlotPlan &plan);
    Result<void> reservations(Context &context, int from, int to);
    Result<void> reservation(Context &context, const Place &place, const domain::Slot &slot);
    Result<void> apply(Context &context, const Place &place, StoredReservation &stored, const Fate &fate);
    [[nodiscard]] Fate fateFor(const domain::Slot &slot);
    void addPastSteps(Fate &fate, Instant start);
    void addComingSteps(Fate &fate, Instant until);
    [[nodiscard]] Instant between(Instant from, Instant to);

    LocalHub &m_local;
    const SampleDataPlan &m_plan;
    const std::function<void(int)> &m_progress;
    std::unique_ptr<domain::Random> m_random;
    Instant m_now;
    domain::ManualClock m_clock;
    std::vector<Place> m_places;
    std::vector<std::vector<int>> m_taken; ///< seats requested so far, by place and slot
    SampleData m_done;
};

Result<void> SampleDataMaker::slots(Context &context, Place &place, const SlotPlan &plan) {
    ChangeSet changes(context, place.municipality);
    int visitDay = -1;
    for (int offset = 0; offset < sampleDays; ++offset) {
        const LocalDate date = domain::addDays(m_plan.from, offset);
        if (domain::isoWeekday(date) > 5 || ++visitDay % plan.everyDay != 0) {
            continue;
        }
        for (std::size_t i = 0; i < plan.perDay; ++i) {
            domain::Slot slot;
            slot.id = domain::SlotId::make(context.clock, context.random);
            slot.facilityId = place.id;
            slot.date = date;
            slot.start = startTimes[i];
            slot.end = LocalTime{startTimes[i].sinceMidnight + 45min};
            slot.seats = plan.seats;
            if (auto made = createSlot(context, changes, slot); !made) {
                return made;
            }
            place.slots.push_back(std::move(slot));
        }
    }
    m_done.slots += static_cast<int>(place.slots.size());
    return changes.write();
}

Result<void> SampleDataMaker::facility(Context &context, const domain::Municipality &municipality,
                                       int number) {
    domain::Facility facility =
        sample_people::facility(context.random, number, municipality.code, municipality.name);
    facility.id = domain::FacilityId::make(context.clock, context.random);
    Place place{facility.id, municipality.code, sample_people::staffName(context.random), {}};
    m_done.facilities.push_back(facility.id);
    if (const auto made = createFacility(context, std::move(facility)); !made) {
        return domain::passOn(made);
    }
    const int share = (m_plan.reservations + m_plan.facilities - 1) / m_plan.facilities;
    auto made = slots(context, place, planFor(share));
    m_taken.emplace_back(place.slots.size(), 0);
    m_places.push_back(std::move(place));
    return made;
}

Result<void> SampleDataMaker::places(Context &context) {
    for (int index = 0; index < m_plan.municipalities; ++index) {
        const domain::Municipality municipality = sample_people::municipality(index);
        const auto made = createMunicipality(context, municipality);
        if (!made && made.error().code == "constraint") {
            return domain::fail(domain::ErrorKind::Conflict, "refused",
                                {{"what", "the directory holds invented data already; use an empty one"}});
        }
        if (!made) {
            return domain::passOn(made);
        }
        m_done.municipalities.push_back(municipality.code);
        for (int number = index; number < m_plan.facilities; number += m_plan.municipalities) {
            if (auto added = facility(context, municipality, number); !added) {
                return added;
            }
        }
    }
    return {};
}

Instant SampleDataMaker::between(Instant from, Instant to) {
    if (to <= from) {
        return from;
    }
    return from + std::chrono::seconds(m_random->below(static_cast<std::uint64_t>((to - from).count())));
}

/// Steps for a visit in the past.
void SampleDataMaker::addPastSteps(Fate &fate, Instant start) {
    const std::uint64_t dice = m_random->below(100);
    const Instant answered = between(fate.requestedAt, start);
    if (dice < 5 && !fate.byPhone) {
        fate.steps = {{start, ReservationCall::Expire}};
    } else if (dice < 15 && !fate.byPhone) {
        fate.steps = {{answered, ReservationCall::Decline}};
    } else {
        if (!fate.byPhone) {
            fate.steps = {{answered, ReservationCall::Approve}};
        }
        if (dice < 25) {
            fate.steps.emplace_back(between(answered, start), ReservationCall::Withdraw);
        } else {
            fate.steps.emplace_back(std::min(m_now, start + 10min),
                                    dice < 32 ? ReservationCall::NoShow : ReservationCall::Attend);
        }
    }
}

/// Steps for a coming visit; some requests stay unanswered.
void SampleDataMaker::addComingSteps(Fate &fate, Instant until) {
    const std::uint64_t dice = m_random->below(100);
    if (fate.byPhone) {
        return;
    }
    const Instant answered = between(fate.requestedAt, until);
    if (dice < 55) {
        fate.steps = {{answered, ReservationCall::Approve}};
    } else if (dice < 65) {
        fate.steps = {{answered, ReservationCall::Decline}};
    } else if (dice < 73) {
        fate.steps = {{answered, ReservationCall::Withdraw}};
    }
}

Fate SampleDataMaker::fateFor(const domain::Slot &slot) {
    const Instant start = domain::toInstant(slot.date, slot.start);
    const Instant until = std::min(start, m_now);
    Fate fate;
    fate.byPhone = sample_people::chance(*m_random, 12);
    fate.requestedAt = until - 10min - std::chrono::minutes(m_random->below(std::uint64_t{21} * 24 * 60));
    if (start + 10min <= m_now) {
        addPastSteps(fate, start);
    } else {
        addComingSteps(fate, until);
    }
    return fate;
}

Result<void> SampleDataMaker::apply(Context &context, const Place &place, StoredReservation &stored,
                                    const Fate &fate) {
    for (const auto &[at, call] : fate.steps) {
        m_clock.set(at);
        const bool byParent = call == ReservationCall::Withdraw && !fate.byPhone;
        context.caller = byParent ? portal() : staffOf(place.id, place.staff);
        if (call == ReservationCall::Expire) {
            context.caller.reset();
        }
        wire::CallBody body;
        if (call == ReservationCall::Decline) {
            body.reason = sample_people::reason(context.random);
        }
        ChangeSet changes(context, place.municipality);
        if (auto done = applyStep(context, changes, stored, call, body); !done) {
            return done;
        }
        if (auto written = changes.write(); !written) {
            return written;
        }
    }
    return {};
}

Result<void> SampleDataMaker::reservation(Context &context, const Place &place, const domain::Slot &slot) {
    const Fate fate = fateFor(slot);
    m_clock.set(fate.requestedAt);
    context.caller = fate.byPhone ? staffOf(place.id, place.staff) : portal();
    domain::Reservation draft;
    draft.id = domain::ReservationId::make(context.clock, context.random);
    draft.slotId = slot.id;
    draft.channel = fate.byPhone ? "phone" : systemId;
    draft.visitors = 1 + static_cast<int>(context.random.below(3));
    draft.personal = sample_people::family(context.random, slot.date, slot.acceptedAges);
    for (domain::Child &child : draft.personal->children) {
        if (child.birthDate && *child.birthDate > domain::dateOf(fate.requestedAt)) {
            // The child is not born yet.
            child = {.name = child.name, .kana = child.kana, .dueDate = child.birthDate};
        }
    }
    if (sample_people::chance(context.random, 20)) {
        draft.personal->question = sample_people::question(context.random);
    }
    auto stored = book(context, std::move(draft), fate.byPhone ? "" : systemId, {.windows = false});
    if (!stored && stored.error().code == "duplicate-reservation") {
        return {}; // two sample families are the same one
    }
    if (!stored) {
        return domain::passOn(stored);
    }
    ++m_done.reservations;
    return apply(context, place, *stored, fate);
}

Result<void> SampleDataMaker::reservations(Context &context, int from, int to) {
    for (int number = from; number < to; ++number) {
        const std::size_t where = static_cast<std::size_t>(number) % m_places.size();
        const Place &place = m_places[where];
        std::size_t which = context.random.below(place.slots.size());
        // Uses the next slot with a free seat; the plan leaves a quarter of the seats free.
        while (m_taken[where][which] >= place.slots[which].seats) {
            which = (which + 1) % place.slots.size();
        }
        ++m_taken[where][which];
        if (auto made = reservation(context, place, place.slots[which]); !made) {
            return made;
        }
    }
    context.changedScopes.clear();
    return {};
}

Result<SampleData> SampleDataMaker::run() {
    if (auto made = m_local.writeAs(m_clock, *m_random, [this](Context &context) { return places(context); });
        !made) {
        return domain::passOn(made);
    }
    for (int from = 0; from < m_plan.reservations; from += portion) {
        const int to = std::min(m_plan.reservations, from + portion);
        if (auto made = m_local.writeAs(m_clock, *m_random,
                                        [&](Context &context) { return reservations(context, from, to); });
            !made) {
            return domain::passOn(made);
        }
        m_progress(to);
    }
    return std::move(m_done);
}

} // namespace

Result<SampleData> makeSampleData(LocalHub &local, const SampleDataPlan &plan,
                                  const std::function<void(int)> &progress) {
    return SampleDataMaker(local, plan, progress).run();
}

} // namespace hub::cli
