// Parses the arguments of a subcommand and checks them against its declared options.
#pragma once

#include "domain/result.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hub::cli {

enum class Takes : std::uint8_t { Nothing, One, Many };
enum class Presence : std::uint8_t { Optional, Required };

struct OptionSpec {
    std::string_view name; ///< "--login"
    Takes takes = Takes::One;
    Presence presence = Presence::Optional;
    std::string_view value; ///< the value's name in the help: "ID"
    std::string_view help;
};

class Arguments {
public:
    /// `positional` is the required number of values without a name. Malformed "usage" with param "what".
    [[nodiscard]] static domain::Result<Arguments>
    parse(std::span<const std::string> args, std::span<const OptionSpec> options, std::size_t positional);
    [[nodiscard]] bool has(std::string_view name) const { return m_values.contains(name); }
    /// Empty if the option was not given.
    [[nodiscard]] std::string one(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> many(std::string_view name) const;
    [[nodiscard]] const std::string &positional(std::size_t index) const { return m_positional.at(index); }
    /// A whole number in [from, to]; `otherwise` if the option was not given. Malformed "usage".
    [[nodiscard]] domain::Result<long> number(std::string_view name, long from, long to,
                                              long otherwise) const;

private:
    std::map<std::string, std::vector<std::string>, std::less<>> m_values;
    std::vector<std::string> m_positional;
};

/// An error in how the command was typed: exit code 2.
[[nodiscard]] tl::unexpected<domain::Error> usage(std::string what);

} // namespace hub::cli
