// The operating system's keychain through QtKeychain. Its backends distinguish failures only by text and may
// never answer, so every job has a time limit. A job beyond its limit is abandoned and not deleted, because
// its backend still uses it.
#include "async/promise.h"
#include "session/credential_store.h"

#include <QPromise>
#include <QTimer>
#include <QUuid>

#include <qt6keychain/keychain.h>

namespace session {

using domain::ErrorKind;
using domain::Result;

namespace {

using Value = std::optional<QByteArray>;

/// The result of a finished job. Every failure except "no such entry" means that the keychain cannot be used.
Result<Value> outcomeOf(QKeychain::Job *job) {
    switch (job->error()) {
    case QKeychain::NoError: {
        auto *reading = dynamic_cast<QKeychain::ReadPasswordJob *>(job);
        return Value(reading ? reading->binaryData() : QByteArray());
    }
    case QKeychain::EntryNotFound:
        return Value();
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return domain::fail(ErrorKind::KeychainUnavailable, "keychain-denied");
    default:
        return domain::fail(ErrorKind::KeychainUnavailable, "no-keychain");
    }
}

/// Starts a job and returns its result, or "keychain-timeout" if it does not finish in time.
QFuture<Result<Value>> run(QKeychain::Job *job, const QString &key, std::chrono::milliseconds limit) {
    auto promise = std::make_shared<QPromise<Result<Value>>>();
    promise->start();
    const auto finish = [promise](const Result<Value> &result) {
        if (promise->future().isFinished()) {
            return;
        }
        promise->addResult(result);
        promise->finish();
    };
    job->setKey(key);
    job->setInsecureFallback(false);
    job->setAutoDelete(true);
    QObject::connect(job, &QKeychain::Job::finished, job,
                     [finish](QKeychain::Job *finished) { finish(outcomeOf(finished)); });
    QTimer::singleShot(
        limit, job, [finish] { finish(domain::fail(ErrorKind::KeychainUnavailable, "keychain-timeout")); });
    job->start();
    return promise->future();
}

QFuture<Result<Value>> readFrom(const QString &service, const QString &key, std::chrono::milliseconds limit) {
    return run(new QKeychain::ReadPasswordJob(service), key, limit);
}

QFuture<Result<Value>> deleteFrom(const QString &service, const QString &key,
                                  std::chrono::milliseconds limit) {
    return run(new QKeychain::DeletePasswordJob(service), key, limit);
}

/// Writes the value and reads it back.
QFuture<Result<void>> writeTo(const QString &service, const QString &key, const QByteArray &value,
                              std::chrono::milliseconds limit) {
    auto *job = new QKeychain::WritePasswordJob(service);
    job->setBinaryData(value);
    auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    const auto finish = [promise](const Result<void> &result) {
        promise->addResult(result);
        promise->finish();
    };
    run(job, key, limit).then([=](const Result<Value> &written) {
        if (!written) {
            return finish(domain::passOn(written));
        }
        readFrom(service, key, limit).then([=](const Result<Value> &again) {
            if (again && *again && **again == value) {
                finish({});
            } else {
                finish(domain::fail(ErrorKind::KeychainUnavailable, "keychain-lost-it"));
            }
        });
    });
    return promise->future();
}

/// A locked keyring looks like an empty one. So "no such entry" counts only if a test value can be written
/// and read back.
QFuture<Result<Value>> absentIfUsable(const QString &service, std::chrono::milliseconds limit) {
    const QString key = QStringLiteral("probe-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
    const QByteArray value = "probe";
    return writeTo(service, key, value, limit).then([=](const Result<void> &written) -> Result<Value> {
        if (!written) {
            return domain::passOn(written);
        }
        (void)deleteFrom(service, key, limit);
        return Value();
    });
}

class KeychainStore final : public CredentialStore {
public:
    KeychainStore(QString service, std::chrono::milliseconds limit)
        : m_service(std::move(service)), m_limit(limit) {}

    QFuture<Result<Value>> read(const QString &key) override;
    QFuture<Result<void>> write(const QString &key, const QByteArray &value) override {
        return writeTo(m_service, key, value, m_limit);
    }
    QFuture<Result<void>> remove(const QString &key) override;

private:
    QString m_service;
    std::chrono::milliseconds m_limit;
};

QFuture<Result<Value>> KeychainStore::read(const QString &key) {
    return readFrom(m_service, key, m_limit)
        .then([service = m_service, limit = m_limit](const Result<Value> &found) {
            return found && !*found ? absentIfUsable(service, limit) : async::readyFuture(found);
        })
        .unwrap();
}

QFuture<Result<void>> KeychainStore::remove(const QString &key) {
    return deleteFrom(m_service, key, m_limit).then([](const Result<Value> &gone) {
        return gone ? Result<void>() : Result<void>(domain::passOn(gone));
    });
}

} // namespace

std::unique_ptr<CredentialStore> keychainStore(const QString &service, std::chrono::milliseconds limit) {
    return std::make_unique<KeychainStore>(service, limit);
}

} // namespace session
