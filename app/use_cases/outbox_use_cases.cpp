#include "use_cases/outbox_use_cases.h"

#include "use_cases/conflict_use_cases.h"
#include "use_cases/view_rows.h"

#include "wire/act_json.h"
#include "wire/records_json.h"

#include <set>

namespace services {
namespace {

using domain::RecordKind;
using storage::OperationState;

QString nameOf(const UseCaseContext &context, domain::FacilityId id) {
    const auto facility = context.store.facility(id);
    if (!facility) {
        return {};
    }
    const auto name = facility->profile.find("name");
    return name == facility->profile.end() ? QString() : QString::fromStdString(name->second);
}

QStringList namesOf(const domain::Reservation &reservation) {
    QStringList names;
    if (reservation.personal) {
        for (const domain::Child &child : reservation.personal->children) {
            names.append(QString::fromStdString(child.name.empty() ? child.kana : child.name));
        }
    }
    return names;
}

/// A booking that the hub does not know yet.
void addBooking(const UseCaseContext &context, const domain::Reservation &booked, ActSubject &subject) {
    subject.children = namesOf(booked);
    if (const auto slot = context.store.slotRow(booked.slotId)) {
        subject.date = slot->slot.date;
        subject.start = slot->slot.start;
        subject.facility = nameOf(context, slot->slot.facilityId);
    }
}

void addReservation(const UseCaseContext &context, const storage::Operation &operation, ActSubject &subject) {
    const auto id = domain::ReservationId::parse(operation.recordId);
    const auto rows =
        id ? context.store.reservationRows({*id}) : domain::Result<std::vector<storage::ReservationRow>>();
    if (rows && !rows->empty()) {
        const storage::ReservationRow &row = rows->front();
        subject.children = namesOf(row.reservation);
        subject.date = row.date;
        subject.start = row.start;
        subject.facility = nameOf(context, row.reservation.facilityId);
    }
    if (const auto *move = std::get_if<domain::MoveReservation>(&operation.command)) {
        subject.reason = QString::fromStdString(move->reason);
    }
}

void addSlot(const UseCaseContext &context, const storage::Operation &operation, ActSubject &subject) {
    const auto id = domain::SlotId::parse(operation.recordId);
    const auto row = id ? context.store.slotRow(*id) : domain::Result<storage::SlotRow>();
    if (id && row) {
        subject.date = row->slot.date;
        subject.start = row->slot.start;
        subject.facility = nameOf(context, row->slot.facilityId);
    }
}

void addBatch(const UseCaseContext &context, const domain::SlotBatch &batch, ActSubject &subject) {
    if (!batch.slots.empty()) {
        subject.count = static_cast<int>(batch.slots.size());
        subject.date = batch.slots.front().date;
        subject.start = batch.slots.front().start;
        subject.facility = nameOf(context, batch.slots.front().facilityId);
    }
}

/// Ids of waiting acts that an earlier one on the same record holds up.
std::set<domain::OperationId> heldUp(const std::vector<storage::Operation> &oldestFirst) {
    std::set<domain::OperationId> held;
    std::set<std::string> busy;
    for (const storage::Operation &operation : oldestFirst) {
        if (isUnsent(operation.state) && !busy.insert(operation.recordId).second) {
            held.insert(operation.id);
        }
    }
    return held;
}

} // namespace

ActSubject subjectOf(const UseCaseContext &context, const storage::Operation &operation) {
    ActSubject subject;
    if (const auto *batch = std::get_if<domain::SlotBatch>(&operation.command)) {
        addBatch(context, *batch, subject);
    } else if (const auto *book = std::get_if<domain::Book>(&operation.command)) {
        addBooking(context, book->reservation, subject);
    } else if (operation.kind == RecordKind::Reservation) {
        addReservation(context, operation, subject);
    } else if (operation.kind == RecordKind::Slot) {
        addSlot(context, operation, subject);
    } else if (operation.kind == RecordKind::Facility) {
        const auto id = domain::FacilityId::parse(operation.recordId);
        subject.facility = id ? nameOf(context, *id) : QString();
    }
    if (domain::editsRecord(operation.act)) {
        for (const std::string &member : wire::membersOf(wire::actJson(operation.command))) {
            subject.members.append(QString::fromStdString(member));
        }
    }
    return subject;
}

domain::Result<std::vector<OutboxItem>> outboxItems(const UseCaseContext &context) {
    const auto operations = context.store.operations({OperationState::Pending, OperationState::InFlight,
                                                      OperationState::Conflict, OperationState::Rejected});
    if (!operations) {
        return domain::passOn(operations);
    }
    const auto held = heldUp(*operations);
    std::vector<OutboxItem> items;
    items.reserve(operations->size());
    for (auto operation = operations->rbegin(); operation != operations->rend(); ++operation) {
        OutboxItem item = itemOf(*operation);
        item.subject = subjectOf(context, *operation);
        item.canBeSettled = isSettleable(*operation);
        if (context.store.isHeld(operation->id)) {
            item.why = WaitReason::Held;
        }
        if (held.contains(operation->id) && item.why == WaitReason::Next) {
            item.why = WaitReason::BehindEarlier;
        }
        items.push_back(std::move(item));
    }
    return items;
}

domain::Result<void> dismissOperation(const UseCaseContext &context, domain::OperationId id) {
    const auto operation = context.store.operation(id);
    if (!operation) {
        return domain::passOn(operation);
    }
    if (!operation->has_value()) {
        return domain::fail(domain::ErrorKind::NotFound, "not-found");
    }
    if (!needsYou((*operation)->state)) {
        return domain::fail(domain::ErrorKind::Conflict, "not-refused");
    }
    auto given = context.supersede(**operation);
    if (given) {
        context.outboxTouched({{(*operation)->kind, (*operation)->recordId}});
    }
    return given;
}

domain::Result<void> withdrawOperation(const UseCaseContext &context, domain::OperationId id) {
    const auto operation = context.store.operation(id);
    if (!operation) {
        return domain::passOn(operation);
    }
    if (auto withdrawn = context.store.withdrawOperation(id); !withdrawn) {
        return withdrawn;
    }
    if (operation->has_value()) {
        context.outboxTouched({{(*operation)->kind, (*operation)->recordId}});
    }
    return {};
}

} // namespace services
