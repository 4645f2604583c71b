// Imports a municipality's open-data list of facilities.
#include "formats/open_data_csv.h"
#include "hub/auth/accounts.h"
#include "hub/cli/commands.h"
#include "hub/cli/import_report.h"
#include "hub/handlers/facilities/facility_import.h"
#include "hub/http/private_file.h"

#include <array>
#include <cstdio>

namespace hub::cli {
namespace {

using domain::Result;

constexpr std::array<OptionSpec, 7> importOptions = {{
    {"--municipality", Takes::One, Presence::Required, "CODE", "whose list it is"},
    {"--dry-run", Takes::Nothing, Presence::Optional, "", "prints everything, stores nothing"},
    {"--verbose", Takes::Nothing, Presence::Optional, "", "prints every value, not only how many"},
    {"--accept", Takes::One, Presence::Optional, "WHAT,...",
     "takes held rows: renumbered, new, ROW=match, ROW=new, ROW=same"},
    {"--take-list", Takes::Nothing, Presence::Optional, "", "the list's values also over later changes"},
    {"--kind", Takes::One, Presence::Optional, "WORD=KIND,...",
     "what a word in 種別 stands for in this file"},
    {"--leave-out", Takes::One, Presence::Optional, "WORD,...", "takes no rows of this 種別"},
}};

std::string wordsOf(const domain::Error &error, const std::string &file) {
    const auto param = [&error](const char *name) {
        const auto found = error.params.find(name);
        return found == error.params.end() ? std::string() : found->second;
    };
    if (error.code == "not-utf8") {
        return file + " is not UTF-8" +
               (param("looks_like").empty() ? "" : "; it looks like " + param("looks_like"));
    }
    if (error.code == "unknown-layout") {
        return file + " has no column " + param("missing") + "; its headings are: " + param("headings");
    }
    if (error.code == "other-municipality") {
        return file + " is the list of " + param("code") + ", not of " + param("expected") +
               ": nothing was taken";
    }
    if (error.code == "empty") {
        return file + " is empty";
    }
    return file + " cannot be read as a list of facilities: " + error.code;
}

Result<formats::OpenDataFile> readFile(const std::string &file, const formats::ReadingChoices &choices) {
    const auto bytes = readWholeFile(file);
    if (!bytes) {
        return domain::fail(domain::ErrorKind::NotFound, "refused",
                            {{"what", "cannot read " + file + " (as the owner of the data directory)"}});
    }
    auto list = formats::readOpenData(*bytes, choices);
    if (!list) {
        return domain::fail(domain::ErrorKind::Malformed, "refused", {{"what", wordsOf(list.error(), file)}});
    }
    return list;
}

/// An error that makes a dry run's transaction roll back; it is never shown.
tl::unexpected<domain::Error> undone() {
    return domain::fail(domain::ErrorKind::Cancelled, "dry-run");
}

Result<formats::ReadingChoices> choicesOf(const Arguments &arguments, const std::string &code) {
    formats::ReadingChoices choices{.municipality = code};
    choices.leaveOut = wordsBetweenCommas(arguments.one("--leave-out"));
    for (const std::string &word : wordsBetweenCommas(arguments.one("--kind"))) {
        if (!addKind(choices, word)) {
            return usage("--kind " + word + ": WORD=KIND is needed, with a KIND that the hub knows");
        }
    }
    return choices;
}

Result<ImportOrder> orderOf(const Arguments &arguments, const std::string &code) {
    // A dry run stores everything and rolls it back, so that its report has the ids and errors of a real
    // import.
    ImportOrder order{.municipality = code};
    order.answers.takeList = arguments.has("--take-list");
    for (const std::string &word : wordsBetweenCommas(arguments.one("--accept"))) {
        if (!order.answers.add(word)) {
            return usage("--accept " + word + ": renumbered, new, ROW=match, ROW=new or ROW=same is needed");
        }
    }
    return order;
}

void print(const std::vector<std::string> &lines) {
    for (const std::string &line : lines) {
        std::printf("%s\n", line.c_str());
    }
}

/// The result that determines the exit code.
Result<void> ending(const formats::OpenDataFile &list, const ImportReport &report) {
    using Outcome = ImportedRow::Outcome;
    const std::size_t held = heldRows(list, report);
    if (held > 0) {
        return domain::fail(
            domain::ErrorKind::Rejected, "held",
            {{"what", "rows held: " + std::to_string(held) + " (nothing of them is stored)"}});
    }
    const std::size_t taken =
        report.count(Outcome::Created) + report.count(Outcome::Updated) + report.count(Outcome::Unchanged);
    if (taken == 0 && list.leftOut.empty()) {
        return domain::fail(domain::ErrorKind::Rejected, "refused", {{"what", "no row could be taken"}});
    }
    return {};
}

Result<void> importFacilities(const Arguments &arguments, LocalHub &local) {
    const auto code = municipalityCodeIn(arguments);
    if (!code) {
        return domain::passOn(code);
    }
    const auto choices = choicesOf(arguments, *code);
    const auto order = orderOf(arguments, *code);
    if (!choices || !order) {
        return choices ? domain::passOn(order) : domain::passOn(choices);
    }
    auto list = readFile(arguments.positional(0), *choices);
    if (!list) {
        return domain::passOn(list);
    }
    ImportReport report;
    const bool dryRun = arguments.has("--dry-run");
    auto done = local.write([&](Context &context) -> Result<void> {
        if (auto known = auth::scopeExists(context.db, *code, std::nullopt, {}); !known) {
            return known;
        }
        auto imported = importList(context, *list, *order);
        if (!imported) {
            return domain::passOn(imported);
        }
        report = std::move(*imported);
        return dryRun ? Result<void>(undone()) : Result<void>();
    });
    if (!done && done.error().code != "dry-run") {
        return done;
    }
    print(arguments.has("--verbose") ? importRowLines(*list, report) : importLines(*list, report));
    std::printf("%s%s\n", importSummary(*list, report).c_str(), dryRun ? " (dry run: nothing stored)" : "");
    return ending(*list, report);
}

constexpr std::array<Command, 1> importTable = {{
    {"import-facilities", "Takes a municipality's open-data list (CSV, UTF-8, 28 or 53 columns)",
     importOptions, "FILE", Missing::Refuse, importFacilities,
     "A facility of the hub is recognised by its number (ID/NO, without leading zeros) together with its "
     "name, "
     "address\n"
     "or telephone number; a row without a number by name and address. It gets the list's values. What the "
     "list "
     "leaves\n"
     "empty stays, and so does what was changed after the last list: it is listed, and --take-list "
     "overwrites it.\n"
     "Rows that might be another facility, whose cells have moved or that explain the columns are held: "
     "nothing of "
     "them is\n"
     "stored, and the exit code is 3. --accept takes them: 'renumbered' takes each as the facility that it "
     "looks "
     "like,\n"
     "'new' stores those that look like none, and ROW=match, ROW=new or ROW=same (the one with its number) "
     "answers "
     "for one row."},
}};

} // namespace

std::span<const Command> importCommands() {
    return importTable;
}

} // namespace hub::cli
