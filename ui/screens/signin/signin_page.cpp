#include "screens/signin/signin_page.h"

#include "kit/theme/metrics.h"
#include "kit/widgets/card.h"
#include "kit/widgets/choice_box.h"
#include "kit/widgets/labels.h"
#include "kit/widgets/scroll.h"
#include "kit/widgets/states.h"
#include "screens/signin/enrolment_steps.h"
#include "screens/signin/lock_view.h"
#include "screens/signin/password_steps.h"
#include "screens/signin/setup_steps.h"

#include <QVBoxLayout>

namespace ui {

using services::SignInStep;

SignInPage::SignInPage(const UiContext &context, QWidget *parent)
    : Page(parent), m_context(context),
      m_product(new SizedLabel(1.15, SizedLabel::Weight::Bold, SizedLabel::Tint::Muted, this)),
      m_languageLabel(new MutedLabel(this)), m_language(new ChoiceBox(this)), m_steps(new QWidget(this)),
      m_busy(new BusyLine(this)), m_column(new QWidget) {
    m_language->setObjectName(QStringLiteral("signInLanguage"));
    m_language->addItem(QStringLiteral(u"日本語"), QStringLiteral("ja"));
    m_language->addItem(QStringLiteral("English"), QStringLiteral("en"));
    m_language->setTypeAhead(false); // of a login ID or passphrase that is typed too early
    m_languageLabel->setWordWrap(false);
    m_languageLabel->setBuddy(
        m_language); // Qt tells a reader on Linux no name of a closed list but its label's
    auto *steps = new QVBoxLayout(m_steps);
    steps->setContentsMargins(0, 0, 0, 0);
    auto *card = new Card;
    auto *inCard = new QVBoxLayout(card);
    inCard->setContentsMargins(lineHeights(1.2), lineHeights(1.2), lineHeights(1.2), lineHeights(1.2));
    inCard->addWidget(m_steps);
    inCard->addWidget(m_busy);
    auto *head = new QHBoxLayout;
    head->addWidget(m_product, 1);
    head->addWidget(m_languageLabel);
    head->addWidget(m_language);
    auto *column = new QVBoxLayout(m_column);
    column->addLayout(head);
    column->addWidget(card);
    column->addStretch(1);
    auto *ground = new QWidget;
    auto *centred = new QHBoxLayout(ground);
    centred->addStretch(1);
    centred->addWidget(m_column, 8);
    centred->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(new VerticalScroll(ground, this));
    connect(m_language, &QComboBox::activated, this, [this](int index) {
        m_context.desk.preferences().setLanguage(m_language->itemData(index).toString());
    });
    connect(&context.desk.account(), &services::Account::changed, this, &SignInPage::follow);
    retranslate();
    follow();
}

void SignInPage::setCompanion(QWidget *companion) {
    qobject_cast<QVBoxLayout *>(m_column->layout())->insertWidget(1, companion);
}

StepView *SignInPage::makeView(SignInStep step) {
    services::Account &account = m_context.desk.account();
    switch (step) {
    case SignInStep::Starting:
    case SignInStep::SignedIn:
        return new StartingStep(account, m_steps);
    case SignInStep::StoreProblem:
        return new StoreProblemStep(account, m_steps);
    case SignInStep::KeychainProblem:
        return new KeychainStep(account, m_steps);
    case SignInStep::NeedsHub: {
        auto *hub = new HubStep(account, m_context.prompter, m_steps);
        connect(hub, &HubStep::done, this, [this] {
            m_hubWanted = false;
            follow();
        });
        return hub;
    }
    case SignInStep::Password: {
        auto *password = new PasswordStep(account, m_steps);
        connect(password, &PasswordStep::hubWanted, this, [this] {
            m_hubWanted = true;
            follow();
        });
        return password;
    }
    case SignInStep::NewPassword:
        return new NewPasswordStep(account, m_steps);
    case SignInStep::Enrolment:
        return new EnrolmentStep(account, m_steps);
    case SignInStep::RecoveryCodes:
        return new RecoveryCodesStep(account, m_context.prompter, m_steps);
    case SignInStep::SecondFactor:
        return new SecondFactorStep(account, m_steps);
    case SignInStep::Locked:
        return new LockView(account, m_steps);
    }
    return new StartingStep(account, m_steps);
}

StepView *SignInPage::view(SignInStep step) {
    StepView *&known = m_views[step];
    if (!known) {
        known = makeView(step);
        m_steps->layout()->addWidget(known);
    }
    return known;
}

void SignInPage::showStep(SignInStep step) {
    StepView *shown = view(step);
    if (m_shown != step) {
        m_shown = step;
        shown->clearProblem();
        shown->enter();
        // Not a stack: that is as tall as its tallest step, and short steps would be pulled apart.
        for (const auto &[other, one] : m_views) {
            one->setVisible(one == shown);
        }
        if (isVisible()) {
            focusFirst();
        }
    }
    shown->refresh();
}

void SignInPage::follow() {
    const services::Account &account = m_context.desk.account();
    const SignInStep step = account.step();
    const bool isShownElsewhere = step == SignInStep::SignedIn || step == SignInStep::Locked;
    if (isShownElsewhere && m_shown && !isVisible()) {
        return; // a step in the back must not take the keyboard
    }
    if (step != SignInStep::Password) {
        m_hubWanted = false;
    }
    showStep(m_hubWanted ? SignInStep::NeedsHub : step);
    if (account.busy()) {
        m_busy->start(tr("Asking the hub …"));
    } else {
        m_busy->stop();
    }
    StepView *shown = view(*m_shown);
    if (const auto problem = account.problem(); problem && !account.busy()) {
        shown->showProblem(*problem);
    } else {
        shown->clearProblem();
    }
}

void SignInPage::retranslate() {
    m_product->setText(tr("Hokatsu Desk"));
    m_languageLabel->setText(tr("Language"));
    m_language->setAccessibleName(tr("Language"));
    m_language->setCurrentIndex(m_language->findData(m_context.desk.preferences().language()));
    for (const auto &[step, one] : m_views) {
        one->retranslate();
    }
}

void SignInPage::activate() {
    follow();
}

void SignInPage::focusFirst() {
    if (QWidget *first = m_shown ? view(*m_shown)->firstField() : nullptr) {
        first->setFocus();
    } else {
        setFocus(); // typing means the step that comes, and nothing that stands beside it
    }
}

void SignInPage::fillIn(const QString &loginId, const QString &password) {
    if (auto *step = m_shown ? qobject_cast<PasswordStep *>(view(*m_shown)) : nullptr) {
        step->fillIn(loginId, password);
    }
}

} // namespace ui
