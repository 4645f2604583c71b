// Personal data goes a set time after the visit; what is counted stays.
#pragma once

#include "hub/calls/context.h"

namespace hub::ops {

/// Part of the due work: reservations whose visit lies more than HubSettings::keepPersonalDays back lose
/// their personal members (and the texts of their history, and the hashes by which a family is known again)
/// in a new version, so that desks forget them too. A portion at each call; nothing with 0 days.
[[nodiscard]] domain::Result<void> erasePersonal(Context &context);

} // namespace hub::ops
