// A municipality's open-data list of facilities into the hub.
#include "formats/open_data_csv.h"
#include "hub/auth/accounts.h"
#include "hub/cli/commands.h"
#include "hub/handlers/facility_import.h"
#include "hub/server/private_file.h"

#include <array>
#include <cstdio>

namespace hub::cli {
namespace {

using domain::Result;

constexpr std::array<OptionSpec, 2> importOptions = {{
    {"--municipality", Takes::One, Presence::Required, "CODE", "whose list it is"},
    {"--dry-run", Takes::Nothing, Presence::Optional, "", "prints everything, stores nothing"},
}};

struct Counts {
    int created = 0;
    int updated = 0;
    int unchanged = 0;
    int refused = 0;
};

class Import {
public:
    Import(Context &context, Counts &counts) : m_context(context), m_counts(counts) {}

    Result<void> take(const formats::ImportRow &row) {
        const auto imported = importRow(m_context, row, ImportMode::Store);
        if (!imported)
            return domain::passOn(imported);
        switch (imported->outcome) {
        case ImportedRow::Outcome::Created:
            ++m_counts.created;
            break;
        case ImportedRow::Outcome::Updated:
            ++m_counts.updated;
            std::printf("row %d  updated   %s\n", imported->row, imported->items.c_str());
            break;
        case ImportedRow::Outcome::Unchanged:
            ++m_counts.unchanged;
            break;
        case ImportedRow::Outcome::Refused:
            ++m_counts.refused;
            printRefused(*imported);
            break;
        }
        return {};
    }

private:
    static void printRefused(const ImportedRow &imported) {
        for (const domain::FieldError &fault : imported.faults)
            std::printf("row %d  refused   %s: %s\n", imported.row, fault.pointer.c_str(),
                        fault.code.c_str());
    }

    Context &m_context;
    Counts &m_counts;
};

std::string wordsOf(const domain::Error &error, const std::string &file) {
    const auto found = error.params.find("looks_like");
    if (error.code == "not-utf8")
        return file + " is not UTF-8" +
               (found == error.params.end() || found->second.empty() ? ""
                                                                     : "; it looks like " + found->second);
    if (error.code == "unknown-layout")
        return file + " has no column 名称, or none that is called ID or NO: not a list of facilities";
    if (error.code == "empty")
        return file + " is empty";
    return file + " cannot be read as a list of facilities: " + error.code;
}

Result<formats::OpenDataFile> readFile(const std::string &file, const std::string &code) {
    const auto bytes = readWholeFile(file);
    if (!bytes)
        return domain::fail(domain::ErrorKind::NotFound, "refused",
                            {{"what", "cannot read " + file + " (as the owner of the data directory)"}});
    auto list = formats::readOpenData(*bytes, code);
    if (!list)
        return domain::fail(domain::ErrorKind::Malformed, "refused", {{"what", wordsOf(list.error(), file)}});
    return list;
}

void printSummary(const formats::OpenDataFile &list, const Counts &counts, bool dryRun) {
    std::printf(
        "%zu rows: %d created, %d updated, %d unchanged, %d refused; %zu values repaired, %zu flagged%s\n",
        list.rows.size() + list.refusals.size(), counts.created, counts.updated, counts.unchanged,
        counts.refused, list.repairs.size(), list.flags.size(), dryRun ? " (dry run: nothing stored)" : "");
}

/// Undoes the transaction of a dry run; never shown.
tl::unexpected<domain::Error> undone() {
    return domain::fail(domain::ErrorKind::Cancelled, "dry-run");
}

Result<void> importFacilities(const Arguments &arguments, Workplace &place) {
    const auto code = municipalityCodeIn(arguments);
    if (!code)
        return domain::passOn(code);
    const auto list = readFile(arguments.positional(0), *code);
    if (!list)
        return domain::passOn(list);
    for (const std::string &line : formats::reportLines(*list))
        std::printf("%s\n", line.c_str());
    Counts counts{.refused = static_cast<int>(list->refusals.size())};
    const bool dryRun = arguments.has("--dry-run");
    auto done = place.write([&](Context &context) -> Result<void> {
        auto taken = auth::scopeExists(context.db, *code, std::nullopt, {});
        Import import(context, counts);
        for (std::size_t i = 0; taken && i < list->rows.size(); ++i)
            taken = import.take(list->rows[i]);
        if (taken && dryRun)
            return undone();
        return taken;
    });
    if (!done && done.error().code != "dry-run")
        return done;
    printSummary(*list, counts, dryRun);
    if (counts.created + counts.updated + counts.unchanged == 0)
        return domain::fail(domain::ErrorKind::Rejected, "refused", {{"what", "no row could be taken"}});
    return {};
}

constexpr std::array<Command, 1> importTable = {{
    {"import-facilities", "Takes a municipality's open-data list (CSV, UTF-8, 28 or 53 columns)",
     importOptions, "FILE", Missing::Refuse, importFacilities,
     "Prints a line for each value that it repairs or flags and for each row that it refuses. Facilities "
     "that are in\n"
     "the hub already (the same ID/NO) get the list's values; what the list leaves empty stays."},
}};

} // namespace

std::span<const Command> importCommands() {
    return importTable;
}

} // namespace hub::cli
