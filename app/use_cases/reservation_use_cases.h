// Reservations: which there are, and what the user decides or books.
#pragma once

#include "services/types.h"
#include "use_cases/use_case_context.h"

namespace services {

[[nodiscard]] domain::Result<std::vector<domain::ReservationId>>
reservationIds(const Work &work, const ReservationFilter &filter);
[[nodiscard]] domain::Result<std::vector<ReservationRow>>
reservationRows(const Work &work, const std::vector<domain::ReservationId> &ids);
[[nodiscard]] domain::Result<int> countReservations(const Work &work, const ReservationFilter &filter);

struct Decision {
    domain::ReservationCall call = domain::ReservationCall::Approve;
    domain::ReservationId id;
    std::int64_t seenVersion = 0;
    std::string reason;
    std::string message;
};

[[nodiscard]] domain::Result<OpTicket> decide(const Work &work, const Decision &decision);
[[nodiscard]] domain::Result<OpTicket> book(const Work &work, domain::Reservation reservation);

} // namespace services
