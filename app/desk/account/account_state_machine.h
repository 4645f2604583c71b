// The account's state machine, on the data thread. Each step of Account is entered here and nowhere else.
//
// Every command begins a turn; what an earlier turn still gets from the hub is dropped.
#pragma once

#include "desk/data/data_core.h"
#include "services/account.h"
#include "wire/auth_json.h"

#include <QObject>
#include <QTimer>

namespace services {

/// What the GUI thread is shown. `handled` is the number of the last command that was taken up.
struct AccountState {
    SignInStep step = SignInStep::Starting;
    std::optional<domain::Error> problem;
    bool busy = false;
    std::optional<domain::User> user;
    QString otpauthUri;
    QStringList recoveryCodes;
    QString loginId;
    quint64 handled = 0;
};

class AccountStateMachine : public QObject {
    Q_OBJECT
public:
    AccountStateMachine(DataCore &core, QString deviceId, QObject *parent);

    /// Opens the profile. The hub's address comes by setTarget(), before or after.
    void open();
    void begin(quint64 number);

    /// A changed address ends the session here, because tokens belong to one hub; `sameHub` keeps it (the
    /// training hub changes its port with each start, a new CA file or language is no other hub).
    void setTarget(const HubTarget &target, bool sameHub);
    void usePassphrase(const QString &passphrase);
    void tryAgain();
    void signIn(const QString &loginId, const QString &password);
    void choosePassword(const QString &password);
    void confirmEnrolment(const QString &code);
    void recoveryCodesNoted();
    void secondFactor(Account::Factor factor, const QString &code);
    void startOver();
    void lock();
    void unlock(const QString &password);
    void signOut();
    void retryNow();
    /// Training: everything of the account goes, and the desk waits for the new hub.
    void forgetEverything(const std::function<void()> &done);
    /// Training: the practice hub did not start.
    void hubFailed(const domain::Error &problem);

Q_SIGNALS:
    void stateChanged(const services::AccountState &state);

private:
    // opening
    void openStore();
    void profileOpened(const domain::Result<void> &opened);
    void showStored();
    void storeDamaged();
    void goOnline();
    void restored(const domain::Result<bool> &hasToken);
    // signing in
    void login(const QString &loginId, const QString &password);
    void loggedIn(const wire::LoginAnswer &answer);
    void askForFactor();
    void adopt(const wire::Tokens &tokens);
    [[nodiscard]] domain::Result<void> makeRoomFor(const domain::User &user);
    void keep(const wire::Tokens &tokens);
    [[nodiscard]] domain::Result<void> remember(const wire::Tokens &tokens);
    void enter(const wire::Tokens &tokens);
    // leaving
    void sessionEnded(const QString &code);
    void deviceWiped();
    void tellHubOfLeaving();
    void toPassword(std::optional<domain::Error> problem);
    void forgetSecrets();

    void publish();
    void show(SignInStep step, std::optional<domain::Error> problem = {});
    void refuse(const domain::Error &problem);
    [[nodiscard]] bool isSignedIn() const;
    [[nodiscard]] SignInStep firstStep() const;
    template <class T, class OnValue> void await(const QFuture<domain::Result<T>> &future, OnValue onValue);
    template <class OnValue> auto inThisTurn(OnValue onValue);

    DataCore &m_core;
    QString m_deviceId;
    AccountState m_state;
    quint64 m_turn = 0;
    QByteArray m_mfaToken;
    QString m_password; ///< while signing in, for the verifier; empty otherwise
    bool m_enrolmentRequired = false;
    bool m_mayGoOnline = false;
    QTimer m_calm;
    QTimer m_keychainAgain;
    int m_unsentLost = 0;
    std::optional<domain::Error> m_hubProblem; ///< of the practice hub; it may fail before the store is open
};

} // namespace services

Q_DECLARE_METATYPE(services::AccountState)
