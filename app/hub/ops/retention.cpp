#include "hub/ops/retention.h"

#include "hub/db/read.h"
#include "hub/records/reservation_store.h"
#include "hub/records/waitlist_store.h"
#include "wire/records_json.h"

namespace hub::ops {
namespace {

using domain::Result;

/// The limit for one call, so that bookings wait no longer than for one of their own groups.
constexpr int mostAtOnce = 50;

domain::Instant erasedBefore(const Context &context) {
    return context.now() - std::chrono::hours(24) * context.settings.keepPersonalDays;
}

Result<std::vector<std::string>> dueForErasure(Context &context) {
    std::vector<std::string> ids;
    auto read = eachRow(context.db,
                        "SELECT id FROM reservation WHERE erased_at IS NULL AND starts_at < $1 "
                        "AND status <> 'requested' ORDER BY starts_at LIMIT $2",
                        {erasedBefore(context).time_since_epoch().count(), mostAtOnce},
                        [&ids](const Rows &row) { ids.emplace_back(row.text(0)); });
    if (!read) {
        return domain::passOn(read);
    }
    return ids;
}

/// The next version of the record, without the members that only families and staff may see.
RecordEntry erasedRecord(Context &context, StoredReservation &stored) {
    domain::Reservation &value = stored.value;
    value.meta.version += 1;
    value.meta.updatedAt = context.now();
    return {.kind = domain::RecordKind::Reservation,
            .id = value.id.text(),
            .facility = value.facilityId.text(),
            .version = value.meta.version,
            .text = RecordText(domain::RecordKind::Reservation, wire::textsOf(value)).erased(),
            .madeBy = stored.madeBy};
}

Result<void> erase(Context &context, const std::string &id) {
    auto stored = findReservation(context.db, id);
    if (!stored) {
        return domain::passOn(stored);
    }
    if (!*stored) {
        return domain::fail(domain::ErrorKind::Bug, "unreadable-record");
    }
    ChangeSet changes(context, (*stored)->municipality);
    changes.put(erasedRecord(context, **stored));
    changes.note({"reservation.erase",
                  domain::RecordKind::Reservation,
                  id,
                  (*stored)->value.facilityId.text(),
                  "guardian,children,question,message,reason",
                  {}});
    if (auto forgotten =
            run(context.db, "DELETE FROM reservation_match WHERE reservation_id = $1 AND facility_id = $2",
                {id, (*stored)->value.facilityId.text()});
        !forgotten) {
        return forgotten;
    }
    if (auto marked = run(context.db, "UPDATE reservation SET erased_at = $1, version = $2 WHERE id = $3",
                          {context.now().time_since_epoch().count(), (*stored)->value.meta.version, id});
        !marked) {
        return marked;
    }
    return changes.write();
}

} // namespace

Result<void> erasePersonal(Context &context) {
    if (context.settings.keepPersonalDays <= 0) {
        return {};
    }
    const auto due = dueForErasure(context);
    if (!due) {
        return domain::passOn(due);
    }
    for (const std::string &id : *due) {
        if (auto erased = erase(context, id); !erased) {
            return erased;
        }
    }
    return eraseEndedWaitlist(context, erasedBefore(context), mostAtOnce);
}

} // namespace hub::ops
