// The hub's subcommands except `serve`: accounts, municipalities, import, sample data, operation.
//
// They work directly on the data directory, also while a hub runs on it. That hub's waiting desks see the
// changes with their next poll, at most 25 seconds later.
#pragma once

#include <string>
#include <vector>

namespace hub::cli {

/// `args` does not include the program's name, for example {"user", "add", "--role", "staff", ...}. Writes to
/// stdout and stderr. Returns the exit code: 0 done, 1 refused (one line on stderr gives the reason), 2 wrong
/// usage, and -1 if the first argument is not a subcommand of this folder.
[[nodiscard]] int run(const std::vector<std::string> &args);
/// The lines about these subcommands in `hokatsu-hub --help`.
[[nodiscard]] std::string summary();

} // namespace hub::cli
