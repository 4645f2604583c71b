// Erases personal data a set time after the visit; data for statistics stays.
#pragma once

#include "hub/calls/context.h"

namespace hub::ops {

/// Part of the due work. A reservation whose visit is more than HubSettings::keepPersonalDays ago loses its
/// personal members, the texts of its history and the hashes that recognise the family. This makes a new
/// version, so that desks erase them too. Each call does a portion; 0 days does nothing.
[[nodiscard]] domain::Result<void> erasePersonal(Context &context);

} // namespace hub::ops
