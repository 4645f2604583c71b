// A small file of named secrets. It is written atomically, and only its owner can read it. Internal to
// session.
#pragma once

#include "domain/result.h"

#include <QByteArray>
#include <QMap>
#include <QString>

#include <optional>

namespace session {

using Secrets = QMap<QString, QByteArray>;

/// JSON with values in base64.
[[nodiscard]] QByteArray secretsText(const Secrets &secrets);
/// Empty if the text does not have the format of secretsText().
[[nodiscard]] std::optional<Secrets> secretsIn(const QByteArray &text);

/// The file's content; empty if the file does not exist. KeychainUnavailable "file-unreadable".
[[nodiscard]] domain::Result<std::optional<QByteArray>> readSecretFile(const QString &path);
/// Replaces the file atomically, with mode 0600. KeychainUnavailable "file-unwritable".
[[nodiscard]] domain::Result<void> writeSecretFile(const QString &path, const QByteArray &content);

} // namespace session
