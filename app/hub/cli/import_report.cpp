#include "hub/cli/import_report.h"

#include "domain/profile_items.h"

#include <algorithm>
#include <map>

namespace hub::cli {
namespace {

using Outcome = ImportedRow::Outcome;

constexpr std::size_t mostNamed = 20; ///< the number of lines of one kind before "and N more"

std::string itemWords(const std::string &item) {
    if (item == "standard_id") {
        return "ID/NO";
    }
    if (item == "classes") {
        return "classes";
    }
    if (item == "unknown_columns") {
        return "other columns";
    }
    const domain::ProfileItem *const known = domain::profileItem(item);
    return known ? std::string(known->column53) : item;
}

std::string rowWords(int row, std::string_view what) {
    return "row " + std::to_string(row) + "  " + std::string(what) + "  ";
}

std::string named(const std::string &name, const std::string &number) {
    return formats::quotedForReport(name) + (number.empty() ? " (no number)" : " (" + number + ")");
}

std::string commasWithBlanks(const std::string &words) {
    std::string text;
    for (const char c : words) {
        text += c == ',' ? std::string(", ") : std::string(1, c);
    }
    return text;
}

/// Why a row is held, and how to answer.
std::string heldWords(const ImportedRow &row) {
    const std::string code = row.faults.empty() ? std::string() : row.faults.front().code;
    const std::string number = std::to_string(row.row);
    std::string text = formats::quotedForReport(row.name) + ": ";
    if (code == "renumbered") {
        text += "its number is that of " + formats::quotedForReport(row.holderName) +
                ", and name, address and telephone number do not agree";
    } else if (code == "number-changes") {
        text += "the number changes";
    } else {
        text += "it has no number and agrees in part only";
    }
    if (!row.matchId.empty()) {
        text += "; it looks like " + named(row.matchName, row.matchNumber) + " (" +
                commasWithBlanks(row.matchBy) + "): --accept " + number + "=match or " + number + "=new";
    } else {
        text += ": --accept " + number + "=new" +
                (row.holderName.empty() ? "" : ", or " + number + "=same if it is still that one");
    }
    return text;
}

std::vector<std::string> heldLines(const ImportReport &report) {
    std::vector<std::string> lines;
    for (const ImportedRow &row : report.rows) {
        if (row.outcome == Outcome::Held) {
            lines.push_back(rowWords(row.row, "held    ") + heldWords(row));
        }
        if (row.outcome == Outcome::Refused) {
            for (const domain::FieldError &fault : row.faults) {
                lines.push_back(rowWords(row.row, "refused ") + fault.pointer + ": " +
                                formats::reportWords(fault.code, fault.params));
            }
        }
    }
    return lines;
}

std::vector<std::string> keptLines(const ImportReport &report) {
    std::vector<std::string> lines;
    for (const ImportedRow &row : report.rows) {
        for (const KeptItem &kept : row.kept) {
            lines.push_back(rowWords(row.row, "kept    ") + formats::quotedForReport(row.name) + " " +
                            itemWords(kept.item) + ": " + formats::quotedForReport(kept.stored) +
                            ", the list says " + formats::quotedForReport(kept.listed) +
                            (kept.origin == Origin::Unknown ? " (perhaps changed since an older list)"
                                                            : " (changed since the last list)"));
        }
    }
    return lines;
}

/// Adds lines such as "updated  12 x  電話番号  (row 2: "a" -> "b")".
void addUpdated(std::vector<std::string> &lines, const ImportReport &report) {
    struct Group {
        std::size_t count = 0;
        std::string example;
    };
    std::map<std::string, Group> groups;
    for (const ImportedRow &row : report.rows) {
        for (const ItemChange &change : row.changes) {
            Group &group = groups[itemWords(change.item)];
            if (group.count++ == 0) {
                group.example = "row " + std::to_string(row.row) + ": " +
                                formats::quotedForReport(change.before) + " -> " +
                                formats::quotedForReport(change.after);
            }
        }
    }
    for (const auto &[item, group] : groups) {
        lines.push_back("updated   " + std::to_string(group.count) + " x  " + item + "  (" + group.example +
                        ")");
    }
}

void addSome(std::vector<std::string> &lines, const std::vector<std::string> &all) {
    lines.insert(lines.end(), all.begin(),
                 all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), mostNamed)));
    if (all.size() > mostNamed) {
        lines.push_back("          and " + std::to_string(all.size() - mostNamed) + " more (--verbose)");
    }
}

std::vector<std::string> missingLines(const ImportReport &report) {
    std::vector<std::string> lines;
    for (const ListedFacility &facility : report.notInList) {
        lines.push_back("in the hub, not in this list: " + named(facility.name, facility.number));
    }
    return lines;
}

std::vector<std::string> emptiedLines(const ImportReport &report) {
    std::vector<std::string> lines;
    for (const ImportedRow &row : report.rows) {
        for (const std::string &item : row.emptied) {
            lines.push_back(rowWords(row.row, "empty in the list, kept here:") +
                            formats::quotedForReport(row.name) + " " + itemWords(item));
        }
    }
    return lines;
}

void addGiven(std::vector<std::string> &lines, const ImportReport &report) {
    for (const ListedFacility &facility : report.numberGiven) {
        lines.push_back("its number went to another facility: " + named(facility.name, facility.number));
    }
}

void addRenumbered(std::vector<std::string> &lines, const ImportReport &report) {
    if (report.looksRenumbered && report.count(Outcome::Held) > 0) {
        lines.emplace_back(
            "This list looks renumbered: many numbers are other facilities' than before. Look at the "
            "held rows;\n--accept renumbered takes each as the facility that it looks like.");
    }
}

} // namespace

std::vector<std::string> importLines(const formats::OpenDataFile &file, const ImportReport &report) {
    std::vector<std::string> lines = formats::groupedLines(file);
    addUpdated(lines, report);
    addSome(lines, keptLines(report));
    addSome(lines, missingLines(report));
    addSome(lines, emptiedLines(report));
    addGiven(lines, report);
    addSome(lines, heldLines(report));
    addRenumbered(lines, report);
    return lines;
}

std::vector<std::string> importRowLines(const formats::OpenDataFile &file, const ImportReport &report) {
    std::vector<std::string> lines = formats::reportLines(file);
    for (const ImportedRow &row : report.rows) {
        for (const ItemChange &change : row.changes) {
            lines.push_back(rowWords(row.row, "updated ") + itemWords(change.item) + ": " +
                            formats::quotedForReport(change.before) + " -> " +
                            formats::quotedForReport(change.after));
        }
    }
    for (const auto &more :
         {keptLines(report), missingLines(report), emptiedLines(report), heldLines(report)}) {
        lines.insert(lines.end(), more.begin(), more.end());
    }
    addGiven(lines, report);
    addRenumbered(lines, report);
    return lines;
}

std::size_t heldRows(const formats::OpenDataFile &file, const ImportReport &report) {
    return report.count(Outcome::Held) + file.held.size();
}

std::string importSummary(const formats::OpenDataFile &file, const ImportReport &report) {
    const auto number = [](std::size_t count) { return std::to_string(count); };
    const std::size_t rows =
        report.rows.size() + file.refusals.size() + file.held.size() + file.leftOut.size();
    std::string text = number(rows) + " rows: " + number(report.count(Outcome::Created)) + " created, " +
                       number(report.count(Outcome::Updated)) + " updated, " +
                       number(report.count(Outcome::Unchanged)) + " unchanged, " +
                       number(heldRows(file, report)) + " held, " +
                       number(report.count(Outcome::Refused) + file.refusals.size()) + " refused";
    if (!file.leftOut.empty()) {
        text += ", " + number(file.leftOut.size()) + " left out";
    }
    text +=
        "; " + number(file.repairs.size()) + " values repaired, " + number(file.flags.size()) + " flagged";
    if (report.keptItems() > 0) {
        text += "; changed since the last list, kept here: " + number(report.keptItems());
    }
    if (!report.notInList.empty()) {
        text += "; in the hub, not in this list: " + number(report.notInList.size());
    }
    if (report.emptiedItems() > 0) {
        text += "; empty in the list, kept here: " + number(report.emptiedItems());
    }
    return text;
}

} // namespace hub::cli
