#include "storage/schema.h"

#include "storage/small_values.h"
#include "storage/tables.h"

using domain::ErrorKind;
using domain::fail;
using domain::Result;

namespace storage {

namespace {

struct RecordTable {
    std::string_view name;
    std::string_view columns;
};

// As version 1 made them; what came later is added by completeTables().
// Ids are 16 bytes, texts UTF-8 bytes, instants seconds since 1970, dates 20261122, times minutes since
// midnight.
constexpr std::array<RecordTable, 8> tables1{{
    {"municipality", R"(
        name BLOB NOT NULL, warn_minutes INTEGER, late_minutes INTEGER, extra_closed_days BLOB NOT NULL)"},
    {"facility", R"(
        municipality_code BLOB NOT NULL, standard_id BLOB NOT NULL, operator_id BLOB, profile BLOB NOT NULL,
        classes BLOB NOT NULL, open_hours BLOB NOT NULL, repeat_policy INTEGER NOT NULL,
        unknown_columns BLOB NOT NULL, confirmed_on INTEGER, published_version INTEGER,
        participating INTEGER NOT NULL)"},
    {"slot", R"(
        facility_id BLOB NOT NULL, date INTEGER NOT NULL, start INTEGER NOT NULL, finish INTEGER NOT NULL,
        starts_at INTEGER NOT NULL, seats INTEGER NOT NULL, visitors_per_family INTEGER,
        accepted_ages INTEGER NOT NULL, opens_at INTEGER, closes_at INTEGER, cancel_until INTEGER,
        note BLOB NOT NULL, series_id BLOB, status INTEGER NOT NULL)"},
    {"slot_seats", R"(
        seats_taken INTEGER NOT NULL)"},
    {"series", R"(
        facility_id BLOB NOT NULL, rule BLOB NOT NULL, from_date INTEGER NOT NULL, to_date INTEGER NOT NULL,
        start INTEGER NOT NULL, finish INTEGER NOT NULL, seats INTEGER NOT NULL, visitors_per_family INTEGER,
        accepted_ages INTEGER NOT NULL, note BLOB NOT NULL, exceptions BLOB NOT NULL)"},
    {"reservation", R"(
        slot_id BLOB NOT NULL, facility_id BLOB NOT NULL, status INTEGER NOT NULL, visitors INTEGER NOT NULL,
        channel BLOB NOT NULL, requested_at INTEGER NOT NULL, decision_due_at INTEGER, decided_at INTEGER,
        decided_automatically INTEGER NOT NULL, age_classes INTEGER NOT NULL, children_count INTEGER NOT NULL,
        has_question INTEGER NOT NULL, proposed_slots BLOB NOT NULL, details BLOB NOT NULL)"},
    {"closure", R"(
        facility_id BLOB NOT NULL, date INTEGER NOT NULL, reason BLOB NOT NULL)"},
    {"notice", R"(
        audience BLOB NOT NULL, text BLOB NOT NULL, from_at INTEGER, to_at INTEGER)"},
}};

constexpr std::array<std::string_view, 4> localTables1{"slot", "series", "facility", "closure"};

constexpr std::string_view commonColumns1 =
    "id BLOB NOT NULL, version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,";

constexpr std::string_view outbox1 = R"(
CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL UNIQUE, send_key BLOB, kind INTEGER NOT NULL,
    record BLOB NOT NULL, act BLOB NOT NULL, method BLOB NOT NULL, path BLOB NOT NULL,
    base_version INTEGER NOT NULL, creates INTEGER NOT NULL, state INTEGER NOT NULL, tries INTEGER NOT NULL,
    created_at INTEGER NOT NULL, not_before INTEGER, finished_at INTEGER, error_code BLOB NOT NULL,
    content BLOB NOT NULL) STRICT;
CREATE INDEX outbox_by_state ON outbox(state, seq);
CREATE TABLE outbox_touch (
    record BLOB NOT NULL, seq INTEGER NOT NULL REFERENCES outbox(seq) ON DELETE CASCADE, writes INTEGER NOT NULL,
    PRIMARY KEY (record, seq)) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_touch_by_seq ON outbox_touch(seq);
)";

// internal: the feed's position and the like; value: what the services keep; gone: versions of deleted
// records.
constexpr std::string_view small1 = R"(
CREATE TABLE internal (key BLOB PRIMARY KEY NOT NULL, value BLOB NOT NULL) STRICT;
CREATE TABLE value (key BLOB PRIMARY KEY NOT NULL, value BLOB NOT NULL) STRICT;
CREATE TABLE draft (key BLOB PRIMARY KEY NOT NULL, body BLOB NOT NULL) STRICT;
CREATE TABLE gone (id BLOB PRIMARY KEY NOT NULL, version INTEGER NOT NULL) STRICT;
CREATE INDEX slot_by_day ON slot(facility_id, date);
CREATE INDEX slot_by_date ON slot(date);
CREATE INDEX closure_by_facility ON closure(facility_id);
)";

std::string hubTable(std::string_view prefix, const RecordTable &table) {
    return "CREATE TABLE " + std::string(prefix) + std::string(table.name) + " (" +
           std::string(commonColumns1) + std::string(table.columns) + ", PRIMARY KEY (id)) STRICT";
}

std::string localTable(const RecordTable &table) {
    return "CREATE TABLE " + std::string(localPrefix) + std::string(table.name) + " (" +
           std::string(commonColumns1) + std::string(table.columns) +
           ", seq INTEGER NOT NULL REFERENCES outbox(seq) ON DELETE CASCADE, PRIMARY KEY (id, seq)) STRICT";
}

Result<void> createRecordTables(Database &database) {
    for (const RecordTable &table : tables1) {
        for (const std::string_view prefix : {std::string_view(), shadowPrefix}) {
            if (auto done = database.execute(hubTable(prefix, table)); !done) {
                return done;
            }
        }
    }
    for (const RecordTable &table : tables1) {
        if (std::ranges::find(localTables1, table.name) == localTables1.end()) {
            continue;
        }
        if (auto done = database.execute(localTable(table)); !done) {
            return done;
        }
        const std::string index = "CREATE INDEX local_" + std::string(table.name) + "_by_seq ON local_" +
                                  std::string(table.name) + "(seq)";
        if (auto done = database.execute(index); !done) {
            return done;
        }
    }
    return {};
}

Result<void> toVersion1(Database &database) {
    return database.script(outbox1)
        .and_then([&database] { return createRecordTables(database); })
        .and_then([&database] { return database.script(small1); });
}

/// Hold all that the order of the waiting and a day's visitors need, and in its order, so that their wide
/// rows are not read for it.
constexpr std::string_view reservationIndexes3 = R"(
CREATE INDEX IF NOT EXISTS reservation_by_slot ON reservation(slot_id, status, decision_due_at, id);
CREATE INDEX IF NOT EXISTS reservation_by_status ON reservation(
    status, facility_id, coalesce(decision_due_at, requested_at), id, slot_id, decision_due_at, requested_at);
CREATE INDEX IF NOT EXISTS reservation_by_request ON reservation(requested_at);
)";

/// Made indexes wider that version 3 has made wider still.
Result<void> toVersion2(Database &) {
    return {};
}

/// Where the indexes are not there yet, the end of the first pull makes them.
Result<void> toVersion3(Database &database) {
    const auto there =
        database.number("SELECT count(*) FROM sqlite_master WHERE name = 'reservation_by_status'");
    if (!there) {
        return domain::passOn(there);
    }
    if (*there == 0) {
        return {};
    }
    return dropReservationIndexes(database).and_then(
        [&database] { return createReservationIndexes(database); });
}

/// Records that could not be read: the kind's name, the id as text, the feed's cursor before their page.
Result<void> toVersion4(Database &database) {
    Result<void> done;
    for (const std::string_view prefix : {std::string_view(), shadowPrefix}) {
        done = done.and_then([&] {
            return database.execute("CREATE TABLE " + std::string(prefix) +
                                    "unreadable (kind BLOB NOT NULL, id BLOB NOT NULL, version INTEGER NOT "
                                    "NULL, position BLOB NOT NULL, PRIMARY KEY (kind, id)) STRICT");
        });
    }
    return done;
}

/// An act's name and record say how it is sent; what earlier versions wrote beside them said it again.
Result<void> toVersion5(Database &database) {
    return database.execute("ALTER TABLE outbox DROP COLUMN method").and_then([&database] {
        return database.execute("ALTER TABLE outbox DROP COLUMN path");
    });
}

// --- from version 6 on: the lists of columns (tables.h) say what is there ---

std::string definition(const Column &column) {
    std::string text = std::string(column.name) + ' ' + std::string(column.type);
    if (!column.absent.empty()) {
        text += " NOT NULL DEFAULT " + std::string(column.absent);
    }
    return text;
}

std::string tableDefinition(std::string_view name, std::span<const Column> columns, bool ofEffects) {
    std::string text = "CREATE TABLE " + std::string(name) + " (";
    for (const Column &column : columns) {
        text += definition(column) + ", ";
    }
    return text + (ofEffects ? "seq INTEGER NOT NULL REFERENCES outbox(seq) ON DELETE CASCADE, "
                               "PRIMARY KEY (id, seq)) STRICT"
                             : "PRIMARY KEY (id)) STRICT");
}

Result<std::vector<std::string>> columnsIn(Database &database, std::string_view table) {
    std::vector<std::string> names;
    const auto asked = database.once("SELECT name FROM pragma_table_info('" + std::string(table) + "')")
                           .each([&names](const Statement &row) { names.push_back(row.bytes(0)); });
    if (!asked) {
        return domain::passOn(asked);
    }
    return names;
}

/// What the rows that are here hold in a column that they get now is at the hub only.
Result<void> askForEverything(Database &database) {
    return writeValue(database, "internal", keptKindsKey, "none");
}

Result<void> addColumns(Database &database, std::string_view table, std::span<const Column> columns,
                        const std::vector<std::string> &there) {
    Result<void> done;
    for (const Column &column : columns) {
        if (std::ranges::find(there, column.name) == there.end()) {
            done = done.and_then([&] {
                           return database.execute("ALTER TABLE " + std::string(table) + " ADD COLUMN " +
                                                   definition(column));
                       })
                       .and_then([&] { return askForEverything(database); });
        }
    }
    return done;
}

Result<void> complete(Database &database, std::string_view prefix, std::string_view table,
                      std::span<const Column> columns) {
    const std::string name = std::string(prefix) + std::string(table);
    const auto there = columnsIn(database, name);
    if (!there) {
        return domain::passOn(there);
    }
    if (!there->empty()) {
        return addColumns(database, name, columns, *there);
    }
    const bool ofEffects = prefix == localPrefix;
    auto made = database.execute(tableDefinition(name, columns, ofEffects));
    if (!made || !ofEffects) {
        return made;
    }
    return database.execute("CREATE INDEX " + name + "_by_seq ON " + name + "(seq)");
}

/// A table for each record that is kept and a column for each of its members, where the file has none yet.
/// Kinds that a file has not kept are asked for by the hub's copy (HubCopy::load).
Result<void> completeTables(Database &database) {
    Result<void> done;
    const auto withPrefix = [&](std::string_view prefix) {
        return [&done, &database, prefix]<class Record>() {
            done = done.and_then(
                [&] { return complete(database, prefix, Table<Record>::name, Table<Record>::columns); });
        };
    };
    domain::KeptRecords::forEach(withPrefix({}));
    domain::KeptRecords::forEach(withPrefix(shadowPrefix));
    LocalRecords::forEach(withPrefix(localPrefix));
    return done;
}

using Step = Result<void> (*)(Database &);
constexpr std::array<Step, schemaVersion> steps{toVersion1, toVersion2, toVersion3,
                                                toVersion4, toVersion5, completeTables};

Result<void> takeStep(Database &database, std::size_t index) {
    auto transaction = Transaction::begin(database);
    if (!transaction) {
        return domain::passOn(transaction);
    }
    if (auto done = steps.at(index)(database); !done) {
        return done;
    }
    if (auto done = database.execute("PRAGMA user_version=" + std::to_string(index + 1)); !done) {
        return done;
    }
    return transaction->commit();
}

} // namespace

Result<void> migrate(Database &database) {
    const auto version = database.number("PRAGMA user_version");
    if (!version) {
        return domain::passOn(version);
    }
    if (*version > schemaVersion) {
        return fail(ErrorKind::StorageTooNew, "store-too-new", {{"version", std::to_string(*version)}});
    }
    for (auto index = static_cast<std::size_t>(std::max<std::int64_t>(*version, 0)); index < steps.size();
         ++index) {
        if (auto done = takeStep(database, index); !done) {
            return done;
        }
    }
    return {};
}

Result<void> createReservationIndexes(Database &database) {
    return database.script(reservationIndexes3);
}

Result<void> dropReservationIndexes(Database &database) {
    return database.script("DROP INDEX IF EXISTS reservation_by_slot;\n"
                           "DROP INDEX IF EXISTS reservation_by_status;\n"
                           "DROP INDEX IF EXISTS reservation_by_request;\n");
}

bool hasReservationIndexes(Database &database) {
    bool found = false;
    const auto asked =
        database.prepared("SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'reservation_by_status')")
            .each([&found](const Statement &row) { found = row.number(0) != 0; });
    return asked && found;
}

} // namespace storage
