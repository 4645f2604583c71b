// Secrets in a file that a passphrase encrypts.
//
// Format (only the last part has a variable size): magic (8), version (1), Argon2id operations (4,
// little-endian) and memory in KiB (4), salt (16), key check (16), nonce (24), XChaCha20-Poly1305 of the
// secrets' text. Everything before the nonce is authenticated together with the text. The key check
// distinguishes a wrong passphrase from a damaged file.
#include "session/credential_store.h"

#include "async/promise.h"
#include "session/secret.h"
#include "session/secret_file.h"

#include <QtEndian>

#include <sodium.h>

namespace session {

using async::readyFuture;
using domain::ErrorKind;
using domain::Result;

namespace {

using Value = std::optional<QByteArray>;
using Bytes = const unsigned char *;

constexpr char magic[] = "HKTSCRED";
constexpr int magicSize = 8;
constexpr char fileVersion = 1;
constexpr quint32 operations = 3;
constexpr quint32 memoryKiB = 64 * 1024;
/// A damaged header must not cause hours of work or use all memory.
constexpr quint32 mostOperations = 16;
constexpr quint32 mostMemoryKiB = 1024 * 1024;

constexpr int costsAt = magicSize + 1;
constexpr int saltAt = costsAt + 8;
constexpr int checkAt = saltAt + int(crypto_pwhash_SALTBYTES);
constexpr int checkSize = 16;
constexpr int headerSize = checkAt + checkSize;
constexpr int nonceSize = int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
constexpr int tagSize = int(crypto_aead_xchacha20poly1305_ietf_ABYTES);

Bytes bytesOf(const QByteArray &array, int offset = 0) {
    return reinterpret_cast<Bytes>(array.constData()) + offset;
}
unsigned char *into(QByteArray &array) {
    return reinterpret_cast<unsigned char *>(array.data());
}

QByteArray randomBytes(int size) {
    QByteArray bytes(size, Qt::Uninitialized);
    randombytes_buf(bytes.data(), std::size_t(size));
    return bytes;
}

struct Costs {
    quint32 operations = 0;
    quint32 memoryKiB = 0;
};

quint32 numberAt(const QByteArray &bytes, int place) {
    quint32 number = 0;
    for (int byte = 3; byte >= 0; --byte) {
        number = number << 8 | static_cast<unsigned char>(bytes.at(place + byte));
    }
    return number;
}

Costs costsIn(const QByteArray &header) {
    return {numberAt(header, costsAt), numberAt(header, costsAt + 4)};
}

/// Empty if there is not enough memory.
QByteArray keyFrom(const QString &passphrase, const QByteArray &header) {
    const QByteArray secret = secretBytes(passphrase);
    const Costs costs = costsIn(header);
    QByteArray key(int(crypto_aead_xchacha20poly1305_ietf_KEYBYTES), Qt::Uninitialized);
    const bool made = crypto_pwhash(into(key), std::size_t(key.size()), secret.constData(),
                                    static_cast<unsigned long long>(secret.size()), bytesOf(header, saltAt),
                                    costs.operations, std::size_t(costs.memoryKiB) * 1024,
                                    crypto_pwhash_ALG_ARGON2ID13) == 0;
    return made ? key : QByteArray();
}

QByteArray keyCheck(const QByteArray &key) {
    static constexpr unsigned char purpose[] = "key check";
    QByteArray check(checkSize, Qt::Uninitialized);
    crypto_generichash(into(check), checkSize, purpose, sizeof purpose, bytesOf(key),
                       std::size_t(key.size()));
    return check;
}

struct Vault {
    QByteArray header;
    QByteArray key;
};

QByteArray sealed(const Vault &vault, const Secrets &secrets) {
    const QByteArray text = secretsText(secrets);
    const QByteArray nonce = randomBytes(nonceSize);
    QByteArray cipher(text.size() + tagSize, Qt::Uninitialized);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        into(cipher), nullptr, bytesOf(text), static_cast<unsigned long long>(text.size()),
        bytesOf(vault.header), static_cast<unsigned long long>(vault.header.size()), nullptr, bytesOf(nonce),
        bytesOf(vault.key));
    return vault.header + nonce + cipher;
}

std::optional<Secrets> unsealed(const Vault &vault, const QByteArray &file) {
    const int cipherAt = headerSize + nonceSize;
    QByteArray text(file.size() - cipherAt - tagSize, Qt::Uninitialized);
    const bool opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
                            into(text), nullptr, nullptr, bytesOf(file, cipherAt),
                            static_cast<unsigned long long>(file.size() - cipherAt), bytesOf(file),
                            headerSize, bytesOf(file, headerSize), bytesOf(vault.key)) == 0;
    return opened ? secretsIn(text) : std::nullopt;
}

class PassphraseStore final : public CredentialStore {
public:
    PassphraseStore(QString path, Vault vault, Secrets secrets)
        : m_path(std::move(path)), m_vault(std::move(vault)), m_secrets(std::move(secrets)) {}
    ~PassphraseStore() override { sodium_memzero(m_vault.key.data(), std::size_t(m_vault.key.size())); }

    QFuture<Result<Value>> read(const QString &key) override {
        const auto found = m_secrets.constFind(key);
        return async::readyFuture(Result<Value>(found == m_secrets.cend() ? Value() : Value(*found)));
    }
    QFuture<Result<void>> write(const QString &key, const QByteArray &value) override {
        Secrets next = m_secrets;
        next.insert(key, value);
        return async::readyFuture(store(next));
    }
    QFuture<Result<void>> remove(const QString &key) override {
        Secrets next = m_secrets;
        return async::readyFuture(next.remove(key) == 0 ? Result<void>() : store(next));
    }

private:
    [[nodiscard]] Result<void> store(const Secrets &next);

    QString m_path;
    Vault m_vault;
    Secrets m_secrets;
};

Result<void> PassphraseStore::store(const Secrets &next) {
    const Result<void> written = writeSecretFile(m_path, sealed(m_vault, next));
    if (!written) {
        return written;
    }
    const auto again = readSecretFile(m_path);
    if (!again || !*again || unsealed(m_vault, **again) != next) {
        return domain::fail(ErrorKind::KeychainUnavailable, "file-unwritable");
    }
    m_secrets = next;
    return {};
}

using Opened = Result<std::unique_ptr<CredentialStore>>;

QByteArray newHeader() {
    QByteArray costs(8, Qt::Uninitialized);
    qToLittleEndian(operations, costs.data());
    qToLittleEndian(memoryKiB, costs.data() + 4);
    return QByteArray(magic, magicSize) + fileVersion + costs + randomBytes(int(crypto_pwhash_SALTBYTES));
}

Opened created(const QString &path, const QString &passphrase) {
    Vault vault{.header = newHeader()};
    vault.key = keyFrom(passphrase, vault.header);
    if (vault.key.isEmpty()) {
        return domain::fail(ErrorKind::KeychainUnavailable, "not-enough-memory");
    }
    vault.header += keyCheck(vault.key);
    if (!writeSecretFile(path, sealed(vault, {}))) {
        return domain::fail(ErrorKind::StorageReadOnly, "file-unwritable");
    }
    return std::make_unique<PassphraseStore>(path, vault, Secrets());
}

Result<void> checkHeader(const QByteArray &file) {
    if (file.size() < headerSize + nonceSize + tagSize || !file.startsWith(magic)) {
        return domain::fail(ErrorKind::StorageCorrupt, "credentials-damaged");
    }
    if (file[magicSize] != fileVersion) {
        return domain::fail(ErrorKind::StorageTooNew, "credentials-too-new");
    }
    const Costs costs = costsIn(file);
    if (costs.operations < 1 || costs.operations > mostOperations || costs.memoryKiB < 8 ||
        costs.memoryKiB > mostMemoryKiB) {
        return domain::fail(ErrorKind::StorageCorrupt, "credentials-damaged");
    }
    return {};
}

Opened opened(const QString &path, const QByteArray &file, const QString &passphrase) {
    const Result<void> header = checkHeader(file);
    if (!header) {
        return domain::passOn(header);
    }
    const Vault vault{.header = file.left(headerSize), .key = keyFrom(passphrase, file)};
    if (vault.key.isEmpty()) {
        return domain::fail(ErrorKind::KeychainUnavailable, "not-enough-memory");
    }
    if (keyCheck(vault.key) != file.mid(checkAt, checkSize)) {
        return domain::fail(ErrorKind::WrongCredentials, "wrong-passphrase");
    }
    const std::optional<Secrets> secrets = unsealed(vault, file);
    if (!secrets) {
        return domain::fail(ErrorKind::StorageCorrupt, "credentials-damaged");
    }
    return std::make_unique<PassphraseStore>(path, vault, *secrets);
}

} // namespace

Result<std::unique_ptr<CredentialStore>> passphraseFileStore(const QString &path, const QString &passphrase) {
    if (!sodiumReady()) {
        return domain::fail(ErrorKind::KeychainUnavailable, "no-randomness");
    }
    const auto file = readSecretFile(path);
    if (!file) {
        return domain::passOn(file);
    }
    return *file ? opened(path, **file, passphrase) : created(path, passphrase);
}

} // namespace session
