// What stands in the way of days that are being closed: slots that can no longer be booked, and the families
// that have a seat in them. Closing a day drops nobody; whoever closes it is told whom to speak with.
#pragma once

#include "hub/calls/context.h"

#include <set>

namespace hub {

/// Whose days are closed: one facility's, or all of a municipality's.
struct ClosedPlace {
    std::string facility;
    std::string municipality; ///< where `facility` is empty
};
/// `record`, a JSON object, with the member `affected_slots` where there are any:
/// [{slot_id, date, reservation_ids}], in order of time.
[[nodiscard]] domain::Result<std::string> withAffectedSlots(Connection &db, std::string record,
                                                            const ClosedPlace &place,
                                                            const std::set<domain::LocalDate> &days);

} // namespace hub
