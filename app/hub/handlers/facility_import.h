// One row of a municipality's list into the hub: for the call and for the command line.
#pragma once

#include "domain/validate.h"
#include "formats/open_data_csv.h"
#include "hub/handlers/facility_store.h"

namespace hub {

struct ImportedRow {
    enum class Outcome : std::uint8_t { Created, Updated, Unchanged, Refused };
    int row = 0; ///< as a spreadsheet counts
    Outcome outcome = Outcome::Refused;
    std::string facilityId;     ///< empty where refused, and for a new one in a dry run
    std::string items;          ///< keys of the profile that change, joined by commas
    domain::FieldErrors faults; ///< why it is refused
};

enum class ImportMode : std::uint8_t { Store, DryRun };

/// A facility with the same ID/NO gets the list's values; what the list leaves empty, and what it cannot
/// know, stays as the nursery has it. Errors of the database only.
[[nodiscard]] domain::Result<ImportedRow> importRow(Context &context, const formats::ImportRow &row,
                                                    ImportMode mode);

} // namespace hub
