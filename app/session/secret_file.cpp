#include "session/secret_file.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace session {

using domain::ErrorKind;

namespace {
constexpr qint64 largestFile = 1024 * 1024;
} // namespace

QByteArray secretsText(const Secrets &secrets) {
    QJsonObject object;
    for (auto each = secrets.cbegin(); each != secrets.cend(); ++each) {
        object.insert(each.key(), QString::fromLatin1(each.value().toBase64()));
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<Secrets> secretsIn(const QByteArray &text) {
    const QJsonDocument document = QJsonDocument::fromJson(text);
    if (!document.isObject()) {
        return std::nullopt;
    }
    Secrets secrets;
    const QJsonObject object = document.object();
    for (auto each = object.begin(); each != object.end(); ++each) {
        const auto value = QByteArray::fromBase64Encoding(each.value().toString().toLatin1(),
                                                          QByteArray::AbortOnBase64DecodingErrors);
        if (!each.value().isString() || !value) {
            return std::nullopt;
        }
        secrets.insert(each.key(), value.decoded);
    }
    return secrets;
}

domain::Result<std::optional<QByteArray>> readSecretFile(const QString &path) {
    QFile file(path);
    if (!file.exists()) {
        return std::optional<QByteArray>();
    }
    if (!file.open(QIODevice::ReadOnly) || file.size() > largestFile) {
        return domain::fail(ErrorKind::KeychainUnavailable, "file-unreadable");
    }
    return std::optional<QByteArray>(file.read(largestFile));
}

domain::Result<void> writeSecretFile(const QString &path, const QByteArray &content) {
    QSaveFile file(path);
    // Written data waits in a buffer, and commit() does not notice when flushing it fails (a full disk): an
    // empty file would replace the old one.
    const bool written = file.open(QIODevice::WriteOnly) &&
                         file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
                         file.write(content) == content.size() && file.flush() && file.commit();
    if (!written) {
        return domain::fail(ErrorKind::KeychainUnavailable, "file-unwritable");
    }
    return {};
}

} // namespace session
