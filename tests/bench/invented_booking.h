// A booking as a parents' site sends it, of a family that does not exist.
#pragma once

#include "bench/tls_client.h"

#include <cstdint>
#include <string>

namespace bench {

/// A new UUIDv7. Thread-safe.
std::string uuid();
/// The body of PUT /v1/reservations/{id}; the number tells families apart.
std::string booking(const std::string &slot, std::uint64_t family);
/// Authorization and a new Idempotency-Key.
TlsClient::Headers signedIn(const std::string &token);
/// Books a seat of the slot under the id. Throws std::runtime_error where the connection breaks.
Answer book(TlsClient &client, const std::string &token, const std::string &id, const std::string &slot,
            std::uint64_t family);

} // namespace bench
