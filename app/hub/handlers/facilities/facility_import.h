// A municipality's list into the hub: for the call and for the command line.
#pragma once

#include "domain/validate.h"
#include "formats/open_data_csv.h"
#include "hub/handlers/facilities/facility_match.h"
#include "hub/handlers/facilities/facility_merge.h"

namespace hub {

/// What the officer has decided about rows that would be held. Nobody else can say whether a nursery is the
/// same.
struct ImportAnswers {
    enum class Way : std::uint8_t {
        Match,      ///< it is the facility that name and address or the telephone number point to
        New,        ///< a new facility
        SameNumber, ///< it is the facility that has the row's number
    };
    bool takeList = false;     ///< the list's values over what was edited after the last list
    bool takeMatches = false;  ///< Match for every held row that has one
    bool takeNew = false;      ///< New for every held row that has none
    std::map<int, Way> rows{}; ///< for single rows

    /// "renumbered", "new", "12=match", "12=new", "12=same". Malformed "not-allowed" with param "word".
    [[nodiscard]] domain::Result<void> add(std::string_view word);
};

/// "a, b" → a, b
[[nodiscard]] std::vector<std::string> wordsBetweenCommas(std::string_view text);
/// "WORD=KIND": what a word in the column 種別 stands for in this file. False where KIND is no 種別 of the
/// hub.
[[nodiscard]] bool addKind(formats::ReadingChoices &choices, std::string_view word);

struct ImportedRow {
    enum class Outcome : std::uint8_t { Created, Updated, Unchanged, Held, Refused };
    int row = 0; ///< as a spreadsheet counts
    Outcome outcome = Outcome::Refused;
    std::string name;
    std::string facilityId; ///< empty where refused or held, and for a new one in a dry run
    std::vector<ItemChange> changes;
    std::vector<KeptItem> kept;
    std::vector<std::string> emptied;
    domain::FieldErrors
        faults;          ///< why it is refused, or held: "renumbered", "number-changes", "perhaps-renamed"
    std::string matchId; ///< of a held row: the facility that it seems to speak of
    std::string matchName;
    std::string matchNumber;
    std::string matchBy;    ///< "name,address,phone", as far as they agree
    std::string holderName; ///< the facility that has the row's number
};

/// Keys of what changes, joined by commas.
[[nodiscard]] std::string changedItems(const ImportedRow &row);

struct ListedFacility {
    std::string id;
    std::string number;
    std::string name;
};

struct ImportReport {
    std::vector<ImportedRow> rows;
    std::vector<ListedFacility> notInList;   ///< in the hub, in no row
    std::vector<ListedFacility> numberGiven; ///< their number went to another one by an answer
    bool looksRenumbered = false;

    [[nodiscard]] std::size_t count(ImportedRow::Outcome outcome) const;
    [[nodiscard]] std::size_t keptItems() const;
    [[nodiscard]] std::size_t emptiedItems() const;
};

enum class ImportMode : std::uint8_t { Store, DryRun };

struct ImportOrder {
    std::string municipality;
    ImportAnswers answers{};
    ImportMode mode = ImportMode::Store;
};

/// Stores what can be stored. What the file says of its rows is corrected where the hub knows better: a value
/// that the hub has is not missing. Errors of the database only.
[[nodiscard]] domain::Result<ImportReport> importList(Context &context, formats::OpenDataFile &file,
                                                      const ImportOrder &order);

} // namespace hub
