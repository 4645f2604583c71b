#include "screens/signin/lock_view.h"

#include "kit/text/common_text.h"
#include "kit/text/error_text.h"
#include "kit/widgets/field_row.h"
#include "kit/widgets/inputs.h"
#include "kit/widgets/labels.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

LockView::LockView(services::Account &account, QWidget *parent)
    : StepView(account, parent), m_password(new PasswordEdit(this)), m_row(addField(m_password)),
      m_go(addPrimary(QStringLiteral("unlockButton"))),
      m_signOut(addQuiet(QStringLiteral("lockSignOutButton"))), m_signOutText(new MutedLabel(this)) {
    body()->addWidget(m_signOutText);
    m_password->setObjectNames(QStringLiteral("unlockPassword"));
    connect(m_password, &PasswordEdit::submitted, this, &LockView::go);
    connect(m_go, &QPushButton::clicked, this, &LockView::go);
    connect(m_signOut, &QPushButton::clicked, this, [this] { this->account().signOut(); });
    retranslate();
}

void LockView::retranslate() {
    const auto user = account().user();
    setHead(tr("Locked"), user ? tr("%1 is signed in.").arg(toQString(user->name)) : QString());
    m_row->setTexts(tr("Password"), tr("Works without a network, too."));
    m_go->setText(tr("Unlock"));
    m_signOut->setText(tr("Sign in as somebody else"));
    m_signOutText->setText(
        tr("Work that was not yet sent stays on this PC and goes out after the next sign-in."));
}

void LockView::enter() {
    m_password->clear();
    m_row->clearError();
    retranslate();
}

void LockView::showProblem(const domain::Error &error) {
    if (error.kind != domain::ErrorKind::WrongCredentials) {
        return StepView::showProblem(error);
    }
    clearProblem();
    m_row->setError(errorText({.kind = domain::ErrorKind::WrongCredentials, .code = "wrong-password"}));
    m_password->edit()->selectAll();
    m_password->edit()->setFocus();
}

QWidget *LockView::firstField() {
    return m_password->edit();
}

void LockView::go() {
    if (!refuseEmpty(m_row, m_password->text())) {
        account().unlock(m_password->text());
    }
}

} // namespace ui
