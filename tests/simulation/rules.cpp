// The rules of the product, held against what is on the disks once everything is quiet.
#include "world.h"

#include "sql.h"

#include "hub/db/database.h"
#include "hub/ops/verify.h"
#include "wire/records_json.h"

#include <algorithm>
#include <array>

namespace simulation {
namespace {

using domain::ReservationStatus;
using storage::OperationState;

/// A record at the hub.
struct HubRecord {
    std::string kind;
    std::string municipality;
    std::string facility;
    std::int64_t version = 0;
    bool deleted = false;
    std::string body;
};

struct Step {
    std::string_view action;
    ReservationStatus from;
    ReservationStatus to;
};
using S = ReservationStatus;
/// The contract's table, a second time and by itself.
constexpr std::array<Step, 12> table{{{"approve", S::Requested, S::Approved},
                                      {"decline", S::Requested, S::Declined},
                                      {"propose", S::Requested, S::Requested},
                                      {"expire", S::Requested, S::Expired},
                                      {"withdraw", S::Requested, S::Withdrawn},
                                      {"withdraw", S::Approved, S::Withdrawn},
                                      {"cancel", S::Approved, S::CancelledByFacility},
                                      {"cancel", S::Requested, S::CancelledByFacility},
                                      {"attend", S::Approved, S::Attended},
                                      {"no-show", S::Approved, S::NoShow},
                                      {"reschedule", S::Requested, S::Requested},
                                      {"reschedule", S::Approved, S::Approved}}};

std::string idText(const std::string &bytes) {
    if (bytes.size() != 16) {
        return bytes;
    }
    domain::Uuid uuid;
    std::copy(bytes.begin(), bytes.end(), uuid.bytes.begin());
    return uuid.text();
}

class Judge {
public:
    explicit Judge(World &world) : m_world(world) {}

    Violations all() {
        if (!m_world.hub().isUp()) {
            broken("rest", "the hub does not come up");
            return m_found;
        }
        readHub();
        verifyHub();
        judgeStates();
        judgeSeats();
        judgeMembers();
        for (const SystemAct &call : m_world.ledger().calls) {
            judgeCall(call);
        }
        for (const auto &desk : m_world.desks()) {
            judgeDesk(*desk);
        }
        return m_found;
    }

private:
    void broken(std::string rule, std::string text) { m_found.push_back({std::move(rule), std::move(text)}); }
    void readHub();
    void verifyHub();
    void judgeStates();
    void judgeSeats();
    void judgeMembers();
    void judgeCall(const SystemAct &call);
    void judgeDesk(DeskMachine &desk);
    void judgeFeed(const DeskMachine &desk, Look &look);
    void judgeActs(const DeskMachine &desk, Look &look);
    void judgeAct(const DeskAct &act, OperationState state, const std::string &error);
    void judgeApplied(const DeskAct &act);
    [[nodiscard]] int countOf(const DeskAct &act) const;
    [[nodiscard]] bool isFor(const Town::Desk &desk, const HubRecord &record) const;
    [[nodiscard]] const HubRecord *record(const std::string &kind, const std::string &id) const;

    World &m_world;
    Violations m_found;
    std::map<std::pair<std::string, std::string>, HubRecord> m_hub; ///< by kind and id
    std::map<std::string, domain::Reservation> m_reservations;
};

void Judge::readHub() {
    for (auto &row : m_world.hub().ask("SELECT kind, id, municipality, facility_id, CAST(version AS TEXT), "
                                       "CAST(deleted AS TEXT), body FROM record")) {
        if (row.size() < 7) {
            return broken("hub", row[0]);
        }
        HubRecord record{row[0], row[2], row[3], std::stoll(row[4]), row[5] == "1", std::move(row[6])};
        if (record.kind == "reservation") {
            if (auto read = wire::reservationFromJson(record.body, wire::Source::Hub)) {
                m_reservations.emplace(row[1], std::move(*read));
            }
        }
        m_hub.emplace(std::pair(row[0], row[1]), std::move(record));
    }
}

const HubRecord *Judge::record(const std::string &kind, const std::string &id) const {
    const auto found = m_hub.find({kind, id});
    return found == m_hub.end() ? nullptr : &found->second;
}

/// The product's own check: audit chains, seats, records against tables, the feed's numbers.
void Judge::verifyHub() {
    const auto database = hub::Database::open({.path = m_world.hub().disk().path("hub.sqlite")});
    const auto link = database ? (*database)->link(hub::Database::Mode::Read)
                               : domain::Result<std::unique_ptr<hub::Link>>(domain::passOn(database));
    if (!link || !(*link)->begin()) {
        return broken("hub", "its database cannot be read");
    }
    const auto verified = hub::ops::verify(**link);
    (*link)->rollback();
    if (!verified) {
        return broken("hub", "it cannot be verified: " + verified.error().code);
    }
    for (const std::string &fault : verified->faults) {
        broken("hub", fault);
    }
}

void Judge::judgeStates() {
    for (const auto &[id, reservation] : m_reservations) {
        std::optional<ReservationStatus> at;
        for (const domain::HistoryEntry &entry : reservation.history) {
            const bool first = !at && entry.action == "request";
            const bool known =
                first || std::ranges::any_of(table, [&](const Step &step) {
                    return step.action == entry.action && at == step.from && entry.to == step.to;
                });
            if (!known || (entry.actor.empty() && entry.actorKind != "hub")) {
                broken("states", "reservation " + id + " made a step that is not allowed: " + entry.action);
            }
            at = entry.to;
        }
        if (at != reservation.status) {
            broken("states", "reservation " + id + " is not where its last step led");
        }
    }
}

/// Counted from the records, whatever the hub's own counters say.
void Judge::judgeSeats() {
    std::map<std::string, int> taken;
    for (const auto &[id, reservation] : m_reservations) {
        if (reservation.status == S::Requested || reservation.status == S::Approved) {
            ++taken[reservation.slotId.text()];
        }
    }
    for (const auto &[slot, count] : taken) {
        const HubRecord *stored = record("slot", slot);
        const auto read = stored ? wire::slotFromJson(stored->body, wire::Source::Hub)
                                 : domain::Result<domain::Slot>(domain::fail(domain::ErrorKind::NotFound));
        if (!read || count > read->seats) {
            broken("seats", "slot " + slot + " has " + std::to_string(count) + " families for " +
                                (read ? std::to_string(read->seats) : "no") + " seats");
        }
    }
}

void Judge::judgeMembers() {
    for (const auto &[path, member] : m_world.ledger().members) {
        const bool isSlot = path.starts_with("/v1/slots/");
        const HubRecord *stored = record(isSlot ? "slot" : "facility", path.substr(path.rfind('/') + 1));
        if (stored == nullptr || stored->deleted) {
            continue; // said elsewhere, where somebody was told that it is there
        }
        std::string value;
        if (isSlot) {
            value = wire::slotFromJson(stored->body, wire::Source::Hub).value_or(domain::Slot()).note;
        } else {
            value = wire::facilityFromJson(stored->body, wire::Source::Hub)
                        .value_or(domain::Facility())
                        .profile["note"];
        }
        if (!member.candidates.contains(value)) {
            broken("lost", "the hub had said that " + path + " was changed, and it holds \"" + value + "\"");
        }
    }
}

void Judge::judgeCall(const SystemAct &call) {
    const auto found = m_reservations.find(call.reservation);
    const bool isThere = found != m_reservations.end();
    const std::string what = (call.isBooking ? "the booking " : "the withdrawal of ") + call.reservation;
    using State = SystemAct::State;
    if (call.state == State::Waiting) {
        return broken("rest", what + " never gets an answer");
    }
    if (call.mayBeLost || call.state == State::Unknown) {
        return;
    }
    if (call.state == State::Done && call.isBooking && !isThere) {
        return broken("lost", what + " was confirmed and is gone");
    }
    // A key is known for 60 days.
    const bool isKnown = call.season == m_world.ledger().season && !m_world.ledger().wasRestored;
    if (call.state == State::Refused && call.isBooking && isThere && isKnown) {
        return broken("once", what + " was refused and is there");
    }
    if (call.state == State::Done && !call.isBooking && (!isThere || found->second.status != S::Withdrawn)) {
        broken("lost", what + " was confirmed and is gone");
    }
}

void Judge::judgeDesk(DeskMachine &desk) {
    if (!desk.isUp()) {
        return broken("rest", "the desk of " + desk.person().name + " does not come up");
    }
    if (!desk.hasSession()) {
        return broken("rest", desk.person().name + " is not signed in");
    }
    Look look(desk.disk().path("store.sqlite"));
    judgeFeed(desk, look);
    judgeActs(desk, look);
}

// ---- the feed

bool Judge::isFor(const Town::Desk &desk, const HubRecord &record) const {
    if (record.deleted) {
        return false;
    }
    if (desk.wholeMunicipality) {
        return record.municipality == "131016";
    }
    return desk.municipalities.contains(record.municipality) &&
           (record.facility.empty() || desk.facilities.contains(record.facility));
}

void Judge::judgeFeed(const DeskMachine &desk, Look &look) {
    static constexpr std::array<const char *, 7> kinds{"municipality", "facility",    "slot",   "slot_seats",
                                                       "series",       "reservation", "closure"};
    const Town::Desk &who = town().desks[static_cast<std::size_t>(desk.number())];
    std::map<std::pair<std::string, std::string>, std::int64_t> here;
    std::string sql; // one for all
    for (const char *kind : kinds) {
        sql += std::string(sql.empty() ? "" : " UNION ALL ") + "SELECT '" + kind +
               "', id, CAST(version AS TEXT) FROM " + kind;
    }
    for (const auto &row : look.rowsOf(sql)) {
        if (row.size() < 3) {
            return broken("feed", desk.person().name + ": " + row[0]);
        }
        here[{row[0], idText(row[1])}] = std::stoll(row[2]);
    }
    for (const auto &[key, stored] : m_hub) {
        if (std::ranges::find(kinds, key.first) == kinds.end()) {
            continue;
        }
        const auto found = here.find(key);
        const std::string words = desk.person().name + ": " + key.first + " " + key.second;
        if (!isFor(who, stored)) {
            if (found != here.end()) {
                broken(stored.deleted ? "feed" : "not theirs", words + " should not be here");
            }
        } else if (found == here.end()) {
            broken("feed", words + " is missing");
        } else if (found->second != stored.version) {
            broken("feed", words + " is in version " + std::to_string(found->second) + " instead of " +
                               std::to_string(stored.version));
        }
        if (found != here.end()) {
            here.erase(found);
        }
    }
    for (const auto &[key, version] : here) {
        broken("feed", desk.person().name + ": " + key.first + " " + key.second + " is not at the hub");
    }
}

// ---- what was acknowledged

void Judge::judgeActs(const DeskMachine &desk, Look &look) {
    std::map<std::string, std::pair<OperationState, std::string>> states;
    for (const auto &row :
         look.rowsOf("SELECT id, CAST(state AS TEXT), error_code FROM outbox ORDER BY seq")) {
        if (row.size() == 3) {
            states[idText(row[0])] = {static_cast<OperationState>(std::stoi(row[1])), row[2]};
        }
    }
    for (const DeskAct &act : m_world.ledger().acts) {
        if (act.desk != desk.number()) {
            continue;
        }
        const auto found = states.find(act.operation);
        if (found != states.end()) {
            judgeAct(act, found->second.first, found->second.second);
        } else if (act.season == m_world.ledger().season) { // applied ones go after 30 days
            broken("lost", "the act " + act.operation + " (" + act.act + ") was saved and is gone");
        }
    }
}

void Judge::judgeAct(const DeskAct &act, OperationState state, const std::string &error) {
    const std::string words = act.act + " " + act.operation + " on " + act.record;
    switch (state) {
    case OperationState::Pending:
    case OperationState::InFlight:
        return broken("rest", words + " never goes out");
    case OperationState::Applied:
        return judgeApplied(act);
    case OperationState::Conflict:
    case OperationState::Rejected:
        // After 55 days its user is asked, because nobody can know.
        if (countOf(act) > 0 && error != "operation-too-old" && !m_world.ledger().wasRestored) {
            broken("once", words + " is shown as refused, and was done");
        }
        return;
    case OperationState::Superseded:
        break;
    }
    const bool madeRoom = std::ranges::any_of(m_world.ledger().acts, [&act](const DeskAct &later) {
        return &later > &act && later.desk == act.desk && later.record == act.record;
    });
    if (!madeRoom && !m_world.ledger().givenUp.contains(act.operation)) {
        broken("lost", words + " was given up, and by nobody");
    }
}

/// How often the hub's history holds the act's own words.
int Judge::countOf(const DeskAct &act) const {
    const auto found = m_reservations.find(act.record);
    if (found == m_reservations.end() || act.mark.empty()) {
        return 0;
    }
    const domain::Reservation &reservation = found->second;
    if (act.act == "book") {
        return reservation.personal && reservation.personal->guardian.name.ends_with(act.mark) ? 1 : 0;
    }
    return static_cast<int>(
        std::ranges::count_if(reservation.history, [&act](const domain::HistoryEntry &entry) {
            return entry.message == act.mark || entry.reason == act.mark;
        }));
}

void Judge::judgeApplied(const DeskAct &act) {
    const std::string words = act.act + " " + act.operation + " on " + act.record;
    const HubRecord *stored = record(std::string(domain::nameOf(act.kind)), act.record);
    if (stored == nullptr) {
        return broken("lost", words + " is said to be at the hub, and the record is not there");
    }
    if (act.kind != domain::RecordKind::Reservation) {
        return;
    }
    const int count = countOf(act);
    if (count > 1) {
        return broken("once", words + " was done " + std::to_string(count) + " times");
    }
    if (count == 1) {
        return;
    }
    // It was so already when it came, or nothing tells it from another's: then at least it must have been so.
    const auto &history = m_reservations.at(act.record).history;
    const auto call = domain::reservationCall(act.act);
    const bool wasSo = call && std::ranges::any_of(history, [&act](const domain::HistoryEntry &entry) {
                           return entry.action == act.act;
                       });
    if (!wasSo) {
        broken("lost", words + " is said to be done, and the hub knows nothing of it");
    }
}

} // namespace

Violations judge(World &world) {
    return Judge(world).all();
}

} // namespace simulation
