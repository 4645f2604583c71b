// Commands for operators other than accounts and places. Private to hub/cli.
#pragma once

#include "hub/cli/commands.h"

namespace hub::cli {

[[nodiscard]] std::span<const Command> webhookCommands();
/// The commands backup, restore, verify and export.
[[nodiscard]] std::span<const Command> opsCommands();

[[nodiscard]] std::span<const Command> clockCommands();
/// "2026-11-30 18:52 (Japan)", for the person at the machine.
[[nodiscard]] std::string textInJapan(domain::Instant instant);

} // namespace hub::cli
