// 子育て施設一覧: the municipalities' open-data list of child-care facilities, in its current layout (53
// columns) and the older one (28 columns).
//
// Lists in the wild carry full-width digits, six kinds of hyphen, free text where numbers belong. Reading
// repairs what has one clear meaning and says so row by row; sets aside what it cannot use (kept as an
// unknown column, so that an export gives it back); holds a row that is no facility or whose cells have
// moved; and refuses one that nobody could recognise again.
#pragma once

#include "domain/profile_items.h"
#include "domain/records.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace formats {

enum class OpenDataLayout { Columns53, Columns28 };

/// A value that reading changed. Codes say what was wrong: "blanks", "line-break", "width" (full-width
/// digits, colons, hyphens), "kana", "code", "number", "date", "time", "yes-no", "phone", "mail",
/// "postal-code", "corporate-number", "url", "type", "swapped" (latitude and longitude), "fax" (a number that
/// stood beside another one), "lost-zero", "other-spelling" (an ID that the hub has with its zeros).
struct ImportRepair {
    int row = 0; ///< as a spreadsheet counts; the headings are row 1
    std::string column;
    std::string before;
    std::string after;
    std::string code;
    bool operator==(const ImportRepair &) const = default;
};

/// A row that is stored although something about it is not right. Codes: "missing" (blocks publishing),
/// "missing-phone", "missing-number", "other-municipality" (another one's code), "ages-not-understood",
/// "ages-beyond-kind", "type-unclear" (the founder or the form is not said), "no-nursery", "kana-marks",
/// "far-away", "second-url", "second-fax", "two-times", "spreadsheet-error", "above-headings", "same-as-row";
/// any code of domain/validate.h means that the value cannot be used and was set aside.
struct ImportFlag {
    int row = 0;
    std::string column;
    std::string value;
    std::string code;
    bool operator==(const ImportFlag &) const = default;
};

/// A row that is not taken. Refused: "no-name", "no-id" (neither a number nor name and address), "bad-name",
/// "bad-id", "spoiled-number" (a spreadsheet destroyed it), "duplicate-id" (the first one stays). Held:
/// "extra-cells" with params "cells", "headings" and, where it can be told, "column" (the one with a comma
/// too many); "explains-columns"; "same-as-row" with param "row". Left out: "left-out".
struct ImportRefusal {
    int row = 0;
    std::string code;
    std::string value; ///< the name or the ID, as far as there is one
    domain::Params params{};
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
    std::vector<std::string> items;          ///< keys of the items that have a column
    std::vector<ImportRow> rows;
    std::vector<ImportRepair> repairs;
    std::vector<ImportFlag> flags;
    std::vector<ImportRefusal> refusals;
    std::vector<ImportRefusal> held;
    std::vector<ImportRefusal> leftOut;
};

/// What the officer says about a file.
struct ReadingChoices {
    /// With a municipality's code the facilities all get that one, and rows that name another are flagged;
    /// without, each row's own code counts.
    std::string municipality;
    std::map<std::string, std::string> kinds; ///< a word in 種別 → what it stands for in this file
    std::vector<std::string> leaveOut;        ///< rows of these 種別 are not taken
};

/// Reads a whole file. Malformed: "empty"; "not-utf8" with param "looks_like" ("utf-16", "zip", "shift_jis"
/// or
/// ""); "unknown-layout" (no column 名称, or no ID or NO) with params "missing" and "headings";
/// "other-municipality" with params "code" and "expected" (nearly all rows are another municipality's);
/// "unclosed-quote"; "too-many-rows", "too-many-columns" with param "max".
[[nodiscard]] domain::Result<OpenDataFile> readOpenData(std::string_view bytes,
                                                        const ReadingChoices &choices);
[[nodiscard]] domain::Result<OpenDataFile> readOpenData(std::string_view bytes,
                                                        std::string_view municipalityCode = {});

/// The item whose column the standard calls so, in any spelling; null where it knows none.
[[nodiscard]] const domain::ProfileItem *itemOfHeading(std::string_view heading);

/// Repairs, flags, held rows and refusals in words, one line each, ordered by row: for the command line.
[[nodiscard]] std::vector<std::string> reportLines(const OpenDataFile &file);
/// The same by column and cause, with a count and an example for each.
[[nodiscard]] std::vector<std::string> groupedLines(const OpenDataFile &file);
/// A text in quotes on one line; line breaks are shown as ⏎.
[[nodiscard]] std::string quotedForReport(std::string_view text);
/// A code of the report in words.
[[nodiscard]] std::string reportWords(std::string_view code, const domain::Params &params = {});

} // namespace formats
