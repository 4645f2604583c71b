#include "net/exchange.h"

#include "net/transport_error.h"

namespace net {

using domain::ErrorKind;

namespace {

/// Larger than any answer of the contract; pages of the feed have 1 MiB.
constexpr qint64 maxBody = 32LL * 1024 * 1024;
/// A slow trickle of bytes restarts the silence timer for ever, so the whole exchange has a limit too.
constexpr int wholeToSilence = 6;

int statusOf(const QNetworkReply &reply) {
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

domain::Error tooLarge() {
    return {.kind = ErrorKind::HubFault, .code = "answer-too-large"};
}
domain::Error silent() {
    return {.kind = ErrorKind::Timeout, .code = "no-answer"};
}

} // namespace

Exchange::Exchange(QNetworkReply *reply, std::chrono::milliseconds idle, QObject *parent)
    : QObject(parent), m_reply(reply) {
    m_promise.start();
    m_reply->setParent(this);
    m_silence.setSingleShot(true);
    m_whole.setSingleShot(true);
    connect(&m_silence, &QTimer::timeout, this, [this] { giveUp(silent()); });
    connect(&m_whole, &QTimer::timeout, this, [this] { giveUp(silent()); });
    connect(m_reply, &QNetworkReply::readyRead, this, &Exchange::gather);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &Exchange::checkAnnouncedSize);
    connect(m_reply, &QNetworkReply::uploadProgress, this, &Exchange::stillAlive);
    connect(m_reply, &QNetworkReply::sslErrors, this, &Exchange::noteTlsErrors);
    connect(m_reply, &QNetworkReply::finished, this, &Exchange::conclude);
    m_silence.start(idle);
    m_whole.start(idle * wholeToSilence);
}

Exchange::~Exchange() {
    letGo();
    if (!m_done) {
        finish(domain::fail(ErrorKind::Cancelled, "cancelled"));
    }
}

void Exchange::letGo() {
    m_silence.stop();
    m_whole.stop();
    if (m_reply) {
        disconnect(m_reply, nullptr, this, nullptr);
    }
}

void Exchange::cancel() {
    letGo();
    if (!m_done) {
        finish(domain::fail(ErrorKind::Cancelled, "cancelled"));
    }
}

void Exchange::stillAlive() {
    m_silence.start();
}

void Exchange::gather() {
    stillAlive();
    if (m_reply->bytesAvailable() + m_body.size() > maxBody) {
        return giveUp(tooLarge());
    }
    m_body += m_reply->readAll();
}

void Exchange::checkAnnouncedSize() {
    if (m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong() > maxBody) {
        giveUp(tooLarge());
    }
}

void Exchange::noteTlsErrors(const QList<QSslError> &errors) {
    if (!m_reason) {
        m_reason = tlsError(errors); // the transfer fails by itself, because no error is ignored
    }
}

void Exchange::giveUp(const domain::Error &error) {
    letGo();
    finishSoon(domain::fail(error));
}

void Exchange::conclude() {
    letGo();
    finishSoon(outcome());
}

void Exchange::finishSoon(const domain::Result<ApiResponse> &result) {
    const auto later = [this, result] {
        if (!m_done) {
            finish(result);
        }
    };
    QMetaObject::invokeMethod(this, later, Qt::QueuedConnection);
}

domain::Result<ApiResponse> Exchange::outcome() {
    if (m_reason) {
        return domain::fail(*m_reason);
    }
    const QNetworkReply::NetworkError error = m_reply->error();
    const int status = statusOf(*m_reply);
    if (error != QNetworkReply::NoError && !isOnlyStatus(error, status)) {
        return domain::fail(transportError(error));
    }
    if (status >= 300 && status < 400) { // the hub never redirects, so something in between does
        return domain::fail(ErrorKind::HubFault, "redirected");
    }
    m_body += m_reply->readAll();
    if (m_body.size() > maxBody) {
        return domain::fail(tooLarge());
    }
    return ApiResponse{.status = status,
                       .contentType = m_reply->header(QNetworkRequest::ContentTypeHeader).toByteArray(),
                       .body = std::exchange(m_body, {}),
                       .etag = m_reply->rawHeader("ETag"),
                       .retryAfter = m_reply->rawHeader("Retry-After"),
                       .requestId = m_reply->hasRawHeader("X-Request-ID")
                                        ? m_reply->rawHeader("X-Request-ID")
                                        : m_reply->request().rawHeader("X-Request-ID"),
                       .replayed = m_reply->rawHeader("Idempotency-Replayed") == "true",
                       .date = m_reply->rawHeader("Date")};
}

void Exchange::finish(const domain::Result<ApiResponse> &result) {
    m_done = true;
    deleteLater(); // deletes the reply too, which ends the transfer
    QPromise<domain::Result<ApiResponse>> promise = std::move(m_promise);
    promise.addResult(result);
    promise.finish();
}

} // namespace net
