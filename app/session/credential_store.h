// Where the refresh token and the sealing key lie: the operating system's keychain, a file sealed by a
// passphrase where there is none, memory in tests. Present, Absent and Unavailable are three states and never
// merged.
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
    /// A value, an empty optional (Absent), or KeychainUnavailable. A read never deletes.
    [[nodiscard]] virtual QFuture<domain::Result<std::optional<QByteArray>>> read(const QString &key) = 0;
    /// Written and read back before it succeeds.
    [[nodiscard]] virtual QFuture<domain::Result<void>> write(const QString &key,
                                                              const QByteArray &value) = 0;
    [[nodiscard]] virtual QFuture<domain::Result<void>> remove(const QString &key) = 0;
};

/// QtKeychain. `service` keeps profiles apart. A job that takes longer than `limit` (its user may have a
/// keyring to unlock) is abandoned and counts as KeychainUnavailable. All stores of a program are used from
/// one thread.
[[nodiscard]] std::unique_ptr<CredentialStore>
keychainStore(const QString &service, std::chrono::milliseconds limit = std::chrono::seconds(30));
[[nodiscard]] std::unique_ptr<CredentialStore> memoryStore();
/// A file in the profile sealed by a passphrase (Argon2id, XChaCha20-Poly1305); made where it does not exist.
/// WrongCredentials "wrong-passphrase", StorageCorrupt "credentials-damaged", StorageReadOnly, StorageTooNew.
/// A file that cannot be opened is left as it is.
[[nodiscard]] domain::Result<std::unique_ptr<CredentialStore>> passphraseFileStore(const QString &path,
                                                                                   const QString &passphrase);
/// A plain file of mode 0600, for training profiles only: its data are invented.
[[nodiscard]] std::unique_ptr<CredentialStore> trainingFileStore(const QString &path);

} // namespace session
