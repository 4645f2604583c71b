#include "storage/hub_copy.h"

#include "storage/schema.h"
#include "storage/small_values.h"
#include "storage/tables.h"
#include "storage/unreadable.h"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>

using domain::RecordKind;
using domain::Result;

namespace storage {

namespace {

constexpr std::string_view internal = "internal";
constexpr std::string_view cursorKey = "cursor";
constexpr std::string_view shadowCursorKey = "shadow_cursor";
constexpr std::string_view shadowKey = "shadow";
constexpr std::string_view pulledKey = "pulled_once";
constexpr std::string_view yes = "1";
/// Of a file that says nothing about it: all versions before the first one that does kept these.
constexpr std::string_view kindsOfOld =
    "municipality facility slot slot_seats series reservation closure notice";

/// Empty where nothing of the kind is kept here.
std::string_view tableOf(RecordKind kind) {
    return domain::KeptRecords::has(kind) ? domain::nameOf(kind) : std::string_view();
}

/// Whether `stored` lacks one of the kinds that this version keeps.
bool lacksKind(std::string_view stored) {
    const std::string names = ' ' + std::string(stored) + ' ';
    return std::ranges::any_of(domain::KeptRecords::kinds, [&names](RecordKind kind) {
        return names.find(' ' + std::string(domain::nameOf(kind)) + ' ') == std::string::npos;
    });
}

/// Writes whichever record the change carries.
struct Writer {
    Database &database;
    const RecordSealing &sealing;
    bool shadow;

    Result<int> operator()(const std::monostate &) const { return 0; }
    template <class Record> Result<int> operator()(const Record &record) const {
        static const std::string mainSql = upsertSql<Record>({});
        static const std::string shadowSql = upsertSql<Record>(shadowPrefix);
        Statement &statement = database.prepared(shadow ? shadowSql : mainSql);
        Table<Record>::write(statement, record, sealing);
        return statement.run();
    }
};

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const std::string_view part : parts) {
        text += part;
    }
    return text;
}

/// Keys of the rows that differ between the shown and the shadow table, both ways.
Result<void> collectDifferences(Database &database, RecordKind kind, std::vector<EntityKey> &keys) {
    const std::string_view table = tableOf(kind);
    const std::string sql = joined(
        {"SELECT m.id FROM ", table, " m WHERE NOT EXISTS (SELECT 1 FROM ", shadowPrefix, table,
         " s WHERE s.id = m.id) UNION ALL SELECT s.id FROM ", shadowPrefix, table, " s LEFT JOIN ", table,
         " m ON m.id = s.id WHERE m.id IS NULL OR m.version <> s.version OR m.updated_at <> s.updated_at"});
    return database.once(sql).each([&](const Statement &row) {
        keys.push_back({kind, idTextOf(row.bytes(0))});
    });
}

Result<void> replaceByShadow(Database &database, std::string_view table) {
    return database.execute(joined({"DELETE FROM ", table}))
        .and_then([&] {
            return database.execute(joined({"INSERT INTO ", table, " SELECT * FROM shadow_", table}));
        })
        .and_then([&] {
            return database.execute(joined({"DELETE FROM shadow_", table}));
        });
}

} // namespace

std::string keptKindNames() {
    std::string names;
    for (const RecordKind kind : domain::KeptRecords::kinds) {
        names += (names.empty() ? "" : " ") + std::string(domain::nameOf(kind));
    }
    return names;
}

Result<bool> hasEffects(Database &database) {
    static const std::string sql = [] {
        std::string any;
        for (const std::string_view table : localTables) {
            any += joined({any.empty() ? "SELECT" : " OR", " EXISTS (SELECT 1 FROM local_", table, ")"});
        }
        return any;
    }();
    bool found = false;
    const auto done =
        database.prepared(sql).each([&found](const Statement &row) { found = row.number(0) != 0; });
    if (!done) {
        return domain::passOn(done);
    }
    return found;
}

/// Asked from the effects' side: they are few, while what has been applied is kept for a month.
Result<void> dropArrivedEffects(Database &database) {
    const auto effects = hasEffects(database);
    if (!effects || !*effects) {
        return effects.map([](bool) {});
    }
    // 2: OperationState::Applied
    static_assert(static_cast<int>(OperationState::Applied) == 2);
    for (const std::string_view table : localTables) {
        const auto done =
            database
                .prepared(joined({"DELETE FROM local_", table, " WHERE EXISTS (SELECT 1 FROM ", table,
                                  " h WHERE h.id = local_", table, ".id AND h.version > local_", table,
                                  ".version) AND (SELECT o.state FROM outbox o WHERE o.seq = local_", table,
                                  ".seq) = 2"}))
                .run();
        if (!done) {
            return domain::passOn(done);
        }
    }
    return {};
}

Result<void> HubCopy::load() {
    const auto shadow = readValue(m_database, internal, shadowKey);
    if (!shadow) {
        return domain::passOn(shadow);
    }
    const auto pulled = readValue(m_database, internal, pulledKey);
    if (!pulled) {
        return domain::passOn(pulled);
    }
    m_shadow = !shadow->empty();
    m_firstPull = pulled->empty();
    const auto kinds = readValue(m_database, internal, keptKindsKey);
    if (!kinds) {
        return domain::passOn(kinds);
    }
    if (*kinds == keptKindNames()) {
        return {};
    }
    // On a disk that takes nothing the rows that are here can be read all the same; the next start tries
    // again.
    std::ignore = keepKinds(kinds->empty() ? std::string(kindsOfOld) : *kinds);
    return {};
}

/// Also where this version keeps fewer: a newer one then knows what was passed over in between.
Result<void> HubCopy::keepKinds(const std::string &kept) {
    auto transaction = Transaction::begin(m_database);
    if (!transaction) {
        return domain::passOn(transaction);
    }
    const bool startsOver = lacksKind(kept);
    const bool intoShadow = startsOver && (m_shadow || !m_firstPull);
    Result<void> begun;
    if (intoShadow) {
        begun = clearShadow();
    } else if (startsOver) {
        begun = writeValue(m_database, internal, cursorKey, {}); // over the rows that are here
    }
    const auto done =
        begun.and_then([&] { return writeValue(m_database, internal, keptKindsKey, keptKindNames()); })
            .and_then([&] { return transaction->commit(); });
    m_shadow = m_shadow || (done && intoShadow);
    return done;
}

Result<bool> HubCopy::putOne(const wire::Change &change, std::string_view prefix) {
    if (change.deleted) {
        return remove(change, prefix);
    }
    return std::visit(Writer{m_database, m_sealing, !prefix.empty()}, change.record).map([](int changed) {
        return changed > 0;
    });
}

Result<bool> HubCopy::remove(const wire::Change &change, std::string_view prefix) {
    const std::string_view table = tableOf(change.kind);
    if (table.empty()) {
        return false;
    }
    const std::string key = keyOf(change.id);
    const std::int64_t version =
        change.version > 0 ? change.version : std::numeric_limits<std::int64_t>::max();
    const auto removed =
        m_database.prepared(joined({"DELETE FROM ", prefix, table, " WHERE id = ? AND version <= ?"}))
            .add(key)
            .add(version)
            .run();
    if (!removed) {
        return domain::passOn(removed);
    }
    if (prefix.empty()) {
        const auto noted = m_database.prepared("INSERT OR REPLACE INTO gone (id, version) VALUES (?, ?)")
                               .add(key)
                               .add(version)
                               .run();
        if (!noted) {
            return domain::passOn(noted);
        }
    }
    return *removed > 0;
}

/// An answer may come after the feed has already told that the record is gone.
Result<bool> HubCopy::isGone(const wire::Change &change) {
    bool gone = false;
    const std::string key = keyOf(change.id);
    const auto done = m_database.prepared("SELECT 1 FROM gone WHERE id = ? AND version >= ?")
                          .add(key)
                          .add(change.version)
                          .each([&gone](const Statement &) { gone = true; });
    if (!done) {
        return domain::passOn(done);
    }
    return gone;
}

Result<std::vector<EntityKey>> HubCopy::put(const wire::ChangePage &page, std::string_view prefix,
                                            From from) {
    std::vector<EntityKey> keys;
    keys.reserve(page.changes.size());
    for (const wire::Change &change : page.changes) {
        if (from == From::Answer) {
            const auto gone = isGone(change);
            if (!gone) {
                return domain::passOn(gone);
            }
            if (*gone) {
                continue;
            }
        }
        const auto changed = putOne(change, prefix);
        if (!changed) {
            return domain::passOn(changed);
        }
        if (*changed) {
            keys.push_back({change.kind, change.id});
        }
    }
    return keys;
}

Result<std::vector<EntityKey>> HubCopy::apply(const wire::ChangePage &page) {
    // What a first pull has brought can be brought again; nothing of the user is in it.
    const bool fromNothing = m_shadow || m_firstPull;
    auto transaction = Transaction::begin(m_database, fromNothing ? Durability::Relaxed : Durability::Full);
    if (!transaction) {
        return domain::passOn(transaction);
    }
    const auto position = cursor();
    if (!position) {
        return domain::passOn(position);
    }
    const std::string_view prefix = m_shadow ? shadowPrefix : std::string_view();
    auto keys = put(page, prefix, From::Feed);
    if (!keys) {
        return keys;
    }
    const bool firstPullEnds = m_firstPull && !m_shadow && !page.more;
    const auto rest = writeValue(m_database, internal, m_shadow ? shadowCursorKey : cursorKey, page.cursor)
                          .and_then([&] { return noteUnreadable(m_database, prefix, page, *position); })
                          .and_then([&] { return dropArrivedEffects(m_database); })
                          .and_then([&] { return firstPullEnds ? endFirstPull() : Result<void>(); })
                          .and_then([&] { return transaction->commit(); });
    if (!rest) {
        return domain::passOn(rest);
    }
    m_firstPull = m_firstPull && !firstPullEnds;
    if (m_shadow) {
        keys->clear(); // nothing that is shown has changed
    }
    return keys;
}

Result<std::vector<EntityKey>> HubCopy::applyAgain(const wire::ChangePage &page,
                                                   const std::string &position) {
    auto transaction = Transaction::begin(m_database);
    if (!transaction) {
        return domain::passOn(transaction);
    }
    auto keys = put(page, {}, From::Answer); // what is gone since then stays so
    if (!keys) {
        return keys;
    }
    const auto rest = noteUnreadable(m_database, {}, page, position)
                          .and_then([&] { return dropArrivedEffects(m_database); })
                          .and_then([&] { return transaction->commit(); });
    if (!rest) {
        return domain::passOn(rest);
    }
    return keys;
}

Result<std::vector<EntityKey>> HubCopy::applyAnswer(const wire::ChangePage &page) {
    auto keys = put(page, {}, From::Answer);
    if (!keys) {
        return keys;
    }
    return noteUnreadable(m_database, {}, page, {}).map([&] { return std::move(*keys); });
}

Result<std::string> HubCopy::cursor() {
    return readValue(m_database, internal, m_shadow ? shadowCursorKey : cursorKey);
}

Result<void> HubCopy::endFirstPull() {
    return createReservationIndexes(m_database).and_then([this] {
        return writeValue(m_database, internal, pulledKey, yes);
    });
}

Result<void> HubCopy::beginShadow() {
    auto transaction = Transaction::begin(m_database);
    if (!transaction) {
        return domain::passOn(transaction);
    }
    auto done = clearShadow().and_then([&] { return transaction->commit(); });
    if (done) {
        m_shadow = true;
    }
    return done;
}

/// Within the caller's transaction.
Result<void> HubCopy::clearShadow() {
    for (const std::string_view table : recordTables) {
        if (auto done = m_database.execute(joined({"DELETE FROM shadow_", table})); !done) {
            return done;
        }
    }
    return m_database.execute("DELETE FROM shadow_unreadable")
        .and_then([&] { return writeValue(m_database, internal, shadowCursorKey, {}); })
        .and_then([&] { return writeValue(m_database, internal, shadowKey, yes); });
}

Result<std::vector<EntityKey>> HubCopy::swapShadow() {
    std::vector<EntityKey> keys;
    if (!m_shadow) {
        return keys;
    }
    auto transaction = Transaction::begin(m_database);
    if (!transaction) {
        return domain::passOn(transaction);
    }
    if (auto dropped = dropReservationIndexes(m_database); !dropped) {
        return domain::passOn(dropped);
    }
    for (const RecordKind kind : domain::KeptRecords::kinds) {
        const auto done = collectDifferences(m_database, kind, keys).and_then([&] {
            return replaceByShadow(m_database, tableOf(kind));
        });
        if (!done) {
            return domain::passOn(done);
        }
    }
    const auto cursorNow = readValue(m_database, internal, shadowCursorKey);
    if (!cursorNow) {
        return domain::passOn(cursorNow);
    }
    const auto rest = writeValue(m_database, internal, cursorKey, *cursorNow)
                          .and_then([&] { return writeValue(m_database, internal, shadowCursorKey, {}); })
                          .and_then([&] { return writeValue(m_database, internal, shadowKey, {}); })
                          .and_then([&] { return m_database.execute("DELETE FROM gone"); })
                          .and_then([&] { return replaceByShadow(m_database, "unreadable"); })
                          .and_then([&] { return endFirstPull(); })
                          .and_then([&] { return dropArrivedEffects(m_database); })
                          .and_then([&] { return transaction->commit(); });
    if (!rest) {
        return domain::passOn(rest);
    }
    m_shadow = false;
    m_firstPull = false;
    return keys;
}

Result<void> HubCopy::forgetCursor() {
    auto transaction = Transaction::begin(m_database);
    if (!transaction) {
        return domain::passOn(transaction);
    }
    return writeValue(m_database, internal, cursorKey, {}).and_then([&] { return transaction->commit(); });
}

} // namespace storage
