// Every signed-in request goes through here: it adds the access token, refreshes it when it has expired (one
// refresh in flight, others wait and are sent once more), and tells when the hub has ended the session.
#pragma once

#include "net/hub_api.h"
#include "session/credential_store.h"

#include <QObject>

#include <memory>

namespace session {

class TokenGate : public QObject {
    Q_OBJECT
public:
    /// `hub` and `credentials` must outlive the gate. `key` names the refresh token in the credential store.
    TokenGate(net::HubApi &hub, CredentialStore &credentials, QString key, QObject *parent = nullptr);
    ~TokenGate() override;

    /// Takes over after sign-in; the refresh token is stored before this finishes with success. With
    /// KeychainUnavailable the session works until the program ends.
    QFuture<domain::Result<void>> adopt(const QByteArray &accessToken, const QByteArray &refreshToken);
    /// At start: is there a refresh token? No network.
    QFuture<domain::Result<bool>> restore();
    [[nodiscard]] bool hasSession() const;

    /// SignedOut where there is no session (code of the hub's last word). Network faults never end a session.
    [[nodiscard]] QFuture<domain::Result<net::ApiResponse>> send(const net::ApiRequest &request);

    /// Forgets tokens here (keychain too); the hub is told by the caller.
    QFuture<domain::Result<void>> clear();

Q_SIGNALS:
    /// Only after the hub's own word: "session-ended", "device-wiped", "unauthenticated".
    void ended(const QString &code);
    /// A refreshed token could not be stored: the session works until the program ends. Once until it works
    /// again.
    void notKept(const domain::Error &error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace session
