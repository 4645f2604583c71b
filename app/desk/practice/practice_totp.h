// The authenticator for practice: computes the TOTP code (RFC 6238, SHA-1, six digits, 30 seconds) of the
// trainee.
#pragma once

#include "domain/clock.h"

#include <QByteArray>
#include <QString>

namespace services {

inline constexpr int totpStepSeconds = 30;

/// RFC 4648; blanks and padding are skipped. Empty if a character is not in the alphabet.
[[nodiscard]] QByteArray fromBase32(const QString &text);
[[nodiscard]] QString totpCode(const QByteArray &secret, domain::Instant now);
/// The number of seconds for which the code is still valid.
[[nodiscard]] int totpSecondsLeft(domain::Instant now);

} // namespace services
