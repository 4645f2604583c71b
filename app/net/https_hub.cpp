#include "net/https_hub.h"

#include "async/promise.h"
#include "net/exchange.h"
#include "net/give_up.h"
#include "wire/problem.h"

#include <QCoreApplication>
#include <QFile>
#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QPointer>
#include <QSslConfiguration>
#include <QUuid>

#ifdef Q_OS_LINUX
#include <openssl/crypto.h>
#endif

namespace net {

using domain::ErrorKind;

namespace {

constexpr qint64 maxCertificateFile = qint64{1024} * 1024;

#ifdef Q_OS_LINUX
/// QThread::wait returns while QNetworkAccessManager's thread still frees OpenSSL's thread data. If the
/// program ends at that moment, OpenSSL's exit handler frees the same data, and the program crashes. The
/// operating system frees everything anyway, so the handler is switched off. This must be the first call of
/// OpenSSL, see OPENSSL_init_crypto(3).
void leaveOpenSslAtExit() {
    OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);
}
Q_COREAPP_STARTUP_FUNCTION(leaveOpenSslAtExit)
#endif

bool isLoopback(const QString &host) {
    return host == QStringLiteral("localhost") || QHostAddress(host).isLoopback();
}

/// Uses the system's proxy, except for connections to this PC itself.
class SystemProxies final : public QNetworkProxyFactory {
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override {
        if (isLoopback(query.peerHostName())) {
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        }
        return systemProxyForQuery(query);
    }
};

QSslConfiguration tlsFor(const HubAddress &address) {
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    tls.addCaCertificates(address.extraAuthorities);
    return tls;
}

QString queryText(const QList<std::pair<QString, QString>> &query) {
    QByteArray text;
    for (const auto &[name, value] : query) {
        if (!text.isEmpty()) {
            text += '&';
        }
        text += QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
    }
    return QString::fromLatin1(text);
}

class HttpsHub final : public HubApi {
public:
    HttpsHub(const HubAddress &address, QObject *owner);
    ~HttpsHub() override;
    QFuture<domain::Result<ApiResponse>> send(const ApiRequest &request) override;
    void cancelAll() override;

private:
    [[nodiscard]] QUrl urlOf(const ApiRequest &request) const;
    [[nodiscard]] QNetworkRequest networkRequest(const ApiRequest &request) const;

    HubAddress m_address;
    QSslConfiguration m_tls;
    QPointer<QNetworkAccessManager> m_manager; // deleted by its owner or by this object
};

HttpsHub::HttpsHub(const HubAddress &address, QObject *owner)
    : m_address(address), m_tls(tlsFor(address)), m_manager(new QNetworkAccessManager(owner)) {
    m_manager->setProxyFactory(new SystemProxies);
    m_manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

HttpsHub::~HttpsHub() {
    HttpsHub::cancelAll();
    if (m_manager) {
        m_manager->deleteLater(); // one of its replies may have caused this destruction
    }
}

QUrl HttpsHub::urlOf(const ApiRequest &request) const {
    QUrl url = m_address.url;
    QString base = url.path(QUrl::FullyEncoded);
    while (base.endsWith(QLatin1Char('/'))) {
        base.chop(1);
    }
    url.setPath(base + request.path, QUrl::TolerantMode);
    url.setQuery(request.query.isEmpty() ? QString() : queryText(request.query), QUrl::StrictMode);
    return url;
}

void setPreconditions(QNetworkRequest &message, const ApiRequest &request) {
    if (!request.accessToken.isEmpty()) {
        message.setRawHeader("Authorization", "Bearer " + request.accessToken);
    }
    if (!request.idempotencyKey.isEmpty()) {
        message.setRawHeader("Idempotency-Key", request.idempotencyKey);
    }
    if (request.ifMatch) {
        message.setRawHeader("If-Match", '"' + QByteArray::number(*request.ifMatch) + '"');
    }
    if (request.ifNoneMatchAny) {
        message.setRawHeader("If-None-Match", "*");
    }
}

QNetworkRequest HttpsHub::networkRequest(const ApiRequest &request) const {
    QNetworkRequest message(urlOf(request));
    message.setSslConfiguration(m_tls);
    message.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    message.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    message.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    message.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    message.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    message.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("hokatsu-desk/" HOKATSU_VERSION));
    message.setRawHeader("Accept", "application/json, application/problem+json");
    message.setRawHeader("Accept-Language", m_address.language);
    message.setRawHeader("X-Request-ID", QUuid::createUuid().toByteArray(QUuid::WithoutBraces));
    if (!request.body.isEmpty()) {
        message.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    }
    setPreconditions(message, request);
    return message;
}

QFuture<domain::Result<ApiResponse>> HttpsHub::send(const ApiRequest &request) {
    using Answer = domain::Result<ApiResponse>;
    if (!m_manager || (request.giveUp && request.giveUp->isGiven())) {
        return async::readyFuture(Answer(domain::fail(ErrorKind::Cancelled, "cancelled")));
    }
    if (m_address.url.scheme() != QStringLiteral("https") || m_address.url.host().isEmpty()) {
        return async::readyFuture(Answer(domain::fail(ErrorKind::Tls, "not-https")));
    }
    const QNetworkRequest message = networkRequest(request);
    QNetworkReply *reply = request.method == "GET"
                               ? m_manager->get(message)
                               : m_manager->sendCustomRequest(message, request.method, request.body);
    auto *exchange = new Exchange(reply, request.timeout, m_manager);
    if (request.giveUp) {
        QObject::connect(request.giveUp.get(), &GiveUp::given, exchange, &Exchange::cancel);
    }
    return exchange->future();
}

void HttpsHub::cancelAll() {
    if (!m_manager) {
        return;
    }
    QList<QPointer<Exchange>> exchanges;
    for (Exchange *exchange : m_manager->findChildren<Exchange *>(Qt::FindDirectChildrenOnly)) {
        exchanges.append(exchange);
    }
    for (const QPointer<Exchange> &exchange : std::as_const(exchanges)) { // the end of one may delete another
        if (exchange) {
            exchange->cancel();
        }
    }
}

bool isWebPage(const QByteArray &contentType) {
    return contentType.toLower().startsWith("text/html");
}

} // namespace

std::unique_ptr<HubApi> httpsHub(const HubAddress &address, QObject *owner) {
    return std::make_unique<HttpsHub>(address, owner);
}

domain::Result<ApiResponse> accepted(const domain::Result<ApiResponse> &answer) {
    if (!answer) {
        return answer;
    }
    if (answer->status >= 200 && answer->status < 300 && !isWebPage(answer->contentType)) {
        return answer;
    }
    const auto view = [](const QByteArray &bytes) {
        return std::string_view(bytes.data(), size_t(bytes.size()));
    };
    return domain::fail(wire::errorFromAnswer(answer->status, view(answer->contentType), view(answer->body),
                                              view(answer->retryAfter), view(answer->requestId)));
}

domain::Result<QList<QSslCertificate>> certificatesFromFile(const QString &path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > maxCertificateFile) {
        return domain::fail(ErrorKind::Malformed, "not-a-certificate");
    }
    const QByteArray content = file.read(maxCertificateFile);
    for (const QSsl::EncodingFormat format : {QSsl::Pem, QSsl::Der}) {
        const QList<QSslCertificate> found = QSslCertificate::fromData(content, format);
        if (!found.isEmpty() && !found.first().isNull()) {
            return found;
        }
    }
    return domain::fail(ErrorKind::Malformed, "not-a-certificate");
}

QString fingerprintOf(const QSslCertificate &certificate) {
    const QByteArray digest = certificate.digest(QCryptographicHash::Sha256);
    return QString::fromLatin1(digest.toHex(':').toUpper());
}

} // namespace net
