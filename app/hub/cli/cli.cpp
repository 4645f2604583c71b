#include "hub/cli/cli.h"

#include "hub/cli/commands.h"
#include "hub/cli/ops_commands.h"
#include "hub/cli/serve_options.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace hub::cli {
namespace {

constexpr std::array placeOptions{
    OptionSpec{"--data", Takes::One, Presence::Required, "DIR", "the hub's data directory"},
    OptionSpec{"--database", Takes::One, Presence::Optional, "URL",
               "postgresql://USER@HOST:PORT/NAME instead of a database in DIR"},
    OptionSpec{"--database-password-file", Takes::One, Presence::Optional, "F",
               "its password; else PGPASSWORD or PGPASSFILE"}};

std::vector<Command> allCommands() {
    std::vector<Command> all;
    for (const auto part : {userCommands(), placeCommands(), importCommands(), seedCommands(),
                            webhookCommands(), opsCommands(), clockCommands()}) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

std::vector<OptionSpec> optionsOf(const Command &command) {
    std::vector<OptionSpec> options(command.options.begin(), command.options.end());
    options.insert(options.end(), placeOptions.begin(), placeOptions.end());
    return options;
}

std::string firstWord(std::string_view text) {
    return std::string(text.substr(0, text.find(' ')));
}

std::string padded(std::string text, std::size_t width) {
    text.resize(std::max(width, text.size() + 2), ' ');
    return text;
}

std::string helpOf(const Command &command) {
    const auto options = optionsOf(command);
    std::string text = "hokatsu-hub " + std::string(command.name);
    for (const OptionSpec &option : options) {
        const bool needed = option.presence == Presence::Required;
        text += needed ? " " : " [";
        text += std::string(option.name) +
                (option.takes == Takes::Nothing ? "" : " " + std::string(option.value));
        text += option.takes == Takes::Many ? "..." : "";
        text += needed ? "" : "]";
    }
    if (!command.positional.empty()) {
        text += " " + std::string(command.positional);
    }
    text += "\n" + std::string(command.summary) + ".\n\n";
    for (const OptionSpec &option : options) {
        text += "  " + padded(std::string(option.name) + " " + std::string(option.value), 24) +
                std::string(option.help) + "\n";
    }
    if (!command.remarks.empty()) {
        text += "\n" + std::string(command.remarks) + "\n";
    }
    return text;
}

/// One line for any error.
std::string sentence(const domain::Error &error) {
    const auto param = [&](const char *name) {
        const auto found = error.params.find(name);
        return found == error.params.end() ? std::string() : found->second;
    };
    if (error.code == "refused" || error.code == "usage" || error.code == "held") {
        return param("what");
    }
    if (error.code == "no-data") {
        return param("directory") +
               " holds no hub's data (start the hub there once, or use municipality add)";
    }
    if (error.code == "not-found" && !param("what").empty()) {
        return "there is no " + param("what");
    }
    if (error.code == "login-id-taken" || error.code == "client-id-taken") {
        return "this ID is taken";
    }
    if (!error.fields.empty()) {
        return error.fields.front().pointer + ": " + error.fields.front().code;
    }
    return sentenceOf(error);
}

int failed(const Command &command, const domain::Error &error) {
    std::fprintf(stderr, "hokatsu-hub %s: %s\n", std::string(command.name).c_str(), sentence(error).c_str());
    if (error.code == "held") {
        return 3; // done, but some rows wait for an answer
    }
    if (error.code != "usage") {
        return 1;
    }
    std::fprintf(stderr, "see: hokatsu-hub %s --help\n", std::string(command.name).c_str());
    return 2;
}

int runCommand(const Command &command, std::span<const std::string> args) {
    if (std::find(args.begin(), args.end(), "--help") != args.end()) {
        std::fputs(helpOf(command).c_str(), stdout);
        return 0;
    }
    const auto arguments = Arguments::parse(args, optionsOf(command), command.positional.empty() ? 0 : 1);
    if (!arguments) {
        return failed(command, arguments.error());
    }
    const auto local =
        LocalHub::open(arguments->one("--data"), command.missing,
                       {arguments->one("--database"), arguments->one("--database-password-file")});
    if (!local) {
        return failed(command, local.error());
    }
    const auto done = command.run(*arguments, **local);
    std::fflush(stdout);
    return done ? 0 : failed(command, done.error());
}

int unknown(const std::vector<std::string> &args) {
    const bool known = std::ranges::any_of(
        allCommands(), [&](const Command &each) { return firstWord(each.name) == args.front(); });
    if (!known) {
        return -1;
    }
    if (args.size() > 1 && args[1] == "--help") {
        for (const Command &each : allCommands()) {
            if (firstWord(each.name) == args.front()) {
                std::fputs((helpOf(each) + "\n").c_str(), stdout);
            }
        }
        return 0;
    }
    std::fprintf(stderr, "hokatsu-hub %s: what? see hokatsu-hub --help\n", args.front().c_str());
    return 2;
}

} // namespace

int run(const std::vector<std::string> &args) {
    if (args.empty()) {
        return -1;
    }
    const std::string two = args.size() > 1 ? args[0] + " " + args[1] : args[0];
    for (const Command &command : allCommands()) {
        const bool oneWord = command.name.find(' ') == std::string_view::npos;
        if (command.name == (oneWord ? args[0] : two)) {
            return runCommand(command, std::span(args).subspan(oneWord ? 1 : 2));
        }
    }
    return unknown(args);
}

std::string summary() {
    std::string text;
    for (const Command &command : allCommands()) {
        text += "  " + padded("hokatsu-hub " + std::string(command.name), 36) + std::string(command.summary) +
                "\n";
    }
    return text + "\nEach with --data DIR and --help. They also work while a hub runs on the directory; its "
                  "desks see\n"
                  "the change with their next poll, at the latest 25 seconds later.\n";
}

} // namespace hub::cli
