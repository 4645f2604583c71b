#include "desk/practice/practice_totp.h"

#include <QMessageAuthenticationCode>
#include <QtEndian>

namespace services {
namespace {

constexpr quint32 sixDigits = 1'000'000;
constexpr quint32 withoutSign = 0x7fffffff;

} // namespace

QByteArray fromBase32(const QString &text) {
    const QString alphabet = QStringLiteral("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
    QByteArray bytes;
    quint32 bits = 0;
    int held = 0;
    for (const QChar sign : text.toUpper()) {
        if (sign.isSpace() || sign == u'=') {
            continue;
        }
        const qsizetype value = alphabet.indexOf(sign);
        if (value < 0) {
            return {};
        }
        bits = (bits << 5U) | static_cast<quint32>(value);
        held += 5;
        if (held >= 8) {
            held -= 8;
            bytes.append(static_cast<char>((bits >> static_cast<unsigned>(held)) & 0xffU));
        }
    }
    return bytes;
}

QString totpCode(const QByteArray &secret, domain::Instant now) {
    const quint64 step = qToBigEndian(static_cast<quint64>(now.time_since_epoch().count() / totpStepSeconds));
    QMessageAuthenticationCode mac(QCryptographicHash::Sha1, secret);
    mac.addData(reinterpret_cast<const char *>(&step), sizeof step);
    const QByteArray hash = mac.result();
    const int offset = hash.back() & 0x0f; // RFC 4226, 5.3: dynamic truncation
    const quint32 number = qFromBigEndian<quint32>(hash.constData() + offset) & withoutSign;
    return QString::number(number % sixDigits).rightJustified(6, u'0');
}

int totpSecondsLeft(domain::Instant now) {
    return totpStepSeconds - static_cast<int>(now.time_since_epoch().count() % totpStepSeconds);
}

} // namespace services
