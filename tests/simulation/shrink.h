// Finds the few things without which a run does not fail.
#pragma once

#include "world.h"

namespace simulation {

/// The run's options with the smallest plan that still breaks the same rule, as far as `tries` runs find it.
[[nodiscard]] RunOptions shrink(Dispatcher &dispatcher, RunOptions options, const std::string &rule,
                                int tries);

} // namespace simulation
