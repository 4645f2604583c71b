// What an act of the outbox shows on the desk before the hub has confirmed it, and which version later acts
// build on.
#include "storage/hub_copy.h"
#include "storage/outbox.h"
#include "storage/schema.h"
#include "storage/tables.h"

using domain::passOn;
using domain::Result;

namespace storage {

namespace {

/// The answer holds nothing but this operation's own change: no merge, no colleague's change came in between
/// that the author of a later one has not seen.
bool isNextVersion(const Operation &operation, std::int64_t answered) {
    return !operation.sendKey && answered == operation.baseVersion + 1;
}

} // namespace

template <class Record>
Result<void> Outbox::insertEffect(std::int64_t seq, const Record &record, std::string_view key) {
    static const std::string sql = insertSql(localPrefix, Table<Record>::name, Table<Record>::columns, "seq");
    Statement &statement = m_database.prepared(sql);
    Table<Record>::write(statement, record, m_sealing);
    if (auto inserted = statement.add(seq).run(); !inserted) {
        return passOn(inserted);
    }
    return touch(seq, key, true);
}

Result<void> Outbox::insertEffects(std::int64_t seq, const Store::Effects &effects) {
    Result<void> done;
    const auto insertAll = [&](const auto &records) {
        for (const auto &record : records) {
            done = done.and_then([&] { return insertEffect(seq, record, bytesOf(record.id.uuid())); });
        }
    };
    insertAll(effects.slots);
    insertAll(effects.series);
    insertAll(effects.facilities);
    insertAll(effects.closures);
    return done;
}

Result<void> Outbox::settleEffects(const Operation &operation, std::int64_t seq) {
    switch (operation.state) {
    case OperationState::Pending:
    case OperationState::InFlight:
        return {};
    case OperationState::Applied:
        return dropArrivedEffects(m_database); // the rest goes when the hub's copy comes
    case OperationState::Conflict:
        // A slot that could not be cancelled still has its families: it must be seen. 2:
        // SlotStatus::Cancelled
        static_assert(static_cast<int>(domain::SlotStatus::Cancelled) == 2);
        return withoutValue(
            m_database.prepared("DELETE FROM local_slot WHERE seq = ? AND status = 2").add(seq).run());
    case OperationState::Rejected:
    case OperationState::Superseded:
        break;
    }
    for (const std::string_view table : localTables) {
        const std::string sql = "DELETE FROM local_" + std::string(table) + " WHERE seq = ?";
        if (auto done = m_database.prepared(sql).add(seq).run(); !done) {
            return passOn(done);
        }
    }
    return {};
}

/// What was made here is at the hub in version 1; acts that were queued on it knew no version yet.
Result<void> Outbox::giveFirstVersion(std::int64_t seq) {
    return withoutValue(
        m_database
            .prepared(
                "UPDATE outbox SET base_version = 1 WHERE state = 0 AND creates = 0 AND base_version = 0 AND "
                "seq > ? AND record IN (SELECT record FROM outbox_touch WHERE seq = ? AND writes = 1)")
            .add(seq)
            .add(seq)
            .run());
}

/// What was queued on top of this operation was queued on what the user saw then; the hub's new version is
/// that.
Result<void> Outbox::rebaseLater(const Operation &operation, std::int64_t seq, const wire::ChangePage &page) {
    const auto effects = hasEffects(m_database);
    if (!effects) {
        return passOn(effects);
    }
    for (const wire::Change &change : page.changes) {
        const std::string key = keyOf(change.id);
        const bool isItsOwn = change.id == operation.recordId && isNextVersion(operation, change.version);
        const std::int64_t seen = isItsOwn ? operation.baseVersion : 0;
        const auto done =
            m_database
                .prepared("UPDATE outbox SET base_version = ? WHERE seq IN (SELECT seq FROM outbox_touch "
                          "WHERE record = ? AND seq > ? AND writes = 1) AND record = ? AND +state = 0 "
                          "AND creates = 0 AND base_version <= ?")
                .add(change.version)
                .add(key)
                .add(seq)
                .add(key)
                .add(seen)
                .run();
        if (!done) {
            return passOn(done);
        }
        if (!*effects) {
            continue;
        }
        if (auto rebased = rebaseEffects(key, seq, seen, change.version); !rebased) {
            return rebased;
        }
    }
    return {};
}

/// Those of later operations take the new version; this operation's own has come as the hub's copy.
Result<void> Outbox::rebaseEffects(const std::string &key, std::int64_t seq, std::int64_t seen,
                                   std::int64_t version) {
    for (const std::string_view table : localTables) {
        const std::string name(table);
        const auto done =
            m_database
                .prepared("UPDATE local_" + name +
                          " SET version = ?1 WHERE id = ?2 AND seq > ?3 AND version <= ?4")
                .add(version)
                .add(key)
                .add(seq)
                .add(seen)
                .run()
                .and_then([&](int) {
                    return m_database.prepared("DELETE FROM local_" + name + " WHERE id = ? AND seq = ?")
                        .add(key)
                        .add(seq)
                        .run();
                });
        if (!done) {
            return passOn(done);
        }
    }
    return {};
}

} // namespace storage
