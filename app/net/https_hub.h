// HubApi over HTTPS: QNetworkAccessManager made by one factory for all requests, sign-in included.
#pragma once

#include "net/hub_api.h"

#include <QObject>
#include <QSslCertificate>
#include <QUrl>

#include <memory>

namespace net {

struct HubAddress {
    QUrl url;                                ///< https only
    QList<QSslCertificate> extraAuthorities; ///< private CA, beside the system's
    QByteArray language = "ja";
};

/// Made and used on the data thread.
[[nodiscard]] std::unique_ptr<HubApi> httpsHub(const HubAddress &address, QObject *owner);

/// Reads PEM or DER. Malformed "not-a-certificate".
[[nodiscard]] domain::Result<QList<QSslCertificate>> certificatesFromFile(const QString &path);
/// "AB:CD:..." SHA-256, as the hub prints it.
[[nodiscard]] QString fingerprintOf(const QSslCertificate &certificate);

} // namespace net
