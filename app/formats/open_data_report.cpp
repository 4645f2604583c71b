#include "formats/open_data_csv.h"

#include <algorithm>
#include <map>

namespace formats {
namespace {

using Lines = std::vector<std::pair<int, std::string>>;

/// Cells may hold line breaks; a report has one line for each finding.
std::string quoted(const std::string &text) {
    std::string out = "\"";
    for (const char c : text) {
        const bool breaks = c == '\n' || c == '\r' || c == '\t';
        out += breaks ? ' ' : c;
    }
    return out + '"';
}

void add(Lines &lines, int row, std::string_view what, const std::string &text) {
    lines.emplace_back(row, "row " + std::to_string(row) + "  " + std::string(what) + "  " + text);
}

} // namespace

std::vector<std::string> reportLines(const OpenDataFile &file) {
    Lines lines;
    for (const ImportRepair &repair : file.repairs)
        add(lines, repair.row, "repaired",
            repair.column + ": " + quoted(repair.before) + " -> " + quoted(repair.after) + " (" +
                repair.code + ")");
    for (const ImportFlag &flag : file.flags)
        add(lines, flag.row, "flagged ",
            flag.column + ": " + flag.code + (flag.value.empty() ? "" : " " + quoted(flag.value)));
    for (const ImportRefusal &refusal : file.refusals)
        add(lines, refusal.row, "refused ",
            refusal.code + (refusal.value.empty() ? "" : " " + quoted(refusal.value)));
    std::ranges::stable_sort(lines, {}, &std::pair<int, std::string>::first);
    std::vector<std::string> texts;
    for (auto &line : lines)
        texts.push_back(std::move(line.second));
    return texts;
}

} // namespace formats
