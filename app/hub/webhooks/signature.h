// Signatures of the Standard Webhooks specification: HMAC-SHA256 over "id.timestamp.body".
#pragma once

#include "domain/clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace hub::webhooks {

/// The bytes of a secret "whsec_<base64>". Empty if the format is wrong or the length is not 24 to 64 bytes.
[[nodiscard]] std::optional<std::string> secretBytes(std::string_view secret);

/// The value of the header webhook-signature: "v1,<base64>".
[[nodiscard]] std::string signatureOf(std::string_view secretBytes, std::string_view id, domain::Instant at,
                                      std::string_view body);

} // namespace hub::webhooks
