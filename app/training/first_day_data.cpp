#include "training/first_day_data.h"

#include "hub/cli/sample_people.h"
#include "hub/handlers/reservations/booking.h"
#include "hub/handlers/reservations/reservation_steps.h"
#include "hub/records/municipality_store.h"

#include <algorithm>
#include <array>

namespace training {
namespace {

using domain::Instant;
using domain::LocalDate;
using domain::LocalTime;
using domain::ReservationCall;
using domain::Result;
using namespace std::chrono_literals;

constexpr int facilityCount = 3;
constexpr int weeks = 4;
constexpr int seats = 3;
constexpr std::array<LocalTime, 2> startTimes = {LocalTime{10h}, LocalTime{15h}};

struct Step {
    Instant at{};
    ReservationCall call = ReservationCall::Approve;
    bool byParent = false;
};

/// One sample family: its slot, the time of its request, and the later steps.
struct Family {
    domain::Slot slot;
    Instant requestedAt{};
    bool asks = false;
    std::vector<Step> steps;
};

/// The same transaction at another time and with another caller. The destructor passes on its changed scopes.
class Moment {
public:
    Moment(hub::Context &now, Instant at, hub::Caller caller)
        : m_now(now),
          m_clock(at), m_context{
                           .db = now.db, .clock = m_clock, .random = now.random, .settings = now.settings} {
        m_context.caller = std::move(caller);
    }
    ~Moment() { m_now.changedScopes.merge(m_context.changedScopes); }
    Moment(const Moment &) = delete;
    Moment &operator=(const Moment &) = delete;
    hub::Context &context() { return m_context; }

private:
    hub::Context &m_now;
    domain::ManualClock m_clock;
    hub::Context m_context;
};

hub::Caller parents(const std::vector<domain::FacilityId> &facilities) {
    hub::Caller caller{.systemId = parentsClientId};
    caller.user.role = domain::Role::System;
    caller.user.name = "研修ポータル";
    caller.user.facilities = facilities;
    return caller;
}

hub::Caller colleague(const std::vector<domain::FacilityId> &facilities) {
    hub::Caller caller{.deviceName = "職員室のPC"};
    caller.user.role = domain::Role::Staff;
    caller.user.name = "架空 先生";
    caller.user.facilities = facilities;
    return caller;
}

class FirstDay {
public:
    FirstDay(hub::Context &context, const std::vector<domain::FacilityId> &facilities)
        : m_context(context), m_facilities(facilities), m_today(domain::dateOf(context.now())) {}
    Result<void> tell();

private:
    Result<void> makeSlots(const domain::FacilityId &facility);
    Result<void> makeSlot(hub::ChangeSet &changes, const domain::FacilityId &facility, LocalDate date,
                          LocalTime start);
    [[nodiscard]] domain::Slot slotAt(std::size_t facility, Instant notBefore, int further = 0) const;
    [[nodiscard]] domain::Slot pastSlot(std::size_t facility) const;
    Result<Instant> openMinutesAgo(const domain::FacilityId &facility, std::int64_t minutes) const;
    Result<void> waitingFamilies();
    Result<void> answeredFamilies();
    Result<void> play(const Family &family);

    hub::Context &m_context;
    const std::vector<domain::FacilityId> &m_facilities;
    LocalDate m_today;
    std::vector<domain::Slot> m_slots; ///< ordered by start
};

Result<void> FirstDay::makeSlot(hub::ChangeSet &changes, const domain::FacilityId &facility, LocalDate date,
                                LocalTime start) {
    domain::Slot slot;
    slot.id = domain::SlotId::make(m_context.clock, m_context.random);
    slot.facilityId = facility;
    slot.date = date;
    slot.start = start;
    slot.end = LocalTime{start.sinceMidnight + 1h};
    slot.seats = seats;
    slot.visitorsPerFamily = 3;
    if (auto made = hub::createSlot(m_context, changes, slot); !made) {
        return made;
    }
    m_slots.push_back(std::move(slot));
    return {};
}

Result<void> FirstDay::makeSlots(const domain::FacilityId &facility) {
    hub::ChangeSet changes(m_context, municipalityCode());
    for (int day = -1; day <= weeks * 7; ++day) {
        const LocalDate date = domain::addDays(m_today, day);
        // Yesterday and today always have slots, so that there is something to see on a Sunday too; otherwise
        // Tuesdays and Thursdays do.
        const int weekday = domain::isoWeekday(date);
        const bool ordinary = (weekday == 2 || weekday == 4) && !domain::Holidays::builtIn().contains(date);
        if (day > 0 && !ordinary) {
            continue;
        }
        for (const LocalTime start : startTimes) {
            if (auto made = makeSlot(changes, facility, date, start); !made) {
                return made;
            }
        }
    }
    return changes.write();
}

domain::Slot FirstDay::slotAt(std::size_t facility, Instant notBefore, int further) const {
    for (const domain::Slot &slot : m_slots) {
        if (slot.facilityId == m_facilities[facility] &&
            domain::toInstant(slot.date, slot.start) > notBefore && further-- == 0) {
            return slot;
        }
    }
    return m_slots.back();
}

domain::Slot FirstDay::pastSlot(std::size_t facility) const {
    const auto found = std::find_if(m_slots.begin(), m_slots.end(), [&](const domain::Slot &slot) {
        return slot.facilityId == m_facilities[facility] && slot.date < m_today;
    });
    return found == m_slots.end() ? m_slots.back() : *found;
}

/// The latest quarter of an hour since which the facility has been open for this many minutes.
Result<Instant> FirstDay::openMinutesAgo(const domain::FacilityId &facility, std::int64_t minutes) const {
    const auto row = hub::findFacility(m_context.db, facility.text());
    if (!row || !*row) {
        return row ? domain::fail(domain::ErrorKind::Bug, "no-facility") : domain::passOn(row);
    }
    const domain::OpenCalendar calendar = (*row)->calendar();
    const Instant now = m_context.now();
    Instant at = now;
    while (now - at < std::chrono::days(21) && domain::openMinutesBetween(calendar, at, now) < minutes) {
        at -= 15min;
    }
    return at;
}

Result<void> FirstDay::play(const Family &family) {
    domain::Reservation draft;
    draft.id = domain::ReservationId::make(m_context.clock, m_context.random);
    draft.slotId = family.slot.id;
    draft.personal = hub::sample_people::family(m_context.random, family.slot.date, family.slot.acceptedAges);
    draft.visitors = 1 + static_cast<int>(m_context.random.below(3));
    draft.channel = parentsClientId;
    if (family.asks) {
        draft.personal->question = hub::sample_people::question(m_context.random);
    }
    Moment moment(m_context, family.requestedAt, parents(m_facilities));
    auto stored = hub::book(moment.context(), std::move(draft), parentsClientId, {.windows = false});
    if (!stored) {
        return domain::passOn(stored);
    }
    for (const Step &step : family.steps) {
        Moment later(m_context, step.at, step.byParent ? parents(m_facilities) : colleague(m_facilities));
        hub::ChangeSet changes(later.context(), municipalityCode());
        const bool explains = step.call == ReservationCall::Decline;
        const wire::CallBody body{.reason = explains ? hub::sample_people::reason(m_context.random)
                                                     : std::string()};
        if (auto done = hub::applyStep(later.context(), changes, *stored, step.call, body); !done) {
            return done;
        }
        if (auto written = changes.write(); !written) {
            return written;
        }
    }
    return {};
}

/// Requests that wait for the trainee: new ones, one with a question, one almost late, one late.
Result<void> FirstDay::waitingFamilies() {
    const auto nearlyLate = openMinutesAgo(m_facilities[0], domain::defaultWarnMinutes + 60);
    const auto late = openMinutesAgo(m_facilities[0], domain::defaultLateMinutes + 90);
    const auto lateElsewhere = openMinutesAgo(m_facilities[1], domain::defaultLateMinutes + 400);
    for (const auto *each : {&nearlyLate, &late, &lateElsewhere}) {
        if (!*each) {
            return domain::passOn(*each);
        }
    }
    const Instant now = m_context.now();
    const std::array<Family, 6> families = {{
        {.slot = slotAt(0, now + 24h, 2), .requestedAt = *late, .asks = false, .steps = {}},
        {.slot = slotAt(0, now + 24h), .requestedAt = *nearlyLate, .asks = false, .steps = {}},
        {.slot = slotAt(0, now + 24h, 3), .requestedAt = now - 3h, .asks = true, .steps = {}},
        {.slot = slotAt(0, now + 24h), .requestedAt = now - 12min, .asks = false, .steps = {}},
        {.slot = slotAt(1, now + 24h, 1), .requestedAt = *lateElsewhere, .asks = false, .steps = {}},
        {.slot = slotAt(2, now + 24h), .requestedAt = now - 40min, .asks = true, .steps = {}},
    }};
    Result<void> done;
    for (std::size_t i = 0; done && i < families.size(); ++i) {
        done = play(families[i]);
    }
    return done;
}

/// Requests that were answered: visitors of today and tomorrow, one declined, one withdrawn, one who came
/// yesterday.
Result<void> FirstDay::answeredFamilies() {
    const Instant now = m_context.now();
    const Instant before = now - std::chrono::days(3);
    const domain::Slot today = slotAt(0, domain::toInstant(m_today, {}));
    const domain::Slot came = pastSlot(0);
    const Instant cameAt = domain::toInstant(came.date, came.start);
    const std::array<Family, 6> families = {{
        {today, before, false, {{before + 2h, ReservationCall::Approve, false}}},
        {slotAt(0, domain::toInstant(m_today, {}), 1),
         before,
         true,
         {{before + 5h, ReservationCall::Approve, false}}},
        {slotAt(0, now + 24h, 1), before, false, {{before + 4h, ReservationCall::Approve, false}}},
        {slotAt(0, now + 24h, 4), before, false, {{before + 3h, ReservationCall::Decline, false}}},
        {slotAt(1, now + 24h), before, false, {{before + 6h, ReservationCall::Withdraw, true}}},
        {came,
         before,
         false,
         {{before + 1h, ReservationCall::Approve, false},
          {std::min(now, cameAt + 10min), ReservationCall::Attend, false}}},
    }};
    Result<void> done;
    for (std::size_t i = 0; done && i < families.size(); ++i) {
        done = play(families[i]);
    }
    return done;
}

Result<void> FirstDay::tell() {
    for (const domain::FacilityId &facility : m_facilities) {
        if (auto made = makeSlots(facility); !made) {
            return made;
        }
    }
    if (auto waiting = waitingFamilies(); !waiting) {
        return waiting;
    }
    return answeredFamilies();
}

} // namespace

std::string municipalityCode() {
    return hub::sample_people::municipality(0).code;
}

Result<std::vector<domain::FacilityId>> makeFacilities(hub::Context &context) {
    domain::Municipality municipality = hub::sample_people::municipality(0);
    const std::string name = municipality.name;
    if (auto made = hub::createMunicipality(context, std::move(municipality)); !made) {
        return domain::passOn(made);
    }
    std::vector<domain::FacilityId> ids;
    for (int number = 0; number < facilityCount; ++number) {
        domain::Facility facility =
            hub::sample_people::facility(context.random, number, municipalityCode(), name);
        facility.id = domain::FacilityId::make(context.clock, context.random);
        ids.push_back(facility.id);
        if (auto made = hub::createFacility(context, std::move(facility)); !made) {
            return domain::passOn(made);
        }
    }
    return ids;
}

Result<void> makeFamilies(hub::Context &context, const std::vector<domain::FacilityId> &facilities) {
    return FirstDay(context, facilities).tell();
}

} // namespace training
