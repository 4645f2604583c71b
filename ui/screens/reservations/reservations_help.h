// What F1 says about the reservations.
#pragma once

#include "kit/pages/page.h"

namespace ui {

[[nodiscard]] PageHelp reservationsHelp();

} // namespace ui
