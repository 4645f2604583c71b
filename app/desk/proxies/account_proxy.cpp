#include "desk/proxies/account_proxy.h"

#include "desk/profile/profile_folder.h"
#include "net/https_hub.h"

#include <QSaveFile>
#include <QUrl>

namespace services {

using domain::ErrorKind;
using domain::fail;

namespace {

/// The text as "https://host[:port]"; nothing may follow.
domain::Result<QString> hubAddressOf(const QString &typed) {
    QString text = typed.trimmed();
    if (!text.isEmpty() && !text.contains(QStringLiteral("://"))) {
        text.prepend(QStringLiteral("https://"));
    }
    const QUrl url(text, QUrl::StrictMode);
    if (url.scheme() == QStringLiteral("http")) {
        return fail(ErrorKind::Rejected, "not-https");
    }
    const bool plain = (url.path().isEmpty() || url.path() == QStringLiteral("/")) && !url.hasQuery() &&
                       !url.hasFragment() && url.userInfo().isEmpty();
    if (!url.isValid() || url.scheme() != QStringLiteral("https") || url.host().isEmpty() || !plain) {
        return fail(ErrorKind::Rejected, "not-a-hub-address");
    }
    return url.toString(QUrl::RemovePath | QUrl::StripTrailingSlash);
}

domain::Result<void> keepCopy(const QList<QSslCertificate> &certificates, const QString &path) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return fail(ErrorKind::StorageReadOnly, "profile-read-only");
    }
    for (const QSslCertificate &certificate : certificates) {
        file.write(certificate.toPem());
    }
    // commit() does not notice when flushing the buffer fails and would replace the file by an empty one.
    const bool written = file.flush() && file.commit();
    return written ? domain::Result<void>{} : fail(ErrorKind::StorageFull, "disk-full");
}

} // namespace

AccountProxy::AccountProxy(DataThread &data, PreferencesService &preferences, QString folder, bool training)
    : m_data(data), m_preferences(preferences), m_folder(std::move(folder)), m_training(training) {
    connect(&data, &DataThread::accountChanged, this, [this](const AccountState &state) {
        m_state = state;
        if (!m_state.problem && m_startProblem) {
            m_state.problem = m_startProblem;
        }
        Q_EMIT changed();
    });
    // The hub writes its sentences in the language of the screens.
    connect(&preferences, &Preferences::changed, this, [this] { tellTarget(true); });
}

void AccountProxy::open(const QString &hubUrl, const QString &caFile) {
    if (!m_training) {
        m_hub = m_preferences.hub();
        if (const auto address = hubAddressOf(hubUrl); address && *address != m_hub.url) {
            m_hub.url = *address;
            m_preferences.setHub(m_hub);
        }
    }
    if (!caFile.isEmpty() && !m_training) {
        if (const auto imported = importCa(caFile); !imported) {
            m_startProblem = imported.error();
        }
    }
    tellTarget(false);
    m_data.post([](DataCore &, AccountStateMachine &flow) { flow.open(); });
}

domain::Result<void> AccountProxy::setHubUrl(const QString &url) {
    if (m_training) {
        return fail(ErrorKind::Forbidden, "training-profile");
    }
    const auto address = hubAddressOf(url);
    if (!address) {
        return domain::passOn(address);
    }
    if (*address != m_hub.url) {
        m_hub.url = *address;
        m_preferences.setHub(m_hub);
        tellTarget(false);
        Q_EMIT changed();
    }
    return {};
}

domain::Result<QString> AccountProxy::importCa(const QString &file) {
    if (m_training) {
        return fail(ErrorKind::Forbidden, "training-profile");
    }
    const auto certificates = net::certificatesFromFile(file);
    if (!certificates) {
        return domain::passOn(certificates);
    }
    const QString copy = ProfileFolder(m_folder).authority();
    if (auto kept = keepCopy(*certificates, copy); !kept) {
        return domain::passOn(kept);
    }
    m_hub.caFile = copy;
    m_hub.caFingerprint = net::fingerprintOf(certificates->front());
    m_preferences.setHub(m_hub);
    tellTarget(true);
    Q_EMIT changed();
    return m_hub.caFingerprint;
}

/// The copied CA file always has the same name, so its fingerprint shows whether it has changed.
void AccountProxy::tellTarget(bool sameHub) {
    const HubTarget target{.url = m_hub.url,
                           .caFile = m_hub.caFile,
                           .caFingerprint = m_hub.caFingerprint,
                           .language = m_preferences.language().toLatin1()};
    m_data.post(
        [target, sameHub](DataCore &, AccountStateMachine &flow) { flow.setTarget(target, sameHub); });
}

void AccountProxy::command(std::function<void(AccountStateMachine &)> act) {
    const quint64 number = ++m_sent;
    m_state.problem.reset();
    m_startProblem.reset();
    m_data.post([number, act = std::move(act)](DataCore &, AccountStateMachine &flow) {
        flow.begin(number);
        act(flow);
    });
    Q_EMIT changed();
}

void AccountProxy::signIn(const QString &loginId, const QString &password) {
    command([=](AccountStateMachine &flow) { flow.signIn(loginId, password); });
}

void AccountProxy::choosePassword(const QString &password) {
    command([=](AccountStateMachine &flow) { flow.choosePassword(password); });
}

void AccountProxy::confirmEnrolment(const QString &code) {
    command([=](AccountStateMachine &flow) { flow.confirmEnrolment(code); });
}

void AccountProxy::recoveryCodesNoted() {
    command([](AccountStateMachine &flow) { flow.recoveryCodesNoted(); });
}

void AccountProxy::secondFactor(Factor factor, const QString &code) {
    command([=](AccountStateMachine &flow) { flow.secondFactor(factor, code); });
}

void AccountProxy::startOver() {
    command([](AccountStateMachine &flow) { flow.startOver(); });
}

void AccountProxy::lock() {
    command([](AccountStateMachine &flow) { flow.lock(); });
}

void AccountProxy::unlock(const QString &password) {
    command([=](AccountStateMachine &flow) { flow.unlock(password); });
}

void AccountProxy::signOut() {
    command([](AccountStateMachine &flow) { flow.signOut(); });
}

void AccountProxy::tryAgain() {
    command([](AccountStateMachine &flow) { flow.tryAgain(); });
}

void AccountProxy::usePassphrase(const QString &passphrase) {
    if (!passphrase.isEmpty() && passphrase.size() < 8) {
        m_state.problem = domain::Error{
            .kind = ErrorKind::Rejected,
            .code = "validation",
            .fields = {{.pointer = "/passphrase", .code = "too-small", .params = {{"min", "8"}}}}};
        Q_EMIT changed();
        return;
    }
    command([=](AccountStateMachine &flow) { flow.usePassphrase(passphrase); });
}

void AccountProxy::trainingHubReady(const HubSettings &hub) {
    m_hub = hub;
    tellTarget(true);
    Q_EMIT changed();
}

void AccountProxy::trainingHubFailed(const domain::Error &problem) {
    m_data.post([problem](DataCore &, AccountStateMachine &flow) { flow.hubFailed(problem); });
}

} // namespace services
