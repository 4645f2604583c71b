// The profile's secrets on the data thread: which store holds them, and the key that seals personal data.
#pragma once

#include "session/credential_store.h"

#include <QObject>

#include <functional>

namespace services {

class KeyRing : public QObject {
    Q_OBJECT
public:
    KeyRing(QString profileId, QObject *parent) : QObject(parent), m_profileId(std::move(profileId)) {}

    /// `kept` is false where secrets end with the program: then no personal data may be written to disk
    /// either.
    void use(std::unique_ptr<session::CredentialStore> store, bool kept);
    [[nodiscard]] bool isKept() const { return m_kept; }
    [[nodiscard]] session::CredentialStore *store() const { return m_store.get(); }
    [[nodiscard]] QString tokenKey() const { return m_profileId + QStringLiteral("/refresh-token"); }
    [[nodiscard]] QString sealingKeyName() const { return m_profileId + QStringLiteral("/sealing-key"); }

    /// Three answers, never merged: a key, none (empty), or an error (Unavailable).
    void readSealingKey(std::function<void(domain::Result<std::optional<QByteArray>>)> done);
    /// A new key, written and read back before `done`.
    void makeSealingKey(std::function<void(domain::Result<QByteArray>)> done);
    void removeSealingKey(std::function<void(domain::Result<void>)> done);

private:
    QString m_profileId;
    std::unique_ptr<session::CredentialStore> m_store;
    bool m_kept = true;
};

} // namespace services
