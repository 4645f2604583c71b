// Text that people type as a secret, and the libsodium it goes through. Internal to session.
#pragma once

#include <QByteArray>
#include <QString>

namespace session {

/// libsodium is ready; false only where the operating system gives no randomness.
[[nodiscard]] bool sodiumReady();
/// UTF-8 in composed form: the same characters from any input method give the same bytes.
[[nodiscard]] QByteArray secretBytes(const QString &typed);

} // namespace session
