// Where the refresh token and the sealing key lie: the operating system's keychain, a file sealed by a passphrase
// where there is none, memory in tests. Present, Absent and Unavailable are three states and never merged.
#pragma once

#include "domain/result.h"

#include <QByteArray>
#include <QFuture>
#include <QString>

#include <memory>
#include <optional>

namespace session {

class CredentialStore {
public:
    virtual ~CredentialStore() = default;
    /// A value, an empty optional (Absent), or KeychainUnavailable. A read never deletes.
    [[nodiscard]] virtual QFuture<domain::Result<std::optional<QByteArray>>> read(const QString &key) = 0;
    /// Written and read back before it succeeds.
    [[nodiscard]] virtual QFuture<domain::Result<void>> write(const QString &key, const QByteArray &value) = 0;
    [[nodiscard]] virtual QFuture<domain::Result<void>> remove(const QString &key) = 0;
};

/// QtKeychain. `service` keeps profiles apart.
[[nodiscard]] std::unique_ptr<CredentialStore> keychainStore(const QString &service);
[[nodiscard]] std::unique_ptr<CredentialStore> memoryStore();
/// A file in the profile sealed by a passphrase (Argon2id, XChaCha20-Poly1305). WrongCredentials "wrong-passphrase".
[[nodiscard]] domain::Result<std::unique_ptr<CredentialStore>> passphraseFileStore(const QString &path,
                                                                                   const QString &passphrase);
/// A plain file of mode 0600, for training profiles only: its data are invented.
[[nodiscard]] std::unique_ptr<CredentialStore> trainingFileStore(const QString &path);

} // namespace session
