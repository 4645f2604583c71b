// Time-based one-time codes (RFC 6238: HMAC-SHA1, 6 digits, 30 seconds) and their Key URI. Pure.
#pragma once

#include "domain/clock.h"
#include "domain/random.h"

#include <optional>
#include <string>
#include <string_view>

namespace hub::auth {

/// RFC 4648 base32 without padding; reading also takes lower case and blanks.
[[nodiscard]] std::string base32(std::string_view bytes);
[[nodiscard]] std::optional<std::string> fromBase32(std::string_view text);

/// 160 random bits, as raw bytes.
[[nodiscard]] std::string newTotpSecret(domain::Random &random);
[[nodiscard]] std::int64_t totpStep(domain::Instant at);
/// The code of a step. `digits` 6 to 8 (the RFC's vectors have 8).
[[nodiscard]] std::string totpCode(std::string_view secret, std::int64_t step, int digits = 6);
/// Whether a step is further ahead than a valid code's can be (five minutes). Such a step was stored while
/// the clock was wrong.
[[nodiscard]] bool isAheadOf(domain::Instant now, std::int64_t step);
/// The step to which a typed code belongs: the current one or a neighbour. It must be later than `lastStep`,
/// unless that one isAheadOf(). Empty if none matches.
[[nodiscard]] std::optional<std::int64_t> matchingStep(std::string_view secret, std::string_view code,
                                                       domain::Instant now, std::int64_t lastStep);
/// otpauth://totp/..., the text that authenticator apps read from the QR code.
[[nodiscard]] std::string otpauthUri(std::string_view issuer, std::string_view account,
                                     std::string_view secret);

} // namespace hub::auth
