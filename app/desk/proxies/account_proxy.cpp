#include "desk/proxies/account_proxy.h"

#include "desk/profile/profile_folder.h"
#include "net/https_hub.h"

#include <QSaveFile>
#include <QUrl>

namespace services {

using domain::ErrorKind;
using domain::fail;

namespace {

/// "https://host[:port]" without anything behind it.
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
    // commit() does not see where emptying the buffer fails, and would put an empty file in the old one's
    // place.
    const bool written = file.flush() && file.commit();
    return written ? domain::Result<void>{} : fail(ErrorKind::StorageFull, "disk-full");
}

} // namespace

AccountService::AccountService(DataThread &data, PreferencesService &preferences, QString folder,
                               bool training)
    : m_data(data), m_preferences(preferences), m_folder(std::move(folder)), m_training(training) {
    connect(&data, &DataThread::accountChanged, this, [this](const AccountState &state) {
        m_state = state;
        if (!m_state.problem && m_startProblem) {
            m_state.problem = m_startProblem;
        }
        Q_EMIT changed();
    });
    // The hub words its sentences in the language of the screens.
    connect(&preferences, &Preferences::changed, this, [this] { tellTarget(true); });
}

void AccountService::open(const QString &hubUrl, const QString &caFile) {
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
    m_data.post([](DataCore &, AccountFlow &flow) { flow.open(); });
}

domain::Result<void> AccountService::setHubUrl(const QString &url) {
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

domain::Result<QString> AccountService::importCa(const QString &file) {
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

/// The copy has always the same name, so its fingerprint says whether it is another file.
void AccountService::tellTarget(bool sameHub) {
    const HubTarget target{.url = m_hub.url,
                           .caFile = m_hub.caFile,
                           .caFingerprint = m_hub.caFingerprint,
                           .language = m_preferences.language().toLatin1()};
    m_data.post([target, sameHub](DataCore &, AccountFlow &flow) { flow.setTarget(target, sameHub); });
}

void AccountService::command(std::function<void(AccountFlow &)> act) {
    const quint64 number = ++m_sent;
    m_state.problem.reset();
    m_startProblem.reset();
    m_data.post([number, act = std::move(act)](DataCore &, AccountFlow &flow) {
        flow.begin(number);
        act(flow);
    });
    Q_EMIT changed();
}

void AccountService::signIn(const QString &loginId, const QString &password) {
    command([=](AccountFlow &flow) { flow.signIn(loginId, password); });
}

void AccountService::choosePassword(const QString &password) {
    command([=](AccountFlow &flow) { flow.choosePassword(password); });
}

void AccountService::confirmEnrolment(const QString &code) {
    command([=](AccountFlow &flow) { flow.confirmEnrolment(code); });
}

void AccountService::recoveryCodesNoted() {
    command([](AccountFlow &flow) { flow.recoveryCodesNoted(); });
}

void AccountService::secondFactor(Factor factor, const QString &code) {
    command([=](AccountFlow &flow) { flow.secondFactor(factor, code); });
}

void AccountService::startOver() {
    command([](AccountFlow &flow) { flow.startOver(); });
}

void AccountService::lock() {
    command([](AccountFlow &flow) { flow.lock(); });
}

void AccountService::unlock(const QString &password) {
    command([=](AccountFlow &flow) { flow.unlock(password); });
}

void AccountService::signOut() {
    command([](AccountFlow &flow) { flow.signOut(); });
}

void AccountService::tryAgain() {
    command([](AccountFlow &flow) { flow.tryAgain(); });
}

void AccountService::usePassphrase(const QString &passphrase) {
    if (!passphrase.isEmpty() && passphrase.size() < 8) {
        m_state.problem = domain::Error{
            .kind = ErrorKind::Rejected,
            .code = "validation",
            .fields = {{.pointer = "/passphrase", .code = "too-small", .params = {{"min", "8"}}}}};
        Q_EMIT changed();
        return;
    }
    command([=](AccountFlow &flow) { flow.usePassphrase(passphrase); });
}

void AccountService::trainingHubReady(const HubSettings &hub) {
    m_hub = hub;
    tellTarget(true);
    Q_EMIT changed();
}

void AccountService::trainingHubFailed(const domain::Error &problem) {
    m_data.post([problem](DataCore &, AccountFlow &flow) { flow.hubFailed(problem); });
}

} // namespace services
