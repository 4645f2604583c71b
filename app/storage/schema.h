// The tables of the local file and the numbered steps that lead to them (PRAGMA user_version).
#pragma once

#include "storage/database.h"

#include <array>
#include <string_view>

namespace storage {

/// One set of record tables holds the hub's copy, one the full pull after 410 until it is swapped in.
inline constexpr std::string_view shadowPrefix = "shadow_";
/// Effects of operations that the hub has not done yet; only for what the desk makes or edits.
inline constexpr std::string_view localPrefix = "local_";

inline constexpr std::array<std::string_view, 8> recordTables{
    "municipality", "facility", "slot", "slot_seats", "series", "reservation", "closure", "notice"};
inline constexpr std::array<std::string_view, 4> localTables{"slot", "series", "facility", "closure"};

/// The version of the schema that this program writes.
inline constexpr int schemaVersion = 4;

/// Brings the file to schemaVersion, each step in a transaction of its own. StorageTooNew where a newer
/// program has written it.
domain::Result<void> migrate(Database &database);

/// The secondary indexes on reservations. A first pull goes faster without them, so they are made when it
/// ends.
domain::Result<void> createReservationIndexes(Database &database);
domain::Result<void> dropReservationIndexes(Database &database);
/// False during a first pull: then a question for one slot at a time would read the whole table each time.
[[nodiscard]] bool hasReservationIndexes(Database &database);

} // namespace storage
