#include "formats/csv_table.h"

#include <csv.h>

namespace formats {
namespace {

using domain::ErrorKind;
using domain::fail;

constexpr std::size_t mostRows = 100'000;
/// As many as a facility can store beside the standard's columns (the domain's limit of 200 unknown columns).
constexpr std::size_t mostColumns = 190;

/// The result that the C callbacks fill.
struct Collector {
    std::vector<CsvRow> rows;
    CsvRow current;
    int lastEnd = 0;
    bool tooManyRows = false;
    bool tooManyColumns = false;

    void cell(std::string_view text) {
        if (current.cells.size() == mostColumns) {
            tooManyColumns = true;
        } else {
            current.cells.emplace_back(text);
        }
    }

    void endOfLine(int end) {
        const bool secondHalfOfCrLf = end == '\n' && lastEnd == '\r' && current.cells.empty();
        lastEnd = secondHalfOfCrLf ? 0 : end;
        if (secondHalfOfCrLf) {
            return;
        }
        const int number = current.number;
        if (rows.size() == mostRows) {
            tooManyRows = true;
        } else if (!current.cells.empty()) {
            rows.push_back(std::move(current));
        }
        current = {.number = number + 1, .cells = {}};
    }
};

extern "C" {
static void onCell(void *text, std::size_t length, void *data) {
    static_cast<Collector *>(data)->cell({static_cast<const char *>(text), length});
}
static void onLine(int end, void *data) {
    static_cast<Collector *>(data)->endOfLine(end);
}
static int noSpaces(unsigned char) {
    return 0;
}
}

/// Owns libcsv's parser.
class Parser {
public:
    Parser() {
        // All line ends are reported, so that rows are numbered as in a spreadsheet.
        csv_init(&m_parser, CSV_REPALL_NL);
        csv_set_space_func(&m_parser, noSpaces);
    }
    ~Parser() { csv_free(&m_parser); }
    Parser(const Parser &) = delete;
    Parser &operator=(const Parser &) = delete;

    bool read(std::string_view text, Collector &into) {
        if (csv_parse(&m_parser, text.data(), text.size(), onCell, onLine, &into) != text.size()) {
            return false;
        }
        // Strict at the end only: a quote inside an unquoted cell is a character, but an unclosed quote is an
        // error.
        csv_set_opts(&m_parser, CSV_REPALL_NL | CSV_STRICT | CSV_STRICT_FINI);
        return csv_fini(&m_parser, onCell, onLine, &into) == 0;
    }

private:
    csv_parser m_parser{};
};

} // namespace

domain::Result<std::vector<CsvRow>> readCsv(std::string_view utf8) {
    if (utf8.starts_with("\xEF\xBB\xBF")) {
        utf8.remove_prefix(3);
    }
    Collector collector;
    Parser parser;
    if (!parser.read(utf8, collector)) {
        return fail(ErrorKind::Malformed, "unclosed-quote");
    }
    if (collector.tooManyRows) {
        return fail(ErrorKind::Malformed, "too-many-rows", {{"max", std::to_string(mostRows)}});
    }
    if (collector.tooManyColumns) {
        return fail(ErrorKind::Malformed, "too-many-columns", {{"max", std::to_string(mostColumns)}});
    }
    return std::move(collector.rows);
}

} // namespace formats
