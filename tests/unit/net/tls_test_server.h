// A small HTTPS server whose every answer a test writes byte for byte, and the certificates that it shows.
#pragma once

#include <QFile>
#include <QPointer>
#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTimer>
#include <QUrl>

#include <functional>

/// An invented authority and a certificate signed by it, made by the openssl program.
class TestAuthority {
public:
    explicit TestAuthority(const QString &subjectAltName = QStringLiteral("IP:127.0.0.1")) {
        run({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
             "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=Invented test authority"});
        run({"req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
             "hub.key", "-out", "hub.csr", "-subj", "/CN=Invented test hub"});
        QFile extensions(path(QStringLiteral("ext")));
        if (extensions.open(QIODevice::WriteOnly)) {
            extensions.write("subjectAltName=" + subjectAltName.toLatin1() + "\nbasicConstraints=CA:FALSE\n");
        }
        extensions.close();
        run({"x509", "-req", "-in", "hub.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out",
             "hub.pem", "-days", "2", "-extfile", "ext"});
    }
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString authorityFile() const { return path(QStringLiteral("ca.pem")); }
    [[nodiscard]] QSslCertificate authority() const { return certificate(QStringLiteral("ca.pem")); }
    [[nodiscard]] QSslConfiguration serverSide() const {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificate(certificate(QStringLiteral("hub.pem")));
        QFile file(path(QStringLiteral("hub.key")));
        if (file.open(QIODevice::ReadOnly)) {
            tls.setPrivateKey(QSslKey(&file, QSsl::Ec));
        }
        return tls;
    }
    /// Runs openssl in the folder.
    bool run(std::initializer_list<const char *> arguments) const {
        QStringList list;
        for (const char *argument : arguments) {
            list.append(QString::fromLatin1(argument));
        }
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(QStringLiteral("openssl"), list);
        return process.waitForFinished(60'000) && process.exitCode() == 0;
    }

private:
    [[nodiscard]] QSslCertificate certificate(const QString &name) const {
        return QSslCertificate::fromPath(path(name)).value(0);
    }
    QTemporaryDir m_folder;
};

struct SeenRequest {
    QByteArray head; ///< request line and header fields
    QByteArray body;
};

class TlsTestServer : public QTcpServer {
public:
    using Script = std::function<void(const SeenRequest &, QSslSocket &)>;

    explicit TlsTestServer(const QSslConfiguration &tls) : m_tls(tls) { listen(QHostAddress::LocalHost); }

    [[nodiscard]] QUrl url() const { return QUrl(QStringLiteral("https://127.0.0.1:%1").arg(serverPort())); }
    /// What each request is answered with.
    void answerWith(Script script) { m_script = std::move(script); }
    /// A complete answer with JSON, or what `headers` says.
    void answerWith(const QByteArray &status, const QByteArray &body,
                    const QByteArray &headers = "Content-Type: application/json\r\n") {
        answerWith([=](const SeenRequest &, QSslSocket &socket) {
            socket.write("HTTP/1.1 " + status + "\r\nContent-Length: " + QByteArray::number(body.size()) +
                         "\r\n" + headers + "\r\n" + body);
        });
    }
    [[nodiscard]] const QList<SeenRequest> &seen() const { return m_seen; }

protected:
    void incomingConnection(qintptr handle) override {
        auto *socket = new QSslSocket(this);
        socket->setSocketDescriptor(handle);
        socket->setSslConfiguration(m_tls);
        connect(socket, &QSslSocket::readyRead, this, [this, socket] { read(*socket); });
        connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
        socket->startServerEncryption();
    }

private:
    void read(QSslSocket &socket) {
        QByteArray &text = m_texts[&socket];
        text += socket.readAll();
        const qsizetype end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return;
        }
        const qsizetype length = bodyLength(text.left(end));
        if (text.size() < end + 4 + length) {
            return;
        }
        const SeenRequest request{text.left(end), text.mid(end + 4, length)};
        text.clear();
        m_seen.append(request);
        if (m_script) {
            m_script(request, socket);
        }
    }
    static qsizetype bodyLength(const QByteArray &head) {
        const QByteArray lower = head.toLower();
        const qsizetype at = lower.indexOf("content-length:");
        return at < 0 ? 0 : lower.mid(at + 15, lower.indexOf("\r\n", at) - at - 15).trimmed().toLongLong();
    }

    QSslConfiguration m_tls;
    Script m_script;
    QList<SeenRequest> m_seen;
    QHash<QSslSocket *, QByteArray> m_texts;
};
