// One request under way: gathers the answer within its limits and finishes its future exactly once. Internal
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
    /// Takes the reply; deletes itself and the reply when done. `idle` is the longest silence.
    Exchange(QNetworkReply *reply, std::chrono::milliseconds idle, QObject *parent);
    ~Exchange() override;

    [[nodiscard]] QFuture<domain::Result<ApiResponse>> future() { return m_promise.future(); }
    /// Finishes at once.
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

    QPointer<QNetworkReply> m_reply; // its manager deletes replies first when it goes
    QPromise<domain::Result<ApiResponse>> m_promise;
    QTimer m_silence;
    QTimer m_whole;
    QByteArray m_body;
    std::optional<domain::Error> m_reason; ///< why it failed, where we know better than the reply
    bool m_done = false;
};

} // namespace net
