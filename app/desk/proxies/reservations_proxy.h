// Reservations on the GUI thread: each call becomes one job on the data thread.
#pragma once

#include "desk/proxies/data_thread.h"
#include "services/reservations.h"
#include "services/types.h"
#include "use_cases/outbox_use_cases.h"
#include "use_cases/reservation_use_cases.h"

#include <vector>

namespace services {

class ReservationsProxy final : public Reservations {
    Q_OBJECT
public:
    explicit ReservationsProxy(DataThread &data) : m_data(data) {}
    Async<std::vector<domain::ReservationId>> ids(const ReservationFilter &filter) override {
        return m_data.run<&reservationIds>(filter);
    }
    Async<std::vector<ReservationRow>> rows(const std::vector<domain::ReservationId> &ids) override {
        return m_data.run<&reservationRows>(ids);
    }
    Async<int> count(const ReservationFilter &filter) override {
        return m_data.run<&countReservations>(filter);
    }
    Async<ActReceipt> approve(domain::ReservationId id, std::int64_t seenVersion) override;
    Async<ActReceipt> decline(domain::ReservationId id, std::int64_t seenVersion, const QString &reason,
                              const QString &message) override;
    Async<ActReceipt> act(domain::ReservationCall call, domain::ReservationId id, std::int64_t seenVersion,
                          const QString &reason, const QString &message) override;
    Async<void> withdraw(domain::OperationId operation) override {
        return m_data.run<&withdrawOperation>(operation);
    }
    void sendHeld() override;
    Async<ActReceipt> book(const domain::Reservation &reservation) override {
        return m_data.run<&services::book>(reservation);
    }

private:
    DataThread &m_data;
};

} // namespace services
