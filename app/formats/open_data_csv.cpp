#include "formats/open_data_csv.h"

#include "domain/text.h"
#include "domain/utf8.h"
#include "domain/validate.h"
#include "formats/csv_table.h"
#include "formats/open_data_checks.h"
#include "formats/open_data_columns.h"
#include "formats/open_data_row.h"
#include "formats/open_data_shape.h"

#include <algorithm>
#include <span>

namespace formats {
namespace {

using domain::ErrorKind;
using domain::fail;
using domain::Result;

/// True if every byte is valid in Shift_JIS, the usual encoding of lists saved by an older spreadsheet.
bool mayBeShiftJis(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        const bool single = byte < 0x80 || (byte >= 0xA1 && byte <= 0xDF);
        if (single) {
            continue;
        }
        if (byte < 0x81 || byte > 0xFC || ++i == bytes.size()) {
            return false;
        }
        const auto second = static_cast<unsigned char>(bytes[i]);
        if (second < 0x40 || second == 0x7F || second > 0xFC) {
            return false;
        }
    }
    return true;
}

std::string encodingOf(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        return "utf-16";
    }
    if (bytes.starts_with("PK\x03\x04")) {
        return "zip";
    }
    return mayBeShiftJis(bytes) ? "shift_jis" : "";
}

bool isBlankRow(const CsvRow &row) {
    return std::ranges::all_of(row.cells,
                               [](const std::string &cell) { return domain::trimmed(cell).empty(); });
}

Result<std::vector<CsvRow>> filledRows(std::string_view bytes) {
    if (bytes.starts_with("PK\x03\x04") || !domain::isUtf8(bytes)) {
        return fail(ErrorKind::Malformed, "not-utf8", {{"looks_like", encodingOf(bytes)}});
    }
    auto rows = readCsv(bytes);
    if (!rows) {
        return rows;
    }
    std::erase_if(*rows, isBlankRow);
    if (rows->empty()) {
        return fail(ErrorKind::Malformed, "empty");
    }
    return rows;
}

/// Unknown columns that are empty in every row are left out.
std::vector<std::string> unknownColumns(const OpenDataColumns &columns, std::span<const CsvRow> rows) {
    std::vector<std::string> unknown;
    for (std::size_t i = 0; i < columns.columns.size(); ++i) {
        const bool used = std::ranges::any_of(rows, [&](const CsvRow &row) {
            return i < row.cells.size() && !domain::trimmed(row.cells[i]).empty();
        });
        const bool named = !columns.columns[i].heading.starts_with('#');
        if (!columns.columns[i].item && (used || named)) {
            unknown.push_back(columns.columns[i].heading);
        }
    }
    return unknown;
}

std::vector<std::string> itemsOf(const OpenDataColumns &columns) {
    std::vector<std::string> keys;
    for (const OpenDataColumn &column : columns.columns) {
        if (column.item) {
            keys.emplace_back(column.item->key);
        }
    }
    return keys;
}

/// Flags a title or date above the headings, which is not read.
void flagTitles(std::span<const CsvRow> rows, OpenDataFile &file) {
    for (const CsvRow &row : rows) {
        std::string text;
        for (const std::string &cell : row.cells) {
            if (const std::string words = domain::trimmed(cell); !words.empty()) {
                text += (text.empty() ? "" : " ") + words;
            }
        }
        file.flags.push_back({row.number, {}, std::move(text), "above-headings"});
    }
}

} // namespace

Result<OpenDataFile> readOpenData(std::string_view bytes, const ReadingChoices &choices) {
    const auto all = filledRows(bytes);
    if (!all) {
        return passOn(all);
    }
    const auto columns = columnsIn(*all);
    if (!columns) {
        return passOn(columns);
    }
    const std::span<const CsvRow> rows = std::span(*all).subspan(columns->headingRow + 1);
    if (rows.empty()) {
        return fail(ErrorKind::Malformed, "empty");
    }
    if (const auto own = checkWhoseList(*columns, rows, choices.municipality); !own) {
        return passOn(own);
    }
    OpenDataFile file{.layout = columns->layout,
                      .unknownColumns = unknownColumns(*columns, rows),
                      .items = itemsOf(*columns)};
    flagTitles(std::span(*all).first(columns->headingRow), file);
    RowShape shape(*columns, rows);
    RowReader reader(*columns, choices, file);
    for (const CsvRow &row : rows) {
        if (auto held = shape.held(row)) {
            file.held.push_back(std::move(*held));
        } else {
            reader.read(row);
        }
    }
    flagFarAway(*columns, file);
    return file;
}

Result<OpenDataFile> readOpenData(std::string_view bytes, std::string_view municipalityCode) {
    return readOpenData(bytes, ReadingChoices{.municipality = std::string(municipalityCode)});
}

} // namespace formats
