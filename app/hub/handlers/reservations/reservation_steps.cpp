#include "hub/handlers/reservations/reservation_steps.h"

#include "domain/age_class.h"
#include "domain/validate.h"
#include "hub/calls/answers.h"
#include "hub/handlers/reservations/booking.h"
#include "hub/records/known_family.h"
#include "hub/records/scope.h"
#include "hub/records/webhook_rows.h"
#include "wire/records_json.h"

namespace hub {

using domain::Actor;
using domain::FieldError;
using domain::Instant;
using domain::Reservation;
using domain::ReservationCall;
using domain::ReservationStatus;
using domain::Result;

namespace {

constexpr std::size_t mostProposals = 5;

Actor actorOf(const Context &context, const StoredReservation &reservation) {
    if (!context.caller) {
        return Actor::Hub;
    }
    if (context.caller->isStaff()) {
        return Actor::Staff;
    }
    if (context.caller->user.role != domain::Role::System) {
        return Actor::Municipal;
    }
    return reservation.madeBy == context.caller->systemId ? Actor::OwningSystem : Actor::OtherSystem;
}

std::string_view kindOf(Actor actor) {
    switch (actor) {
    case Actor::Staff:
        return "staff";
    case Actor::OwningSystem:
    case Actor::OtherSystem:
        return "system";
    case Actor::Hub:
        return "hub";
    case Actor::Municipal:
        return "municipal";
    }
    return "hub";
}

/// When the reservation entered its current state.
std::optional<Instant> enteredAt(const Reservation &reservation) {
    for (auto entry = reservation.history.rbegin(); entry != reservation.history.rend(); ++entry) {
        if (entry->to == reservation.status && entry->from != reservation.status) {
            return entry->at;
        }
    }
    return reservation.decidedAt;
}

/// Prefetches the slot and the webhooks, which every step needs.
void prefetchRest(Connection &db, const StoredReservation &reservation) {
    prefetchSlot(db, reservation.value.slotId.text());
    if (!reservation.madeBy.empty()) {
        prefetchWebhooks(db, reservation.madeBy);
    }
}

/// One step in progress.
class StepRun {
public:
    StepRun(Context &context, ChangeSet &changes, StoredReservation &reservation, ReservationCall call,
            const wire::CallBody &body)
        : m_context(context), m_changes(changes), m_stored(reservation), m_value(reservation.value),
          m_call(call), m_body(body), m_actor(actorOf(context, reservation)),
          m_from(reservation.value.status) {}

    Result<void> run();

private:
    Result<SlotRow> slotOf(const domain::SlotId &id) const;
    Result<ReservationStatus> judge(const SlotRow &slot) const;
    Result<void> checkTexts();
    Result<void> moveSeat(const SlotRow &slot, ReservationStatus to);
    Result<void> reschedule(const SlotRow &from);
    Result<void> propose(const SlotRow &slot);
    [[nodiscard]] std::vector<FieldError> targetFaults(const SlotRow &target, const SlotRow &current) const;
    void decide(ReservationStatus to);
    void addHistory(ReservationStatus to);
    void note();

    Context &m_context;
    ChangeSet &m_changes;
    StoredReservation &m_stored;
    Reservation &m_value;
    ReservationCall m_call;
    const wire::CallBody &m_body;
    Actor m_actor;
    ReservationStatus m_from;
    Instant m_startsAt{};
};

Result<SlotRow> StepRun::slotOf(const domain::SlotId &id) const {
    auto slot = findSlot(m_context.db, id.text());
    if (!slot) {
        return domain::passOn(slot);
    }
    if (!*slot) {
        return invalid("/slot_id", "not-found");
    }
    return std::move(**slot);
}

Result<ReservationStatus> StepRun::judge(const SlotRow &slot) const {
    return domain::next({.from = m_from,
                         .call = m_call,
                         .actor = m_actor,
                         .madeByPhoneOrCounter = m_stored.madeBy.empty(),
                         .reason = m_body.reason,
                         .now = m_context.now(),
                         .slotStart = slot.startsAt,
                         .cancelUntil = slot.cancelUntil,
                         .decidedAt = enteredAt(m_value),
                         .correctTo = m_body.correctTo});
}

/// Checks only the texts of the call; stored texts are not checked again.
Result<void> StepRun::checkTexts() {
    domain::ReservationPersonal texts;
    texts.reason = m_body.reason;
    texts.message = m_body.message;
    std::vector<FieldError> faults;
    for (FieldError &fault : domain::validate(texts)) {
        if (fault.pointer == "/reason" || fault.pointer == "/message") {
            faults.push_back(std::move(fault));
        }
    }
    if (!faults.empty()) {
        return invalid(std::move(faults));
    }
    return {};
}

Result<void> StepRun::moveSeat(const SlotRow &slot, ReservationStatus to) {
    const bool had = domain::takesSeat(m_from);
    const bool has = domain::takesSeat(to);
    if (had == has) {
        return {};
    }
    if (had) {
        return freeSeat(m_context, m_changes, slot);
    }
    if (slot.status == "cancelled" || slot.status == "deleted") {
        return invalid("/to", "slot-not-open");
    }
    if (m_context.now() < slot.startsAt && slot.facility.isClosedOn(slot.date())) {
        return invalid("/to", "closed-day", {{"date", domain::textOf(slot.date())}});
    }
    return takeSeat(m_context, m_changes, slot);
}

std::vector<FieldError> StepRun::targetFaults(const SlotRow &target, const SlotRow &current) const {
    if (target.facility.id != current.facility.id) {
        return {{"/slot_id", "not-found", {}}};
    }
    if (target.id == current.id) {
        return {{"/slot_id", "same-slot", {}}};
    }
    auto faults = placeFaults(target, m_context.now(), {.windows = m_actor != Actor::Staff});
    if (!classFaults(m_value.personal->children, target).empty()) {
        faults.push_back({"/slot_id", "class-not-accepted", {}});
    }
    return faults;
}

/// Takes the new seat before it frees the old one, in one transaction.
Result<void> StepRun::reschedule(const SlotRow &from) {
    if (!m_body.slotId) {
        return invalid("/slot_id", "required");
    }
    auto target = slotOf(*m_body.slotId);
    if (!target) {
        return domain::passOn(target);
    }
    if (auto faults = targetFaults(*target, from); !faults.empty()) {
        return invalid(std::move(faults));
    }
    if (auto alone = refuseSecondSeat(m_context, *target, m_value); !alone) {
        return alone;
    }
    if (auto taken = takeSeat(m_context, m_changes, *target); !taken) {
        return taken;
    }
    m_value.slotId = *m_body.slotId;
    m_value.ageClasses = domain::ageClasses(m_value.personal->children, target->date());
    m_value.proposedSlots.clear();
    m_startsAt = target->startsAt;
    return freeSeat(m_context, m_changes, from);
}

Result<void> StepRun::propose(const SlotRow &slot) {
    if (m_body.slotIds.empty() || m_body.slotIds.size() > mostProposals) {
        return invalid("/slot_ids", m_body.slotIds.empty() ? "required" : "too-big",
                       {{"max", std::to_string(mostProposals)}});
    }
    for (std::size_t index = 0; index < m_body.slotIds.size(); ++index) {
        auto offered = findSlot(m_context.db, m_body.slotIds[index].text());
        if (!offered) {
            return domain::passOn(offered);
        }
        const bool fits = *offered && targetFaults(**offered, slot).empty();
        if (!fits) {
            return invalid("/slot_ids/" + std::to_string(index), *offered ? "not-allowed" : "not-found");
        }
    }
    m_value.proposedSlots = m_body.slotIds;
    return {};
}

void StepRun::decide(ReservationStatus to) {
    const bool decision = m_call == ReservationCall::Approve || m_call == ReservationCall::Decline ||
                          (m_call == ReservationCall::Correct && to == ReservationStatus::Approved);
    if (decision) {
        m_value.decidedAt = m_context.now();
        m_value.decidedBy = m_context.caller ? m_context.caller->user.name : std::string();
        m_value.decidedAutomatically = m_actor == Actor::Hub;
    }
    if (!m_body.reason.empty()) {
        m_value.personal->reason = m_body.reason;
    }
    if (!m_body.message.empty()) {
        m_value.personal->message = m_body.message;
    }
}

void StepRun::addHistory(ReservationStatus to) {
    domain::HistoryEntry entry;
    entry.at = m_context.now();
    entry.action = domain::nameOf(m_call);
    entry.from = m_from;
    entry.to = to;
    entry.actorKind = kindOf(m_actor);
    entry.automatic = m_actor == Actor::Hub;
    if (m_context.caller) {
        entry.actor = m_context.caller->user.name;
        entry.device = m_context.caller->deviceName;
    }
    entry.reason = m_body.reason;
    entry.message = m_body.message;
    m_value.history.push_back(std::move(entry));
}

void StepRun::note() {
    std::string members = "status";
    members += m_body.reason.empty() ? "" : ",reason";
    members += m_body.message.empty() ? "" : ",message";
    members += m_call == ReservationCall::Reschedule ? ",slot_id" : "";
    m_changes.note({"reservation." + std::string(domain::nameOf(m_call)), domain::RecordKind::Reservation,
                    m_value.id.text(), m_value.facilityId.text(), std::move(members),
                    m_stored.text.asAudited()});
}

Result<void> StepRun::run() {
    prefetchRest(m_context.db, m_stored);
    auto slot = slotOf(m_value.slotId);
    if (!slot) {
        return domain::passOn(slot);
    }
    const auto to = judge(*slot);
    if (!to) {
        return domain::passOn(to);
    }
    if (auto clean = checkTexts(); !clean) {
        return clean;
    }
    m_startsAt = slot->startsAt;
    Result<void> moved = moveSeat(*slot, *to);
    if (moved && m_call == ReservationCall::Reschedule) {
        moved = reschedule(*slot);
    } else if (moved && m_call == ReservationCall::Propose) {
        moved = propose(*slot);
    }
    if (!moved) {
        return moved;
    }
    decide(*to);
    addHistory(*to);
    m_value.status = *to;
    if (auto stored = storeChange(m_context, m_changes, m_stored, m_startsAt); !stored) {
        return stored;
    }
    note();
    return {};
}

} // namespace

bool isVisible(const Caller &caller, std::string_view madeBy, const FacilityRow &facility) {
    return isInScope(caller, facility) &&
           (caller.user.role != domain::Role::System || madeBy == caller.systemId);
}

Result<StoredRecord> visibleRecord(Context &context, std::string_view id) {
    auto placed = findPlacedReservation(context.db, id);
    if (!placed) {
        return domain::passOn(placed);
    }
    if (!*placed || (*placed)->record.deleted ||
        !isVisible(*context.caller, (*placed)->record.madeBy, (*placed)->facility)) {
        return notFound();
    }
    return std::move((*placed)->record);
}

Result<StoredReservation> visibleReservation(Context &context, std::string_view id) {
    auto record = visibleRecord(context, id);
    return record ? reservationIn(std::move(*record)) : domain::passOn(record);
}

Result<void> applyStep(Context &context, ChangeSet &changes, StoredReservation &reservation,
                       ReservationCall call, const wire::CallBody &body) {
    return StepRun(context, changes, reservation, call, body).run();
}

} // namespace hub
