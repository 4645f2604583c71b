#include "hub/records/webhook_rows.h"

#include "domain/id.h"
#include "hub/db/read.h"
#include "wire/records_json.h"
#include "wire/webhook_json.h"

#include <vector>

namespace hub {
namespace {

using domain::Result;

std::int64_t seconds(domain::Instant instant) {
    return instant.time_since_epoch().count();
}

constexpr std::string_view enabledSql =
    "SELECT id FROM webhook WHERE system_id = $1 AND enabled = 1 ORDER BY id";

Result<std::vector<std::string>> enabledWebhooksOf(Connection &db, std::string_view systemId) {
    std::vector<std::string> ids;
    const auto read =
        eachRow(db, enabledSql, {systemId}, [&ids](const Rows &row) { ids.emplace_back(row.text(0)); });
    if (!read) {
        return domain::passOn(read);
    }
    return ids;
}

bool concernsItsSystem(const Context &context, const RecordEntry &entry) {
    if (entry.kind != domain::RecordKind::Reservation || entry.deleted || entry.madeBy.empty()) {
        return false;
    }
    return !context.caller || context.caller->systemId != entry.madeBy;
}

Result<std::string> eventOf(const Context &context, const RecordEntry &entry) {
    const auto reservation = entry.text.readBy(wire::reservationFromJson);
    if (!reservation) {
        return domain::fail(domain::ErrorKind::Bug, "unreadable-record");
    }
    return wire::toJson(
        wire::WebhookEvent{.type = "reservation.changed",
                           .timestamp = domain::textOf(context.now()),
                           .data = {.reservationId = entry.id,
                                    .facilityId = entry.facility,
                                    .slotId = reservation->slotId.text(),
                                    .status = std::string(domain::nameOf(reservation->status)),
                                    .version = entry.version}});
}

Result<void> store(Context &context, const std::string &webhook, const RecordEntry &entry,
                   const std::string &body) {
    const std::int64_t now = seconds(context.now());
    return run(
        context.db,
        "INSERT INTO webhook_delivery (id, webhook_id, object_id, object_version, body, status, created_at, "
        "give_up_at, next_at) VALUES ($1, $2, $3, $4, $5, 'waiting', $6, $7, $6)",
        {domain::Uuid::make(context.clock, context.random).text(), webhook, entry.id, entry.version, body,
         now, seconds(context.now() + triedFor)});
}

} // namespace

Result<void> tellOfChange(Context &context, const RecordEntry &entry) {
    if (!concernsItsSystem(context, entry)) {
        return {};
    }
    const auto webhooks = enabledWebhooksOf(context.db, entry.madeBy);
    if (!webhooks) {
        return domain::passOn(webhooks);
    }
    if (webhooks->empty()) {
        return {};
    }
    const auto event = eventOf(context, entry);
    if (!event) {
        return domain::passOn(event);
    }
    for (const std::string &webhook : *webhooks) {
        if (auto stored = store(context, webhook, entry, *event); !stored) {
            return stored;
        }
    }
    return {};
}

void prefetchWebhooks(Connection &db, std::string_view systemId) {
    db.prefetch(enabledSql, {systemId});
}

} // namespace hub
