// Whatever goes wrong on the way, nobody is signed out and no credential is deleted: every error that Qt's
// network can report and every fault of a certificate, while signing in, while refreshing and during a call.
// Each goes through the real exchange, as if the reply came from the line.
#include "net/exchange.h"
#include "session/sign_in.h"
#include "session/token_gate.h"
#include "unit/session/scripted_hub.h"

#include <QMetaEnum>
#include <QSignalSpy>

using domain::ErrorKind;

namespace {

const QString key = QStringLiteral("refresh-token");
const QByteArray lastWord = R"({"code":"session-ended","status":401})";

/// How a transfer ends.
struct Ending {
    QNetworkReply::NetworkError error = QNetworkReply::NoError;
    QSslError::SslError tls = QSslError::NoError;
    int status = 0; ///< 0: no head of an answer came
    QByteArray body;
};

/// A reply that ends as it is told, without a line.
class Reply : public QNetworkReply {
    Q_OBJECT
public:
    explicit Reply(Ending ending) : m_ending(std::move(ending)) {
        open(QIODevice::ReadOnly);
        QMetaObject::invokeMethod(this, &Reply::end, Qt::QueuedConnection);
    }
    void abort() override {}
    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override {
        return m_ending.body.size() - m_read + QNetworkReply::bytesAvailable();
    }

protected:
    qint64 readData(char *to, qint64 most) override {
        const qint64 count = std::min<qint64>(most, m_ending.body.size() - m_read);
        std::copy_n(m_ending.body.constData() + m_read, count, to);
        m_read += count;
        return count;
    }

private:
    void end() {
        if (m_ending.status != 0) {
            setAttribute(QNetworkRequest::HttpStatusCodeAttribute, m_ending.status);
            setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/problem+json"));
            Q_EMIT metaDataChanged();
        }
        if (!m_ending.body.isEmpty()) {
            Q_EMIT readyRead();
        }
        if (m_ending.tls != QSslError::NoError) {
            Q_EMIT sslErrors({QSslError(m_ending.tls)});
        }
        if (m_ending.error != QNetworkReply::NoError) {
            setError(m_ending.error, QString());
            Q_EMIT errorOccurred(m_ending.error);
        }
        setFinished(true);
        Q_EMIT finished();
    }

    Ending m_ending;
    qint64 m_read = 0;
};

/// A hub to which every transfer ends in the same way.
class BrokenLine : public net::HubApi {
public:
    QFuture<Answer> send(const net::ApiRequest &) override {
        ++sent;
        auto *exchange = new net::Exchange(new Reply(ending), std::chrono::seconds(20), &m_owner);
        return exchange->future();
    }
    void cancelAll() override {}
    Ending ending;
    int sent = 0;

private:
    QObject m_owner;
};

/// A keychain that counts what is taken out of it.
class CountingStore : public session::CredentialStore {
public:
    QFuture<domain::Result<std::optional<QByteArray>>> read(const QString &) override {
        return QtFuture::makeReadyFuture(domain::Result<std::optional<QByteArray>>(value));
    }
    QFuture<domain::Result<void>> write(const QString &, const QByteArray &given) override {
        value = given;
        ++writes;
        return QtFuture::makeReadyFuture(domain::Result<void>());
    }
    QFuture<domain::Result<void>> remove(const QString &) override {
        value.reset();
        ++removals;
        return QtFuture::makeReadyFuture(domain::Result<void>());
    }
    std::optional<QByteArray> value{"refresh-1"};
    int writes = 0;
    int removals = 0;
};

enum class During { SignIn, Refresh, Call };

template <class Enum> void eachOf(const std::function<void(Enum, QByteArray)> &use) {
    const QMetaEnum all = QMetaEnum::fromType<Enum>();
    for (int index = 0; index < all.keyCount(); ++index) {
        use(static_cast<Enum>(all.value(index)), all.key(index));
    }
}

} // namespace

class TransportTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTablesAreQtsOwn();
    void nothingOnTheWaySignsOut_data();
    void nothingOnTheWaySignsOut();
    void noStatusWithoutTheHubsWordSignsOut_data();
    void noStatusWithoutTheHubsWordSignsOut();

private:
    void goesOn(const Ending &ending, During during);
};

namespace {

QByteArray nameOf(During during) {
    return during == During::SignIn    ? "signing in: "
           : during == During::Refresh ? "refreshing: "
                                       : "calling: ";
}

/// The kind of the failure, or -1. Thousands of them: the event loop is turned without a pause.
template <class T> int outcomeOf(const QFuture<domain::Result<T>> &future) {
    for (int turn = 0; turn < 10 && !future.isFinished(); ++turn) {
        QCoreApplication::processEvents();
    }
    return kindOf(resultOf(future));
}

/// The hub's own last word is believed only where the whole answer came: not under an error of the transport.
bool isHubsAnswer(QNetworkReply::NetworkError error) {
    return error == QNetworkReply::AuthenticationRequiredError; // what Qt makes of a complete 401
}

void addRow(During during, const QByteArray &name, const Ending &ending) {
    QTest::newRow((nameOf(during) + name).constData())
        << int(during) << int(ending.error) << int(ending.tls) << ending.status << ending.body;
}

void addColumns() {
    QTest::addColumn<int>("during");
    QTest::addColumn<int>("error");
    QTest::addColumn<int>("tls");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
}

Ending endingOfRow() {
    QFETCH(const int, error);
    QFETCH(const int, tls);
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    return {QNetworkReply::NetworkError(error), QSslError::SslError(tls), status, body};
}

} // namespace

void TransportTable::theTablesAreQtsOwn() {
    int errors = 0;
    int faults = 0;
    eachOf<QNetworkReply::NetworkError>([&errors](auto, const QByteArray &) { ++errors; });
    eachOf<QSslError::SslError>([&faults](auto, const QByteArray &) { ++faults; });
    QVERIFY2(errors >= 34, QByteArray::number(errors).constData());
    QVERIFY2(faults >= 38, QByteArray::number(faults).constData());
}

void TransportTable::nothingOnTheWaySignsOut_data() {
    addColumns();
    for (const During during : {During::SignIn, During::Refresh, During::Call}) {
        eachOf<QNetworkReply::NetworkError>([during](auto error, const QByteArray &name) {
            if (error == QNetworkReply::NoError) {
                return;
            }
            addRow(during, name, {.error = error});
            if (!isHubsAnswer(error)) { // cut off behind a head and a body that look like the last word
                addRow(during, name + " behind 401",
                       {.error = error, .status = 401, .body = lastWord.left(20)});
            }
        });
        eachOf<QSslError::SslError>([during](auto fault, const QByteArray &name) {
            if (fault != QSslError::NoError) {
                addRow(during, name, {.error = QNetworkReply::SslHandshakeFailedError, .tls = fault});
            }
        });
        // A line that goes dead right behind the last byte: the transfer failed all the same.
        addRow(during, "closed behind the last word",
               {.error = QNetworkReply::RemoteHostClosedError, .status = 401, .body = lastWord});
        addRow(during, "TLS alert behind the last word",
               {.error = QNetworkReply::UnknownNetworkError, .status = 401, .body = lastWord});
    }
}

void TransportTable::nothingOnTheWaySignsOut() {
    QFETCH(const int, during);
    goesOn(endingOfRow(), During(during));
}

void TransportTable::noStatusWithoutTheHubsWordSignsOut_data() {
    QTest::addColumn<int>("during");
    QTest::addColumn<QByteArray>("body");
    for (const During during : {During::SignIn, During::Refresh, During::Call}) {
        for (const QByteArray &body : {QByteArray(), QByteArray("<html>"), QByteArray("{}"),
                                       QByteArray(R"({"code":"come-back-later"})"), lastWord}) {
            QTest::newRow((nameOf(during) + body).constData()) << int(during) << body;
        }
    }
}

void TransportTable::noStatusWithoutTheHubsWordSignsOut() {
    QFETCH(const int, during);
    QFETCH(const QByteArray, body);
    for (int status = 200; status < 600; ++status) {
        if (status == 401 && body == lastWord) {
            continue; // the hub's word
        }
        goesOn({.status = status, .body = body}, During(during));
        if (QTest::currentTestFailed()) {
            QFAIL(QByteArray::number(status).constData());
        }
    }
}

void TransportTable::goesOn(const Ending &ending, During during) {
    BrokenLine line;
    CountingStore keychain;
    session::TokenGate gate(line, keychain, key);
    const QSignalSpy ended(&gate, &session::TokenGate::ended);
    if (during == During::Call) {
        QVERIFY(resultOf(gate.adopt("access-1", "refresh-1")));
    } else {
        QVERIFY(resultOf(gate.restore()).value_or(false));
    }
    const int written = keychain.writes;
    line.ending = ending;
    net::ApiRequest call;
    call.path = QStringLiteral("/v1/changes");
    session::SignIn signIn(line);
    const auto outcome = during == During::SignIn ? outcomeOf(signIn.login({"mihon", "invented", "d", "n"}))
                                                  : outcomeOf(gate.send(call));
    QCOMPARE(line.sent, 1);
    if (ending.error != QNetworkReply::NoError) {
        QVERIFY(outcome != int(ErrorKind::SignedOut) && outcome != int(ErrorKind::WrongCredentials));
    }
    QVERIFY(gate.hasSession());
    QCOMPARE(ended.count(), 0);
    QCOMPARE(keychain.value, std::optional<QByteArray>("refresh-1"));
    QCOMPARE(keychain.removals, 0);
    QCOMPARE(keychain.writes, written);
}

QTEST_GUILESS_MAIN(TransportTable)
#include "tst_transport_table.moc"
