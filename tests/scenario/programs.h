// The real programs as a scenario holds them: the hub on its data folder, desks on their profiles, each of
// which can be killed and started again.
#pragma once

#include "support/fault_proxy.h"

#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>

#include <memory>

namespace scenario {

class HubProgram {
public:
    explicit HubProgram(QString dataFolder) : m_folder(std::move(dataFolder)) {}
    ~HubProgram() { kill(); }
    /// Listens on a free port when this returns true.
    [[nodiscard]] bool start();
    /// SIGKILL.
    void kill();
    /// SIGTERM; the exit code.
    [[nodiscard]] int stop();
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString caFile() const { return m_caFile; }

private:
    QString m_folder;
    QString m_caFile;
    quint16 m_port = 0;
    std::unique_ptr<QProcess> m_process;
};

class DeskProgram {
public:
    DeskProgram(QString profile, quint16 port, QString caFile)
        : m_profile(std::move(profile)), m_port(port), m_caFile(std::move(caFile)) {}
    ~DeskProgram() { kill(); }
    /// `killAt` arms the trap (desk_driver.cpp) at the first request whose path ends with `path`.
    [[nodiscard]] bool start(const QString &killAt = {}, const QString &path = {});
    void kill();
    /// One command, one line of answer; empty when the program is gone or takes too long.
    QString ask(const QString &command);
    /// Asks again until the answer is this one.
    [[nodiscard]] bool becomes(const QString &command, const QString &answer);
    [[nodiscard]] bool diesOfTheTrap();

private:
    QString line();
    QString m_profile;
    quint16 m_port;
    QString m_caFile;
    std::unique_ptr<QProcess> m_process;
};

} // namespace scenario
