// A TCP proxy between desk and hub that behaves like a bad network: it cuts, delays, and drops one direction.
// TLS passes through it end to end, so it sees bytes, not requests.
#pragma once

#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>

#include <chrono>

namespace test_support {

class FaultProxy : public QObject {
    Q_OBJECT
public:
    FaultProxy();
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    /// For a hub that starts again on another port.
    void setTarget(quint16 port) { m_target = port; }

    /// Breaks all connections and refuses new ones.
    void cut();
    /// Breaks all connections once, in the middle of their data.
    void breakOnce();
    void mend();
    /// Holds back the hub's data, which is lost if the connection breaks. Handshakes pass, also of new
    /// connections, so every request of the desk reaches the hub.
    void holdAnswers(bool hold);
    /// Holds back the desk's data.
    void holdRequests(bool hold);
    void setDelay(std::chrono::milliseconds delay) { m_delay = delay; }
    /// The bytes that were held back since the last mend().
    [[nodiscard]] qint64 held() const { return m_held; }
    [[nodiscard]] int connections() const { return m_connections; }

private:
    struct Pair : QObject {
        Pair(QTcpSocket *deskSide, QTcpSocket *hubSide, QObject *parent);
        QTcpSocket *desk;
        QTcpSocket *hub;
        QByteArray toDesk;
        QByteArray toHub;
        bool hubSpoke = false; ///< data of the hub has reached the desk
        bool shaken = false; ///< the desk has answered it: in TLS 1.3 both sides have finished the handshake
    };
    void accept();
    void take(Pair &pair, bool fromHub);
    void deliver(Pair &pair);
    void later(Pair *pair, bool fromHub, const QByteArray &bytes);

    QTcpServer m_server;
    quint16 m_target = 0;
    bool m_cut = false;
    bool m_holdAnswers = false;
    bool m_holdRequests = false;
    std::chrono::milliseconds m_delay{0};
    qint64 m_held = 0;
    int m_connections = 0;
};

} // namespace test_support
