// Converts typed secrets for libsodium. Internal to session.
#pragma once

#include <QByteArray>
#include <QString>

namespace session {

/// Initialises libsodium. False only if the operating system gives no random numbers.
[[nodiscard]] bool sodiumReady();
/// UTF-8 in composed form, so that the same characters from any input method give the same bytes.
[[nodiscard]] QByteArray secretBytes(const QString &typed);

} // namespace session
