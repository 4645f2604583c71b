// A small file of named secrets, written whole and at once, readable by its owner only. Internal to session.
#pragma once

#include "domain/result.h"

#include <QByteArray>
#include <QMap>
#include <QString>

#include <optional>

namespace session {

using Secrets = QMap<QString, QByteArray>;

/// As JSON, values in base64.
[[nodiscard]] QByteArray secretsText(const Secrets &secrets);
/// Nothing where the text is not what secretsText() writes.
[[nodiscard]] std::optional<Secrets> secretsIn(const QByteArray &text);

/// The file's content; empty where there is no file. KeychainUnavailable "file-unreadable".
[[nodiscard]] domain::Result<std::optional<QByteArray>> readSecretFile(const QString &path);
/// Replaced in one step, mode 0600. KeychainUnavailable "file-unwritable".
[[nodiscard]] domain::Result<void> writeSecretFile(const QString &path, const QByteArray &content);

} // namespace session
