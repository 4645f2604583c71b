#include "fake_desk.h"

namespace fake {

using services::SignInStep;

void Account::go(SignInStep step) {
    now = step;
    trouble.reset();
    Q_EMIT changed();
}

void Account::pass(const QString &call) {
    calls << call;
    trouble = std::exchange(refuseNext, std::nullopt);
    if (!trouble) {
        const auto next = route.find(now);
        now = next == route.end() ? SignInStep::SignedIn : next->second;
    }
    Q_EMIT changed();
}

domain::Result<void> Account::setHubUrl(const QString &url) {
    if (!url.startsWith(u"https://")) {
        return domain::fail(domain::ErrorKind::Rejected, "not-https");
    }
    settings.url = url;
    if (now == SignInStep::NeedsHub) {
        now = SignInStep::Password;
    }
    Q_EMIT changed();
    return {};
}

domain::Result<QString> Account::importCa(const QString &file) {
    if (!file.endsWith(u".pem")) {
        return domain::fail(domain::ErrorKind::Malformed, "not-a-certificate");
    }
    settings.caFile = file;
    settings.caFingerprint = QStringLiteral(
        "AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89");
    Q_EMIT changed();
    return settings.caFingerprint;
}

void Account::signIn(const QString &loginId, const QString &password) {
    if (password != rightPassword && !refuseNext) {
        refuseNext = domain::Error{.kind = domain::ErrorKind::WrongCredentials};
    }
    pass(QStringLiteral("signIn ") + loginId);
}

void Account::choosePassword(const QString &password) {
    pass(QStringLiteral("choosePassword ") + QString::number(password.size()));
}

QString Account::otpauthUri() const {
    return QStringLiteral(
        "otpauth://totp/"
        "Hokatsu:kenshu?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Hokatsu&digits=6&period=30");
}

void Account::confirmEnrolment(const QString &code) {
    pass(QStringLiteral("confirmEnrolment ") + code);
}

void Account::secondFactor(Factor factor, const QString &code) {
    pass((factor == Factor::Totp ? QStringLiteral("totp ") : QStringLiteral("recovery ")) + code);
}

void Account::startOver() {
    calls << QStringLiteral("startOver");
    trouble.reset();
    go(SignInStep::Password);
}

void Account::unlock(const QString &password) {
    if (password != rightPassword) {
        refuseNext = domain::Error{.kind = domain::ErrorKind::WrongCredentials, .code = "wrong-password"};
    }
    pass(QStringLiteral("unlock"));
}

void Account::signOut() {
    calls << QStringLiteral("signOut");
    go(SignInStep::Password);
}

void Account::tryAgain() {
    pass(QStringLiteral("tryAgain"));
}

void Account::usePassphrase(const QString &passphrase) {
    pass(passphrase.isEmpty() ? QStringLiteral("keepNothing") : QStringLiteral("usePassphrase"));
}

void Training::practiseAs(services::Trainee who) {
    now.who = who;
    now.loginId = who == services::Trainee::Nursery ? QStringLiteral("kenshu") : QStringLiteral("kenshu-shi");
    announce();
}

void Training::setPaused(bool paused) {
    calls << (paused ? QStringLiteral("pause") : QStringLiteral("go on"));
    now.paused = paused;
    Q_EMIT changed();
}

} // namespace fake
