// Converts one row of a list to one facility. Private to formats.
#pragma once

#include "formats/csv_table.h"
#include "formats/open_data_columns.h"

#include <map>

namespace formats {

class RowReader {
public:
    /// All references must outlive the reader. `into` collects the rows and the findings about them.
    RowReader(const OpenDataColumns &columns, const ReadingChoices &choices, OpenDataFile &into);
    void read(const CsvRow &row);

private:
    void readCell(std::size_t index, const std::string &cell);
    void readItem(const OpenDataColumn &column, const std::string &cell);
    void keepUnknown(const std::string &heading, const std::string &cell);
    [[nodiscard]] std::string takeFirstOf(const OpenDataColumn &column, const std::string &cell);
    void readFax();
    void readNumber();
    void readKind();
    void readMunicipality();
    void swapCoordinates();
    void setAsideFaults();
    void setAside(const std::string &key, const std::string &code);
    void readClasses();
    void flagMissing();
    [[nodiscard]] std::string refusal() const;
    [[nodiscard]] bool isHeldOrLeftOut();
    void keepRow();
    void flag(std::string column, std::string value, std::string code);
    [[nodiscard]] std::string headingOf(std::string_view key) const;
    [[nodiscard]] std::string faultCode(const std::string &key, const std::string &code) const;
    [[nodiscard]] std::string writtenIn(const std::string &key) const;

    const OpenDataColumns &m_columns;
    const ReadingChoices &m_choices;
    OpenDataFile &m_file;
    std::map<std::string, int> m_rowOfNumber;
    std::map<std::string, int> m_rowOfPlace; ///< only rows without a number: name and address → row

    // The current row.
    int m_row = 0;
    domain::Facility m_facility;
    std::map<std::string, std::string> m_written; ///< key → the cell as written in the file
};

} // namespace formats
