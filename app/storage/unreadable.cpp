#include "storage/unreadable.h"

#include <limits>

using domain::passOn;
using domain::Result;

namespace storage {

namespace {

std::string tableWith(std::string_view prefix) {
    return std::string(prefix) + "unreadable";
}

Result<bool> isAnyNoted(Database &database, std::string_view prefix) {
    bool found = false;
    const auto asked = database.prepared("SELECT EXISTS (SELECT 1 FROM " + tableWith(prefix) + ")")
                           .each([&found](const Statement &row) { found = row.number(0) != 0; });
    if (!asked) {
        return passOn(asked);
    }
    return found;
}

Result<void> note(Database &database, std::string_view prefix, const wire::UnreadableRecord &record,
                  std::string_view position) {
    return database
        .prepared("INSERT OR REPLACE INTO " + tableWith(prefix) +
                  " (kind, id, version, position) VALUES (?, ?, ?, ?)")
        .add(domain::nameOf(record.kind))
        .add(std::string_view(record.id))
        .add(record.version)
        .add(position)
        .run()
        .map([](int) {});
}

/// An older version that is read says nothing about the newer one that was not.
Result<void> forget(Database &database, std::string_view prefix, const wire::Change &change) {
    const bool isGoneForGood = change.deleted && change.version <= 0;
    return database
        .prepared("DELETE FROM " + tableWith(prefix) + " WHERE kind = ? AND id = ? AND version <= ?")
        .add(domain::nameOf(change.kind))
        .add(std::string_view(change.id))
        .add(isGoneForGood ? std::numeric_limits<std::int64_t>::max() : change.version)
        .run()
        .map([](int) {});
}

} // namespace

Result<void> noteUnreadable(Database &database, std::string_view prefix, const wire::ChangePage &page,
                            std::string_view position) {
    const auto any = isAnyNoted(database, prefix);
    if (!any) {
        return passOn(any);
    }
    if (*any) { // almost never: the records of a page cost nothing more otherwise
        for (const wire::Change &change : page.changes) {
            if (auto done = forget(database, prefix, change); !done) {
                return done;
            }
        }
    }
    for (const wire::UnreadableRecord &record : page.unreadable) {
        if (auto done = note(database, prefix, record, position); !done) {
            return done;
        }
    }
    return {};
}

Result<int> countUnreadable(Database &database) {
    return database.number("SELECT count(*) FROM unreadable").map([](std::int64_t count) {
        return static_cast<int>(count);
    });
}

Result<std::vector<std::string>> unreadablePositions(Database &database) {
    std::vector<std::string> positions;
    const auto asked = database.prepared("SELECT DISTINCT position FROM unreadable ORDER BY position")
                           .each([&positions](const Statement &row) { positions.push_back(row.bytes(0)); });
    if (!asked) {
        return passOn(asked);
    }
    return positions;
}

} // namespace storage
