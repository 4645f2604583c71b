// What people do at their desks and at parents' sites.
#include "world.h"

#include "sql.h"

#include "domain/series.h"
#include "use_cases/conflict_use_cases.h"
#include "use_cases/facility_use_cases.h"
#include "use_cases/outbox_use_cases.h"
#include "use_cases/reservation_use_cases.h"
#include "use_cases/slot_use_cases.h"

#include <algorithm>

namespace simulation {
namespace {

using domain::ReservationCall;
using domain::ReservationStatus;
using services::ActReceipt;
using storage::OperationState;

class Actor {
public:
    Actor(World &world, const Item &item)
        : m_world(world), m_random(domain::seededRandom(item.dice)),
          m_now(domain::dateOf(world.hub().clock().now())) {}

    void act(Kind kind);

private:
    [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return m_random->below(bound); }
    template <class List> auto &oneOf(List &list) { return list[below(list.size())]; }
    [[nodiscard]] DeskMachine *deskOfStaff();
    [[nodiscard]] domain::FacilityId placeOf(const DeskMachine &desk);
    [[nodiscard]] std::vector<storage::SlotRow> slotsOf(DeskMachine &desk);
    [[nodiscard]] std::optional<storage::SlotRow> someSlot(DeskMachine &desk);

    void book();
    void takeBack();
    void decide(DeskMachine &desk);
    void bookByPhone(DeskMachine &desk);
    void openSlot(DeskMachine &desk);
    void openSeries(DeskMachine &desk);
    void changeSlot(DeskMachine &desk);
    void cancelSlot(DeskMachine &desk);
    void editFacility(DeskMachine &desk);
    void settle(DeskMachine &desk);
    void withdraw(DeskMachine &desk);
    [[nodiscard]] std::optional<ReservationCall> choose(const storage::ReservationRow &row,
                                                        const DeskMachine &desk);
    /// "Saved on this PC", or not.
    void keep(DeskMachine &desk, const domain::Result<ActReceipt> &ticket, DeskAct act,
              const std::string &words);

    World &m_world;
    std::unique_ptr<domain::Random> m_random;
    domain::LocalDate m_now;
};

void Actor::act(Kind kind) {
    if (kind == Kind::Book) {
        return book();
    }
    if (kind == Kind::TakeBackBooking) {
        return takeBack();
    }
    DeskMachine *desk = deskOfStaff();
    if (desk == nullptr) {
        return;
    }
    using Do = void (Actor::*)(DeskMachine &);
    static const std::map<Kind, Do> acts{{Kind::Decide, &Actor::decide},
                                         {Kind::PhoneBooking, &Actor::bookByPhone},
                                         {Kind::OpenSlot, &Actor::openSlot},
                                         {Kind::OpenSeries, &Actor::openSeries},
                                         {Kind::ChangeSlot, &Actor::changeSlot},
                                         {Kind::CancelSlot, &Actor::cancelSlot},
                                         {Kind::EditFacility, &Actor::editFacility},
                                         {Kind::SettleRefusal, &Actor::settle},
                                         {Kind::WithdrawAct, &Actor::withdraw}};
    (this->*acts.at(kind))(*desk);
}

DeskMachine *Actor::deskOfStaff() {
    std::vector<DeskMachine *> desks;
    for (const auto &desk : m_world.desks()) {
        if (desk->isUp() && desk->person().user.role != domain::Role::Municipal) {
            desks.push_back(desk.get());
        }
    }
    return desks.empty() ? nullptr : oneOf(desks);
}

domain::FacilityId Actor::placeOf(const DeskMachine &desk) {
    const auto &ids = town().desks[static_cast<std::size_t>(desk.number())].facilities;
    const std::vector<std::string> list(ids.begin(), ids.end());
    return *domain::FacilityId::parse(list[below(list.size())]);
}

std::vector<storage::SlotRow> Actor::slotsOf(DeskMachine &desk) {
    const auto rows =
        desk.store().slotRows(placeOf(desk), domain::addDays(m_now, -1), domain::addDays(m_now, 20));
    return rows.value_or(std::vector<storage::SlotRow>());
}

std::optional<storage::SlotRow> Actor::someSlot(DeskMachine &desk) {
    const auto rows = slotsOf(desk);
    return rows.empty() ? std::nullopt : std::optional(rows[below(rows.size())]);
}

void Actor::keep(DeskMachine &desk, const domain::Result<ActReceipt> &ticket, DeskAct act,
                 const std::string &words) {
    if (!ticket) {
        m_world.tell(desk.person().name + " cannot " + words + ": " + ticket.error().code);
        if (!desk.disk().isDown()) {
            return;
        }
        // The power went just then: whether it came to the disk, and took an earlier one's place, nobody
        // knows.
        if (!act.mark.empty()) {
            m_world.ledger().perhapsKept[act.mark] = desk.number();
        }
        for (const DeskAct &earlier : m_world.ledger().acts) {
            if (earlier.desk == desk.number() && earlier.record == act.record) {
                m_world.ledger().givenUp.insert(earlier.operation);
            }
        }
        return;
    }
    if (ticket->operation.isNull()) {
        return; // nothing was to be changed
    }
    act.desk = desk.number();
    act.operation = ticket->operation.text();
    act.at = m_world.loop().now();
    act.season = m_world.ledger().season;
    m_world.tell(desk.person().name + ": " + words + " " + act.record +
                 (act.mark.empty() ? "" : " (" + act.mark + ")") + " — saved as " + act.operation);
    m_world.ledger().acts.push_back(std::move(act));
}

// ---- families

void Actor::book() {
    ParentsSite &site = *oneOf(m_world.sites());
    const std::vector<std::size_t> places(site.setting().facilities.begin(), site.setting().facilities.end());
    const std::size_t place = places[below(places.size())];
    // What a site shows its families is what it was told some time ago.
    const SqlRows rows =
        m_world.hub().isUp()
            ? m_world.hub().ask("SELECT id, starts_at FROM slot WHERE facility_id = '" +
                                town().facilities[place].id.text() + "' AND status = 'open' ORDER BY id")
            : SqlRows();
    if (rows.empty() || rows[0].size() < 2) {
        return;
    }
    const auto &row = rows[below(rows.size())];
    const domain::Instant start{std::chrono::seconds(std::stoll(row[1]))};
    m_world.tell("a family wants slot " + row[0] + " through " + site.setting().id);
    site.book(*domain::SlotId::parse(row[0]), domain::dateOf(start), Town::zone(place));
}

void Actor::takeBack() {
    ParentsSite &site = *oneOf(m_world.sites());
    if (site.takeBack(below(1'000'000))) {
        m_world.tell("a family takes its booking back through " + site.setting().id);
    }
}

// ---- reservations

std::optional<ReservationCall> Actor::choose(const storage::ReservationRow &row, const DeskMachine &desk) {
    (void)desk;
    const bool byPhone = row.reservation.channel == "phone" || row.reservation.channel == "counter";
    auto calls = domain::callsForStaff(row.reservation.status, byPhone, m_world.hub().clock().now(),
                                       domain::toInstant(row.date, row.start));
    std::erase_if(calls, [](ReservationCall call) {
        return call == ReservationCall::Propose || call == ReservationCall::Reschedule ||
               call == ReservationCall::Correct;
    });
    if (calls.empty()) {
        return std::nullopt;
    }
    const bool mayApprove = std::ranges::find(calls, ReservationCall::Approve) != calls.end();
    return mayApprove && below(3) != 0 ? ReservationCall::Approve : calls[below(calls.size())];
}

void Actor::decide(DeskMachine &desk) {
    const auto ids =
        desk.store().reservationIds({.states = {ReservationStatus::Requested, ReservationStatus::Approved}});
    if (!ids || ids->empty()) {
        return;
    }
    const auto id = (*ids)[below(ids->size())];
    const auto rows = desk.store().reservationRows({id});
    if (!rows || rows->empty()) {
        return;
    }
    const auto call = choose(rows->front(), desk);
    if (!call) {
        return;
    }
    const bool needsReason = *call == ReservationCall::Decline || *call == ReservationCall::Cancel;
    const bool tells = needsReason || *call == ReservationCall::Approve;
    const std::string mark = tells ? m_world.ledger().newMark() : std::string();
    const auto ticket = services::decide(desk.work(), {.call = *call,
                                                       .id = id,
                                                       .seenVersion = rows->front().reservation.meta.version,
                                                       .reason = needsReason ? mark : std::string(),
                                                       .message = needsReason ? std::string() : mark});
    const std::string name(domain::nameOf(*call));
    keep(desk, ticket,
         {.act = name, .kind = domain::RecordKind::Reservation, .record = id.text(), .mark = mark},
         name + " reservation");
}

void Actor::bookByPhone(DeskMachine &desk) {
    const auto slot = someSlot(desk);
    if (!slot) {
        return;
    }
    const auto &places = town().facilities;
    const auto place = static_cast<std::size_t>(
        std::ranges::find(places, slot->slot.facilityId, &domain::Facility::id) - places.begin());
    domain::Reservation wanted;
    wanted.id = domain::ReservationId::make(desk.clock(), desk.random());
    wanted.slotId = slot->slot.id;
    wanted.facilityId = slot->slot.facilityId;
    wanted.channel = "phone";
    const std::string mark = m_world.ledger().newMark();
    domain::ReservationPersonal personal;
    const std::string number = "090-" + std::to_string(1000 + std::stoul(mark.substr(4)) % 9000) + "-0000";
    personal.guardian = {
        .name = "架空 " + Town::zone(place) + "phoneq " + mark, .kana = "カクウ", .phone = number};
    personal.children = {
        {.name = "架空 そら", .kana = "カクウ ソラ", .birthDate = domain::addDays(slot->slot.date, -700)}};
    wanted.personal = personal;
    keep(desk, services::book(desk.work(), wanted),
         {.act = "book", .kind = domain::RecordKind::Reservation, .record = wanted.id.text(), .mark = mark},
         "books by phone");
}

// ---- slots

void Actor::openSlot(DeskMachine &desk) {
    domain::Slot slot;
    slot.id = domain::SlotId::make(desk.clock(), desk.random());
    slot.facilityId = placeOf(desk);
    slot.date = domain::addDays(m_now, static_cast<int>(below(14)));
    slot.start = domain::LocalTime::of(static_cast<int>(9 + below(8)), 0);
    slot.end = domain::LocalTime{slot.start.sinceMidnight + std::chrono::minutes(30)};
    slot.seats = static_cast<int>(1 + below(3));
    keep(desk, services::createSlot(desk.work(), slot),
         {.act = "slot-create", .kind = domain::RecordKind::Slot, .record = slot.id.text()}, "opens slot");
}

void Actor::openSeries(DeskMachine &desk) {
    domain::Series series;
    series.id = domain::SeriesId::make(desk.clock(), desk.random());
    series.facilityId = placeOf(desk);
    series.rule = "0We";
    series.from = m_now;
    series.to = domain::addDays(m_now, 28);
    series.start = domain::LocalTime::of(static_cast<int>(9 + below(8)), 15);
    series.end = domain::LocalTime{series.start.sinceMidnight + std::chrono::minutes(30)};
    const auto days = services::previewSeries(desk.work(), series);
    if (!days) {
        return;
    }
    keep(desk, services::createSeries(desk.work(), series, *days),
         {.act = "slots-create", .kind = domain::RecordKind::Series, .record = series.id.text()},
         "opens series");
}

void Actor::changeSlot(DeskMachine &desk) {
    const auto row = someSlot(desk);
    if (!row) {
        return;
    }
    domain::Slot slot = row->slot;
    DeskAct act{.act = "slot-edit", .kind = domain::RecordKind::Slot, .record = slot.id.text()};
    const auto what = below(10);
    if (what < 7) {
        act.mark = m_world.ledger().newMark();
        act.seen = slot.note;
        slot.note = act.mark;
    } else if (what < 9) {
        slot.seats = static_cast<int>(1 + below(4));
    } else {
        slot.start.sinceMidnight += std::chrono::minutes(5);
        slot.end.sinceMidnight += std::chrono::minutes(5);
    }
    const auto ticket = services::changeSlot(desk.work(), slot, row->slot.meta.version);
    // Where the slot is only here as yet, it is made anew, and the old act with it.
    if (ticket && row->pending && row->slot.meta.version == 0) {
        act.act = "slot-create";
        act.seen.reset();
    }
    keep(desk, ticket, std::move(act), "changes slot");
}

void Actor::cancelSlot(DeskMachine &desk) {
    const auto row = someSlot(desk);
    if (!row) {
        return;
    }
    const auto ticket = services::cancelSlot(desk.work(), row->slot.id, row->slot.meta.version, true,
                                             m_world.ledger().newMark());
    if (ticket && row->pending && ticket->operation == row->pending->id) {
        m_world.ledger().givenUp.insert(ticket->operation.text());
        return m_world.tell(desk.person().name + " takes the slot " + row->slot.id.text() +
                            " back, which was only here");
    }
    keep(desk, ticket,
         {.act = "slot-cancel", .kind = domain::RecordKind::Slot, .record = row->slot.id.text()},
         "cancels slot");
}

// ---- the rest

void Actor::editFacility(DeskMachine &desk) {
    const auto facility = desk.store().facility(placeOf(desk));
    if (!facility) {
        return;
    }
    domain::Facility edited = *facility;
    DeskAct act{.act = "facility-edit", .kind = domain::RecordKind::Facility, .record = edited.id.text()};
    if (below(3) != 0) {
        act.mark = m_world.ledger().newMark();
        act.seen = edited.profile["note"];
        edited.profile["note"] = act.mark;
    } else {
        edited.profile["extension"] = std::to_string(below(900));
    }
    const auto ticket = services::saveFacility(desk.work(), edited, facility->meta.version);
    keep(desk, ticket, std::move(act), "edits facility");
}

void Actor::settle(DeskMachine &desk) {
    const auto refused = desk.store().operations({OperationState::Conflict, OperationState::Rejected});
    if (!refused || refused->empty()) {
        return;
    }
    const storage::Operation &operation = (*refused)[below(refused->size())];
    const services::UseCaseContext work = desk.work();
    if (!services::isSettleable(operation)) {
        if (services::dismissOperation(work, operation.id) || desk.disk().isDown()) {
            m_world.ledger().givenUp.insert(operation.id.text());
        }
        return m_world.tell(desk.person().name + " has seen that " +
                            std::string(domain::nameOf(operation.act)) +
                            " was refused: " + operation.errorCode);
    }
    const auto conflict = services::conflictOf(work, operation.id);
    std::map<std::string, services::Side> choices;
    const auto side = below(2) == 0 ? services::Side::Mine : services::Side::Theirs;
    if (conflict) {
        for (const services::ConflictPart &part : conflict->parts) {
            choices[part.pointer] = side;
        }
    }
    m_world.tell(desk.person().name + " settles the conflict on " + operation.recordId);
    // The decision takes the old act's place; what it says was seen by then.
    for (DeskAct &act : m_world.ledger().acts) {
        if (act.record == operation.recordId) {
            act.seen.reset();
        }
    }
    if (services::settleConflict(work, operation.id, choices) || desk.disk().isDown()) {
        m_world.ledger().givenUp.insert(operation.id.text());
    }
}

void Actor::withdraw(DeskMachine &desk) {
    const auto waiting = desk.store().operations({OperationState::Pending});
    if (!waiting || waiting->empty()) {
        return;
    }
    const auto id = (*waiting)[below(waiting->size())].id;
    if (services::withdrawOperation(desk.work(), id) || desk.disk().isDown()) {
        m_world.ledger().givenUp.insert(id.text());
        m_world.tell(desk.person().name + " takes the act " + id.text() + " back");
    }
}

} // namespace

void act(World &world, const Item &item) {
    Actor(world, item).act(item.kind);
}

} // namespace simulation
