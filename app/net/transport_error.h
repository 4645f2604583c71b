// What a failed transfer means: Qt's many errors to the few kinds that callers decide on. Internal to net.
#pragma once

#include "domain/result.h"

#include <QNetworkReply>
#include <QSslError>

namespace net {

/// Whether Qt reports only that the status is 4xx or 5xx; the answer itself is complete.
[[nodiscard]] bool isOnlyStatus(QNetworkReply::NetworkError error, int status);
/// An error of the transport; never a status.
[[nodiscard]] domain::Error transportError(QNetworkReply::NetworkError error);
/// Why the hub's certificate is not trusted.
[[nodiscard]] domain::Error tlsError(const QList<QSslError> &errors);

} // namespace net
