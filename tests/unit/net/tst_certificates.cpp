// Reading a private authority's certificate as a user hands it over, and showing its fingerprint.
#include "unit/net/tls_test_server.h"

#include "net/https_hub.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

class CertificatesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void certificatesAreReadFromPemAndDer();
    void whatIsNoCertificateIsSaidSo();
    void fingerprintsLookAsTheHubPrintsThem();

private:
    std::unique_ptr<TestAuthority> m_authority;
};

void CertificatesTest::initTestCase() {
    m_authority = std::make_unique<TestAuthority>();
    QVERIFY(!m_authority->authority().isNull());
}

void CertificatesTest::certificatesAreReadFromPemAndDer() {
    const auto pem = net::certificatesFromFile(m_authority->authorityFile());
    QVERIFY(pem);
    QCOMPARE(pem->size(), 1);
    QCOMPARE(pem->first(), m_authority->authority());
    QFile der(m_authority->path(QStringLiteral("ca.der")));
    QVERIFY(der.open(QIODevice::WriteOnly));
    der.write(m_authority->authority().toDer());
    der.close();
    const auto read = net::certificatesFromFile(der.fileName());
    QVERIFY(read);
    QCOMPARE(read->first(), m_authority->authority());
}

void CertificatesTest::whatIsNoCertificateIsSaidSo() {
    for (const QString &path :
         {QStringLiteral("/nonexistent/ca.pem"), m_authority->path(QStringLiteral("hub.key")),
          m_authority->path(QStringLiteral("ext")), m_authority->path(QString())}) {
        const auto read = net::certificatesFromFile(path);
        QVERIFY2(!read, qPrintable(path));
        QCOMPARE(read.error().code, std::string("not-a-certificate"));
    }
}

void CertificatesTest::fingerprintsLookAsTheHubPrintsThem() {
    const QString print = net::fingerprintOf(m_authority->authority());
    static const QRegularExpression shape(QStringLiteral("^([0-9A-F]{2}:){31}[0-9A-F]{2}$"));
    QVERIFY2(shape.match(print).hasMatch(), qPrintable(print));
    QCOMPARE(QString(print).remove(QLatin1Char(':')).toLower(),
             QString::fromLatin1(m_authority->authority().digest(QCryptographicHash::Sha256).toHex()));
}

QTEST_GUILESS_MAIN(CertificatesTest)
#include "tst_certificates.moc"
