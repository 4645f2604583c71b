// Account on the GUI thread: the last state from the data thread, and the commands to it.
#pragma once

#include "desk/profile/preferences_service.h"
#include "desk/proxies/data_thread.h"

namespace services {

class AccountProxy final : public Account {
    Q_OBJECT
public:
    AccountProxy(DataThread &data, PreferencesService &preferences, QString folder, bool training);

    [[nodiscard]] SignInStep step() const override { return m_state.step; }
    [[nodiscard]] std::optional<domain::Error> problem() const override { return m_state.problem; }
    [[nodiscard]] bool busy() const override { return m_state.busy || m_state.handled < m_sent; }
    [[nodiscard]] std::optional<domain::User> user() const override { return m_state.user; }
    [[nodiscard]] bool training() const override { return m_training; }
    [[nodiscard]] HubSettings hub() const override { return m_hub; }
    [[nodiscard]] QString rememberedLoginId() const override { return m_state.loginId; }
    domain::Result<void> setHubUrl(const QString &url) override;
    domain::Result<QString> importCa(const QString &file) override;
    void signIn(const QString &loginId, const QString &password) override;
    void choosePassword(const QString &password) override;
    [[nodiscard]] QString otpauthUri() const override { return m_state.otpauthUri; }
    void confirmEnrolment(const QString &code) override;
    [[nodiscard]] QStringList recoveryCodes() const override { return m_state.recoveryCodes; }
    void recoveryCodesNoted() override;
    void secondFactor(Factor factor, const QString &code) override;
    void startOver() override;
    void lock() override;
    void unlock(const QString &password) override;
    void signOut() override;
    void usePassphrase(const QString &passphrase) override;
    void tryAgain() override;

    /// Opens the profile with the values of `--hub` and `--ca`.
    void open(const QString &hubUrl, const QString &caFile);
    /// For practice: the practice hub's current address.
    void trainingHubReady(const HubSettings &hub);
    void trainingHubFailed(const domain::Error &problem);

private:
    void command(std::function<void(AccountStateMachine &)> act);
    void tellTarget(bool sameHub);

    DataThread &m_data;
    PreferencesService &m_preferences;
    QString m_folder;
    bool m_training;
    HubSettings m_hub;
    AccountState m_state;
    quint64 m_sent = 0;
    std::optional<domain::Error> m_startProblem; ///< problem of `--ca`; kept until the first command
};

} // namespace services
