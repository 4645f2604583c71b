#include "screens/signin/password_steps.h"

#include "kit/text/error_text.h"
#include "kit/widgets/field_row.h"
#include "kit/widgets/inputs.h"

#include <QPushButton>

namespace ui {
namespace {

constexpr int shortestPassword = 12;

/// Codes are read in groups; blanks and hyphens between them are no fault.
QString withoutBlanks(QString text) {
    text.remove(QChar(u' ')).remove(QChar(u'\u3000'));
    return text;
}

} // namespace

PasswordStep::PasswordStep(services::Account &account, QWidget *parent)
    : StepView(account, parent), m_loginId(new LineEdit(this)), m_password(new PasswordEdit(this)),
      m_loginRow(addField(m_loginId)), m_passwordRow(addField(m_password)),
      m_go(addPrimary(QStringLiteral("signInButton"))), m_hub(addQuiet(QStringLiteral("hubButton"))) {
    m_loginId->setObjectName(QStringLiteral("loginId"));
    m_loginId->setInputMethodHints(Qt::ImhLatinOnly | Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText);
    m_password->setObjectNames(QStringLiteral("password"));
    m_hub->setVisible(!account.training());
    connect(m_loginId, &LineEdit::submitted, this, &PasswordStep::go);
    connect(m_password, &PasswordEdit::submitted, this, &PasswordStep::go);
    connect(m_go, &QPushButton::clicked, this, &PasswordStep::go);
    connect(m_hub, &QPushButton::clicked, this, &PasswordStep::hubWanted);
    retranslate();
}

void PasswordStep::retranslate() {
    setHead(tr("Sign in"), QString());
    m_loginRow->setTexts(tr("Login ID"), tr("As given to you by your administrator."));
    m_passwordRow->setTexts(tr("Password"), tr("At the first sign-in: the activation code."));
    m_go->setText(tr("Sign in"));
    m_hub->setText(tr("Address and certificate of the hub"));
}

void PasswordStep::enter() {
    m_password->clear();
    m_loginRow->clearError();
    m_passwordRow->clearError();
    if (m_loginId->text().isEmpty()) {
        m_loginId->setText(account().rememberedLoginId());
    }
}

QWidget *PasswordStep::firstField() {
    return m_loginId->text().isEmpty() ? m_loginId : m_password->edit();
}

void PasswordStep::fillIn(const QString &loginId, const QString &password) {
    m_loginId->setText(loginId);
    m_password->edit()->setText(password);
    m_go->setFocus();
}

void PasswordStep::go() {
    const QString loginId = m_loginId->text().trimmed();
    const bool noId = refuseEmpty(m_loginRow, loginId);
    const bool noPassword = refuseEmpty(m_passwordRow, m_password->text());
    if (noId || noPassword) {
        (noId ? static_cast<QWidget *>(m_loginId) : m_password->edit())->setFocus();
        return;
    }
    account().signIn(loginId, m_password->text());
}

NewPasswordStep::NewPasswordStep(services::Account &account, QWidget *parent)
    : StepView(account, parent), m_password(new PasswordEdit(this)), m_again(new PasswordEdit(this)),
      m_passwordRow(addField(m_password)), m_againRow(addField(m_again)),
      m_go(addPrimary(QStringLiteral("choosePasswordButton"))),
      m_back(addQuiet(QStringLiteral("backButton"))) {
    m_password->setObjectNames(QStringLiteral("newPassword"));
    m_again->setObjectNames(QStringLiteral("newPasswordAgain"));
    connect(m_password, &PasswordEdit::submitted, this, [this] { m_again->edit()->setFocus(); });
    connect(m_again, &PasswordEdit::submitted, this, &NewPasswordStep::go);
    connect(m_go, &QPushButton::clicked, this, &NewPasswordStep::go);
    connect(m_back, &QPushButton::clicked, this, [this] { this->account().startOver(); });
    retranslate();
}

void NewPasswordStep::retranslate() {
    setHead(tr("Choose your password"),
            tr("From now on you sign in with this password; the activation code no longer works."));
    m_passwordRow->setTexts(
        tr("New password"),
        tr("At least 12 characters. A sentence that only you know is good; any characters "
           "may be used. Very common passwords are refused."));
    m_againRow->setTexts(tr("The same password again"));
    m_go->setText(tr("Use this password"));
    m_back->setText(tr("Back to the beginning"));
}

void NewPasswordStep::enter() {
    m_password->clear();
    m_again->clear();
    m_passwordRow->clearError();
    m_againRow->clearError();
}

void NewPasswordStep::showProblem(const domain::Error &error) {
    if (error.kind != domain::ErrorKind::Rejected) {
        return StepView::showProblem(error);
    }
    clearProblem();
    m_passwordRow->setError(error.fields.empty() ? errorText(error) : fieldText(error.fields.front()));
    m_password->edit()->setFocus();
}

QWidget *NewPasswordStep::firstField() {
    return m_password->edit();
}

void NewPasswordStep::go() {
    m_againRow->clearError();
    if (m_password->text().size() < shortestPassword) {
        m_passwordRow->setError(fieldText({{}, "too-short", {{"min", std::to_string(shortestPassword)}}}));
        m_password->edit()->setFocus();
        return;
    }
    m_passwordRow->clearError();
    if (m_password->text() != m_again->text()) {
        m_againRow->setError(tr("The two passwords differ. Type the same one twice."));
        m_again->edit()->setFocus();
        return;
    }
    account().choosePassword(m_password->text());
}

SecondFactorStep::SecondFactorStep(services::Account &account, QWidget *parent)
    : StepView(account, parent), m_code(new DigitsEdit(this)), m_row(addField(m_code)),
      m_go(addPrimary(QStringLiteral("codeButton"))), m_other(addQuiet(QStringLiteral("otherFactorButton"))),
      m_back(addQuiet(QStringLiteral("backButton"))) {
    m_code->setObjectName(QStringLiteral("code"));
    connect(m_code, &LineEdit::submitted, this, &SecondFactorStep::go);
    connect(m_go, &QPushButton::clicked, this, &SecondFactorStep::go);
    connect(m_other, &QPushButton::clicked, this, &SecondFactorStep::switchFactor);
    connect(m_back, &QPushButton::clicked, this, [this] { this->account().startOver(); });
    retranslate();
}

void SecondFactorStep::retranslate() {
    setHead(tr("Confirm that it is you"), QString());
    if (m_byRecoveryCode) {
        m_row->setTexts(tr("Recovery code"), tr("One of the ten codes that you noted. Each works once."));
        m_other->setText(tr("Use the authenticator app instead"));
    } else {
        m_row->setTexts(tr("Six-digit code"), tr("The code that your authenticator app shows now."));
        m_other->setText(tr("Use a recovery code instead"));
    }
    m_go->setText(tr("Confirm"));
    m_back->setText(tr("Back to the beginning"));
}

void SecondFactorStep::enter() {
    m_byRecoveryCode = false;
    m_code->clear();
    m_row->clearError();
    retranslate();
}

void SecondFactorStep::showProblem(const domain::Error &error) {
    if (!isAboutCode(error)) {
        return StepView::showProblem(error);
    }
    clearProblem();
    m_row->setError(m_byRecoveryCode ? tr("This recovery code is not right, or it was used before.")
                                     : errorText({.kind = domain::ErrorKind::CodeNeeded}));
    m_code->selectAll();
    m_code->setFocus();
}

QWidget *SecondFactorStep::firstField() {
    return m_code;
}

void SecondFactorStep::go() {
    const QString code = withoutBlanks(m_code->text());
    if (refuseEmpty(m_row, code)) {
        m_code->setFocus();
        return;
    }
    using Factor = services::Account::Factor;
    account().secondFactor(m_byRecoveryCode ? Factor::RecoveryCode : Factor::Totp, code);
}

void SecondFactorStep::switchFactor() {
    m_byRecoveryCode = !m_byRecoveryCode;
    m_code->clear();
    m_row->clearError();
    clearProblem();
    retranslate();
    m_code->setFocus();
}

} // namespace ui
