#include "desk/practice/hub_process.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

namespace services {
namespace {

constexpr std::chrono::milliseconds lookEvery{20};
constexpr std::chrono::seconds startWithin{60};
constexpr std::chrono::seconds endWithin{5};
/// The hub of a desk that has just ended may still have the folder locked.
constexpr int launchesAtMost = 5;
constexpr std::chrono::milliseconds relaunchAfter{400};

QString programOr(const QString &given) {
    const QString name = QStringLiteral("hokatsu-hub");
    if (!given.isEmpty()) {
        return given;
    }
    const QString here = QCoreApplication::applicationDirPath();
    // In a build it is beside this program; the package puts it into lib/hokatsu.
    const QString beside =
        QStandardPaths::findExecutable(name, {here, here + QStringLiteral("/../lib/hokatsu")});
    return beside.isEmpty() ? QStandardPaths::findExecutable(name) : beside;
}

PracticeLogin loginFrom(const QJsonObject &object) {
    return {.loginId = object[u"login_id"].toString(),
            .password = object[u"password"].toString(),
            .totpSecret = object[u"totp_secret"].toString()};
}

} // namespace

domain::Result<PracticeHub> practiceHubFrom(const QByteArray &readyFile) {
    const QJsonObject object = QJsonDocument::fromJson(readyFile).object();
    const PracticeHub hub{.url = object[u"url"].toString(),
                          .caFile = object[u"ca_file"].toString(),
                          .caFingerprint = object[u"ca_sha256"].toString(),
                          .nursery = loginFrom(object[u"trainee"].toObject()),
                          .municipality = loginFrom(object[u"municipal_trainee"].toObject())};
    const bool complete = !hub.url.isEmpty() && !hub.caFile.isEmpty() && !hub.nursery.loginId.isEmpty() &&
                          !hub.nursery.totpSecret.isEmpty();
    if (!complete) {
        return domain::fail(domain::ErrorKind::HubFault, "training-hub-unreadable");
    }
    return hub;
}

HubProcess::HubProcess(const QString &program, QString folder, QObject *parent)
    : QObject(parent), m_program(programOr(program)), m_folder(std::move(folder)) {
    m_look.setInterval(lookEvery);
    connect(&m_look, &QTimer::timeout, this, &HubProcess::look);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (m_phase == Phase::Stopping && m_process) {
            m_process->kill();
        } else {
            fail("training-hub-slow");
        }
    });
}

/// Call stop() first to let the hub end in its own time; QProcess kills it here.
HubProcess::~HubProcess() {
    if (m_process) {
        m_process->disconnect(this);
        m_process->closeWriteChannel();
        m_process->terminate();
    }
}

void HubProcess::start() {
    m_launches = 0;
    m_phase = Phase::Starting;
    if (m_program.isEmpty()) {
        fail("training-hub-missing");
        return;
    }
    m_patience.start(startWithin);
    launch();
}

void HubProcess::launch() {
    ++m_launches;
    QDir().mkpath(m_folder);
    QFile::remove(readyFile());
    m_process = std::make_unique<QProcess>();
    m_process->setStandardOutputFile(QProcess::nullDevice());
    m_process->setStandardErrorFile(m_folder + QStringLiteral("/hub.log"));
    connect(m_process.get(), &QProcess::finished, this, &HubProcess::ended);
    connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            fail("training-hub-missing");
        }
    });
    m_process->start(m_program,
                     {QStringLiteral("serve"), QStringLiteral("--training"), QStringLiteral("--listen"),
                      QStringLiteral("127.0.0.1:0"), QStringLiteral("--data"), m_folder,
                      QStringLiteral("--ready-file"), readyFile(), QStringLiteral("--exit-with-parent")});
    m_look.start();
}

/// The file appears complete, because it is renamed into place.
void HubProcess::look() {
    QFile file(readyFile());
    if (!file.open(QIODevice::ReadOnly)) {
        return;
    }
    m_look.stop();
    m_patience.stop();
    const auto hub = practiceHubFrom(file.readAll());
    if (!hub) {
        fail(hub.error().code.c_str());
        return;
    }
    m_phase = Phase::Running;
    Q_EMIT ready(*hub);
}

void HubProcess::ended() {
    m_look.stop();
    const Phase before = m_phase;
    if (before == Phase::Stopping) {
        m_patience.stop();
        m_phase = Phase::Idle;
        Q_EMIT stopped();
    } else if (before == Phase::Starting && m_launches < launchesAtMost) {
        QTimer::singleShot(relaunchAfter, this, [this] {
            if (m_phase == Phase::Starting) {
                launch();
            }
        });
    } else {
        fail("training-hub-failed");
    }
}

void HubProcess::stop() {
    m_look.stop();
    const bool runs = m_process && m_process->state() != QProcess::NotRunning;
    m_phase = Phase::Stopping;
    if (!runs) {
        QTimer::singleShot(0, this, &HubProcess::ended);
        return;
    }
    m_patience.start(endWithin);
    m_process->closeWriteChannel();
    m_process->terminate();
}

void HubProcess::fail(const char *code) {
    m_look.stop();
    m_patience.stop();
    m_phase = Phase::Idle;
    Q_EMIT failed({.kind = domain::ErrorKind::HubFault, .code = code});
}

} // namespace services
