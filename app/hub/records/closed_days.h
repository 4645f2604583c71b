// Finds the slots on days that are being closed and the families that have a seat in them. Closing a day
// cancels no reservation; the person who closes it is told which families to contact.
#pragma once

#include "hub/calls/context.h"

#include <set>

namespace hub {

/// The place whose days are closed: one facility, or a whole municipality.
struct ClosedPlace {
    std::string facility;
    std::string municipality; ///< used if `facility` is empty
};
/// Returns `record`, a JSON object, with the member `affected_slots` if there are any: [{slot_id, date,
/// reservation_ids}], ordered by time.
[[nodiscard]] domain::Result<std::string> withAffectedSlots(Connection &db, std::string record,
                                                            const ClosedPlace &place,
                                                            const std::set<domain::LocalDate> &days);

} // namespace hub
