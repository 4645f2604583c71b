// ETag and If-Match: nobody overwrites what they have not seen (contract, Conventions).
#pragma once

#include "domain/result.h"
#include "hub/http/http_message.h"

#include <cstdint>
#include <string>

namespace hub {

/// `"7"`, as it stands in ETag and If-Match.
[[nodiscard]] std::string etag(std::int64_t version);

/// The version that the caller has seen. Rejected "precondition-required" when If-Match is missing, Malformed
/// "malformed" when it isn't one tag of ours (lists and `*` are refused: they name no version). A weak tag is
/// taken for the strong one: gateways make it of ours.
[[nodiscard]] domain::Result<std::int64_t> ifMatchVersion(const Request &request);

/// True when the call says `If-None-Match: *`, so that it means to create and never to replace.
[[nodiscard]] bool wantsCreation(const Request &request);

} // namespace hub
