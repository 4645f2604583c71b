// The steps with something secret to type: password, new password, second factor.
#pragma once

#include "screens/signin/step_view.h"

class QCheckBox;

namespace ui {

class DigitsEdit;
class PasswordEdit;

class PasswordStep final : public StepView {
    Q_OBJECT
public:
    PasswordStep(services::Account &account, QWidget *parent);
    void retranslate() override;
    void enter() override;
    QWidget *firstField() override;
    /// For the practice mode: types the trainee's login.
    void fillIn(const QString &loginId, const QString &password);

Q_SIGNALS:
    /// The user wants to see or change the hub's address.
    void hubWanted();

private:
    void go();

    LineEdit *m_loginId;
    PasswordEdit *m_password;
    FieldRow *m_loginRow;
    FieldRow *m_passwordRow;
    QPushButton *m_go;
    QPushButton *m_hub;
};

class NewPasswordStep final : public StepView {
    Q_OBJECT
public:
    NewPasswordStep(services::Account &account, QWidget *parent);
    void retranslate() override;
    void enter() override;
    void showProblem(const domain::Error &error) override;
    QWidget *firstField() override;

private:
    void go();

    PasswordEdit *m_password;
    PasswordEdit *m_again;
    FieldRow *m_passwordRow;
    FieldRow *m_againRow;
    QPushButton *m_go;
    QPushButton *m_back;
};

class SecondFactorStep final : public StepView {
    Q_OBJECT
public:
    SecondFactorStep(services::Account &account, QWidget *parent);
    void retranslate() override;
    void enter() override;
    void showProblem(const domain::Error &error) override;
    QWidget *firstField() override;

private:
    void go();
    void switchFactor();

    bool m_byRecoveryCode = false;
    DigitsEdit *m_code;
    FieldRow *m_row;
    QPushButton *m_go;
    QPushButton *m_other;
    QPushButton *m_back;
};

} // namespace ui
