// The steps of sign-in as plain calls. The state that a screen shows is kept by the desk's account.
#pragma once

#include "net/hub_api.h"
#include "wire/auth_json.h"

#include <QFuture>

namespace session {

/// Stateless calls to `/v1/auth`. Used on the data thread.
class SignIn {
public:
    explicit SignIn(net::HubApi &hub) : m_hub(hub) {}
    [[nodiscard]] QFuture<domain::Result<wire::LoginAnswer>> login(const wire::LoginRequest &request);
    /// Uses the mfa token of a login that requires a new password.
    [[nodiscard]] QFuture<domain::Result<void>> choosePassword(const QByteArray &mfaToken,
                                                               const QString &newPassword);
    [[nodiscard]] QFuture<domain::Result<wire::EnrolmentAnswer>> startEnrolment(const QByteArray &mfaToken);
    [[nodiscard]] QFuture<domain::Result<wire::Tokens>> confirmEnrolment(const QByteArray &mfaToken,
                                                                         const QString &code);
    [[nodiscard]] QFuture<domain::Result<wire::Tokens>> secondFactor(const wire::MfaRequest &request);

private:
    net::HubApi &m_hub;
};

/// The offline unlock of a locked desk: an Argon2id verifier of the password, stored encrypted.
[[nodiscard]] QByteArray passwordVerifier(const QString &password);
[[nodiscard]] bool verifies(const QByteArray &verifier, const QString &password);

} // namespace session
