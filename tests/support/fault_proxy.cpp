#include "support/fault_proxy.h"

#include <QHostAddress>
#include <QTimer>

namespace test_support {

FaultProxy::Pair::Pair(QTcpSocket *deskSide, QTcpSocket *hubSide, QObject *parent)
    : QObject(parent), desk(deskSide), hub(hubSide) {
    desk->setParent(this);
    hub->setParent(this);
    for (QTcpSocket *socket : {desk, hub}) {
        connect(socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
        connect(socket, &QTcpSocket::errorOccurred, this, &QObject::deleteLater);
    }
}

FaultProxy::FaultProxy() {
    connect(&m_server, &QTcpServer::newConnection, this, &FaultProxy::accept);
    m_server.listen(QHostAddress::LocalHost, 0);
}

void FaultProxy::accept() {
    while (QTcpSocket *desk = m_server.nextPendingConnection()) {
        if (m_cut) {
            desk->abort();
            desk->deleteLater();
            continue;
        }
        ++m_connections;
        auto *pair = new Pair(desk, new QTcpSocket, this);
        connect(desk, &QTcpSocket::readyRead, pair, [this, pair] { take(*pair, false); });
        connect(pair->hub, &QTcpSocket::readyRead, pair, [this, pair] { take(*pair, true); });
        connect(pair->hub, &QTcpSocket::connected, pair, [this, pair] { deliver(*pair); });
        pair->hub->connectToHost(QHostAddress(QHostAddress::LocalHost), m_target);
    }
}

void FaultProxy::take(Pair &pair, bool fromHub) {
    const QByteArray bytes = (fromHub ? pair.hub : pair.desk)->readAll();
    pair.shaken = pair.shaken || (!fromHub && pair.hubSpoke);
    if (m_delay.count() > 0) {
        later(&pair, fromHub, bytes);
        return;
    }
    (fromHub ? pair.toDesk : pair.toHub).append(bytes);
    deliver(pair);
}

void FaultProxy::later(Pair *pair, bool fromHub, const QByteArray &bytes) {
    QTimer::singleShot(m_delay, pair, [this, pair, fromHub, bytes] {
        (fromHub ? pair->toDesk : pair->toHub).append(bytes);
        deliver(*pair);
    });
}

void FaultProxy::deliver(Pair &pair) {
    if (m_holdAnswers && pair.shaken) {
        m_held += pair.toDesk.size();
    } else if (!pair.toDesk.isEmpty() && pair.desk->state() == QTcpSocket::ConnectedState) {
        pair.hubSpoke = true;
        pair.desk->write(std::exchange(pair.toDesk, {}));
    }
    if (m_holdRequests) {
        m_held += pair.toHub.size();
    } else if (!pair.toHub.isEmpty() && pair.hub->state() == QTcpSocket::ConnectedState) {
        pair.hub->write(std::exchange(pair.toHub, {}));
    }
}

void FaultProxy::breakOnce() {
    for (Pair *pair : findChildren<Pair *>(Qt::FindDirectChildrenOnly)) {
        pair->desk->abort();
        pair->hub->abort();
        pair->deleteLater();
    }
}

void FaultProxy::cut() {
    m_cut = true;
    breakOnce();
}

void FaultProxy::mend() {
    m_cut = false;
    m_held = 0;
    m_delay = std::chrono::milliseconds(0);
    holdAnswers(false);
    holdRequests(false);
}

void FaultProxy::holdAnswers(bool hold) {
    m_holdAnswers = hold;
    for (Pair *pair : findChildren<Pair *>(Qt::FindDirectChildrenOnly)) {
        deliver(*pair);
    }
}

void FaultProxy::holdRequests(bool hold) {
    m_holdRequests = hold;
    for (Pair *pair : findChildren<Pair *>(Qt::FindDirectChildrenOnly)) {
        deliver(*pair);
    }
}

} // namespace test_support
