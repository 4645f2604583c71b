// Maps Qt's many errors of a failed transfer to the few kinds on which callers decide. Internal to net.
#pragma once

#include "domain/result.h"

#include <QNetworkReply>
#include <QSslError>

namespace net {

/// True if Qt only reports a status 4xx or 5xx; the answer itself is complete.
[[nodiscard]] bool isOnlyStatus(QNetworkReply::NetworkError error, int status);
/// The error of the transport, never of a status.
[[nodiscard]] domain::Error transportError(QNetworkReply::NetworkError error);
/// The reason why the hub's certificate is not trusted.
[[nodiscard]] domain::Error tlsError(const QList<QSslError> &errors);

} // namespace net
