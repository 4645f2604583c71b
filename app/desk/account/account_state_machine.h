// The account's state machine on the data thread. Every step of Account is entered only here.
//
// Every command starts a new turn; answers of the hub to an earlier turn are dropped.
#pragma once

#include "desk/data/data_core.h"
#include "services/account.h"
#include "wire/auth_json.h"

#include <QObject>
#include <QTimer>

namespace services {

/// The state that the GUI thread sees. `handled` is the number of the last command that was processed.
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

    /// Opens the profile. setTarget() may set the hub's address before or after.
    void open();
    void begin(quint64 number);

    /// A changed address ends the session here, because tokens belong to one hub. `sameHub` keeps it (the
    /// practice hub has a new port at each start; a new CA file or language is not another hub).
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
    /// For practice: deletes everything of the account and waits for the new hub.
    void forgetEverything(const std::function<void()> &done);
    /// For practice: the practice hub did not start.
    void hubFailed(const domain::Error &problem);

Q_SIGNALS:
    void stateChanged(const services::AccountState &state);

private:
    // Steps of opening.
    void openStore();
    void profileOpened(const domain::Result<void> &opened);
    void showStored();
    void storeDamaged();
    void goOnline();
    void restored(const domain::Result<bool> &hasToken);
    // Steps of signing in.
    void login(const QString &loginId, const QString &password);
    void loggedIn(const wire::LoginAnswer &answer);
    void askForFactor();
    void adopt(const wire::Tokens &tokens);
    [[nodiscard]] domain::Result<void> makeRoomFor(const domain::User &user);
    void keep(const wire::Tokens &tokens);
    [[nodiscard]] domain::Result<void> remember(const wire::Tokens &tokens);
    void enter(const wire::Tokens &tokens);
    // Steps of leaving.
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
    QString m_password; ///< set only during sign-in, for the verifier
    bool m_enrolmentRequired = false;
    bool m_mayGoOnline = false;
    QTimer m_calm;
    QTimer m_keychainAgain;
    int m_unsentLost = 0;
    /// Of the practice hub, which may fail before the store is open.
    std::optional<domain::Error> m_hubProblem;
};

} // namespace services

Q_DECLARE_METATYPE(services::AccountState)
