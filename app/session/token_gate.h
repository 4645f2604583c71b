// Every signed-in request uses this class. It adds the access token and refreshes it when it has expired (one
// refresh at a time; other requests wait and are sent again). It reports when the hub has ended the session.
#pragma once

#include "net/hub_api.h"
#include "session/credential_store.h"

#include <QObject>

#include <memory>

namespace session {

class TokenGate : public QObject {
    Q_OBJECT
public:
    /// `hub` and `credentials` must outlive the gate. `key` is the name of the refresh token in the
    /// credential store.
    TokenGate(net::HubApi &hub, CredentialStore &credentials, QString key, QObject *parent = nullptr);
    ~TokenGate() override;

    /// Takes the tokens of a sign-in. It stores the refresh token before it succeeds. After
    /// KeychainUnavailable the session works until the program ends.
    QFuture<domain::Result<void>> adopt(const QByteArray &accessToken, const QByteArray &refreshToken);
    /// At program start: whether there is a refresh token. It does not use the network.
    QFuture<domain::Result<bool>> restore();
    [[nodiscard]] bool hasSession() const;

    /// SignedOut if there is no session (with the code that the hub gave last). Network errors never end a
    /// session.
    [[nodiscard]] QFuture<domain::Result<net::ApiResponse>> send(const net::ApiRequest &request);

    /// Deletes the tokens here and in the keychain. The caller tells the hub.
    QFuture<domain::Result<void>> clear();

Q_SIGNALS:
    /// Emitted only after the hub's own answer: "session-ended", "device-wiped", "unauthenticated".
    void ended(const QString &code);
    /// A refreshed token could not be stored, so the session works until the program ends. Emitted once until
    /// storing works again.
    void notKept(const domain::Error &error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace session
