#include "formats/open_data_csv.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace formats {
namespace {

using Lines = std::vector<std::pair<int, std::string>>;

void add(Lines &lines, int row, std::string_view what, const std::string &text) {
    lines.emplace_back(row, "row " + std::to_string(row) + "  " + std::string(what) + "  " + text);
}

std::string textOf(const ImportRepair &repair) {
    return quotedForReport(repair.before) + " -> " + quotedForReport(repair.after);
}

std::string inColumn(const std::string &column) {
    return column.empty() ? std::string() : column + ": ";
}

void addRows(Lines &lines, std::string_view what, const std::vector<ImportRefusal> &rows) {
    for (const ImportRefusal &row : rows) {
        add(lines, row.row, what,
            reportWords(row.code, row.params) + (row.value.empty() ? "" : " " + quotedForReport(row.value)));
    }
}

std::vector<std::string> sortedTexts(Lines lines) {
    std::ranges::stable_sort(lines, {}, &std::pair<int, std::string>::first);
    std::vector<std::string> texts;
    for (auto &line : lines) {
        texts.push_back(std::move(line.second));
    }
    return texts;
}

/// The findings of one column and cause.
struct Group {
    std::size_t count = 0;
    std::size_t order = 0;
    int row = 0; ///< row of the example
    std::string example;
};
using Groups = std::map<std::pair<std::string, std::string>, Group>;

void count(Groups &groups, const std::string &column, const std::string &code, int row,
           const std::string &example) {
    Group &group = groups[{column, code}];
    if (group.count++ > 0) {
        return;
    }
    group.order = groups.size();
    group.row = row;
    group.example = example;
}

void addGroups(std::vector<std::string> &texts, std::string_view what, const Groups &groups) {
    std::vector<const Groups::value_type *> ordered;
    for (const auto &group : groups) {
        ordered.push_back(&group);
    }
    std::ranges::stable_sort(ordered, [](const auto *a, const auto *b) {
        return std::tuple(b->second.count, a->second.order) < std::tuple(a->second.count, b->second.order);
    });
    for (const auto *group : ordered) {
        const auto &[key, found] = *group;
        texts.push_back(std::string(what) + "  " + std::to_string(found.count) + " x  " +
                        inColumn(key.first) + reportWords(key.second) +
                        (found.example.empty()
                             ? ""
                             : "  (row " + std::to_string(found.row) + ": " + found.example + ")"));
    }
}

} // namespace

std::string quotedForReport(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '\n') {
            out += "⏎";
        } else if (c == '\r') {
            out += "␍";
        } else if (c == '\t') {
            out += "⇥";
        } else if (c >= 0 && c < ' ') {
            out += "␣";
        } else {
            out += c;
        }
    }
    return out + '"';
}

std::vector<std::string> reportLines(const OpenDataFile &file) {
    Lines lines;
    for (const ImportRepair &repair : file.repairs) {
        add(lines, repair.row, "repaired",
            inColumn(repair.column) + textOf(repair) + " (" + reportWords(repair.code) + ")");
    }
    for (const ImportFlag &flag : file.flags) {
        add(lines, flag.row, "flagged ",
            inColumn(flag.column) + reportWords(flag.code) +
                (flag.value.empty() ? "" : " " + quotedForReport(flag.value)));
    }
    addRows(lines, "held    ", file.held);
    addRows(lines, "refused ", file.refusals);
    addRows(lines, "left out", file.leftOut);
    return sortedTexts(std::move(lines));
}

std::vector<std::string> groupedLines(const OpenDataFile &file) {
    Groups repairs;
    for (const ImportRepair &repair : file.repairs) {
        count(repairs, repair.column, repair.code, repair.row, textOf(repair));
    }
    Groups flags;
    for (const ImportFlag &flag : file.flags) {
        count(flags, flag.column, flag.code, flag.row,
              flag.value.empty() ? "empty" : quotedForReport(flag.value));
    }
    std::vector<std::string> texts;
    addGroups(texts, "repaired", repairs);
    addGroups(texts, "flagged ", flags);
    Lines rows;
    addRows(rows, "held    ", file.held);
    addRows(rows, "refused ", file.refusals);
    addRows(rows, "left out", file.leftOut);
    for (std::string &text : sortedTexts(std::move(rows))) {
        texts.push_back(std::move(text));
    }
    return texts;
}

} // namespace formats
