// The table of stored answers (contract: Idempotency-Key).
#pragma once

#include "hub/calls/context.h"

#include <optional>
#include <string>

namespace hub {

/// A call as the table identifies it: its key, its caller and a hash of its content.
struct OperationKey {
    std::string key;
    std::string caller;
    std::string hash; ///< over method, path, query and body
    /// The hash of the same call in its other form (no body and an empty object mean the same); empty if
    /// there is none.
    std::string otherHash;
};

/// Rejected "precondition-required" if the key is missing; Malformed "malformed" if it is not a UUID.
[[nodiscard]] domain::Result<OperationKey> operationKey(const Request &request,
                                                        const std::optional<Caller> &caller);

/// The caller's name in the table: the id of a person or of a connected system.
[[nodiscard]] std::string nameOf(const Caller &caller);
/// Prefetches what storedAnswer() will ask if `who` is the caller (Connection::prefetch).
void prefetchAnswer(const Request &request, const std::string &who, Connection &db);

/// The stored answer, marked as replayed; empty if there is none. Rejected "idempotency-mismatch" if the key
/// was used for a different call.
[[nodiscard]] domain::Result<std::optional<Response>> storedAnswer(const OperationKey &operation,
                                                                   Connection &db);

[[nodiscard]] domain::Result<void> storeAnswer(const OperationKey &operation, const Response &response,
                                               Connection &db, domain::Instant now);

} // namespace hub
