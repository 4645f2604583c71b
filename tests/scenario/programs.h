// The real programs as a scenario holds them: the hub on its data folder, desks on their profiles, each of
// which can be killed and started again.
#pragma once

#include <QProcess>
#include <QProcessEnvironment>

#include <memory>
#include <optional>

namespace scenario {

/// How a program is started, where it is not as usual.
struct Surroundings {
    QProcessEnvironment environment; ///< on top of the test's own
    QStringList arguments;
    std::optional<unsigned> user; ///< another user and group than the test's (which must be root's)
};

/// A process whose words are kept: what it says on standard error also goes to the test's.
class Program {
public:
    Program(const QString &program, const QStringList &arguments, const Surroundings &surroundings);
    ~Program();
    Program(const Program &) = delete;
    Program &operator=(const Program &) = delete;
    [[nodiscard]] QProcess &process() { return m_process; }
    [[nodiscard]] bool isGone() const { return m_process.state() == QProcess::NotRunning; }
    [[nodiscard]] QString words() const { return m_words; }

private:
    QProcess m_process;
    QString m_words;
};

class HubProgram {
public:
    explicit HubProgram(QString dataFolder) : m_folder(std::move(dataFolder)) {}
    ~HubProgram() { kill(); }
    /// Listens on a free port when this returns true.
    [[nodiscard]] bool start(const Surroundings &surroundings = {});
    /// SIGKILL.
    void kill();
    /// SIGTERM; the exit code, -1 where it did not end by itself.
    [[nodiscard]] int stop();
    [[nodiscard]] bool isGone() const { return !m_program || m_program->isGone(); }
    /// The exit code of one that ended by itself and what it said, "1: hokatsu-hub: ...".
    [[nodiscard]] QString lastWords() const;
    /// What it has said on standard error since it was started.
    [[nodiscard]] QString words() const { return m_program ? m_program->words() : QString(); }
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString caFile() const { return m_caFile; }
    [[nodiscard]] QString folder() const { return m_folder; }

private:
    QString m_folder;
    QString m_caFile;
    quint16 m_port = 0;
    std::unique_ptr<Program> m_program;
};

class DeskProgram {
public:
    DeskProgram(QString profile, quint16 port, QString caFile)
        : m_profile(std::move(profile)), m_port(port), m_caFile(std::move(caFile)) {}
    ~DeskProgram() { kill(); }
    [[nodiscard]] bool start(const Surroundings &surroundings = {});
    /// `point` arms the trap (desk_driver.cpp) at the first request whose path ends with `path`.
    [[nodiscard]] bool startTrapped(const QString &point, const QString &path);
    void kill();
    /// Leaves as its user would; true where it ended cleanly.
    [[nodiscard]] bool quit();
    /// One command, one line of answer; empty when the program is gone or takes too long.
    QString ask(const QString &command);
    /// Without waiting; heard() has the answer once it is there.
    void tell(const QString &command);
    [[nodiscard]] std::optional<QString> heard();
    /// Asks again until the answer is this one.
    [[nodiscard]] bool becomes(const QString &command, const QString &answer);
    [[nodiscard]] bool isGone() const { return !m_program || m_program->isGone(); }
    [[nodiscard]] bool diesOfTheTrap();
    /// What it has said on standard error since it was started.
    [[nodiscard]] QString words() const { return m_program ? m_program->words() : QString(); }
    [[nodiscard]] QString profile() const { return m_profile; }

private:
    QString line();
    QString m_profile;
    quint16 m_port;
    QString m_caFile;
    std::unique_ptr<Program> m_program;
};

} // namespace scenario
