// Webhooks in the database, and the operator's allow-list.
#pragma once

#include "hub/calls/context.h"
#include "hub/webhooks/target.h"

#include <optional>
#include <string>
#include <vector>

namespace hub::webhooks {

/// The purpose for which the hub's key encrypts webhook secrets.
inline constexpr std::string_view webhookSecretPurpose = "webhook secret";
inline constexpr std::size_t mostWebhooks = 10; ///< for each system

struct Webhook {
    std::string id;
    std::string systemId;
    std::string url;
    bool enabled = true;
    std::string sealedSecret;
    std::int64_t version = 1;
    domain::Instant createdAt{};
    domain::Instant updatedAt{};
};

[[nodiscard]] domain::Result<std::optional<Webhook>> findWebhook(Connection &db, std::string_view id);
/// The webhooks of a system, ordered by id.
[[nodiscard]] domain::Result<std::vector<Webhook>> webhooksOf(Connection &db, std::string_view systemId);
[[nodiscard]] domain::Result<void> insertWebhook(Connection &db, const Webhook &webhook,
                                                 const Target &target);
/// Also ends a pause of the webhook's outbox, so that it continues at once.
[[nodiscard]] domain::Result<void> updateWebhook(Connection &db, const Webhook &webhook,
                                                 const Target &target);
/// Removes the webhook together with its deliveries.
[[nodiscard]] domain::Result<void> removeWebhook(Connection &db, std::string_view id);

/// Lets the operator permit this system to send to this host and port; with `mayBePrivate` also if the name
/// resolves to an internal network. Conflict "constraint" if the system does not exist.
[[nodiscard]] domain::Result<void> allowTarget(Connection &db, std::string_view systemId,
                                               const Target &target, bool mayBePrivate);
/// False if the target was not allowed.
[[nodiscard]] domain::Result<bool> disallowTarget(Connection &db, std::string_view systemId,
                                                  const Target &target);
[[nodiscard]] domain::Result<bool> isAllowed(Connection &db, std::string_view systemId, const Target &target);

/// Selects the deliveries that are to be sent again.
struct Replay {
    std::string webhookId;
    std::vector<std::string> deliveryIds;
    bool failed = false; ///< all failed ones
};
struct Replayed {
    /// Deliveries that are due again at once, including those that were waiting already.
    std::int64_t again = 0;
    /// Failed deliveries that are not sent, because a newer state of the same reservation has arrived.
    std::int64_t outdated = 0;
};
/// Makes deliveries wait again under the same id, with three new days for retries. Deliveries that are named
/// are sent even if newer ones have arrived.
[[nodiscard]] domain::Result<Replayed> replay(Context &context, const Replay &wanted);

} // namespace hub::webhooks
