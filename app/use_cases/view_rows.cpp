#include "use_cases/view_rows.h"

#include "wire/records_json.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace services {
namespace {

using storage::OperationState;

domain::ErrorKind kindOf(const storage::Operation &operation) {
    if (operation.state == OperationState::Conflict) {
        return domain::ErrorKind::Conflict;
    }
    if (operation.errorCode == "forbidden") {
        return domain::ErrorKind::Forbidden;
    }
    if (operation.errorCode == "not-found") {
        return domain::ErrorKind::NotFound;
    }
    return operation.errorCode == "unknown-member" ? domain::ErrorKind::HubTooOld
                                                   : domain::ErrorKind::Rejected;
}

} // namespace

bool isUnsent(OperationState state) {
    return state == OperationState::Pending || state == OperationState::InFlight;
}

bool needsYou(OperationState state) {
    return state == OperationState::Conflict || state == OperationState::Rejected;
}

domain::Error refusalOf(const storage::Operation &operation) {
    return {.kind = kindOf(operation),
            .code = operation.errorCode,
            .detail = operation.errorDetail,
            .fields = operation.errorFields,
            .current = operation.current};
}

PendingAct pendingActOf(const std::optional<storage::Operation> &operation) {
    PendingAct act;
    if (!operation) {
        return act;
    }
    act.operation = operation->id;
    act.act = operation->act;
    if (isUnsent(operation->state)) {
        act.state = Pending::Waiting;
    } else if (needsYou(operation->state)) {
        act.state = Pending::NeedsYou;
        act.refusal = refusalOf(*operation);
        act.first = firstStepOf(*operation);
    }
    return act;
}

std::optional<domain::HistoryEntry> firstStepOf(const storage::Operation &operation) {
    if (operation.kind != domain::RecordKind::Reservation || operation.current.empty()) {
        return {};
    }
    const auto theirs = wire::reservationFromJson(operation.current, wire::Source::Hub);
    if (!theirs || theirs->history.empty()) {
        return {};
    }
    return theirs->history.back();
}

storage::ReservationQuery queryOf(const ReservationFilter &filter) {
    using To = storage::ReservationQuery::Order;
    using From = ReservationFilter::Order;
    const To order = filter.order == From::Risk     ? To::Risk
                     : filter.order == From::Newest ? To::Newest
                                                    : To::SlotStart;
    return {.facility = filter.facility,
            .states = filter.states,
            .slot = filter.slot,
            .from = filter.from,
            .to = filter.to,
            .ageClass = filter.ageClass,
            .channel = filter.channel,
            .onlyUnsent = filter.onlyUnsent,
            .order = order};
}

ReservationRow rowOf(const storage::ReservationRow &stored, const FacilityTime &time, domain::Instant now) {
    ReservationRow row{.reservation = stored.reservation,
                       .date = stored.date,
                       .start = stored.start,
                       .end = stored.end,
                       .pending = pendingActOf(stored.pending)};
    if (const auto urgency = urgencyOf(stored, time, now)) {
        row.openMinutesLeft = urgency->openMinutesLeft;
        row.startsUnanswered = urgency->startsUnanswered;
        row.daysUntilTour = urgency->daysUntilTour;
    }
    return row;
}

SlotRow rowOf(const storage::SlotRow &stored) {
    return {.slot = stored.slot,
            .seatsTaken = stored.seatsTaken,
            .waiting = stored.waiting,
            .approved = stored.approved,
            .pending = pendingActOf(stored.pending)};
}

OutboxItem itemOf(const storage::Operation &operation) {
    OutboxItem item{.operation = operation.id,
                    .kind = operation.kind,
                    .recordId = operation.recordId,
                    .act = operation.act,
                    .state = needsYou(operation.state) ? Pending::NeedsYou : Pending::Waiting,
                    .createdAt = operation.createdAt};
    item.mayBeWithdrawn = operation.state == OperationState::Pending && operation.tries == 0;
    item.nextTry = operation.notBefore;
    if (operation.state == OperationState::InFlight) {
        item.why = WaitReason::OnItsWay;
    } else if (operation.notBefore) {
        item.why = WaitReason::NextTry;
    }
    if (item.state == Pending::NeedsYou) {
        item.refusal = refusalOf(operation);
        item.first = firstStepOf(operation);
    }
    return item;
}

std::string jsonOf(const domain::Profile &profile) {
    QJsonObject object;
    for (const auto &[key, value] : profile) {
        object.insert(QString::fromStdString(key), QString::fromStdString(value));
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

std::optional<domain::Profile> profileOf(const std::string &json) {
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(json));
    if (!document.isObject()) {
        return {};
    }
    domain::Profile profile;
    const QJsonObject object = document.object();
    for (auto it = object.begin(); it != object.end(); ++it) {
        profile.emplace(it.key().toStdString(), it.value().toString().toStdString());
    }
    return profile;
}

} // namespace services
