// Runs the practice hub: the real hokatsu-hub as a child process on a free port of this PC. GUI thread.
#pragma once

#include "domain/result.h"

#include <QObject>
#include <QProcess>
#include <QString>
#include <QTimer>

#include <memory>

namespace services {

struct PracticeLogin {
    QString loginId;
    QString password;
    QString totpSecret; ///< base32
};
/// The content of the file that the hub writes when it is listening.
struct PracticeHub {
    QString url;
    QString caFile;
    QString caFingerprint;
    PracticeLogin nursery;
    PracticeLogin municipality;
};
/// HubFault "training-hub-unreadable" if a member is missing.
[[nodiscard]] domain::Result<PracticeHub> practiceHubFrom(const QByteArray &readyFile);

class HubProcess : public QObject {
    Q_OBJECT
public:
    /// If `program` is empty, it is looked for beside this program and then in PATH.
    HubProcess(const QString &program, QString folder, QObject *parent = nullptr);
    ~HubProcess() override;

    void start();
    /// Asks the hub to end; stopped() follows. It is killed if it does not end within five seconds.
    void stop();
    [[nodiscard]] const QString &folder() const { return m_folder; }

Q_SIGNALS:
    void ready(const services::PracticeHub &hub);
    /// HubFault "training-hub-missing", "training-hub-failed" or "training-hub-slow".
    void failed(const domain::Error &problem);
    void stopped();

private:
    void launch();
    void look();
    void ended();
    [[nodiscard]] QString readyFile() const { return m_folder + QStringLiteral("/ready.json"); }
    void fail(const char *code);

    QString m_program;
    QString m_folder;
    std::unique_ptr<QProcess> m_process;
    QTimer m_look;
    QTimer m_patience;
    int m_launches = 0;
    enum class Phase : std::uint8_t { Idle, Starting, Running, Stopping } m_phase = Phase::Idle;
};

} // namespace services
