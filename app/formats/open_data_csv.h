// Reads 子育て施設一覧, the municipalities' open-data list of child-care facilities, in its current layout
// (53 columns) and the older one (28 columns).
//
// Real lists contain full-width digits, six kinds of hyphen, and free text instead of numbers. Reading
// repairs values that have one clear meaning and reports each repair. It sets aside values that it cannot use
// (they are kept as an unknown column, so that an export contains them). It holds a row that is no facility
// or whose cells have shifted. It refuses a row that could not be recognised again.
#pragma once

#include "domain/profile_items.h"
#include "domain/records.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace formats {

enum class OpenDataLayout { Columns53, Columns28 };

/// A value that reading changed. The code names the reason: "blanks", "line-break", "width" (full-width
/// digits, colons, hyphens), "kana", "code", "number", "date", "time", "yes-no", "phone", "mail",
/// "postal-code", "corporate-number", "url", "type", "swapped" (latitude and longitude), "fax" (a number that
/// stood beside another one), "lost-zero", "other-spelling" (an ID that the hub has with leading zeros).
struct ImportRepair {
    int row = 0; ///< as a spreadsheet counts; the headings are row 1
    std::string column;
    std::string before;
    std::string after;
    std::string code;
    bool operator==(const ImportRepair &) const = default;
};

/// A problem of a row that is stored nevertheless. Codes: "missing" (blocks publishing), "missing-phone",
/// "missing-number", "other-municipality" (another municipality's code), "ages-not-understood",
/// "ages-beyond-kind", "type-unclear" (founder or form is missing), "no-nursery", "kana-marks", "far-away",
/// "second-url", "second-fax", "two-times", "spreadsheet-error", "above-headings", "same-as-row". Any code of
/// domain/validate.h means that the value cannot be used and was set aside.
struct ImportFlag {
    int row = 0;
    std::string column;
    std::string value;
    std::string code;
    bool operator==(const ImportFlag &) const = default;
};

/// A row that is not stored. Refused: "no-name", "no-id" (neither a number nor name and address), "bad-name",
/// "bad-id", "spoiled-number" (a spreadsheet destroyed it), "duplicate-id" (the first row is stored). Held:
/// "extra-cells" with params "cells", "headings" and, if known, "column" (the one with an extra comma);
/// "explains-columns"; "same-as-row" with param "row". Left out: "left-out".
struct ImportRefusal {
    int row = 0;
    std::string code;
    std::string value; ///< the name or the ID, if there is one
    domain::Params params{};
    bool operator==(const ImportRefusal &) const = default;
};

/// A facility as the list describes it. `id`, `meta` and everything that a list does not contain are empty.
struct ImportRow {
    int row = 0;
    domain::Facility facility;
};

struct OpenDataFile {
    OpenDataLayout layout = OpenDataLayout::Columns53;
    std::vector<std::string> unknownColumns; ///< headings that the standard does not have, in order
    std::vector<std::string> items;          ///< keys of the items that have a column
    std::vector<ImportRow> rows;
    std::vector<ImportRepair> repairs;
    std::vector<ImportFlag> flags;
    std::vector<ImportRefusal> refusals;
    std::vector<ImportRefusal> held;
    std::vector<ImportRefusal> leftOut;
};

/// The officer's choices for a file.
struct ReadingChoices {
    /// If it is set, all facilities get this municipality's code, and rows with another code are flagged. If
    /// it is empty, each row's own code counts.
    std::string municipality;
    std::map<std::string, std::string> kinds; ///< a word in 種別 → its meaning in this file
    std::vector<std::string> leaveOut;        ///< rows with these 種別 are left out
};

/// Reads a whole file. Malformed: "empty"; "not-utf8" with param "looks_like" ("utf-16", "zip", "shift_jis"
/// or ""); "unknown-layout" (no column 名称, or no ID or NO) with params "missing" and "headings";
/// "other-municipality" with params "code" and "expected" (nearly all rows belong to another municipality);
/// "unclosed-quote"; "too-many-rows", "too-many-columns" with param "max".
[[nodiscard]] domain::Result<OpenDataFile> readOpenData(std::string_view bytes,
                                                        const ReadingChoices &choices);
[[nodiscard]] domain::Result<OpenDataFile> readOpenData(std::string_view bytes,
                                                        std::string_view municipalityCode = {});

/// The item whose column has this heading in any spelling; null if there is none.
[[nodiscard]] const domain::ProfileItem *itemOfHeading(std::string_view heading);

/// Repairs, flags, held rows and refusals as text, one line each, ordered by row; for the command line.
[[nodiscard]] std::vector<std::string> reportLines(const OpenDataFile &file);
/// The same grouped by column and cause, with a count and an example for each group.
[[nodiscard]] std::vector<std::string> groupedLines(const OpenDataFile &file);
/// The text in quotes on one line; a line break is shown as ⏎.
[[nodiscard]] std::string quotedForReport(std::string_view text);
/// The text for a code of the report.
[[nodiscard]] std::string reportWords(std::string_view code, const domain::Params &params = {});

} // namespace formats
