// Writes the webhook deliveries of a change together with the change itself.
#pragma once

#include "hub/records/record_store.h"

#include <chrono>

namespace hub {

/// How long a delivery is retried before it counts as failed.
inline constexpr std::chrono::hours triedFor{72};

/// Deliveries about one reservation are sent in the order of its versions: a later one waits until the one
/// before has arrived or has failed.
///
/// Call it inside the transaction of the change. It writes one delivery for each webhook of the system that
/// made the reservation. It writes nothing for other records, and nothing for changes that the system made
/// itself.
[[nodiscard]] domain::Result<void> tellOfChange(Context &context, const RecordEntry &entry);

/// Prefetches the system's webhooks for tellOfChange() (Connection::prefetch).
void prefetchWebhooks(Connection &db, std::string_view systemId);

} // namespace hub
