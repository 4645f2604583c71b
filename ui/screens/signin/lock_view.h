// The locked desk: nothing of the work is visible, the password opens it again, also without a network.
#pragma once

#include "screens/signin/step_view.h"

namespace ui {

class PasswordEdit;
class Prompter;

class LockView final : public StepView {
    Q_OBJECT
public:
    LockView(services::Account &account, QWidget *parent);
    void retranslate() override;
    void enter() override;
    void showProblem(const domain::Error &error) override;
    QWidget *firstField() override;

private:
    void go();

    PasswordEdit *m_password;
    FieldRow *m_row;
    QPushButton *m_go;
    QPushButton *m_signOut;
    QLabel *m_signOutText;
};

} // namespace ui
