#include "formats/open_data_shape.h"

#include "domain/text.h"
#include "domain/validate.h"

#include <algorithm>
#include <array>

namespace formats {
namespace {

constexpr std::size_t mostCutCells = 3; ///< more extra cells are not caused by a comma
constexpr std::size_t longestExplanation = 20;
constexpr int mostCutsTried = 200; ///< if every row of a file is cut, more examples are not needed

bool isBlankCell(const std::string &cell) {
    return domain::trimmed(cell).empty();
}

bool canBeFaulty(const domain::ProfileItem *item) {
    return item && item->type != domain::ItemType::Text && item->type != domain::ItemType::MultilineText &&
           item->type != domain::ItemType::Ascii;
}

/// Whether the cell fits the item. A reading in Latin letters counts as no evidence, because it may be a word
/// of another column.
bool isSound(const domain::ProfileItem &item, const std::string &cell) {
    const std::string value = domain::repairedProfileItem(item.key, cell);
    return item.type == domain::ItemType::Katakana ? domain::isFullWidthKatakana(value)
                                                   : domain::validateProfileItem(item.key, value).empty();
}

/// True for cells such as "半角数字6桁", "文字列", "施設の名称を記載".
bool explains(const std::string &cell) {
    // In the form that domain::searchKey() gives.
    constexpr std::array<std::string_view, 14> words{"半角",     "全角", "文字列", "数値",   "英数",
                                                     "テキスト", "必須", "任意",   "ヲ記載", "ヲ記入",
                                                     "ヲ入力",   "yyyy", "hh:mm",  "形式"};
    if (cell.empty() || domain::codePoints(cell) > longestExplanation) {
        return false;
    }
    const std::string key = domain::searchKey(cell);
    return std::ranges::any_of(words,
                               [&](std::string_view word) { return key.find(word) != std::string::npos; });
}

/// True for a sum or the example of a form, because no nursery has such a name.
bool isNobodysName(const std::string &name) {
    constexpr std::array<std::string_view, 8> whole{"合計",   "計", "小計",     "総計",
                                                    "記入例", "例", "サンプル", "施設名"};
    constexpr std::array<std::string_view, 5> parts{"○○", "〇〇", "◯◯", "△△", "××"};
    const std::string key = domain::searchKey(name);
    return std::ranges::find(whole, key) != whole.end() ||
           std::ranges::any_of(parts,
                               [&](std::string_view part) { return key.find(part) != std::string::npos; });
}

/// The row with `extra` + 1 cells from `at` on joined to one.
std::vector<std::string> joinedAt(const std::vector<std::string> &cells, std::size_t at, std::size_t extra) {
    std::vector<std::string> joined(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    for (std::size_t i = at + 1; i <= at + extra; ++i) {
        joined.back() += "," + cells[i];
    }
    joined.insert(joined.end(), cells.begin() + static_cast<std::ptrdiff_t>(at + extra) + 1, cells.end());
    return joined;
}

} // namespace

RowShape::RowShape(const OpenDataColumns &columns, std::span<const CsvRow> rows)
    : m_columns(columns), m_allAreLonger(std::ranges::all_of(rows, [&](const CsvRow &row) {
          return row.cells.size() > columns.columns.size();
      })) {}

RowShape::Judged RowShape::judged(std::span<const std::string> cells) const {
    Judged found;
    for (std::size_t i = 0; i < std::min(cells.size(), m_columns.columns.size()); ++i) {
        const domain::ProfileItem *const item = m_columns.columns[i].item;
        if (!canBeFaulty(item) || isBlankCell(cells[i])) {
            continue;
        }
        (isSound(*item, cells[i]) ? found.sound : found.faulty) += 1;
    }
    return found;
}

std::optional<RowShape::Cut> RowShape::cut(const CsvRow &row) {
    const std::size_t extra = row.cells.size() - m_columns.columns.size();
    if (extra > mostCutCells || m_cutsTried == mostCutsTried) {
        return std::nullopt;
    }
    ++m_cutsTried;
    std::optional<Cut> best;
    for (std::size_t at = 0; at < m_columns.columns.size(); ++at) {
        const domain::ProfileItem *const item = m_columns.columns[at].item;
        if (canBeFaulty(item) || isBlankCell(row.cells[at]) || isBlankCell(row.cells[at + 1])) {
            continue;
        }
        const bool isAddress = item && (item->key == "address" || item->key == "address_number");
        const Cut found{at, judged(joinedAt(row.cells, at, extra)).faulty, isAddress ? 1 : 0};
        if (!best || found.faulty < best->faulty ||
            (found.faulty == best->faulty && found.rank >= best->rank)) {
            best = found;
        }
    }
    return best;
}

bool RowShape::isMoved(const CsvRow &row) {
    const std::size_t headings = m_columns.columns.size();
    if (row.cells.size() <= headings) {
        return false;
    }
    const auto beyond = row.cells.begin() + static_cast<std::ptrdiff_t>(headings);
    if (!m_allAreLonger || !std::all_of(beyond, row.cells.end(), isBlankCell)) {
        return true;
    }
    // An empty last column that all rows have does no harm, unless the cells before it fit better when two
    // are joined.
    const std::size_t faulty = judged(row.cells).faulty;
    const auto better = faulty > 0 ? cut(row) : std::nullopt;
    return better && better->faulty < faulty;
}

ImportRefusal RowShape::moved(const CsvRow &row) {
    ImportRefusal held{row.number, "extra-cells", cellOf(row, "name")};
    held.params = {{"cells", std::to_string(row.cells.size())},
                   {"headings", std::to_string(m_columns.columns.size())}};
    if (const auto found = cut(row)) {
        held.params["column"] = m_columns.columns[found->column].heading;
    }
    return held;
}

bool RowShape::explainsColumns(const CsvRow &row) const {
    constexpr std::string_view anyDigit = "0123456789";
    if (isNobodysName(cellOf(row, "name"))) {
        return true;
    }
    const std::string number = domain::toHalfWidthAscii(cellOf(row, "standard_id"));
    if (number.find_first_of(anyDigit) != std::string::npos && !explains(number)) {
        return false;
    }
    const auto filled = static_cast<std::size_t>(
        std::ranges::count_if(row.cells, [](const std::string &cell) { return !isBlankCell(cell); }));
    const std::size_t headings = headingsAmong(row.cells);
    if (headings >= 3 && headings * 2 > filled) {
        return true;
    }
    const Judged cells = judged(row.cells);
    return cells.sound == 0 && (std::ranges::count_if(row.cells, explains) >= 2 || cells.faulty >= 4);
}

std::string RowShape::cellOf(const CsvRow &row, std::string_view key) const {
    for (std::size_t i = 0; i < std::min(row.cells.size(), m_columns.columns.size()); ++i) {
        if (m_columns.columns[i].item && m_columns.columns[i].item->key == key) {
            return domain::trimmed(row.cells[i]);
        }
    }
    return {};
}

std::optional<ImportRefusal> RowShape::held(const CsvRow &row) {
    if (isMoved(row)) {
        return moved(row);
    }
    if (explainsColumns(row)) {
        return ImportRefusal{row.number, "explains-columns", cellOf(row, "name")};
    }
    return std::nullopt;
}

} // namespace formats
