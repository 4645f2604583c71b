#include "services/account_flow.h"

#include "wire/records_json.h"

#include <QTimer>

namespace services {

using domain::Error;
using domain::ErrorKind;
using domain::fail;

namespace {

constexpr auto userKey = "account/user";                  // sealed
constexpr auto verifierKey = "account/password-verifier"; // sealed
constexpr auto loginKey = "account/login-id";             // sealed
constexpr auto signedInKey = "signed-in";
constexpr auto lockedKey = "locked";
/// The window's first questions are answered before the network takes its share of the PC; at the latest
/// then.
constexpr std::chrono::milliseconds networkAtLatest{500};

std::string flag(bool value) {
    return value ? "1" : "0";
}

} // namespace

template <class OnValue> auto AccountFlow::inThisTurn(OnValue onValue) {
    return [this, turn = m_turn, onValue = std::move(onValue)](const auto &result) {
        if (turn != m_turn) {
            return;
        }
        if (!result) {
            refuse(result.error());
        } else if constexpr (std::is_void_v<typename std::remove_cvref_t<decltype(result)>::value_type>) {
            onValue();
        } else {
            onValue(*result);
        }
    };
}

template <class T, class OnValue>
void AccountFlow::await(const QFuture<domain::Result<T>> &future, OnValue onValue) {
    whenReady(future, this, inThisTurn(std::move(onValue)));
}

AccountFlow::AccountFlow(DataCore &core, QString deviceId, QObject *parent)
    : QObject(parent), m_core(core), m_deviceId(std::move(deviceId)) {
    // Queued: the gate speaks in the middle of its own work, and the answer may be to take it away.
    connect(&m_core.link(), &HubLink::sessionEnded, this, &AccountFlow::sessionEnded, Qt::QueuedConnection);
    connect(&m_core.link(), &HubLink::sessionNotKept, this, [this](const Error &problem) {
        if (isSignedIn() && !m_state.busy) {
            show(m_state.step, problem);
        }
    });
    connect(&m_core, &DataCore::firstAnswerGiven, this, &AccountFlow::goOnline);
}

void AccountFlow::begin(quint64 number) {
    ++m_turn;
    m_state.handled = number;
    m_state.problem.reset();
    m_state.busy = false;
}

void AccountFlow::publish() {
    Q_EMIT stateChanged(m_state);
}

void AccountFlow::show(SignInStep step, std::optional<Error> problem) {
    m_state.step = step;
    m_state.problem = std::move(problem);
    m_state.busy = false;
    publish();
}

/// Says no and stays, except where only a new sign-in helps.
void AccountFlow::refuse(const Error &problem) {
    const bool started = m_state.step == SignInStep::SecondFactor || m_state.step == SignInStep::Enrolment ||
                         m_state.step == SignInStep::NewPassword;
    const bool isOver = problem.kind == ErrorKind::SignedOut;
    show(started && isOver ? SignInStep::Password : m_state.step, problem);
}

bool AccountFlow::isSignedIn() const {
    return m_state.step == SignInStep::SignedIn || m_state.step == SignInStep::Locked ||
           m_state.step == SignInStep::RecoveryCodes;
}

SignInStep AccountFlow::firstStep() const {
    if (m_core.link().hasTarget()) {
        return SignInStep::Password;
    }
    return m_core.training() ? SignInStep::Starting : SignInStep::NeedsHub;
}

// --- opening
// ---------------------------------------------------------------------------------------------------------

void AccountFlow::open() {
    if (auto taken = m_core.takeFolder(); !taken) {
        profileOpened(taken);
        return;
    }
    openStore();
}

void AccountFlow::usePassphrase(const QString &passphrase) {
    if (m_state.step != SignInStep::KeychainProblem) {
        publish();
        return;
    }
    if (auto used = m_core.usePassphrase(passphrase); !used) {
        refuse(used.error());
        return;
    }
    openStore();
}

void AccountFlow::openStore() {
    m_core.openStore([this](const domain::Result<void> &opened) { profileOpened(opened); });
}

void AccountFlow::profileOpened(const domain::Result<void> &opened) {
    if (opened) {
        showStored();
        return;
    }
    const bool secrets = opened.error().kind == ErrorKind::KeychainUnavailable;
    m_core.refuseJobs(opened.error());
    show(secrets ? SignInStep::KeychainProblem : SignInStep::StoreProblem, opened.error());
}

void AccountFlow::showStored() {
    if (m_core.isKeyLost()) {
        m_unsentLost = m_core.unsentCount();
        show(firstStep(), Error{.kind = ErrorKind::StorageCorrupt,
                                .code = "sealing-key-lost",
                                .params = {{"unsent", std::to_string(m_unsentLost)}}});
        return;
    }
    storage::Store &store = m_core.store();
    m_state.loginId = QString::fromStdString(store.draft(loginKey).value_or(std::string{}));
    const auto user = wire::userFromJson(store.draft(userKey).value_or(std::string{}), wire::Source::Hub);
    if (!user || store.value(signedInKey).value_or(std::string{}) != "1") {
        show(firstStep());
        return;
    }
    m_state.user = *user;
    m_core.setUser(*user);
    show(store.value(lockedKey).value_or(std::string{}) == "1" ? SignInStep::Locked : SignInStep::SignedIn);
    m_mayGoOnline = true;
    QTimer::singleShot(networkAtLatest, this, &AccountFlow::goOnline);
}

/// Once, after the first data was shown.
void AccountFlow::goOnline() {
    if (!m_mayGoOnline || !isSignedIn() || !m_core.link().hasTarget()) {
        return;
    }
    m_mayGoOnline = false;
    if (auto connected = m_core.connectHub(); !connected) {
        m_core.notes().noteConnection(syncing::Connection::Offline, connected.error());
        return;
    }
    whenReady(m_core.link().gate().restore(), this,
              [this](const domain::Result<bool> &hasToken) { restored(hasToken); });
}

void AccountFlow::restored(const domain::Result<bool> &hasToken) {
    if (!isSignedIn()) {
        return;
    }
    if (hasToken && !*hasToken) {
        toPassword(Error{.kind = ErrorKind::SignedOut, .code = "session-ended"});
        return;
    }
    if (!hasToken) { // the keychain is away for the moment: what is here can be read, and the chip says why
        m_core.notes().noteConnection(syncing::Connection::Offline, hasToken.error());
        return;
    }
    m_core.startSync();
}

void AccountFlow::retryNow() {
    if (!isSignedIn()) {
        return;
    }
    if (m_core.isSyncing()) {
        m_core.retryNow();
        return;
    }
    m_mayGoOnline = true;
    goOnline();
}

void AccountFlow::setTarget(const HubTarget &target, bool sameHub) {
    if (target == m_core.link().target()) {
        return;
    }
    const bool wasSignedIn = isSignedIn();
    m_core.stopSync();
    if (wasSignedIn && !sameHub) {
        forgetSecrets();
    }
    m_core.link().setTarget(target);
    if (wasSignedIn && sameHub) {
        m_mayGoOnline = true;
        goOnline();
    } else if (m_state.step != SignInStep::Starting || (m_core.training() && m_core.hasStore())) {
        const bool before =
            m_state.step == SignInStep::StoreProblem || m_state.step == SignInStep::KeychainProblem;
        show(before ? m_state.step : firstStep(), m_state.problem);
    }
}

// --- signing in
// ------------------------------------------------------------------------------------------------------

void AccountFlow::signIn(const QString &loginId, const QString &password) {
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

void AccountFlow::login(const QString &loginId, const QString &password) {
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

void AccountFlow::loggedIn(const wire::LoginAnswer &answer) {
    m_mfaToken = QByteArray::fromStdString(answer.mfaToken);
    m_enrolmentRequired = answer.enrolmentRequired;
    if (answer.passwordChangeRequired) {
        show(SignInStep::NewPassword);
        return;
    }
    askForFactor();
}

void AccountFlow::choosePassword(const QString &password) {
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

void AccountFlow::askForFactor() {
    if (!m_enrolmentRequired) {
        show(SignInStep::SecondFactor);
        return;
    }
    await(m_core.link().signIn().startEnrolment(m_mfaToken), [this](const wire::EnrolmentAnswer &answer) {
        m_state.otpauthUri = QString::fromStdString(answer.otpauthUri);
        show(SignInStep::Enrolment);
    });
}

void AccountFlow::confirmEnrolment(const QString &code) {
    if (m_state.step != SignInStep::Enrolment) {
        publish();
        return;
    }
    m_state.busy = true;
    publish();
    await(m_core.link().signIn().confirmEnrolment(m_mfaToken, code.simplified().remove(u' ')),
          [this](const wire::Tokens &tokens) { adopt(tokens); });
}

void AccountFlow::secondFactor(Account::Factor factor, const QString &code) {
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

void AccountFlow::adopt(const wire::Tokens &tokens) {
    if (auto room = makeRoomFor(tokens.user); !room) {
        m_core.link().endSession(QByteArray::fromStdString(tokens.accessToken));
        toPassword(room.error());
        return;
    }
    m_core.ensureSealed(inThisTurn([this, tokens] { keep(tokens); }));
}

/// One account a profile: another one finds it empty, unless that would lose what somebody did.
domain::Result<void> AccountFlow::makeRoomFor(const domain::User &user) {
    if (m_core.isKeyLost()) {
        return {};
    }
    const auto before =
        wire::userFromJson(m_core.store().draft(userKey).value_or(std::string{}), wire::Source::Hub);
    if (!before || before->id == user.id) {
        return {};
    }
    if (const int unsent = m_core.unsentCount(); unsent > 0) {
        return fail(ErrorKind::Rejected, "other-account-has-unsent-work",
                    {{"unsent", std::to_string(unsent)}});
    }
    return m_core.wipeStore();
}

void AccountFlow::keep(const wire::Tokens &tokens) {
    auto adopted = m_core.link().gate().adopt(QByteArray::fromStdString(tokens.accessToken),
                                              QByteArray::fromStdString(tokens.refreshToken));
    whenReady(adopted, this, [this, turn = m_turn, tokens](const domain::Result<void> &kept) {
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
        if (!kept) { // signed in until the program ends, and told so
            show(m_state.step, kept.error());
        }
    });
}

domain::Result<void> AccountFlow::remember(const wire::Tokens &tokens) {
    storage::Store &store = m_core.store();
    const std::string verifier = session::passwordVerifier(m_password).toStdString();
    m_password.clear();
    return store.saveDraft(userKey, wire::toJson(tokens.user))
        .and_then([&] { return store.saveDraft(verifierKey, verifier); })
        .and_then([&] { return store.saveDraft(loginKey, m_state.loginId.toStdString()); })
        .and_then([&] { return store.setValue(lockedKey, flag(false)); })
        .and_then([&] { return store.setValue(signedInKey, flag(true)); });
}

void AccountFlow::enter(const wire::Tokens &tokens) {
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

void AccountFlow::recoveryCodesNoted() {
    m_state.recoveryCodes.clear();
    show(m_state.step == SignInStep::RecoveryCodes ? SignInStep::SignedIn : m_state.step);
}

void AccountFlow::startOver() {
    m_mfaToken.clear();
    m_password.clear();
    m_state.otpauthUri.clear();
    show(isSignedIn() ? m_state.step : firstStep());
}

// --- locking and leaving
// -----------------------------------------------------------------------------------------------

void AccountFlow::lock() {
    if (m_state.step != SignInStep::SignedIn) {
        publish();
        return;
    }
    const auto kept = m_core.store().setValue(lockedKey, flag(true)); // locked either way
    show(SignInStep::Locked, kept ? std::optional<Error>{} : kept.error());
}

void AccountFlow::unlock(const QString &password) {
    if (m_state.step != SignInStep::Locked) {
        publish();
        return;
    }
    const auto verifier = m_core.store().draft(verifierKey);
    if (!verifier) {
        refuse(verifier.error());
        return;
    }
    if (!session::verifies(QByteArray::fromStdString(*verifier), password)) {
        refuse({.kind = ErrorKind::WrongCredentials, .code = "wrong-password"});
        return;
    }
    const auto kept = m_core.store().setValue(lockedKey, flag(false));
    show(SignInStep::SignedIn, kept ? std::optional<Error>{} : kept.error());
}

void AccountFlow::signOut() {
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
    net::ApiRequest request;
    request.method = "POST";
    request.path = QStringLiteral("/v1/auth/logout");
    request.timeout = std::chrono::seconds(5);
    whenReady(m_core.link().gate().send(request), this, [this, turn = m_turn](const auto &) {
        if (turn == m_turn) { // whether the hub heard it or not: this PC forgets
            toPassword({});
        }
    });
}

void AccountFlow::toPassword(std::optional<Error> problem) {
    m_core.stopSync();
    forgetSecrets();
    show(firstStep(), std::move(problem));
}

void AccountFlow::forgetSecrets() {
    m_mfaToken.clear();
    m_password.clear();
    m_state.user.reset();
    m_state.recoveryCodes.clear();
    m_state.otpauthUri.clear();
    m_mayGoOnline = false;
    m_core.setUser({});
    if (m_core.hasStore()) {
        const auto kept = m_core.store().setValue(signedInKey, flag(false));
        m_state.problem = kept ? std::optional<Error>{} : kept.error();
    }
    if (m_core.link().isMade()) {
        whenReady(m_core.link().gate().clear(), this, [](const domain::Result<void> &) {});
    }
}

void AccountFlow::sessionEnded(const QString &code) {
    if (!isSignedIn()) {
        return;
    }
    ++m_turn;
    if (code == QStringLiteral("device-wiped")) {
        deviceWiped();
        return;
    }
    toPassword(Error{.kind = ErrorKind::SignedOut, .code = code.toStdString()});
}

void AccountFlow::deviceWiped() {
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

// --- training
// ----------------------------------------------------------------------------------------------------------

void AccountFlow::forgetEverything(const std::function<void()> &done) {
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

void AccountFlow::hubFailed(const Error &problem) {
    if (!isSignedIn()) {
        show(m_state.step, problem);
    }
}

} // namespace services
