// Imports a municipality's list of facilities; used by the call and by the command line.
#pragma once

#include "domain/validate.h"
#include "formats/open_data_csv.h"
#include "hub/handlers/facilities/facility_match.h"
#include "hub/handlers/facilities/facility_merge.h"

namespace hub {

/// The officer's decisions about held rows. Only a person can say whether two nurseries are the same.
struct ImportAnswers {
    enum class Way : std::uint8_t {
        Match,      ///< the row is the facility that name and address or the phone number indicate
        New,        ///< a new facility
        SameNumber, ///< the row is the facility that has the row's number
    };
    bool takeList = false;     ///< the list's values replace those that were edited after the last list
    bool takeMatches = false;  ///< Match for every held row that has a match
    bool takeNew = false;      ///< New for every held row that has no match
    std::map<int, Way> rows{}; ///< decisions for single rows

    /// Parses "renumbered", "new", "12=match", "12=new" or "12=same". Malformed "not-allowed" with param
    /// "word".
    [[nodiscard]] domain::Result<void> add(std::string_view word);
};

/// "a, b" → a, b
[[nodiscard]] std::vector<std::string> wordsBetweenCommas(std::string_view text);
/// Parses "WORD=KIND", the meaning of a word in the column 種別 of this file. False if KIND is not a 種別 of
/// the hub.
[[nodiscard]] bool addKind(formats::ReadingChoices &choices, std::string_view word);

struct ImportedRow {
    enum class Outcome : std::uint8_t { Created, Updated, Unchanged, Held, Refused };
    int row = 0; ///< counted as in a spreadsheet
    Outcome outcome = Outcome::Refused;
    std::string name;
    std::string facilityId; ///< empty if the row was refused or held, and for a new facility in a dry run
    std::vector<ItemChange> changes;
    std::vector<KeptItem> kept;
    std::vector<std::string> emptied;
    /// Why the row is refused or held: "renumbered", "number-changes", "perhaps-renamed".
    domain::FieldErrors faults;
    std::string matchId; ///< of a held row: the facility that it seems to be
    std::string matchName;
    std::string matchNumber;
    std::string matchBy;    ///< the agreeing ones of "name,address,phone"
    std::string holderName; ///< the facility that has the row's number
};

/// The keys of the changed items, joined by commas.
[[nodiscard]] std::string changedItems(const ImportedRow &row);

struct ListedFacility {
    std::string id;
    std::string number;
    std::string name;
};

struct ImportReport {
    std::vector<ImportedRow> rows;
    std::vector<ListedFacility> notInList;   ///< facilities of the hub that no row refers to
    std::vector<ListedFacility> numberGiven; ///< facilities whose number an answer gave to another one
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

/// Stores the rows that can be stored. It corrects the file's messages where the hub knows better: a value
/// that the hub has is not missing. Returns only errors of the database.
[[nodiscard]] domain::Result<ImportReport> importList(Context &context, formats::OpenDataFile &file,
                                                      const ImportOrder &order);

} // namespace hub
