#include "support/doubling_proxy.h"

#include <QFile>
#include <QHostAddress>
#include <QSslCertificate>
#include <QSslKey>

#include <optional>

namespace test_support {
namespace {

constexpr QByteArrayView endOfHead = "\r\n\r\n";

/// The programs on both sides give every body's length; a message without one has no body.
qsizetype bodyLength(const QByteArray &head) {
    static const QByteArray field = "\r\ncontent-length:";
    const QByteArray lower = head.toLower();
    const qsizetype at = lower.indexOf(field);
    if (at < 0) {
        return 0;
    }
    const qsizetype begin = at + field.size();
    const qsizetype end = lower.indexOf("\r\n", begin);
    return lower.mid(begin, end < 0 ? -1 : end - begin).trimmed().toLongLong();
}

/// The first message of the stream, once all of it is there.
std::optional<QByteArray> takeMessage(QByteArray &stream) {
    const qsizetype end = stream.indexOf(endOfHead);
    if (end < 0) {
        return std::nullopt;
    }
    const qsizetype size = end + endOfHead.size() + bodyLength(stream.left(end));
    if (stream.size() < size) {
        return std::nullopt;
    }
    const QByteArray message = stream.left(size);
    stream.remove(0, size);
    return message;
}

QByteArray firstLine(const QByteArray &message) {
    return message.left(message.indexOf("\r\n"));
}

/// Those which carry an Idempotency-Key: signing in has rules of its own.
bool writes(const QByteArray &request) {
    const QList<QByteArray> words = firstLine(request).split(' ');
    const QByteArray path = words.value(1);
    return QList<QByteArray>{"PUT", "PATCH", "POST", "DELETE"}.contains(words.value(0)) &&
           !path.startsWith("/v1/auth/") && !path.startsWith("/v1/oauth/");
}

void give(QSslSocket *desk, const QByteArray &answer) {
    if (desk == nullptr) {
        return;
    }
    if (answer.isEmpty()) {
        desk->abort();
    } else {
        desk->write(answer);
    }
}

QSslConfiguration tlsAsHub(const QString &hubFolder) {
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificateChain(QSslCertificate::fromPath(hubFolder + QStringLiteral("/server.pem")));
    QFile file(hubFolder + QStringLiteral("/server.key"));
    if (file.open(QIODevice::ReadOnly)) {
        tls.setPrivateKey(QSslKey(&file, QSsl::Ec));
    }
    return tls;
}

QSslConfiguration tlsAsDesk(const QString &hubFolder) {
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromPath(hubFolder + QStringLiteral("/ca.pem")));
    return tls;
}

} // namespace

/// A request that travels twice.
struct DoublingProxy::Pair {
    QPointer<QSslSocket> desk; ///< which may not wait for the second answer
    QByteArray request;
    Doubled seen;
};

DoublingProxy::DoublingProxy(const QString &hubFolder, quint16 hubPort, Way way, Given given)
    : m_asHub(tlsAsHub(hubFolder)), m_asDesk(tlsAsDesk(hubFolder)), m_hubPort(hubPort), m_way(way),
      m_given(given) {
    listen(QHostAddress::LocalHost);
}

void DoublingProxy::incomingConnection(qintptr handle) {
    auto *desk = new QSslSocket(this);
    desk->setSocketDescriptor(handle);
    desk->setSslConfiguration(m_asHub);
    const auto stream = std::make_shared<QByteArray>();
    connect(desk, &QSslSocket::readyRead, this, [this, desk, stream] { read(*desk, *stream); });
    connect(desk, &QSslSocket::disconnected, desk, &QObject::deleteLater);
    desk->startServerEncryption();
}

void DoublingProxy::read(QSslSocket &desk, QByteArray &stream) {
    stream += desk.readAll();
    while (const auto request = takeMessage(stream)) {
        if (writes(*request)) {
            sendTwice(desk, *request);
        } else {
            sendOnce(desk, *request);
        }
    }
}

void DoublingProxy::sendOnce(QSslSocket &desk, const QByteArray &request) {
    toTheHub(&desk, request, [&desk](const QByteArray &answer) { give(&desk, answer); });
}

void DoublingProxy::sendTwice(QSslSocket &desk, const QByteArray &request) {
    const auto pair = std::make_shared<Pair>(
        Pair{.desk = &desk, .request = request, .seen = {.line = firstLine(request), .answers = {}}});
    const int atOnce = m_way == Way::AtOnce ? 2 : 1;
    for (int copy = 0; copy < atOnce; ++copy) {
        toTheHub(this, request, [this, pair](const QByteArray &answer) { take(pair, answer); });
    }
}

void DoublingProxy::take(const std::shared_ptr<Pair> &pair, const QByteArray &answer) {
    pair->seen.answers += answer;
    const bool isFirst = pair->seen.answers.size() == 1;
    if (isFirst == (m_given == Given::FirstAnswer)) {
        give(pair->desk, answer);
    }
    if (!isFirst) {
        m_doubled += pair->seen;
    } else if (m_way == Way::OneAfterTheOther) {
        toTheHub(this, pair->request, [this, pair](const QByteArray &late) { take(pair, late); });
    }
}

void DoublingProxy::toTheHub(QObject *owner, const QByteArray &request, const Answered &answered) {
    auto *hub = new QSslSocket(owner);
    hub->setSslConfiguration(m_asDesk);
    const auto stream = std::make_shared<QByteArray>();
    const auto end = [hub, answered](const QByteArray &answer) {
        if (!hub->signalsBlocked()) { // it ends once, whatever its closing still has to tell
            hub->blockSignals(true);
            hub->deleteLater();
            answered(answer);
        }
    };
    connect(hub, &QSslSocket::encrypted, hub, [hub, request] { hub->write(request); });
    connect(hub, &QSslSocket::readyRead, hub, [hub, stream, end] {
        *stream += hub->readAll();
        if (const auto answer = takeMessage(*stream)) {
            end(*answer);
        }
    });
    connect(hub, &QSslSocket::errorOccurred, hub, [end] { end({}); });
    hub->connectToHostEncrypted(QStringLiteral("127.0.0.1"), m_hubPort);
}

} // namespace test_support
