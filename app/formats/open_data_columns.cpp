#include "formats/open_data_columns.h"

#include "domain/text.h"
#include "domain/validate.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace formats {
namespace {

using domain::ProfileItem;
using Headings = std::unordered_map<std::string, const ProfileItem *>;

/// Headings are compared without blanks, brackets and underscores, in any width and either kana.
std::string plainHeading(std::string_view heading) {
    std::string key = domain::searchKey(heading);
    std::erase_if(key, [](char c) { return c == '(' || c == ')' || c == '_'; });
    return key;
}

Headings knownHeadings() {
    Headings known;
    for (const ProfileItem &item : domain::profileItems())
        for (const std::string_view heading : {item.column53, item.column28})
            if (!heading.empty())
                known.emplace(plainHeading(heading), &item);
    return known;
}

bool has(const OpenDataColumns &found, std::string_view key) {
    return std::ranges::any_of(
        found.columns, [&](const OpenDataColumn &column) { return column.item && column.item->key == key; });
}

/// A heading that can be kept: clean and not longer than an unknown column's name may be.
std::string usableHeading(const std::string &written, std::size_t index) {
    const std::string text = domain::repairedProfileItem("name", written);
    return text.empty() || domain::codePoints(text) > 200 ? numberedHeading(index) : text;
}

/// The older list calls its ID "NO".
OpenDataLayout layoutOf(const OpenDataColumns &found) {
    const bool older = std::ranges::any_of(found.columns, [](const OpenDataColumn &column) {
        return column.item && column.item->key == "standard_id" && plainHeading(column.heading) == "no";
    });
    return older ? OpenDataLayout::Columns28 : OpenDataLayout::Columns53;
}

} // namespace

std::string numberedHeading(std::size_t index) {
    return "#" + std::to_string(index + 1);
}

domain::Result<OpenDataColumns> columnsOf(const std::vector<std::string> &headings) {
    const Headings known = knownHeadings();
    OpenDataColumns found;
    std::set<const ProfileItem *> taken;
    for (const std::string &heading : headings) {
        const auto item = known.find(plainHeading(heading));
        const bool first = item != known.end() && taken.insert(item->second).second;
        found.columns.push_back(
            {usableHeading(heading, found.columns.size()), first ? item->second : nullptr});
    }
    if (!has(found, "name") || !has(found, "standard_id"))
        return domain::fail(domain::ErrorKind::Malformed, "unknown-layout");
    found.layout = layoutOf(found);
    return found;
}

} // namespace formats
