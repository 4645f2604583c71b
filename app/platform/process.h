// What a process says of itself and asks of the system.
#pragma once

#include <optional>
#include <string>

namespace platform {

/// As many open files as the machine grants.
void raiseFileLimit();
/// Neither a core file nor another program of this user gets to see this process's memory.
void keepMemoryPrivate();
/// Whether standard input comes from another program.
[[nodiscard]] bool inputIsPipe();
/// Empty where the machine has none.
[[nodiscard]] std::optional<std::string> hostName();

} // namespace platform
