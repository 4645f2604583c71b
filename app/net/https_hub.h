// HubApi over HTTPS. One factory makes the QNetworkAccessManager for all requests, including sign-in.
#pragma once

#include "net/hub_api.h"

#include <QObject>
#include <QSslCertificate>
#include <QUrl>

#include <memory>

namespace net {

struct HubAddress {
    QUrl url;                                ///< https only
    QList<QSslCertificate> extraAuthorities; ///< certificates of a private CA, in addition to the system's
    QByteArray language = "ja";
};

/// Call it on the data thread and use the result there.
[[nodiscard]] std::unique_ptr<HubApi> httpsHub(const HubAddress &address, QObject *owner);

/// Reads certificates in PEM or DER. Malformed "not-a-certificate".
[[nodiscard]] domain::Result<QList<QSslCertificate>> certificatesFromFile(const QString &path);
/// The SHA-256 fingerprint "AB:CD:...", in the form in which the hub prints it.
[[nodiscard]] QString fingerprintOf(const QSslCertificate &certificate);

} // namespace net
