// The one interface to a hub. Implementations: HTTPS (https_hub.h) and, in tests, the hub's own handlers in
// process.
//
// Used on the data thread. Answers are finished futures.
// Continuations run in the caller's context object.
#pragma once

#include "domain/result.h"

#include <QByteArray>
#include <QFuture>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>
#include <string_view>

namespace net {

class GiveUp;

/// A path that needs no encoding.
[[nodiscard]] inline QString asPath(std::string_view path) {
    return QString::fromLatin1(path.data(), static_cast<qsizetype>(path.size()));
}

struct ApiRequest {
    QByteArray method = "GET";
    QString path; ///< already encoded
    QList<std::pair<QString, QString>> query;
    QByteArray body;           ///< JSON, or empty
    QByteArray accessToken;    ///< empty: no token is sent
    QByteArray idempotencyKey; ///< empty: no key is sent
    std::optional<qint64> ifMatch;
    bool ifNoneMatchAny = false;
    std::chrono::milliseconds timeout{20'000};
    std::shared_ptr<GiveUp> giveUp = {}; ///< null: only cancelAll() ends it
};

struct ApiResponse {
    int status = 0;
    QByteArray contentType;
    QByteArray body;
    QByteArray etag;
    QByteArray retryAfter;
    QByteArray requestId;
    bool replayed = false; ///< Idempotency-Replayed
    QByteArray date;       ///< the hub's Date header, for the clock check
};

class HubApi {
public:
    virtual ~HubApi() = default;
    /// Any HTTP answer is a value, whatever its status is. Errors are those of the transport: Offline,
    /// Timeout, Tls, Proxy, HubFault (a redirect to another place, a body above the limit), Cancelled.
    [[nodiscard]] virtual QFuture<domain::Result<ApiResponse>> send(const ApiRequest &request) = 0;
    /// Cancels all running requests; their futures finish with Cancelled.
    virtual void cancelAll() = 0;
};

/// Returns a 2xx answer, unless it is a web page (of a portal in between: HubFault "not-the-hub"). Returns
/// any other answer as the Error of its problem document (wire::errorFromAnswer).
[[nodiscard]] domain::Result<ApiResponse> accepted(const domain::Result<ApiResponse> &answer);

} // namespace net
