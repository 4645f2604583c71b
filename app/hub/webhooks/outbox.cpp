#include "hub/webhooks/outbox.h"

#include "hub/auth/tokens.h"
#include "hub/db/read.h"
#include "hub/webhooks/webhook_store.h"

#include <algorithm>
#include <array>

namespace hub::webhooks {
namespace {

using domain::Result;

/// The longest possible wait. A time further ahead was stored by a clock that has been set back since.
constexpr std::chrono::hours longestWait{12};
/// The longest time for which a failing receiver holds back its other deliveries.
constexpr std::chrono::seconds longestPause{60};

std::int64_t seconds(domain::Instant instant) {
    return instant.time_since_epoch().count();
}

struct Due {
    Claimed claimed;
    std::string sealedSecret;
};

Due dueFrom(const Rows &row) {
    return {.claimed = {.deliveryId = std::string(row.text(0)),
                        .webhookId = std::string(row.text(1)),
                        .url = std::string(row.text(2)),
                        .secret = {},
                        .body = std::string(row.text(4)),
                        .attempts = static_cast<int>(row.integer(5)) + 1,
                        .giveUpAt = domain::Instant(std::chrono::seconds(row.integer(6))),
                        .mayBePrivate = row.integer(7) != 0},
            .sealedSecret = std::string(row.text(3))};
}

Result<std::optional<Due>> firstDue(Context &context) {
    return firstRow(
        context.db,
        "SELECT d.id, d.webhook_id, w.url, w.sealed_secret, d.body, d.attempts, d.give_up_at, "
        "t.private_address FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook_id "
        "JOIN webhook_target t ON t.system_id = w.system_id AND t.host = w.host AND t.port = w.port "
        "WHERE d.status = 'waiting' AND (d.next_at <= $1 OR d.next_at > $2) AND w.enabled = 1 "
        "AND (w.resume_at <= $1 OR w.resume_at > $2) "
        "AND NOT EXISTS (SELECT 1 FROM webhook_delivery p WHERE p.webhook_id = d.webhook_id "
        "AND p.object_id = d.object_id AND p.object_version < d.object_version AND p.status = 'waiting') "
        "AND NOT EXISTS (SELECT 1 FROM webhook_delivery o WHERE o.webhook_id = d.webhook_id "
        "AND o.status = 'waiting' AND o.claimed_until > $1 AND o.claimed_until <= $2) "
        "ORDER BY d.next_at, d.id LIMIT 1",
        {seconds(context.now()), seconds(context.now() + longestWait)}, dueFrom);
}

/// Changes the wait by up to a tenth, so that receivers that failed together are not all retried together.
std::chrono::seconds scattered(std::chrono::seconds wait, domain::Random &random) {
    std::array<std::uint8_t, 1> byte{};
    random.fill(byte);
    return wait - wait / 10 + wait * byte[0] / (255 * 5);
}

Result<void> settled(Context &context, const Claimed &claimed, const char *status,
                     const Attempted &attempted) {
    return run(context.db,
               "UPDATE webhook_delivery SET status = $1, claimed_until = 0, last_at = $2, last_result = $3 "
               "WHERE id = $4",
               {status, seconds(context.now()), attempted.text(), claimed.deliveryId});
}

Result<void> pauseUntil(Context &context, const std::string &webhook, std::int64_t until) {
    return run(context.db, "UPDATE webhook SET resume_at = $1 WHERE id = $2", {until, webhook});
}

Result<void> tryAgainLater(Context &context, const Claimed &claimed, const Attempted &attempted) {
    const std::chrono::seconds wait = scattered(waitAfterAttempt(claimed.attempts), context.random);
    auto stored =
        run(context.db,
            "UPDATE webhook_delivery SET next_at = $1, claimed_until = 0, last_at = $2, "
            "last_result = $3 WHERE id = $4",
            {seconds(context.now() + wait), seconds(context.now()), attempted.text(), claimed.deliveryId});
    if (!stored) {
        return stored;
    }
    return pauseUntil(context, claimed.webhookId, seconds(context.now() + std::min(wait, longestPause)));
}

} // namespace

Result<std::optional<Claimed>> claimNext(Context &context, std::chrono::seconds span) {
    auto due = firstDue(context);
    if (!due) {
        return domain::passOn(due);
    }
    if (!*due) {
        return std::nullopt;
    }
    Claimed claimed = std::move((*due)->claimed);
    // If another hub process was faster, its claim stands and nothing is left to send now.
    const auto taken =
        context.db.execute("UPDATE webhook_delivery SET claimed_until = $1, attempts = $2 WHERE id = $3 "
                           "AND (claimed_until <= $4 OR claimed_until > $5)",
                           {seconds(context.now() + span), claimed.attempts, claimed.deliveryId,
                            seconds(context.now()), seconds(context.now() + longestWait)});
    if (!taken) {
        return domain::passOn(taken);
    }
    if (*taken == 0) {
        return std::nullopt;
    }
    auto secret = auth::unseal((*due)->sealedSecret, webhookSecretPurpose, context.settings.key);
    if (!secret) {
        return domain::fail(domain::ErrorKind::StorageCorrupt, "hub-key-damaged");
    }
    claimed.secret = std::move(*secret);
    return claimed;
}

std::chrono::seconds waitAfterAttempt(int attempts) {
    using std::chrono::hours;
    using std::chrono::minutes;
    static constexpr std::array<std::chrono::seconds, 9> waits = {std::chrono::seconds(5),
                                                                  std::chrono::seconds(30),
                                                                  minutes(2),
                                                                  minutes(10),
                                                                  minutes(30),
                                                                  hours(1),
                                                                  hours(2),
                                                                  hours(4),
                                                                  hours(8)};
    return waits.at(
        std::min<std::size_t>(static_cast<std::size_t>(std::max(attempts, 1)) - 1, waits.size() - 1));
}

Result<void> settle(Context &context, const Claimed &claimed, const Attempted &attempted) {
    constexpr int gone = 410;
    if (attempted.isAccepted()) {
        auto done = settled(context, claimed, "delivered", attempted);
        return done ? pauseUntil(context, claimed.webhookId, 0) : done;
    }
    if (attempted.status == gone) {
        auto done = settled(context, claimed, "failed", attempted);
        return done ? run(context.db, "UPDATE webhook SET enabled = 0, version = version + 1 WHERE id = $1",
                          {claimed.webhookId})
                    : done;
    }
    if (context.now() >= claimed.giveUpAt) {
        return settled(context, claimed, "failed", attempted);
    }
    return tryAgainLater(context, claimed, attempted);
}

Result<void> sweepOutbox(Context &context) {
    const std::int64_t now = seconds(context.now());
    auto given = run(context.db,
                     "UPDATE webhook_delivery SET status = 'failed' "
                     "WHERE status = 'waiting' AND give_up_at <= $1 AND claimed_until <= $1",
                     {now});
    if (!given) {
        return given;
    }
    return run(context.db, "DELETE FROM webhook_delivery WHERE created_at < $1 AND status <> 'waiting'",
               {seconds(context.now() - keptFor)});
}

} // namespace hub::webhooks
