// One running request: collects the answer within its limits and finishes its future exactly once. Internal
// to net.
#pragma once

#include "net/hub_api.h"

#include <QNetworkReply>
#include <QPointer>
#include <QPromise>
#include <QTimer>

namespace net {

class Exchange : public QObject {
    Q_OBJECT
public:
    /// Takes ownership of the reply and deletes itself and the reply at the end. `idle` limits silence.
    Exchange(QNetworkReply *reply, std::chrono::milliseconds idle, QObject *parent);
    ~Exchange() override;

    [[nodiscard]] QFuture<domain::Result<ApiResponse>> future() { return m_promise.future(); }
    /// Ends the request at once.
    void cancel();

private:
    void stillAlive();
    void gather();
    void checkAnnouncedSize();
    void noteTlsErrors(const QList<QSslError> &errors);
    void giveUp(const domain::Error &error);
    void letGo();
    void conclude();
    void finishSoon(const domain::Result<ApiResponse> &result);
    [[nodiscard]] domain::Result<ApiResponse> outcome();
    void finish(const domain::Result<ApiResponse> &result);

    QPointer<QNetworkReply> m_reply; // a manager that is destroyed deletes its replies first
    QPromise<domain::Result<ApiResponse>> m_promise;
    QTimer m_silence;
    QTimer m_whole;
    QByteArray m_body;
    /// The reason of the failure, if it is more precise than the reply's error.
    std::optional<domain::Error> m_reason;
    bool m_done = false;
};

} // namespace net
