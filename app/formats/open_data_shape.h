// Detects rows that are no facility or whose cells have shifted. Private to formats.
#pragma once

#include "formats/open_data_columns.h"

#include <optional>
#include <span>

namespace formats {

class RowShape {
public:
    /// Both must outlive the object. `rows` are the rows below the headings.
    RowShape(const OpenDataColumns &columns, std::span<const CsvRow> rows);
    /// The reason to hold the row, if there is one.
    [[nodiscard]] std::optional<ImportRefusal> held(const CsvRow &row);

private:
    struct Judged {
        std::size_t sound = 0;
        std::size_t faulty = 0;
    };
    /// Counts only cells whose item has a type that can be wrong.
    [[nodiscard]] Judged judged(std::span<const std::string> cells) const;
    /// The column whose cell a comma cut in two, and the number of faulty cells after joining it.
    struct Cut {
        std::size_t column = 0;
        std::size_t faulty = 0;
        int rank = 0;
    };
    [[nodiscard]] std::optional<Cut> cut(const CsvRow &row);
    [[nodiscard]] bool isMoved(const CsvRow &row);
    [[nodiscard]] ImportRefusal moved(const CsvRow &row);
    [[nodiscard]] bool explainsColumns(const CsvRow &row) const;
    [[nodiscard]] std::string cellOf(const CsvRow &row, std::string_view key) const;

    const OpenDataColumns &m_columns;
    int m_cutsTried = 0;
    bool m_allAreLonger = false; ///< every row has more cells than there are headings
};

} // namespace formats
