// The table of answers already given (contract: Idempotency-Key).
#pragma once

#include "hub/calls/context.h"

#include <optional>
#include <string>

namespace hub {

/// A call as the table knows it: its key, whose it is, and what it asks for.
struct OperationKey {
    std::string key;
    std::string caller;
    std::string hash; ///< over method, path, query and body
    /// Of the same call said otherwise (no body and an empty object say the same); empty: there is none.
    std::string otherHash;
};

/// Rejected "precondition-required" without a key, Malformed "malformed" where it is no UUID.
[[nodiscard]] domain::Result<OperationKey> operationKey(const Request &request,
                                                        const std::optional<Caller> &caller);

/// As the table names callers: a person's or a connected system's id.
[[nodiscard]] std::string nameOf(const Caller &caller);
/// That storedAnswer() will be asked soon, if `who` is the caller (Connection::prefetch).
void prefetchAnswer(const Request &request, const std::string &who, Connection &db);

/// The stored answer, marked as replayed; empty where there is none. Rejected "idempotency-mismatch" where
/// the key was used for something else.
[[nodiscard]] domain::Result<std::optional<Response>> storedAnswer(const OperationKey &operation,
                                                                   Connection &db);

[[nodiscard]] domain::Result<void> storeAnswer(const OperationKey &operation, const Response &response,
                                               Connection &db, domain::Instant now);

} // namespace hub
