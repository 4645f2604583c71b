// 予約: reading, answering.
#pragma once

#include "services/types.h"

#include "domain/transitions.h"

#include <QObject>

namespace services {

class Reservations : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// The ordered ids of a filter; at most 50,000.
    [[nodiscard]] virtual Async<std::vector<domain::ReservationId>> ids(const ReservationFilter &filter) = 0;
    /// In the order asked for; ids that are gone are left out.
    [[nodiscard]] virtual Async<std::vector<ReservationRow>>
    rows(const std::vector<domain::ReservationId> &ids) = 0;
    [[nodiscard]] virtual Async<int> count(const ReservationFilter &filter) = 0;

    // Acts. The future finishes once the act is saved on this PC; what the hub says comes by changed().
    // Conflict "changed-meanwhile" where the record is newer than `seenVersion`.
    [[nodiscard]] virtual Async<ActReceipt> approve(domain::ReservationId id, std::int64_t seenVersion) = 0;
    /// Rejected "validation" at "/reason" when empty.
    [[nodiscard]] virtual Async<ActReceipt> decline(domain::ReservationId id, std::int64_t seenVersion,
                                                    const QString &reason, const QString &message) = 0;
    /// Attend, NoShow, Cancel (reason), Withdraw.
    [[nodiscard]] virtual Async<ActReceipt> act(domain::ReservationCall call, domain::ReservationId id,
                                                std::int64_t seenVersion, const QString &reason,
                                                const QString &message) = 0;
    /// Takes back an act that has not gone out. Conflict "already-sent".
    [[nodiscard]] virtual Async<void> withdraw(domain::OperationId operation) = 0;
    /// Answers are held back for some seconds (ActReceipt::undoTime): all of them go out now.
    virtual void sendHeld() = 0;
    /// A phone or counter booking: saved here, judged by the hub.
    [[nodiscard]] virtual Async<ActReceipt> book(const domain::Reservation &reservation) = 0;

Q_SIGNALS:
    void changed(const services::ReservationsChanged &what);
};

} // namespace services
