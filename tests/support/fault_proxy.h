// A TCP proxy between desk and hub that does what networks do: it cuts, delays, and swallows what goes one
// way. TLS goes through it end to end, so it sees bytes, not requests.
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
    /// The hub may come back at another port.
    void setTarget(quint16 port) { m_target = port; }

    /// All connections break, new ones are refused.
    void cut();
    /// Connections break once, in the middle of whatever they carry.
    void breakOnce();
    void mend();
    /// What the hub says is kept back (and lost, if the connection goes first). A handshake goes through,
    /// also of a new connection: whichever the desk uses, its request reaches the hub.
    void holdAnswers(bool hold);
    /// What the desk says is kept back.
    void holdRequests(bool hold);
    void setDelay(std::chrono::milliseconds delay) { m_delay = delay; }
    /// Bytes that were kept back since the last mend().
    [[nodiscard]] qint64 held() const { return m_held; }
    [[nodiscard]] int connections() const { return m_connections; }

private:
    struct Pair : QObject {
        Pair(QTcpSocket *deskSide, QTcpSocket *hubSide, QObject *parent);
        QTcpSocket *desk;
        QTcpSocket *hub;
        QByteArray toDesk;
        QByteArray toHub;
        bool hubSpoke = false; ///< something of the hub has gone to the desk
        bool shaken = false;   ///< and the desk has answered it: with TLS 1.3 the handshake is over for both
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
