// The subcommands, one function each. Private to hub/cli.
#pragma once

#include "hub/cli/arguments.h"
#include "hub/cli/local_hub.h"

#include <string>
#include <string_view>

namespace hub::cli {

struct Command {
    std::string_view name; ///< "user add"
    std::string_view summary;
    std::span<const OptionSpec> options; ///< beside --data and --help
    std::string_view positional;         ///< "FILE", or empty
    Missing missing = Missing::Refuse;
    domain::Result<void> (*run)(const Arguments &, LocalHub &) = nullptr;
    /// Text after the options in the help.
    std::string_view remarks;
};

[[nodiscard]] std::span<const Command> userCommands();
[[nodiscard]] std::span<const Command> placeCommands(); ///< municipality, operator, facility, system
[[nodiscard]] std::span<const Command> importCommands();
[[nodiscard]] std::span<const Command> seedCommands();

/// What a facility is called on the command line: its id, or its ID/NO of the open-data list where the
/// municipality is known. NotFound "not-found" with param "what".
[[nodiscard]] domain::Result<std::vector<domain::FacilityId>>
facilitiesNamed(Connection &db, const std::vector<std::string> &names, const std::string &municipality);
/// Six digits with a right check digit; five digits get theirs.
[[nodiscard]] domain::Result<std::string> municipalityCodeIn(const Arguments &arguments);
/// A name of a person, a place or a system: clean text on one line, at most 100 characters.
[[nodiscard]] domain::Result<std::string> nameIn(const Arguments &arguments, std::string_view option);

} // namespace hub::cli
