// Locking, signing out, being signed out by the hub, and starting again in practice.
#include "async/completion.h"
#include "desk/account/account_state_machine.h"
#include "desk/account/account_values.h"
#include "wire/paths.h"

namespace services {

using domain::Error;
using domain::ErrorKind;

void AccountStateMachine::lock() {
    if (m_state.step != SignInStep::SignedIn) {
        publish();
        return;
    }
    // The desk is locked in any case.
    const auto kept = m_core.store().setValue(account_values::locked, account_values::flag(true));
    show(SignInStep::Locked, kept ? std::optional<Error>{} : kept.error());
}

void AccountStateMachine::unlock(const QString &password) {
    if (m_state.step != SignInStep::Locked) {
        publish();
        return;
    }
    const auto verifier = m_core.store().draft(account_values::verifier);
    if (!verifier) {
        refuse(verifier.error());
        return;
    }
    if (!session::verifies(QByteArray::fromStdString(*verifier), password)) {
        refuse({.kind = ErrorKind::WrongCredentials, .code = "wrong-password"});
        return;
    }
    const auto kept = m_core.store().setValue(account_values::locked, account_values::flag(false));
    show(SignInStep::SignedIn, kept ? std::optional<Error>{} : kept.error());
}

void AccountStateMachine::signOut() {
    if (!isSignedIn()) {
        publish();
        return;
    }
    if (!m_core.link().isMade()) {
        toPassword({});
        return;
    }
    m_state.busy = true;
    publish();
    m_core.sendHeld([this, turn = m_turn] { // the next person could not send them
        if (turn == m_turn && m_core.link().isMade()) {
            tellHubOfLeaving();
        }
    });
}

void AccountStateMachine::tellHubOfLeaving() {
    net::ApiRequest request;
    request.method = "POST";
    request.path = net::asPath(wire::paths::logout);
    request.timeout = std::chrono::seconds(5);
    async::whenReady(m_core.link().gate().send(request), this, [this, turn = m_turn](const auto &) {
        if (turn == m_turn) { // this PC forgets the session, whether the hub received the message or not
            toPassword({});
        }
    });
}

void AccountStateMachine::toPassword(std::optional<Error> problem) {
    m_core.stopSync();
    forgetSecrets();
    show(firstStep(), std::move(problem));
}

void AccountStateMachine::forgetSecrets() {
    m_mfaToken.clear();
    m_password.clear();
    m_state.user.reset();
    m_state.recoveryCodes.clear();
    m_state.otpauthUri.clear();
    m_mayGoOnline = false;
    m_core.setUser({});
    if (m_core.hasStore()) {
        const auto kept = m_core.store().setValue(account_values::signedIn, account_values::flag(false));
        m_state.problem = kept ? std::optional<Error>{} : kept.error();
    }
    if (m_core.link().isMade()) {
        async::whenReady(m_core.link().gate().clear(), this, [](const domain::Result<void> &) {});
    } else {
        m_core.forgetToken();
    }
}

void AccountStateMachine::sessionEnded(const QString &code) {
    if (!isSignedIn()) {
        return;
    }
    ++m_turn;
    m_core.log().noteSessionEnded(code);
    if (code == QStringLiteral("device-wiped")) {
        deviceWiped();
        return;
    }
    toPassword(Error{.kind = ErrorKind::SignedOut, .code = code.toStdString()});
}

/// The order is stored before anything else, so that the next start continues the wipe after an interruption.
void AccountStateMachine::deviceWiped() {
    std::ignore = m_core.store().setValue(account_values::wiping, account_values::flag(true));
    const int unsent = m_core.unsentCount();
    m_state.loginId.clear();
    forgetSecrets();
    m_core.destroyAll([this, unsent](const domain::Result<void> &destroyed) {
        Error told{.kind = ErrorKind::SignedOut,
                   .code = "device-wiped",
                   .params = {{"unsent", std::to_string(unsent)}}};
        show(firstStep(), destroyed ? told : destroyed.error());
    });
}

void AccountStateMachine::forgetEverything(const std::function<void()> &done) {
    ++m_turn;
    if (!m_core.hasStore()) {
        done();
        return;
    }
    m_core.stopSync();
    forgetSecrets();
    m_core.link().setTarget({});
    m_state.loginId.clear();
    const auto wiped = m_core.wipeStore();
    show(SignInStep::Starting, wiped ? std::optional<Error>{} : wiped.error());
    done();
}

void AccountStateMachine::hubFailed(const Error &problem) {
    m_hubProblem = problem;
    if (!isSignedIn()) {
        show(m_state.step, problem);
    }
}

} // namespace services
