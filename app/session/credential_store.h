// Stores the refresh token and the sealing key: in the operating system's keychain, in a file that a
// passphrase encrypts if there is no keychain, or in memory for tests. Present, Absent and Unavailable are
// three different states.
#pragma once

#include "domain/result.h"

#include <QByteArray>
#include <QFuture>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>

namespace session {

class CredentialStore {
public:
    virtual ~CredentialStore() = default;
    /// A value, an empty optional (Absent), or KeychainUnavailable. Reading never deletes.
    [[nodiscard]] virtual QFuture<domain::Result<std::optional<QByteArray>>> read(const QString &key) = 0;
    /// Succeeds only after the value was written and read back.
    [[nodiscard]] virtual QFuture<domain::Result<void>> write(const QString &key,
                                                              const QByteArray &value) = 0;
    [[nodiscard]] virtual QFuture<domain::Result<void>> remove(const QString &key) = 0;
};

/// Uses QtKeychain. `service` separates profiles. A job that takes longer than `limit` (the user may have a
/// keyring to unlock) is abandoned and counts as KeychainUnavailable. All stores of a program must be used on
/// one thread.
[[nodiscard]] std::unique_ptr<CredentialStore>
keychainStore(const QString &service, std::chrono::milliseconds limit = std::chrono::seconds(30));
[[nodiscard]] std::unique_ptr<CredentialStore> memoryStore();
/// A file in the profile that a passphrase encrypts (Argon2id, XChaCha20-Poly1305); created if it does not
/// exist. WrongCredentials "wrong-passphrase", StorageCorrupt "credentials-damaged", StorageReadOnly,
/// StorageTooNew. A file that cannot be opened is not changed.
[[nodiscard]] domain::Result<std::unique_ptr<CredentialStore>> passphraseFileStore(const QString &path,
                                                                                   const QString &passphrase);
/// An unencrypted file of mode 0600, for practice profiles only, because their data is invented.
[[nodiscard]] std::unique_ptr<CredentialStore> trainingFileStore(const QString &path);

} // namespace session
