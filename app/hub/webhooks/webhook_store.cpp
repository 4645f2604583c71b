#include "hub/webhooks/webhook_store.h"

#include "hub/db/read.h"
#include "hub/records/webhook_rows.h"
#include "hub/webhooks/outbox.h"

namespace hub::webhooks {
namespace {

using domain::Result;

std::int64_t epochSeconds(domain::Instant instant) {
    return instant.time_since_epoch().count();
}

constexpr std::string_view ofSystemSql =
    "SELECT id, system_id, url, enabled, sealed_secret, version, created_at, updated_at "
    "FROM webhook WHERE system_id = $1 ORDER BY id";

Webhook webhookFrom(const Rows &row) {
    const auto instant = [&row](int column) {
        return domain::Instant(std::chrono::seconds(row.integer(column)));
    };
    return {std::string(row.text(0)),
            std::string(row.text(1)),
            std::string(row.text(2)),
            row.integer(3) != 0,
            std::string(row.text(4)),
            row.integer(5),
            instant(6),
            instant(7)};
}

Result<Replayed> replayFailed(Context &context, const std::string &webhook) {
    const auto again = context.db.execute(
        "UPDATE webhook_delivery SET status = 'waiting', attempts = 0, next_at = $1, give_up_at = $2 "
        "WHERE webhook_id = $3 AND status = 'failed' AND NOT EXISTS (SELECT 1 FROM webhook_delivery n "
        "WHERE n.webhook_id = webhook_delivery.webhook_id AND n.object_id = webhook_delivery.object_id "
        "AND n.object_version > webhook_delivery.object_version AND n.status = 'delivered')",
        {epochSeconds(context.now()), epochSeconds(context.now() + triedFor), webhook});
    if (!again) {
        return domain::passOn(again);
    }
    const auto left = firstRow(
        context.db, "SELECT count(*) FROM webhook_delivery WHERE webhook_id = $1 AND status = 'failed'",
        {webhook}, [](const Rows &row) { return row.integer(0); });
    if (!left) {
        return domain::passOn(left);
    }
    return Replayed{*again, left->value_or(0)};
}

} // namespace

Result<std::optional<Webhook>> findWebhook(Connection &db, std::string_view id) {
    return firstRow(db,
                    "SELECT id, system_id, url, enabled, sealed_secret, version, created_at, updated_at "
                    "FROM webhook WHERE id = $1",
                    {id}, webhookFrom);
}

Result<std::vector<Webhook>> webhooksOf(Connection &db, std::string_view systemId) {
    std::vector<Webhook> all;
    auto read =
        eachRow(db, ofSystemSql, {systemId}, [&all](const Rows &row) { all.push_back(webhookFrom(row)); });
    if (!read) {
        return domain::passOn(read);
    }
    return all;
}

Result<void> insertWebhook(Connection &db, const Webhook &webhook, const Target &target) {
    return run(
        db,
        "INSERT INTO webhook (id, system_id, url, host, port, enabled, sealed_secret, version, created_at, "
        "updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        {webhook.id, webhook.systemId, webhook.url, target.host, std::int64_t{target.port},
         webhook.enabled ? 1 : 0, webhook.sealedSecret, webhook.version, epochSeconds(webhook.createdAt),
         epochSeconds(webhook.updatedAt)});
}

Result<void> updateWebhook(Connection &db, const Webhook &webhook, const Target &target) {
    return run(db,
               "UPDATE webhook SET url = $1, host = $2, port = $3, enabled = $4, sealed_secret = $5, "
               "version = $6, updated_at = $7, resume_at = 0 WHERE id = $8",
               {webhook.url, target.host, std::int64_t{target.port}, webhook.enabled ? 1 : 0,
                webhook.sealedSecret, webhook.version, epochSeconds(webhook.updatedAt), webhook.id});
}

Result<void> removeWebhook(Connection &db, std::string_view id) {
    if (auto gone = run(db, "DELETE FROM webhook_delivery WHERE webhook_id = $1", {id}); !gone) {
        return gone;
    }
    return run(db, "DELETE FROM webhook WHERE id = $1", {id});
}

Result<void> allowTarget(Connection &db, std::string_view systemId, const Target &target, bool mayBePrivate) {
    return run(db,
               "INSERT INTO webhook_target (system_id, host, port, private_address) VALUES ($1, $2, $3, $4) "
               "ON CONFLICT (system_id, host, port) DO UPDATE SET private_address = excluded.private_address",
               {systemId, target.host, std::int64_t{target.port}, mayBePrivate ? 1 : 0});
}

Result<bool> disallowTarget(Connection &db, std::string_view systemId, const Target &target) {
    const auto gone =
        db.execute("DELETE FROM webhook_target WHERE system_id = $1 AND host = $2 AND port = $3",
                   {systemId, target.host, std::int64_t{target.port}});
    if (!gone) {
        return domain::passOn(gone);
    }
    return *gone > 0;
}

Result<bool> isAllowed(Connection &db, std::string_view systemId, const Target &target) {
    auto found =
        firstRow(db, "SELECT 1 FROM webhook_target WHERE system_id = $1 AND host = $2 AND port = $3",
                 {systemId, target.host, std::int64_t{target.port}}, [](const Rows &) { return true; });
    return found.map([](const std::optional<bool> &any) { return any.value_or(false); });
}

Result<Replayed> replay(Context &context, const Replay &wanted) {
    const std::int64_t now = epochSeconds(context.now());
    const std::int64_t until = epochSeconds(context.now() + triedFor);
    Replayed done;
    for (const std::string &id : wanted.deliveryIds) {
        const auto again = context.db.execute(
            "UPDATE webhook_delivery SET status = 'waiting', attempts = 0, next_at = $1, give_up_at = $2 "
            "WHERE id = $3 AND webhook_id = $4 AND claimed_until <= $1",
            {now, until, id, wanted.webhookId});
        if (!again) {
            return domain::passOn(again);
        }
        done.again += *again;
    }
    if (wanted.failed) {
        const auto failed = replayFailed(context, wanted.webhookId);
        if (!failed) {
            return failed;
        }
        done = *failed;
    }
    if (auto resumed = run(context.db, "UPDATE webhook SET resume_at = 0 WHERE id = $1", {wanted.webhookId});
        !resumed) {
        return domain::passOn(resumed);
    }
    return done;
}

} // namespace hub::webhooks
