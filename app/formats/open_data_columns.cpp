#include "formats/open_data_columns.h"

#include "domain/text.h"
#include "domain/utf8.h"
#include "domain/validate.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

namespace formats {
namespace {

using domain::ProfileItem;
using Headings = std::unordered_map<std::string, const ProfileItem *>;

constexpr std::size_t linesWithTitles = 10;
constexpr std::size_t mostHeadingLetters = 190; ///< the name of an unknown column may have 200
constexpr std::size_t mostHeadingsTold = 60;

/// Headings that lists use for 名称, ID and the code instead of the standard's.
struct OtherHeading {
    std::string_view heading;
    std::string_view key;
};
constexpr std::array<OtherHeading, 16> otherHeadings{{
    {"施設番号", "standard_id"},
    {"施設ID", "standard_id"},
    {"施設NO", "standard_id"},
    {"番号", "standard_id"},
    {"№", "standard_id"},
    {"HID", "standard_id"},
    {"整理番号", "standard_id"},
    {"管理番号", "standard_id"},
    {"通し番号", "standard_id"},
    {"施設名", "name"},
    {"施設名称", "name"},
    {"市区町村コード", "municipality_code"},
    {"標準地域コード", "municipality_code"},
    {"地方公共団体コード", "municipality_code"},
    {"団体コード", "municipality_code"},
    {"都道府県コードまたは市区町村コード", "municipality_code"},
}};

/// Headings are compared without blanks, brackets, underscores and marks such as （必須）, in any width and
/// in either kana.
std::string plainHeading(std::string_view heading) {
    constexpr std::u32string_view marks = U"()_[]【】〔〕「」『』<>〈〉※*.。:★☆●◎■□▲△◆◇!\"'";
    constexpr std::array<std::u32string_view, 6> remarks{U"必須項目", U"任意項目", U"要入力",
                                                         U"必須",     U"任意",     U"推奨"};
    std::u32string key = domain::toCodePoints(domain::searchKey(heading));
    std::erase_if(key, [&](char32_t c) { return marks.find(c) != std::u32string_view::npos; });
    for (const std::u32string_view remark : remarks) {
        if (key.size() > remark.size() && key.ends_with(remark)) {
            key.erase(key.size() - remark.size());
        }
        if (key.size() > remark.size() && key.starts_with(remark)) {
            key.erase(0, remark.size());
        }
    }
    return domain::toUtf8(key);
}

const Headings &standardHeadings() {
    static const Headings headings = [] {
        Headings known;
        for (const ProfileItem &item : domain::profileItems()) {
            for (const std::string_view heading : {item.column53, item.column28}) {
                if (!heading.empty()) {
                    known.emplace(plainHeading(heading), &item);
                }
            }
        }
        return known;
    }();
    return headings;
}

const ProfileItem *otherItem(const std::string &plain) {
    const auto *const found = std::ranges::find_if(
        otherHeadings, [&](const OtherHeading &other) { return plainHeading(other.heading) == plain; });
    return found == otherHeadings.end() ? nullptr : domain::profileItem(found->key);
}

bool has(const OpenDataColumns &found, std::string_view key) {
    return std::ranges::any_of(
        found.columns, [&](const OpenDataColumn &column) { return column.item && column.item->key == key; });
}

/// A heading that can be stored: without control characters, not too long for the name of an unknown column,
/// and unique.
std::string usableHeading(const std::string &written, std::size_t index, std::set<std::string> &used) {
    std::string text = domain::repairedProfileItem("name", written);
    if (text.empty() || domain::codePoints(text) > mostHeadingLetters) {
        text = numberedHeading(index);
    }
    std::string heading = text;
    for (int again = 2; !used.insert(heading).second; ++again) {
        heading = text + " (" + std::to_string(again) + ")";
    }
    return heading;
}

/// The older list calls its ID "NO".
OpenDataLayout layoutOf(const OpenDataColumns &found) {
    const bool older = std::ranges::any_of(found.columns, [](const OpenDataColumn &column) {
        return column.item && column.item->key == "standard_id" && plainHeading(column.heading) == "no";
    });
    return older ? OpenDataLayout::Columns28 : OpenDataLayout::Columns53;
}

OpenDataColumns columnsOf(const std::vector<std::string> &headings) {
    OpenDataColumns found;
    std::set<const ProfileItem *> taken;
    std::set<std::string> used;
    for (const std::string &heading : headings) {
        const auto item = standardHeadings().find(plainHeading(heading));
        const bool first = item != standardHeadings().end() && taken.insert(item->second).second;
        found.columns.push_back(
            {usableHeading(heading, found.columns.size(), used), first ? item->second : nullptr});
    }
    for (OpenDataColumn &column : found.columns) {
        const ProfileItem *const other = column.item ? nullptr : otherItem(plainHeading(column.heading));
        if (other && taken.insert(other).second) {
            column.item = other;
        }
    }
    found.layout = layoutOf(found);
    return found;
}

bool isComplete(const OpenDataColumns &columns) {
    return has(columns, "name") && has(columns, "standard_id");
}

/// The error for a file without usable headings: it names the best candidate line and what it lacks.
tl::unexpected<domain::Error> unknownLayout(const std::vector<CsvRow> &rows) {
    const auto *best = &rows.front();
    for (std::size_t i = 1; i < std::min(rows.size(), linesWithTitles); ++i) {
        if (headingsAmong(rows[i].cells) > headingsAmong(best->cells)) {
            best = &rows[i];
        }
    }
    const OpenDataColumns columns = columnsOf(best->cells);
    std::string missing = has(columns, "name") ? "" : "名称";
    if (!has(columns, "standard_id")) {
        missing += (missing.empty() ? "" : ", ") + std::string("ID / NO");
    }
    std::string headings;
    for (std::size_t i = 0; i < std::min(columns.columns.size(), mostHeadingsTold); ++i) {
        headings += (headings.empty() ? "" : ", ") + columns.columns[i].heading;
    }
    return domain::fail(domain::ErrorKind::Malformed, "unknown-layout",
                        {{"missing", missing}, {"headings", headings}});
}

} // namespace

std::string numberedHeading(std::size_t index) {
    return "#" + std::to_string(index + 1);
}

std::size_t headingsAmong(const std::vector<std::string> &cells) {
    return static_cast<std::size_t>(std::ranges::count_if(cells, [](const std::string &cell) {
        return cell.size() <= mostHeadingLetters && standardHeadings().contains(plainHeading(cell));
    }));
}

const domain::ProfileItem *itemOfHeading(std::string_view heading) {
    const auto found = standardHeadings().find(plainHeading(heading));
    return found == standardHeadings().end() ? nullptr : found->second;
}

domain::Result<OpenDataColumns> columnsIn(const std::vector<CsvRow> &rows) {
    for (std::size_t i = 0; i < std::min(rows.size(), linesWithTitles); ++i) {
        OpenDataColumns columns = columnsOf(rows[i].cells);
        columns.headingRow = i;
        if (isComplete(columns)) {
            return columns;
        }
    }
    return unknownLayout(rows);
}

} // namespace formats
