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
    std::span<const OptionSpec> options; ///< in addition to --data and --help
    std::string_view positional;         ///< "FILE", or empty
    Missing missing = Missing::Refuse;
    domain::Result<void> (*run)(const Arguments &, LocalHub &) = nullptr;
    /// Text that the help shows after the options.
    std::string_view remarks;
};

[[nodiscard]] std::span<const Command> userCommands();
[[nodiscard]] std::span<const Command> placeCommands(); ///< municipality, operator, facility, system
[[nodiscard]] std::span<const Command> importCommands();
[[nodiscard]] std::span<const Command> seedCommands();

/// The facilities that the command line names, by id or, if the municipality is given, by ID/NO of the
/// open-data list. NotFound "not-found" with param "what".
[[nodiscard]] domain::Result<std::vector<domain::FacilityId>>
facilitiesNamed(Connection &db, const std::vector<std::string> &names, const std::string &municipality);
/// A code of six digits with a valid check digit; for five digits the check digit is computed.
[[nodiscard]] domain::Result<std::string> municipalityCodeIn(const Arguments &arguments);
/// The name of a person, a place or a system: one line of at most 100 characters without control characters.
[[nodiscard]] domain::Result<std::string> nameIn(const Arguments &arguments, std::string_view option);

} // namespace hub::cli
