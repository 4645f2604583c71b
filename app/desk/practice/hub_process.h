// The practice hub: the real hokatsu-hub as a child of this program, on a free port of this PC. GUI thread.
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
/// What the hub writes once it listens.
struct PracticeHub {
    QString url;
    QString caFile;
    QString caFingerprint;
    PracticeLogin nursery;
    PracticeLogin municipality;
};
/// HubFault "training-hub-unreadable" where a member is missing.
[[nodiscard]] domain::Result<PracticeHub> practiceHubFrom(const QByteArray &readyFile);

class HubProcess : public QObject {
    Q_OBJECT
public:
    /// `program` empty: beside this program, then in PATH.
    HubProcess(const QString &program, QString folder, QObject *parent = nullptr);
    ~HubProcess() override;

    void start();
    /// Asks it to end; stopped() follows. What does not end within five seconds is killed.
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
