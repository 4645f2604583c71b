// Signing in, as the sign-in page sees it, and who is signed in.
#pragma once

#include "services/types.h"

#include <QObject>

namespace services {

/// What the sign-in page has to show.
enum class SignInStep : std::uint8_t {
    Starting,        ///< the profile is being opened
    StoreProblem,    ///< the profile cannot be used: see problem()
    KeychainProblem, ///< no keychain: offer a passphrase, or work until exit
    NeedsHub,        ///< no hub address yet
    Password,        ///< login ID and password
    NewPassword,     ///< first sign-in: choose a password
    Enrolment,       ///< first sign-in: QR code, then a code
    RecoveryCodes,   ///< shown once, to be noted
    SecondFactor,    ///< a code
    SignedIn,
    Locked, ///< idle: the password opens it again
};

struct HubSettings {
    QString url;
    QString caFile;        ///< copied into the profile
    QString caFingerprint; ///< SHA-256, "AB:CD:..."
};

class Account : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual SignInStep step() const = 0;
    /// The last refusal or the reason for StoreProblem / KeychainProblem; cleared by the next try.
    [[nodiscard]] virtual std::optional<domain::Error> problem() const = 0;
    [[nodiscard]] virtual bool busy() const = 0;
    [[nodiscard]] virtual std::optional<domain::User> user() const = 0;
    [[nodiscard]] virtual bool training() const = 0;

    /// Who signed in last, for the field; empty where nobody did or it cannot be read.
    [[nodiscard]] virtual QString rememberedLoginId() const { return {}; }

    [[nodiscard]] virtual HubSettings hub() const = 0;
    /// https only; http is refused at the field (Rejected "not-https"). Training profiles cannot be changed.
    virtual domain::Result<void> setHubUrl(const QString &url) = 0;
    /// Reads PEM or DER, keeps a copy, and gives the fingerprint for the user to compare.
    virtual domain::Result<QString> importCa(const QString &file) = 0;

    virtual void signIn(const QString &loginId, const QString &password) = 0;
    virtual void choosePassword(const QString &password) = 0;
    [[nodiscard]] virtual QString otpauthUri() const = 0; ///< in Enrolment
    virtual void confirmEnrolment(const QString &code) = 0;
    [[nodiscard]] virtual QStringList recoveryCodes() const = 0; ///< in RecoveryCodes
    virtual void recoveryCodesNoted() = 0;
    enum class Factor : std::uint8_t { Totp, RecoveryCode };
    virtual void secondFactor(Factor factor, const QString &code) = 0;
    /// Back to the password.
    virtual void startOver() = 0;
    virtual void lock() = 0;
    virtual void unlock(const QString &password) = 0;
    /// Work not yet sent stays in the profile.
    virtual void signOut() = 0;
    /// Without a keychain: a passphrase-sealed file (at least 8 characters), or nothing kept (empty).
    virtual void usePassphrase(const QString &passphrase) = 0;
    /// In StoreProblem and KeychainProblem: opens the profile once more, after the cause was removed.
    virtual void tryAgain() = 0;

Q_SIGNALS:
    void changed();
};

} // namespace services
