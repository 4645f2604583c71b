#include "net/transport_error.h"

namespace net {

using domain::ErrorKind;

namespace {

domain::Error error(ErrorKind kind, const char *code) {
    return {.kind = kind, .code = code};
}

} // namespace

bool isOnlyStatus(QNetworkReply::NetworkError error, int status) {
    // Qt has no separate error for 400 and 418; it uses the one of requests that it cannot send.
    if (error == QNetworkReply::ProtocolInvalidOperationError) {
        return status >= 400;
    }
    return (error > QNetworkReply::UnknownProxyError && error <= QNetworkReply::UnknownContentError) ||
           (error >= QNetworkReply::InternalServerError && error <= QNetworkReply::UnknownServerError);
}

domain::Error transportError(QNetworkReply::NetworkError reason) {
    switch (reason) {
    case QNetworkReply::HostNotFoundError:
        return error(ErrorKind::Offline, "host-not-found");
    case QNetworkReply::ConnectionRefusedError:
        return error(ErrorKind::Offline, "connection-refused");
    case QNetworkReply::TimeoutError:
        return error(ErrorKind::Timeout, "no-answer");
    case QNetworkReply::OperationCanceledError:
        return error(ErrorKind::Cancelled, "cancelled");
    case QNetworkReply::SslHandshakeFailedError:
        return error(ErrorKind::Tls, "tls-handshake");
    case QNetworkReply::TooManyRedirectsError:
    case QNetworkReply::InsecureRedirectError:
        return error(ErrorKind::HubFault, "redirected");
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
        return error(ErrorKind::Proxy, "proxy-unreachable");
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return error(ErrorKind::Proxy, "proxy-authentication");
    case QNetworkReply::UnknownProxyError:
        return error(ErrorKind::Proxy, "proxy-refused");
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolFailure:
        return error(ErrorKind::HubFault, "not-the-hub");
    default: // closed by the other side, network down, or an unknown error: the hub was not reached
        return error(ErrorKind::Offline, "connection-lost");
    }
}

domain::Error tlsError(const QList<QSslError> &errors) {
    for (const QSslError &each : errors) {
        switch (each.error()) {
        case QSslError::CertificateExpired:
            return error(ErrorKind::Tls, "certificate-expired");
        case QSslError::CertificateNotYetValid:
            return error(ErrorKind::Tls, "certificate-not-yet-valid");
        case QSslError::HostNameMismatch:
            return error(ErrorKind::Tls, "certificate-wrong-host");
        case QSslError::CertificateRevoked:
            return error(ErrorKind::Tls, "certificate-revoked");
        default:
            break;
        }
    }
    return error(ErrorKind::Tls, "certificate-untrusted");
}

} // namespace net
