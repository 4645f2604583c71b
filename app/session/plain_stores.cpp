// Stores without keychain and passphrase: memory for tests, a file for practice.
#include "session/credential_store.h"

#include "async/promise.h"
#include "session/secret_file.h"

namespace session {

using async::readyFuture;
using domain::ErrorKind;
using domain::Result;

namespace {

using Value = std::optional<QByteArray>;

Value valueOf(const Secrets &secrets, const QString &key) {
    const auto found = secrets.constFind(key);
    return found == secrets.cend() ? Value() : Value(*found);
}

class MemoryStore final : public CredentialStore {
public:
    QFuture<Result<Value>> read(const QString &key) override {
        return async::readyFuture(Result<Value>(valueOf(m_secrets, key)));
    }
    QFuture<Result<void>> write(const QString &key, const QByteArray &value) override {
        m_secrets.insert(key, value);
        return async::readyFuture(Result<void>());
    }
    QFuture<Result<void>> remove(const QString &key) override {
        m_secrets.remove(key);
        return async::readyFuture(Result<void>());
    }

private:
    Secrets m_secrets;
};

/// Reads the file each time. The file is small, and two stores can thus never differ.
class TrainingFileStore final : public CredentialStore {
public:
    explicit TrainingFileStore(QString path) : m_path(std::move(path)) {}

    QFuture<Result<Value>> read(const QString &key) override {
        return async::readyFuture(
            all().map([&key](const Secrets &secrets) { return valueOf(secrets, key); }));
    }
    QFuture<Result<void>> write(const QString &key, const QByteArray &value) override {
        // A damaged file is replaced, because its content is invented and can be made again.
        Secrets secrets = all().value_or(Secrets());
        secrets.insert(key, value);
        return async::readyFuture(
            writeSecretFile(m_path, secretsText(secrets)).and_then([&] { return check(key, value); }));
    }
    QFuture<Result<void>> remove(const QString &key) override {
        Secrets secrets = all().value_or(Secrets());
        if (secrets.remove(key) == 0) {
            return async::readyFuture(Result<void>());
        }
        return async::readyFuture(writeSecretFile(m_path, secretsText(secrets)));
    }

private:
    [[nodiscard]] Result<Secrets> all() const;
    [[nodiscard]] Result<void> check(const QString &key, const QByteArray &value) const;

    QString m_path;
};

Result<Secrets> TrainingFileStore::all() const {
    const auto content = readSecretFile(m_path);
    if (!content) {
        return domain::passOn(content);
    }
    if (!*content) {
        return Secrets();
    }
    const std::optional<Secrets> secrets = secretsIn(**content);
    if (!secrets) {
        return domain::fail(ErrorKind::KeychainUnavailable, "file-unreadable");
    }
    return *secrets;
}

Result<void> TrainingFileStore::check(const QString &key, const QByteArray &value) const {
    const Result<Secrets> again = all();
    if (!again || valueOf(*again, key) != value) {
        return domain::fail(ErrorKind::KeychainUnavailable, "file-unwritable");
    }
    return {};
}

} // namespace

std::unique_ptr<CredentialStore> memoryStore() {
    return std::make_unique<MemoryStore>();
}

std::unique_ptr<CredentialStore> trainingFileStore(const QString &path) {
    return std::make_unique<TrainingFileStore>(path);
}

} // namespace session
