// What the operator does beside accounts and places. Private to hub/cli.
#pragma once

#include "hub/cli/commands.h"

namespace hub::cli {

[[nodiscard]] std::span<const Command> webhookCommands();
/// backup, restore, verify, export.
[[nodiscard]] std::span<const Command> opsCommands();

} // namespace hub::cli
