// The command line, which scripts fill from anywhere.
#include "fuzz.h"

#include "hub/cli/arguments.h"
#include "hub/cli/serve_options.h"

#include <array>

namespace {

using hub::cli::OptionSpec;
using hub::cli::Presence;
using hub::cli::Takes;

constexpr std::array<OptionSpec, 4> options = {{
    {"--data", Takes::One, Presence::Required, "DIR", ""},
    {"--facility", Takes::Many, Presence::Optional, "ID", ""},
    {"--number", Takes::One, Presence::Optional, "N", ""},
    {"--force", Takes::Nothing, Presence::Optional, "", ""},
}};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    std::string_view text = fuzz::textOf(data, size);
    std::vector<std::string> args;
    while (!text.empty()) {
        args.emplace_back(fuzz::firstLine(text));
    }
    if (const auto serve = hub::parseServeOptions(args); !serve) {
        fuzz::must(!hub::sentenceOf(serve.error()).empty());
    }
    const auto parsed = hub::cli::Arguments::parse(args, options, 1);
    if (!parsed) {
        return 0;
    }
    fuzz::must(parsed->has("--data"));
    const auto number = parsed->number("--number", 1, 10, 5);
    fuzz::must(!number || (*number >= 1 && *number <= 10));
    return 0;
}
