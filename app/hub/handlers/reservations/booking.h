// A new reservation: rules, seat, record and audit in one function.
#pragma once

#include "hub/records/reservation_store.h"

namespace hub {

/// Checks the rules and stores reservation and audit. Used by the call, by sample data and by the practice
/// hub.
[[nodiscard]] domain::Result<StoredReservation> book(Context &context, domain::Reservation draft,
                                                     std::string madeBy, BookingRules rules);

/// Like book(), in a slot that was read in this transaction.
[[nodiscard]] domain::Result<StoredReservation> bookIn(Context &context, const SlotRow &slot,
                                                       domain::Reservation draft, std::string madeBy,
                                                       BookingRules rules);

/// Prefetches what this booking will ask (Connection::prefetch).
void prefetchBooking(Context &context, const domain::Reservation &draft);

/// Systems name themselves (or the portal they stand for); staff type in what came by phone or over the
/// counter.
[[nodiscard]] bool mayUseChannel(const Caller &caller, const std::string &channel);

/// The faults of the children's classes against the slot.
[[nodiscard]] std::vector<domain::FieldError> classFaults(const std::vector<domain::Child> &children,
                                                          const SlotRow &slot);

} // namespace hub
