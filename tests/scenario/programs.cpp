#include "programs.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QUrl>

#include <cstdio>
#include <grp.h>
#include <unistd.h>

namespace scenario {
namespace {

constexpr int longEnoughMs = 30'000;

/// In the child, between fork and exec: only calls of the kernel.
void becomeUser(unsigned user) {
    if (setgroups(0, nullptr) != 0 || setgid(user) != 0 || setuid(user) != 0) {
        _exit(126);
    }
}

} // namespace

Program::Program(const QString &program, const QStringList &arguments, const Surroundings &surroundings) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(surroundings.environment);
    m_process.setProcessEnvironment(environment);
    QObject::connect(&m_process, &QProcess::readyReadStandardError, &m_process, [this] {
        const QByteArray said = m_process.readAllStandardError();
        m_words += QString::fromUtf8(said);
        std::fwrite(said.constData(), 1, static_cast<std::size_t>(said.size()), stderr);
    });
    if (surroundings.user) {
        m_process.setChildProcessModifier([user = *surroundings.user] { becomeUser(user); });
    }
    m_process.start(program, arguments + surroundings.arguments);
}

Program::~Program() {
    m_process.kill();
    m_process.waitForFinished();
}

bool HubProgram::start(const Surroundings &surroundings) {
    const QString ready = m_folder + QStringLiteral("/ready.json");
    QFile::remove(ready);
    m_program.reset();
    m_program = std::make_unique<Program>(QStringLiteral(HUB_PROGRAM),
                                          QStringList{QStringLiteral("serve"), QStringLiteral("--listen"),
                                                      QStringLiteral("127.0.0.1:0"), QStringLiteral("--data"),
                                                      m_folder, QStringLiteral("--ready-file"), ready,
                                                      QStringLiteral("--exit-with-parent")},
                                          surroundings);
    if (!QTest::qWaitFor([&] { return QFile::exists(ready) || m_program->isGone(); }, longEnoughMs)) {
        return false;
    }
    QFile file(ready);
    if (!file.open(QIODevice::ReadOnly)) {
        return false;
    }
    const QJsonObject told = QJsonDocument::fromJson(file.readAll()).object();
    m_caFile = told[u"ca_file"].toString();
    m_port = static_cast<quint16>(QUrl(told[u"url"].toString()).port());
    return m_port != 0;
}

void HubProgram::kill() {
    m_program.reset();
}

int HubProgram::stop() {
    if (isGone()) {
        return -1;
    }
    QProcess &process = m_program->process();
    process.terminate();
    const bool ended = process.waitForFinished(longEnoughMs);
    const int code = ended && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    m_program.reset();
    return code;
}

QString HubProgram::lastWords() const {
    if (!m_program || !m_program->isGone()) {
        return QStringLiteral("it runs");
    }
    QProcess &process = m_program->process();
    return process.exitStatus() == QProcess::NormalExit
               ? QStringLiteral("%1: %2").arg(process.exitCode()).arg(m_program->words().trimmed())
               : QStringLiteral("it crashed");
}

bool DeskProgram::start(const Surroundings &surroundings) {
    m_program.reset();
    Surroundings here = surroundings;
    here.environment.insert(QStringLiteral("LSAN_OPTIONS"),
                            QStringLiteral("suppressions=" DESK_LEAKS ":print_suppressions=0"));
    m_program = std::make_unique<Program>(
        QStringLiteral(DESK_PROGRAM),
        QStringList{QStringLiteral("--profile"), m_profile, QStringLiteral("--hub"),
                    QStringLiteral("https://127.0.0.1:%1").arg(m_port), QStringLiteral("--ca"), m_caFile},
        here);
    return line() == QStringLiteral("ok ready");
}

bool DeskProgram::startTrapped(const QString &point, const QString &path) {
    Surroundings trapped;
    trapped.environment.insert(QStringLiteral("HOKATSU_KILL_AT"), point);
    trapped.environment.insert(QStringLiteral("HOKATSU_KILL_PATH"), path);
    return start(trapped);
}

void DeskProgram::kill() {
    m_program.reset();
}

bool DeskProgram::quit() {
    if (isGone()) {
        return false;
    }
    tell(QStringLiteral("quit"));
    QProcess &process = m_program->process();
    const bool ended = process.waitForFinished(longEnoughMs);
    const bool cleanly = ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    m_program.reset();
    return cleanly;
}

QString DeskProgram::line() {
    std::optional<QString> answer;
    std::ignore = QTest::qWaitFor([&] { return (answer = heard()).has_value() || isGone(); }, longEnoughMs);
    return answer ? *answer : heard().value_or(QString());
}

void DeskProgram::tell(const QString &command) {
    m_program->process().write(command.toUtf8() + '\n');
}

std::optional<QString> DeskProgram::heard() {
    QProcess &process = m_program->process();
    return process.canReadLine() ? std::optional(QString::fromUtf8(process.readLine()).trimmed())
                                 : std::nullopt;
}

QString DeskProgram::ask(const QString &command) {
    if (isGone()) {
        return {};
    }
    tell(command);
    return line();
}

bool DeskProgram::becomes(const QString &command, const QString &answer) {
    QString last;
    const bool became = QTest::qWaitFor([&] { return (last = ask(command)) == answer; }, longEnoughMs);
    if (!became) {
        qWarning("%s stays at '%s'", qPrintable(command), qPrintable(last));
    }
    return became;
}

bool DeskProgram::diesOfTheTrap() {
    return QTest::qWaitFor([&] { return isGone(); }, longEnoughMs) &&
           m_program->process().exitStatus() == QProcess::CrashExit;
}

} // namespace scenario
