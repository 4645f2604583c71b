#include "hub/service/due_work.h"

#include "hub/db/read.h"
#include "hub/handlers/reservations/auto_approval.h"
#include "hub/handlers/reservations/reservation_steps.h"
#include "hub/ops/retention.h"
#include "hub/webhooks/outbox.h"

namespace hub {

using domain::Result;

namespace {

/// The limit for one call, so that bookings wait no longer than for one of their own groups.
constexpr int mostExpiries = 100;
constexpr int mostForgotten = 500;
constexpr std::int64_t answersKept = std::int64_t{60} * 24 * 60 * 60;

Result<std::vector<std::string>> unanswered(Context &context) {
    std::vector<std::string> ids;
    auto read = eachRow(context.db,
                        "SELECT id FROM reservation WHERE status = 'requested' AND starts_at <= $1 "
                        "ORDER BY starts_at LIMIT $2",
                        {context.now().time_since_epoch().count(), mostExpiries},
                        [&ids](const Rows &row) { ids.emplace_back(row.text(0)); });
    if (!read) {
        return domain::passOn(read);
    }
    return ids;
}

Result<void> expire(Context &context, const std::string &id) {
    auto reservation = findReservation(context.db, id);
    if (!reservation) {
        return domain::passOn(reservation);
    }
    if (!*reservation) {
        return domain::fail(domain::ErrorKind::Bug, "unreadable-record");
    }
    ChangeSet changes(context, (*reservation)->municipality);
    auto applied = applyStep(context, changes, **reservation, domain::ReservationCall::Expire, {});
    if (!applied) {
        // A reservation whose step the state table refuses must not stop the others from expiring.
        return applied.error().code == "illegal-transition" ? Result<void>() : applied;
    }
    return changes.write();
}

Result<void> forgetOldAnswers(Context &context) {
    return run(context.db,
               "DELETE FROM idempotency WHERE (caller, key) IN "
               "(SELECT caller, key FROM idempotency WHERE created_at < $1 ORDER BY created_at LIMIT $2)",
               {context.now().time_since_epoch().count() - answersKept, mostForgotten});
}

} // namespace

Result<std::set<ChangedScope>> runDueWork(Context &context) {
    const auto due = unanswered(context);
    if (!due) {
        return domain::passOn(due);
    }
    for (const std::string &id : *due) {
        if (auto expired = expire(context, id); !expired) {
            return domain::passOn(expired);
        }
    }
    if (auto approved = runDueApprovals(context); !approved) {
        return domain::passOn(approved);
    }
    for (const auto work : {forgetOldAnswers, webhooks::sweepOutbox, ops::erasePersonal}) {
        if (auto done = work(context); !done) {
            return domain::passOn(done);
        }
    }
    return context.changedScopes;
}

} // namespace hub
