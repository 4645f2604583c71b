// A new reservation: rules, seat, record and audit in one.
#pragma once

#include "hub/records/reservation_store.h"

namespace hub {

/// The whole booking in one: rules, storing, audit. Used by the call and by whoever fills a hub with invented
/// data.
[[nodiscard]] domain::Result<StoredReservation> book(Context &context, domain::Reservation draft,
                                                     std::string madeBy, BookingRules rules);

/// The same in a slot that was read in this transaction.
[[nodiscard]] domain::Result<StoredReservation> bookIn(Context &context, const SlotRow &slot,
                                                       domain::Reservation draft, std::string madeBy,
                                                       BookingRules rules);

/// That this booking will be made soon (Connection::prefetch).
void prefetchBooking(Context &context, const domain::Reservation &draft);

/// Systems name themselves (or the portal they stand for); staff type in what came by phone or over the
/// counter.
[[nodiscard]] bool mayUseChannel(const Caller &caller, const std::string &channel);

/// The faults of the children's classes against the slot.
[[nodiscard]] std::vector<domain::FieldError> classFaults(const std::vector<domain::Child> &children,
                                                          const SlotRow &slot);

} // namespace hub
