// The codes of an import's report as text, for the command line.
#include "formats/open_data_csv.h"

#include <algorithm>
#include <array>

namespace formats {
namespace {

struct CodeWords {
    std::string_view code;
    std::string_view words;
};

constexpr std::array<CodeWords, 62> codeWords{{
    // repairs
    {"blanks", "blanks around it"},
    {"line-break", "line break"},
    {"width", "full-width digits or hyphens"},
    {"kana", "kana in another form"},
    {"code", "municipality code without its check digit or zero"},
    {"number", "number in another form"},
    {"date", "date in another form"},
    {"time", "time in another form"},
    {"yes-no", "yes or no in another word"},
    {"phone", "telephone number in another form"},
    {"lost-zero", "the leading zero was lost"},
    {"fax", "the fax number stood with the telephone number"},
    {"mail", "mail address in another form"},
    {"postal-code", "postal code in another form"},
    {"corporate-number", "corporate number in another form"},
    {"url", "address of a page in another form"},
    {"type", "kind in another word"},
    {"swapped", "latitude and longitude were exchanged"},
    {"other-spelling", "the number as the hub has it"},
    // flags
    {"missing", "empty, but needed to publish"},
    {"missing-phone", "no telephone number"},
    {"missing-number", "no number; name and address tell the facility from others"},
    {"other-municipality", "the code of another municipality"},
    {"ages-not-understood", "ages not understood; no classes set"},
    {"ages-beyond-kind", "this kind takes children below three only"},
    {"type-unclear", "the founder or the form is not said (--kind WORD=KIND)"},
    {"no-nursery", "not a nursery (--leave-out WORD); kept under the list's own word"},
    {"kana-marks", "digits, letters or marks in the reading; kept"},
    {"far-away", "far from all other facilities of the list"},
    {"second-url", "a second address of a page; the first is taken"},
    {"second-fax", "another fax number than the one in its own column"},
    {"two-times", "two times in one cell; set aside"},
    {"spreadsheet-error", "a spreadsheet's error; set aside"},
    {"above-headings", "line above the headings; not read"},
    {"not-clean-text", "characters that cannot be used; set aside"},
    {"not-katakana", "no reading in katakana; set aside"},
    {"not-a-phone-number", "not a telephone number; set aside"},
    {"not-a-mail-address", "not a mail address; set aside"},
    {"not-a-date", "not a date; set aside"},
    {"not-a-time", "not a time, or more than one meaning; set aside"},
    {"not-a-number", "not a number; set aside"},
    {"not-a-url", "not the address of a page; set aside"},
    {"not-a-code", "not a code; set aside"},
    {"check-digit", "the check digit does not fit; set aside"},
    {"not-allowed", "not a word that the column may have; set aside"},
    {"out-of-range", "outside Japan; set aside"},
    {"ends-before-start", "ends before it starts; set aside"},
    {"both-or-neither", "of no use alone; set aside"},
    {"too-long", "too long; set aside"},
    {"too-big", "too big; set aside"},
    // rows
    {"no-name", "no name"},
    {"no-id", "neither a number nor an address to recognise it by"},
    {"bad-name", "the name cannot be used"},
    {"bad-id", "the number cannot be used"},
    {"spoiled-number", "a spreadsheet destroyed the number: export the list anew with this column as text"},
    {"duplicate-id", "a row above has the same number"},
    {"explains-columns", "this row explains the columns or is a sum"},
    {"extra-cells", "this row has {cells} cells, the headings {headings}"},
    {"same-as-row", "the same name and address as row {row}"},
    {"left-out", "left out as asked for"},
    {"looks-like-row", "the same name and address as another row, under another number"},
    {"required", "needed"},
}};

} // namespace

std::string reportWords(std::string_view code, const domain::Params &params) {
    const auto *const found = std::ranges::find(codeWords, code, &CodeWords::code);
    std::string words(found == codeWords.end() ? code : found->words);
    for (const auto &[name, value] : params) {
        const std::string mark = "{" + name + "}";
        if (const std::size_t at = words.find(mark); at != std::string::npos) {
            words.replace(at, mark.size(), value);
        }
    }
    if (const auto column = params.find("column"); code == "extra-cells" && column != params.end()) {
        words += ": probably a comma without quotes in " + column->second;
    }
    return words;
}

} // namespace formats
