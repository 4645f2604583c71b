// A proxy in front of a hub that uses the hub's own certificate and so sees requests, not bytes. It sends
// each writing request to the hub twice, like a network that repeats what it has delivered.
#pragma once

#include <QList>
#include <QPointer>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpServer>

#include <functional>
#include <memory>

namespace test_support {

class DoublingProxy : public QTcpServer {
    Q_OBJECT
public:
    enum class Way {
        OneAfterTheOther, ///< the copy is sent when the hub has answered
        AtOnce
    };
    enum class Given { FirstAnswer, LastAnswer };

    /// The hub's two answers to a writing request, complete.
    /// Empty if a connection broke.
    struct Doubled {
        QByteArray line; ///< "POST /v1/... HTTP/1.1"
        QList<QByteArray> answers;
    };

    /// `hubFolder` contains the certificate, its key and the authority of the hub.
    DoublingProxy(const QString &hubFolder, quint16 hubPort, Way way, Given given);

    /// Only requests with both answers.
    [[nodiscard]] const QList<Doubled> &doubled() const { return m_doubled; }

protected:
    void incomingConnection(qintptr handle) override;

private:
    using Answered = std::function<void(const QByteArray &)>;
    struct Pair;

    void read(QSslSocket &desk, QByteArray &stream);
    void sendOnce(QSslSocket &desk, const QByteArray &request);
    void sendTwice(QSslSocket &desk, const QByteArray &request);
    void take(const std::shared_ptr<Pair> &pair, const QByteArray &answer);
    /// Uses a connection of its own, which is closed with `owner`.
    void toTheHub(QObject *owner, const QByteArray &request, const Answered &answered);

    QSslConfiguration m_asHub;
    QSslConfiguration m_asDesk;
    quint16 m_hubPort;
    Way m_way;
    Given m_given;
    QList<Doubled> m_doubled;
};

} // namespace test_support
