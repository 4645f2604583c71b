// The practice mode on the GUI thread: the practice hub, its trainee and its simulated parents.
#pragma once

#include "desk/practice/hub_process.h"
#include "desk/proxies/account_proxy.h"

#include "domain/random.h"

namespace services {

class TrainingService final : public Training {
    Q_OBJECT
public:
    struct Parts {
        DataThread &data;
        AccountProxy &account;
        const domain::Clock &clock;
        domain::Random &random;
        QString hubProgram;
        QString hubFolder;
    };
    explicit TrainingService(const Parts &parts);

    void start();
    /// Ends the practice hub and then calls `done`. The hub is killed if it does not end within five seconds.
    void end(std::function<void()> done);
    [[nodiscard]] TrainingState state() const override { return m_state; }
    [[nodiscard]] std::pair<QString, int> authenticatorCode() const override;
    void practiseAs(Trainee who) override;
    void parentBooksNow() override;
    void setPaused(bool paused) override;
    void reset() override;

private:
    void hubReady(const PracticeHub &hub);
    void hubFailed(const domain::Error &problem);
    void hubStopped();
    void tellHub(std::string_view path, const QByteArray &body, std::function<void()> done);
    void setProblem(const domain::Error &problem);

    DataThread &m_data;
    AccountProxy &m_account;
    const domain::Clock &m_clock;
    domain::Random &m_random;
    HubProcess m_hub;
    PracticeHub m_practice;
    QByteArray m_secret;
    std::function<void()> m_ended; ///< set while the program ends
    TrainingState m_state;
};

} // namespace services
