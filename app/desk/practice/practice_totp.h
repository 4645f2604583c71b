// The practice authenticator: a TOTP code (RFC 6238, SHA-1, six digits, 30 seconds) for the invented trainee.
#pragma once

#include "domain/clock.h"

#include <QByteArray>
#include <QString>

namespace services {

inline constexpr int totpStepSeconds = 30;

/// RFC 4648; blanks and padding are skipped. Empty where a character does not belong to the alphabet.
[[nodiscard]] QByteArray fromBase32(const QString &text);
[[nodiscard]] QString totpCode(const QByteArray &secret, domain::Instant now);
/// How long the code still holds.
[[nodiscard]] int totpSecondsLeft(domain::Instant now);

} // namespace services
