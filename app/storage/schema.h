// The tables of the local file and the numbered steps that lead to them (PRAGMA user_version).
#pragma once

#include "domain/kept_records.h"
#include "storage/database.h"

#include <array>
#include <string_view>

namespace storage {

/// One set of record tables holds the hub's copy, one the full pull after 410 until it is swapped in.
inline constexpr std::string_view shadowPrefix = "shadow_";
/// Effects of operations that the hub has not done yet; only for what the desk makes or edits.
inline constexpr std::string_view localPrefix = "local_";

/// The records that have such effects.
using LocalRecords = domain::RecordList<domain::KindOfRecord<domain::RecordKind::Slot, domain::Slot>,
                                        domain::KindOfRecord<domain::RecordKind::Series, domain::Series>,
                                        domain::KindOfRecord<domain::RecordKind::Facility, domain::Facility>,
                                        domain::KindOfRecord<domain::RecordKind::Closure, domain::Closure>>;

/// A table has the name of its kind on the wire.
template <class List>
inline constexpr auto tablesOf = [] {
    std::array<std::string_view, List::kinds.size()> names{};
    std::ranges::transform(List::kinds, names.begin(),
                           [](domain::RecordKind kind) { return domain::nameOf(kind); });
    return names;
}();
inline constexpr auto recordTables = tablesOf<domain::KeptRecords>;
inline constexpr auto localTables = tablesOf<LocalRecords>;

/// Of the table `internal`: which kinds this file keeps. Where it names fewer than this version keeps,
/// everything is asked for anew (HubCopy::load).
inline constexpr std::string_view keptKindsKey = "kept_kinds";

/// The version of the schema that this program writes. One more than that of the last release where the
/// columns of a record (tables.h) or other tables have changed since.
inline constexpr int schemaVersion = 6;

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
