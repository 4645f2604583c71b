// Webhooks in the database, and the operator's allow-list.
#pragma once

#include "hub/calls/context.h"
#include "hub/webhooks/target.h"

#include <optional>
#include <string>
#include <vector>

namespace hub::webhooks {

/// What the hub's key seals them under.
inline constexpr std::string_view webhookSecretPurpose = "webhook secret";
inline constexpr std::size_t mostWebhooks = 10; ///< of one system

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
/// In the order of their ids.
[[nodiscard]] domain::Result<std::vector<Webhook>> webhooksOf(Connection &db, std::string_view systemId);
[[nodiscard]] domain::Result<void> insertWebhook(Connection &db, const Webhook &webhook,
                                                 const Target &target);
/// Also lets the outbox go on at once where it was held back.
[[nodiscard]] domain::Result<void> updateWebhook(Connection &db, const Webhook &webhook,
                                                 const Target &target);
/// With its deliveries.
[[nodiscard]] domain::Result<void> removeWebhook(Connection &db, std::string_view id);

/// The operator lets this system send to this host and port; `mayBePrivate` also where its name leads into an
/// inner network. Conflict "constraint" where there is no such system.
[[nodiscard]] domain::Result<void> allowTarget(Connection &db, std::string_view systemId,
                                               const Target &target, bool mayBePrivate);
/// False where it was not allowed.
[[nodiscard]] domain::Result<bool> disallowTarget(Connection &db, std::string_view systemId,
                                                  const Target &target);
[[nodiscard]] domain::Result<bool> isAllowed(Connection &db, std::string_view systemId, const Target &target);

/// What is to be sent again.
struct Replay {
    std::string webhookId;
    std::vector<std::string> deliveryIds;
    bool failed = false; ///< all that failed
};
struct Replayed {
    std::int64_t again = 0; ///< wait again and are due at once, those among them that waited already
    std::int64_t outdated =
        0; ///< had failed, and a newer state of the same reservation has arrived: not sent
};
/// Deliveries wait again, with three days of their own, under the same id. Those that are named are sent
/// whatever came after them.
[[nodiscard]] domain::Result<Replayed> replay(Context &context, const Replay &wanted);

} // namespace hub::webhooks
