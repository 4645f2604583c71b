#include "screens/signin/setup_steps.h"

#include "kit/forms/hub_form.h"
#include "kit/text/error_text.h"
#include "kit/widgets/field_row.h"
#include "kit/widgets/inputs.h"
#include "kit/widgets/labels.h"
#include "kit/widgets/states.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

HubStep::HubStep(services::Account &account, Prompter &prompter, QWidget *parent)
    : StepView(account, parent), m_form(new HubForm(account, prompter, this)) {
    body()->addWidget(m_form);
    m_back = addQuiet(QStringLiteral("hubBackButton"));
    connect(m_form, &HubForm::stored, this, &HubStep::done);
    connect(m_back, &QPushButton::clicked, this, &HubStep::done);
    retranslate();
}

void HubStep::retranslate() {
    setHead(tr("Where is the hub?"),
            tr("The hub joins nurseries, municipalities and the parents' sites. This PC needs "
               "its address once."));
    m_form->retranslate();
    m_back->setText(tr("Back to signing in"));
}

void HubStep::enter() {
    m_form->reload();
    m_back->setVisible(account().step() != services::SignInStep::NeedsHub);
}

QWidget *HubStep::firstField() {
    return m_form->addressField();
}

KeychainStep::KeychainStep(services::Account &account, QWidget *parent)
    : StepView(account, parent), m_passphrase(new PasswordEdit(this)), m_row(addField(m_passphrase)),
      m_go(addPrimary(QStringLiteral("passphraseButton"))), m_nothingText(new MutedLabel(this)) {
    body()->addWidget(m_nothingText);
    m_nothing = new QPushButton(this);
    m_nothing->setObjectName(QStringLiteral("keepNothingButton"));
    body()->addWidget(m_nothing, 0, Qt::AlignLeft);
    m_passphrase->setObjectNames(QStringLiteral("passphrase"));
    connect(m_passphrase, &PasswordEdit::submitted, this, &KeychainStep::go);
    connect(m_go, &QPushButton::clicked, this, &KeychainStep::go);
    m_again = addQuiet(QStringLiteral("keychainAgain"));
    connect(m_again, &QPushButton::clicked, this, [this] { this->account().tryAgain(); });
    connect(m_nothing, &QPushButton::clicked, this, [this] { this->account().usePassphrase(QString()); });
    retranslate();
}

void KeychainStep::retranslate() {
    const auto problem = account().problem();
    m_opens = m_opens || (problem && problem->code == "passphrase-needed");
    if (m_opens) {
        setHead(tr("Type your passphrase"),
                tr("The data on this PC are locked by a passphrase that was chosen here."));
        m_row->setTexts(tr("Passphrase"));
        m_go->setText(tr("Open the stored data"));
    } else {
        setHead(tr("This PC has no usable keychain"),
                tr("Families' names and your sign-in are stored on this PC only in locked form. Windows, "
                   "macOS and "
                   "most Linux desktops keep the key in their keychain; here it does not answer. Choose one "
                   "of the "
                   "two ways."));
        m_row->setTexts(tr("Passphrase"),
                        tr("At least 8 characters. You type it at each start; without it the stored "
                           "data cannot be opened."));
        m_go->setText(tr("Store data, locked by the passphrase"));
    }
    m_nothing->setText(m_opens ? tr("Go on without the stored data") : tr("Store nothing"));
    m_again->setVisible(!m_opens);
    m_again->setText(tr("The keychain is there now: ask it again"));
    m_nothingText->setText(
        tr("Without a passphrase nothing is stored: everything is fetched anew at each start, and "
           "you can read but not answer."));
}

void KeychainStep::refresh() {
    retranslate();
}

void KeychainStep::enter() {
    m_passphrase->clear();
    m_row->clearError();
}

void KeychainStep::showProblem(const domain::Error &error) {
    // That there is no keychain is what the whole page is about.
    if (error.kind != domain::ErrorKind::KeychainUnavailable) {
        m_row->setError(errorText(error));
    }
}

QWidget *KeychainStep::firstField() {
    return m_passphrase->edit();
}

void KeychainStep::go() {
    constexpr int shortest = 8;
    if (m_passphrase->text().size() < shortest) {
        m_row->setError(fieldText({{}, "too-short", {{"min", std::to_string(shortest)}}}));
        m_passphrase->edit()->setFocus();
        return;
    }
    account().usePassphrase(m_passphrase->text());
}

StoreProblemStep::StoreProblemStep(services::Account &account, QWidget *parent)
    : StepView(account, parent), m_again(addPrimary(QStringLiteral("storeAgain"))) {
    connect(m_again, &QPushButton::clicked, this, [this] { this->account().tryAgain(); });
    retranslate();
}

void StoreProblemStep::refresh() {
    retranslate();
}

void StoreProblemStep::retranslate() {
    using domain::ErrorKind;
    const auto problem = account().problem();
    m_again->setText(tr("Try again"));
    const domain::ErrorKind kind = problem ? problem->kind : ErrorKind::Bug;
    m_again->setVisible(kind != ErrorKind::StorageTooNew); // trying does not make this program newer
    const QString kept = tr("Nothing was deleted; what you did is still there.");
    switch (kind) {
    case ErrorKind::StorageBusy:
        return setHead(
            tr("The stored data are in use"),
            tr("Another window of this program, or a backup program, holds them. Close it, then try "
               "again.") +
                u' ' + kept);
    case ErrorKind::StorageFull:
        return setHead(tr("The disk is full"),
                       tr("There is no room to save what you do. Delete files that nobody needs, then try "
                          "again.") +
                           u' ' + kept);
    case ErrorKind::StorageReadOnly:
        return setHead(tr("The profile folder cannot be written to"),
                       tr("Ask your administrator for the right to write there, then try again.") + u' ' +
                           kept);
    case ErrorKind::StorageTooNew:
        return setHead(tr("The stored data come from a newer version"),
                       tr("This program is older than the one that was used here last. Install the newest "
                          "version and start it.") +
                           u' ' + kept);
    case ErrorKind::StorageCorrupt:
        return setHead(
            tr("The stored data are damaged"),
            tr("The damaged file could not be put aside. Close other programs that use the profile "
               "folder, then try again.") +
                u' ' + kept);
    default:
        return setHead(tr("The profile cannot be opened"),
                       tr("Remove the cause, then try again.") + u' ' + kept);
    }
}

QWidget *StoreProblemStep::firstField() {
    return m_again->isHidden() ? nullptr : m_again;
}

StartingStep::StartingStep(services::Account &account, QWidget *parent) : StepView(account, parent) {
    retranslate();
}

void StartingStep::retranslate() {
    setHead(tr("Opening …"), tr("The stored data are being opened."));
}

} // namespace ui
