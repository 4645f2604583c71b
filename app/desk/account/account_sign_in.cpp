// Sign-in, from login ID and password to the first pull.
#include "desk/account/account_state_machine.h"
#include "desk/account/account_values.h"

#include "async/completion.h"
#include "wire/records_json.h"

namespace services {

using domain::Error;
using domain::ErrorKind;

namespace {

/// clang 14 does not compile an `if constexpr` on the result's type inside the generic lambda below.
template <class OnValue> void giveValue(const OnValue &onValue, const domain::Result<void> &) {
    onValue();
}
template <class T, class OnValue> void giveValue(const OnValue &onValue, const domain::Result<T> &result) {
    onValue(*result);
}

} // namespace

template <class OnValue> auto AccountStateMachine::inThisTurn(OnValue onValue) {
    return [this, turn = m_turn, onValue = std::move(onValue)](const auto &result) {
        if (turn != m_turn) {
            return;
        }
        if (!result) {
            refuse(result.error());
        } else {
            giveValue(onValue, result);
        }
    };
}

template <class T, class OnValue>
void AccountStateMachine::await(const QFuture<domain::Result<T>> &future, OnValue onValue) {
    async::whenReady(future, this, inThisTurn(std::move(onValue)));
}

void AccountStateMachine::signIn(const QString &loginId, const QString &password) {
    if (m_state.step != SignInStep::Password) {
        publish();
        return;
    }
    m_state.loginId = loginId.trimmed();
    m_password = password;
    m_state.busy = true;
    publish();
    login(m_state.loginId, password);
}

void AccountStateMachine::login(const QString &loginId, const QString &password) {
    if (auto connected = m_core.connectHub(); !connected) {
        refuse(connected.error());
        return;
    }
    m_core.link().checkRealm(inThisTurn([this, loginId, password] {
        await(m_core.link().signIn().login({.loginId = loginId.toStdString(),
                                            .password = password.toStdString(),
                                            .deviceId = m_deviceId.toStdString(),
                                            .deviceName = QSysInfo::machineHostName().toStdString()}),
              [this](const wire::LoginAnswer &answer) { loggedIn(answer); });
    }));
}

void AccountStateMachine::loggedIn(const wire::LoginAnswer &answer) {
    m_mfaToken = QByteArray::fromStdString(answer.mfaToken);
    m_enrolmentRequired = answer.enrolmentRequired;
    if (answer.passwordChangeRequired) {
        show(SignInStep::NewPassword);
        return;
    }
    askForFactor();
}

void AccountStateMachine::choosePassword(const QString &password) {
    if (m_state.step != SignInStep::NewPassword) {
        publish();
        return;
    }
    m_state.busy = true;
    publish();
    await(m_core.link().signIn().choosePassword(m_mfaToken, password), [this, password] {
        m_password = password;
        askForFactor();
    });
}

void AccountStateMachine::askForFactor() {
    if (!m_enrolmentRequired) {
        show(SignInStep::SecondFactor);
        return;
    }
    await(m_core.link().signIn().startEnrolment(m_mfaToken), [this](const wire::EnrolmentAnswer &answer) {
        m_state.otpauthUri = QString::fromStdString(answer.otpauthUri);
        show(SignInStep::Enrolment);
    });
}

void AccountStateMachine::confirmEnrolment(const QString &code) {
    if (m_state.step != SignInStep::Enrolment) {
        publish();
        return;
    }
    m_state.busy = true;
    publish();
    await(m_core.link().signIn().confirmEnrolment(m_mfaToken, code.simplified().remove(u' ')),
          [this](const wire::Tokens &tokens) { adopt(tokens); });
}

void AccountStateMachine::secondFactor(Account::Factor factor, const QString &code) {
    if (m_state.step != SignInStep::SecondFactor) {
        publish();
        return;
    }
    m_state.busy = true;
    publish();
    const bool totp = factor == Account::Factor::Totp;
    await(m_core.link().signIn().secondFactor({.mfaToken = m_mfaToken.toStdString(),
                                               .method = totp ? "totp" : "recovery_code",
                                               .code = code.simplified().remove(u' ').toStdString()}),
          [this](const wire::Tokens &tokens) { adopt(tokens); });
}

void AccountStateMachine::adopt(const wire::Tokens &tokens) {
    if (auto room = makeRoomFor(tokens.user); !room) {
        m_core.link().endSession(QByteArray::fromStdString(tokens.accessToken));
        toPassword(room.error());
        return;
    }
    m_core.ensureSealed(inThisTurn([this, tokens] { keep(tokens); }));
}

/// A profile has one account. Another account finds the profile empty; it is refused if unsent work would be
/// lost.
domain::Result<void> AccountStateMachine::makeRoomFor(const domain::User &user) {
    if (m_core.isKeyLost()) {
        return {};
    }
    const auto before = wire::userFromJson(m_core.store().draft(account_values::user).value_or(std::string{}),
                                           wire::Source::Hub);
    if (!before || before->id == user.id) {
        return {};
    }
    if (const int unsent = m_core.unsentCount(); unsent > 0) {
        return domain::fail(ErrorKind::Rejected, "other-account-has-unsent-work",
                            {{"unsent", std::to_string(unsent)}});
    }
    return m_core.wipeStore();
}

void AccountStateMachine::keep(const wire::Tokens &tokens) {
    auto adopted = m_core.link().gate().adopt(QByteArray::fromStdString(tokens.accessToken),
                                              QByteArray::fromStdString(tokens.refreshToken));
    async::whenReady(adopted, this, [this, turn = m_turn, tokens](const domain::Result<void> &kept) {
        if (turn != m_turn) {
            return;
        }
        if (!kept && kept.error().kind != ErrorKind::KeychainUnavailable) {
            refuse(kept.error());
            return;
        }
        if (auto remembered = remember(tokens); !remembered) {
            refuse(remembered.error());
            return;
        }
        enter(tokens);
        if (!kept) { // signed in until the program ends, and the user is told so
            show(m_state.step, kept.error());
        }
    });
}

domain::Result<void> AccountStateMachine::remember(const wire::Tokens &tokens) {
    storage::Store &store = m_core.store();
    const std::string verifier = session::passwordVerifier(m_password).toStdString();
    m_password.clear();
    return store.saveDraft(account_values::user, wire::toJson(tokens.user))
        .and_then([&] { return store.saveDraft(account_values::verifier, verifier); })
        .and_then([&] { return store.saveDraft(account_values::loginId, m_state.loginId.toStdString()); })
        .and_then([&] { return store.setValue(account_values::locked, account_values::flag(false)); })
        .and_then([&] { return store.setValue(account_values::signedIn, account_values::flag(true)); });
}

void AccountStateMachine::enter(const wire::Tokens &tokens) {
    m_mfaToken.clear();
    m_state.otpauthUri.clear();
    m_state.user = tokens.user;
    m_core.setUser(tokens.user);
    m_core.startSync();
    for (const std::string &code : tokens.recoveryCodes) {
        m_state.recoveryCodes.append(QString::fromStdString(code));
    }
    std::optional<Error> told;
    if (m_unsentLost > 0) {
        told = Error{.kind = ErrorKind::StorageCorrupt,
                     .code = "unsent-work-lost",
                     .params = {{"unsent", std::to_string(std::exchange(m_unsentLost, 0))}}};
    }
    show(m_state.recoveryCodes.isEmpty() ? SignInStep::SignedIn : SignInStep::RecoveryCodes, std::move(told));
}

void AccountStateMachine::recoveryCodesNoted() {
    m_state.recoveryCodes.clear();
    show(m_state.step == SignInStep::RecoveryCodes ? SignInStep::SignedIn : m_state.step);
}

void AccountStateMachine::startOver() {
    m_mfaToken.clear();
    m_password.clear();
    m_state.otpauthUri.clear();
    show(isSignedIn() ? m_state.step : firstStep());
}

} // namespace services
