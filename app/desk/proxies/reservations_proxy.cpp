#include "desk/proxies/reservations_proxy.h"

#include "use_cases/reservation_use_cases.h"

namespace services {

Async<ActReceipt> ReservationsProxy::approve(domain::ReservationId id, std::int64_t seenVersion) {
    return act(domain::ReservationCall::Approve, id, seenVersion, {}, {});
}

Async<ActReceipt> ReservationsProxy::decline(domain::ReservationId id, std::int64_t seenVersion,
                                             const QString &reason, const QString &message) {
    return act(domain::ReservationCall::Decline, id, seenVersion, reason, message);
}

Async<ActReceipt> ReservationsProxy::act(domain::ReservationCall call, domain::ReservationId id,
                                         std::int64_t seenVersion, const QString &reason,
                                         const QString &message) {
    const Decision decision{.call = call,
                            .id = id,
                            .seenVersion = seenVersion,
                            .reason = reason.trimmed().toStdString(),
                            .message = message.trimmed().toStdString()};
    return m_data.ask([decision](const UseCaseContext &context) { return decide(context, decision); });
}

void ReservationsProxy::sendHeld() {
    m_data.post([](DataCore &core, AccountStateMachine &) { core.sendHeld({}); });
}

} // namespace services
