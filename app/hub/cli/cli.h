// The hub's command line except `serve`: accounts, municipalities, import, invented data.
//
// Works on the data directory itself, also while a hub runs on it: what it writes reaches that hub's waiting
// desks with their next poll, at the latest 25 seconds later.
#pragma once

#include <string>
#include <vector>

namespace hub::cli {

/// `args` without the program's name, for example {"user", "add", "--role", "staff", ...}. Writes to stdout
/// and stderr. Gives the exit code: 0 done, 1 refused (one line on stderr says why), 2 wrong usage, and -1
/// when the first argument is no subcommand of this folder.
[[nodiscard]] int run(const std::vector<std::string> &args);
/// The lines that `hokatsu-hub --help` shows for these subcommands.
[[nodiscard]] std::string summary();

} // namespace hub::cli
