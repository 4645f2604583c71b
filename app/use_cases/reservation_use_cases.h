// Reservations: which there are, and what the user decides or books.
#pragma once

#include "services/types.h"
#include "use_cases/use_case_context.h"

namespace services {

[[nodiscard]] domain::Result<std::vector<domain::ReservationId>>
reservationIds(const UseCaseContext &context, const ReservationFilter &filter);
[[nodiscard]] domain::Result<std::vector<ReservationRow>>
reservationRows(const UseCaseContext &context, const std::vector<domain::ReservationId> &ids);
[[nodiscard]] domain::Result<int> countReservations(const UseCaseContext &context,
                                                    const ReservationFilter &filter);

struct Decision {
    domain::ReservationCall call = domain::ReservationCall::Approve;
    domain::ReservationId id;
    std::int64_t seenVersion = 0;
    std::string reason;
    std::string message;
};

[[nodiscard]] domain::Result<ActReceipt> decide(const UseCaseContext &context, const Decision &decision);
[[nodiscard]] domain::Result<ActReceipt> book(const UseCaseContext &context, domain::Reservation reservation);

} // namespace services
