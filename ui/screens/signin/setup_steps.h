// The steps before anybody can sign in: the hub's address, a PC without keychain, a profile that cannot be
// used.
#pragma once

#include "screens/signin/step_view.h"

namespace ui {

class HubForm;
class PasswordEdit;
class Prompter;

class HubStep final : public StepView {
    Q_OBJECT
public:
    HubStep(services::Account &account, Prompter &prompter, QWidget *parent);
    void retranslate() override;
    void enter() override;
    QWidget *firstField() override;

Q_SIGNALS:
    /// The address is stored, or the user goes back.
    void done();

private:
    HubForm *m_form;
    QPushButton *m_back;
};

class KeychainStep final : public StepView {
    Q_OBJECT
public:
    KeychainStep(services::Account &account, QWidget *parent);
    void retranslate() override;
    void enter() override;
    void refresh() override;
    void showProblem(const domain::Error &error) override;
    QWidget *firstField() override;

private:
    void go();

    bool m_opens = false; ///< a passphrase was chosen before
    PasswordEdit *m_passphrase;
    FieldRow *m_row;
    QPushButton *m_go;
    QPushButton *m_nothing;
    QLabel *m_nothingText;
    QPushButton *m_again;
};

class StoreProblemStep final : public StepView {
    Q_OBJECT
public:
    StoreProblemStep(services::Account &account, QWidget *parent);
    void retranslate() override;
    void refresh() override;
    QWidget *firstField() override;

private:
    QPushButton *m_again;
};

class StartingStep final : public StepView {
    Q_OBJECT
public:
    StartingStep(services::Account &account, QWidget *parent);
    void retranslate() override;
};

} // namespace ui
