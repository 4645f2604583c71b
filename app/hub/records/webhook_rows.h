// What connected systems are to be told of a change, written with the change itself.
#pragma once

#include "hub/records/record_store.h"

#include <chrono>

namespace hub {

/// How long a delivery is tried again before it counts as failed.
inline constexpr std::chrono::hours triedFor{72};

/// What a webhook is told of one reservation goes out in the order of its versions: a later one waits until
/// the one before has arrived or was given up.
///
/// Inside the transaction of the change: one delivery for each of the webhooks of the system that made this
/// reservation. Nothing for other records, nor for what the system did itself.
[[nodiscard]] domain::Result<void> tellOfChange(Context &context, const RecordEntry &entry);

/// That tellOfChange() will read the system's webhooks soon (Connection::prefetch).
void prefetchWebhooks(Connection &db, std::string_view systemId);

} // namespace hub
