#include "hub/records/waitlist_store.h"

#include "hub/db/read.h"
#include "wire/waitlist_json.h"

namespace hub {

using domain::RecordKind;
using domain::Result;
using domain::WaitlistEntry;
using domain::WaitlistStatus;

namespace {

bool hasEnded(WaitlistStatus status) {
    return status != WaitlistStatus::Waiting && status != WaitlistStatus::Offered;
}

Result<void> writeWaitlistRow(Connection &db, const StoredWaitlistEntry &entry) {
    const WaitlistEntry &value = entry.value;
    return run(db,
               "INSERT INTO waitlist (id, facility_id, status, made_by, created_at, ended_at) "
               "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO UPDATE SET status = excluded.status, "
               "ended_at = excluded.ended_at",
               {value.id.text(), value.facilityId.text(), domain::nameOf(value.status), entry.madeBy,
                value.meta.createdAt.time_since_epoch().count(),
                hasEnded(value.status)
                    ? Value(static_cast<std::int64_t>(value.meta.updatedAt.time_since_epoch().count()))
                    : Value()});
}

Result<std::vector<std::string>> endedBefore(Context &context, domain::Instant before, int most) {
    std::vector<std::string> ids;
    auto read = eachRow(context.db,
                        "SELECT id FROM waitlist WHERE erased_at IS NULL AND ended_at < $1 "
                        "ORDER BY ended_at LIMIT $2",
                        {before.time_since_epoch().count(), most},
                        [&ids](const Rows &row) { ids.emplace_back(row.text(0)); });
    if (!read) {
        return domain::passOn(read);
    }
    return ids;
}

Result<void> eraseFamily(Context &context, const std::string &id) {
    auto entry = findWaitlistEntry(context.db, id);
    if (!entry) {
        return domain::passOn(entry);
    }
    if (!*entry) {
        return domain::fail(domain::ErrorKind::Bug, "unreadable-record");
    }
    WaitlistEntry &value = (*entry)->value;
    value.guardian.reset();
    value.meta.version += 1;
    value.meta.updatedAt = context.now();
    if (auto marked = run(context.db, "UPDATE waitlist SET erased_at = $1 WHERE id = $2",
                          {context.now().time_since_epoch().count(), id});
        !marked) {
        return marked;
    }
    const std::string facility = value.facilityId.text();
    ChangeSet changes(context, (*entry)->municipality);
    changes.put({.kind = RecordKind::WaitlistEntry,
                 .id = id,
                 .facility = facility,
                 .version = value.meta.version,
                 .text = {RecordKind::WaitlistEntry, wire::textsOf(value)},
                 .madeBy = (*entry)->madeBy});
    changes.note({"waitlist_entry.erase", RecordKind::WaitlistEntry, id, facility, "guardian", {}});
    return changes.write();
}

} // namespace

Result<std::optional<StoredWaitlistEntry>> findWaitlistEntry(Connection &db, std::string_view id) {
    auto record = findRecord(db, RecordKind::WaitlistEntry, id);
    if (!record) {
        return domain::passOn(record);
    }
    if (!*record || (*record)->deleted) {
        return std::nullopt;
    }
    auto value = (*record)->text.readBy(wire::waitlistEntryFromJson);
    if (!value) {
        return domain::fail(domain::ErrorKind::Bug, "unreadable-record");
    }
    return StoredWaitlistEntry{std::move(*value), std::move((*record)->municipality),
                               std::move((*record)->madeBy), std::move((*record)->text)};
}

Result<void> storeWaitlistEntry(Context &context, StoredWaitlistEntry &entry, const char *action,
                                const std::string &members) {
    if (auto written = writeWaitlistRow(context.db, entry); !written) {
        return written;
    }
    entry.text = RecordText(RecordKind::WaitlistEntry, wire::textsOf(entry.value));
    const std::string id = entry.value.id.text();
    const std::string facility = entry.value.facilityId.text();
    ChangeSet changes(context, entry.municipality);
    changes.put({.kind = RecordKind::WaitlistEntry,
                 .id = id,
                 .facility = facility,
                 .version = entry.value.meta.version,
                 .text = entry.text,
                 .madeBy = entry.madeBy});
    changes.note({action, RecordKind::WaitlistEntry, id, facility, members, {}});
    return changes.write();
}

Result<void> eachWaiting(Context &context, const std::string &facility,
                         const std::function<void(const StoredText &)> &take) {
    const std::string &system = context.caller->systemId;
    return eachRow(context.db,
                   "SELECT r.body, r.public_body, r.inside FROM waitlist w "
                   "JOIN record r ON r.id = w.id AND r.kind = 'waitlist_entry' WHERE w.facility_id = $1 "
                   "AND w.status IN ('waiting', 'offered') AND ($2 = '' OR w.made_by = $2) "
                   "ORDER BY w.created_at, w.id",
                   {facility, system}, [&take](const Rows &row) {
                       take({.kind = RecordKind::WaitlistEntry,
                             .whole = row.text(0),
                             .withoutPersonal = row.text(1),
                             .hasInside = row.integer(2) != 0});
                   });
}

Result<void> eraseEndedWaitlist(Context &context, domain::Instant before, int most) {
    const auto due = endedBefore(context, before, most);
    if (!due) {
        return domain::passOn(due);
    }
    for (const std::string &id : *due) {
        if (auto erased = eraseFamily(context, id); !erased) {
            return erased;
        }
    }
    return {};
}

} // namespace hub
