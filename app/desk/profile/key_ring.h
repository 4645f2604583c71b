// The profile's secrets on the data thread: their store, and the key that encrypts personal data.
#pragma once

#include "session/credential_store.h"

#include <QObject>

#include <functional>

namespace services {

class KeyRing : public QObject {
    Q_OBJECT
public:
    KeyRing(QString profileId, QObject *parent) : QObject(parent), m_profileId(std::move(profileId)) {}

    /// `kept` is false if secrets end with the program. Then personal data must not be written to disk
    /// either.
    void use(std::unique_ptr<session::CredentialStore> store, bool kept);
    [[nodiscard]] bool isKept() const { return m_kept; }
    [[nodiscard]] session::CredentialStore *store() const { return m_store.get(); }
    [[nodiscard]] QString tokenKey() const { return m_profileId + QStringLiteral("/refresh-token"); }
    [[nodiscard]] QString sealingKeyName() const { return m_profileId + QStringLiteral("/sealing-key"); }

    /// One of three different answers: a key, none (empty), or an error (Unavailable).
    void readSealingKey(std::function<void(domain::Result<std::optional<QByteArray>>)> done);
    /// Makes a new key; it has been written and read back before `done` is called.
    void makeSealingKey(std::function<void(domain::Result<QByteArray>)> done);
    void removeSealingKey(std::function<void(domain::Result<void>)> done);

private:
    QString m_profileId;
    std::unique_ptr<session::CredentialStore> m_store;
    bool m_kept = true;
};

} // namespace services
