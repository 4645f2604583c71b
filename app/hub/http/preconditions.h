// ETag and If-Match: a client cannot overwrite a version that it has not seen (contract, Conventions).
#pragma once

#include "domain/result.h"
#include "hub/http/http_message.h"

#include <cstdint>
#include <string>

namespace hub {

/// A version as it is written in ETag and If-Match, for example `"7"`.
[[nodiscard]] std::string etag(std::int64_t version);

/// The version in If-Match, which is the one that the caller has seen. Rejected "precondition-required" if
/// If-Match is missing; Malformed "malformed" if it is not exactly one tag of ours (lists and `*` name no
/// single version). A weak tag is accepted, because gateways make our tags weak.
[[nodiscard]] domain::Result<std::int64_t> ifMatchVersion(const Request &request);

/// True if the call has `If-None-Match: *`, which means that it may create but not replace.
[[nodiscard]] bool wantsCreation(const Request &request);

} // namespace hub
