#include "desk/account/account_state_machine.h"

#include "async/completion.h"
#include "desk/account/account_values.h"
#include "wire/records_json.h"

#include <QTimer>

namespace services {

using domain::Error;
using domain::ErrorKind;

namespace {

// The window's first questions are answered before the network uses the PC: a page asks in steps, each after
// the answer to the one before. The network starts once nothing was asked for a moment, at the latest after
// the time below.
constexpr std::chrono::milliseconds untilCalm{60};
constexpr std::chrono::milliseconds networkAtLatest{500};
/// An unavailable keychain is tried again after this many times the network's first pause.
constexpr int keychainRetryTimes = 10;

} // namespace

AccountStateMachine::AccountStateMachine(DataCore &core, QString deviceId, QObject *parent)
    : QObject(parent), m_core(core), m_deviceId(std::move(deviceId)) {
    // Queued, because the gate emits it in the middle of its own work, and the handler may delete the gate.
    connect(&m_core.link(), &HubLink::sessionEnded, this, &AccountStateMachine::sessionEnded,
            Qt::QueuedConnection);
    connect(&m_core.link(), &HubLink::sessionNotKept, this, [this](const Error &problem) {
        if (isSignedIn() && !m_state.busy) {
            show(m_state.step, problem);
        }
    });
    m_calm.setSingleShot(true);
    m_calm.setInterval(untilCalm);
    connect(&m_calm, &QTimer::timeout, this, &AccountStateMachine::goOnline);
    m_keychainAgain.setSingleShot(true);
    m_keychainAgain.setInterval(m_core.firstRetry() * keychainRetryTimes);
    connect(&m_keychainAgain, &QTimer::timeout, this, [this] {
        if (!m_core.isSyncing()) {
            retryNow();
        }
    });
    connect(&m_core, &DataCore::answered, this, [this] {
        if (m_mayGoOnline) {
            m_calm.start();
        }
    });
    // Queued, because the code that found the damage is still using the store.
    connect(&m_core, &DataCore::storeDamaged, this, &AccountStateMachine::storeDamaged, Qt::QueuedConnection);
}

void AccountStateMachine::begin(quint64 number) {
    ++m_turn;
    m_state.handled = number;
    m_state.problem.reset();
    m_state.busy = false;
}

void AccountStateMachine::publish() {
    m_core.log().noteStep(m_state.step, m_state.problem);
    Q_EMIT stateChanged(m_state);
}

void AccountStateMachine::show(SignInStep step, std::optional<Error> problem) {
    m_state.step = step;
    m_state.problem = std::move(problem);
    m_state.busy = false;
    publish();
}

/// Shows the problem and stays in the current step, unless only a new sign-in helps.
void AccountStateMachine::refuse(const Error &problem) {
    const bool started = m_state.step == SignInStep::SecondFactor || m_state.step == SignInStep::Enrolment ||
                         m_state.step == SignInStep::NewPassword;
    const bool isOver = problem.kind == ErrorKind::SignedOut;
    show(started && isOver ? SignInStep::Password : m_state.step, problem);
}

bool AccountStateMachine::isSignedIn() const {
    return m_state.step == SignInStep::SignedIn || m_state.step == SignInStep::Locked ||
           m_state.step == SignInStep::RecoveryCodes;
}

SignInStep AccountStateMachine::firstStep() const {
    if (m_core.link().hasTarget()) {
        return SignInStep::Password;
    }
    return m_core.training() ? SignInStep::Starting : SignInStep::NeedsHub;
}

void AccountStateMachine::open() {
    if (auto taken = m_core.takeFolder(); !taken) {
        profileOpened(taken);
        return;
    }
    openStore();
}

void AccountStateMachine::usePassphrase(const QString &passphrase) {
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

void AccountStateMachine::tryAgain() {
    if (m_state.step != SignInStep::StoreProblem && m_state.step != SignInStep::KeychainProblem) {
        publish();
        return;
    }
    show(SignInStep::Starting);
    open();
}

void AccountStateMachine::openStore() {
    m_core.openStore([this](const domain::Result<void> &opened) { profileOpened(opened); });
}

void AccountStateMachine::profileOpened(const domain::Result<void> &opened) {
    if (opened) {
        showStored();
        return;
    }
    const bool secrets = opened.error().kind == ErrorKind::KeychainUnavailable;
    m_core.refuseJobs(opened.error());
    show(secrets ? SignInStep::KeychainProblem : SignInStep::StoreProblem, opened.error());
}

void AccountStateMachine::showStored() {
    if (m_core.isKeyLost()) {
        m_unsentLost = m_core.unsentCount();
        show(firstStep(), Error{.kind = ErrorKind::StorageCorrupt,
                                .code = "sealing-key-lost",
                                .params = {{"unsent", std::to_string(m_unsentLost)}}});
        return;
    }
    const auto repaired = m_core.takeRepairReport();
    storage::Store &store = m_core.store();
    if (store.value(account_values::wiping).value_or(std::string{}) == "1") {
        deviceWiped();
        return;
    }
    m_state.loginId = QString::fromStdString(store.draft(account_values::loginId).value_or(std::string{}));
    const auto user =
        wire::userFromJson(store.draft(account_values::user).value_or(std::string{}), wire::Source::Hub);
    if (!user || store.value(account_values::signedIn).value_or(std::string{}) != "1") {
        show(firstStep(), repaired ? repaired : m_hubProblem);
        return;
    }
    m_state.user = *user;
    m_core.setUser(*user);
    const bool locked = store.value(account_values::locked).value_or(std::string{}) == "1";
    show(locked ? SignInStep::Locked : SignInStep::SignedIn, repaired);
    m_mayGoOnline = true;
    QTimer::singleShot(networkAtLatest, this, &AccountStateMachine::goOnline);
}

/// Work continues with what could be saved; everything else comes from the hub.
void AccountStateMachine::storeDamaged() {
    if (!m_core.hasStore()) {
        return;
    }
    m_core.stopSync();
    if (auto repaired = m_core.repair(); !repaired) {
        ++m_turn;
        m_core.refuseJobs(repaired.error());
        show(SignInStep::StoreProblem, repaired.error());
        return;
    }
    const auto report = m_core.takeRepairReport();
    show(m_state.step, report);
    if (!isSignedIn()) {
        return;
    }
    if (m_core.link().isMade()) {
        m_core.startSync();
    } else {
        m_mayGoOnline = true;
        goOnline();
    }
}

/// Goes online once each time that m_mayGoOnline was set.
void AccountStateMachine::goOnline() {
    if (!m_mayGoOnline || !isSignedIn() || !m_core.link().hasTarget()) {
        return;
    }
    m_mayGoOnline = false;
    if (auto connected = m_core.connectHub(); !connected) {
        m_core.notes().noteConnection(syncing::Connection::Offline, connected.error());
        return;
    }
    async::whenReady(m_core.link().gate().restore(), this,
                     [this](const domain::Result<bool> &hasToken) { restored(hasToken); });
}

void AccountStateMachine::restored(const domain::Result<bool> &hasToken) {
    if (!isSignedIn()) {
        return;
    }
    if (hasToken && !*hasToken) {
        toPassword(Error{.kind = ErrorKind::SignedOut, .code = "session-ended"});
        return;
    }
    if (!hasToken) { // the keychain is unavailable: stored data can be read, and the chip shows why
        m_core.notes().noteConnection(syncing::Connection::Offline, hasToken.error());
        m_keychainAgain.start();
        return;
    }
    m_core.startSync();
}

void AccountStateMachine::retryNow() {
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

void AccountStateMachine::setTarget(const HubTarget &target, bool sameHub) {
    m_hubProblem.reset();
    if (target == m_core.link().target()) {
        return;
    }
    const bool wasSignedIn = isSignedIn();
    if (!wasSignedIn && sameHub && m_core.link().isMade() && !m_mfaToken.isEmpty()) {
        // The language was changed during sign-in; the hub accepts its token in any language.
        m_core.link().setTarget(target);
        if (auto connected = m_core.connectHub(); !connected) {
            refuse(connected.error());
        }
        return;
    }
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

} // namespace services
