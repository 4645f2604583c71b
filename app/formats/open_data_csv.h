// 子育て施設一覧: the municipalities' open-data list of child-care facilities, in its current layout (53
// columns) and the older one (28 columns).
//
// Lists in the wild carry full-width digits, six kinds of hyphen, free text where numbers belong. Reading
// repairs what has one clear meaning and says so row by row; sets aside what it cannot use (kept as an
// unknown column, so that an export gives it back); and refuses a row only where its name or its ID is
// missing.
#pragma once

#include "domain/records.h"

#include <string>
#include <string_view>
#include <vector>

namespace formats {

enum class OpenDataLayout { Columns53, Columns28 };

/// A value that reading changed. Codes say what was wrong: "blanks", "width" (full-width digits, colons,
/// hyphens), "kana", "code", "number", "date", "time", "yes-no", "phone", "mail", "postal-code",
/// "corporate-number", "url", "type", "swapped" (latitude and longitude).
struct ImportRepair {
    int row = 0; ///< as a spreadsheet counts; the headings are row 1
    std::string column;
    std::string before;
    std::string after;
    std::string code;
    bool operator==(const ImportRepair &) const = default;
};

/// A row that is stored although something about it is not right. Codes: "missing" (blocks publishing),
/// "missing-phone", "other-municipality" (another one's code), "ages-not-understood", "extra-cells"; any code
/// of domain/validate.h means that the value cannot be used and was set aside.
struct ImportFlag {
    int row = 0;
    std::string column;
    std::string value;
    std::string code;
    bool operator==(const ImportFlag &) const = default;
};

/// A row that is not taken. Codes: "no-name", "no-id", "bad-name", "bad-id", "duplicate-id" (the first one
/// stays).
struct ImportRefusal {
    int row = 0;
    std::string code;
    std::string value; ///< the name or the ID, as far as there is one
    bool operator==(const ImportRefusal &) const = default;
};

/// A facility as the list describes it: `id`, `meta` and everything that the list knows nothing of are left
/// empty.
struct ImportRow {
    int row = 0;
    domain::Facility facility;
};

struct OpenDataFile {
    OpenDataLayout layout = OpenDataLayout::Columns53;
    std::vector<std::string> unknownColumns; ///< headings that the standard does not know, in order
    std::vector<ImportRow> rows;
    std::vector<ImportRepair> repairs;
    std::vector<ImportFlag> flags;
    std::vector<ImportRefusal> refusals;
};

/// Reads a whole file. With a municipality's code the facilities all get that one, and rows that name another
/// are flagged; without, each row's own code counts. Malformed: "empty"; "not-utf8" with param "looks_like"
/// ("utf-16", "zip", "shift_jis" or ""); "unknown-layout" (no column 名称, or no ID or NO); "unclosed-quote";
/// "too-many-rows", "too-many-columns" with param "max".
[[nodiscard]] domain::Result<OpenDataFile> readOpenData(std::string_view bytes,
                                                        std::string_view municipalityCode = {});

/// Repairs, flags and refusals in words, one line each, ordered by row: for the command line.
[[nodiscard]] std::vector<std::string> reportLines(const OpenDataFile &file);

} // namespace formats
