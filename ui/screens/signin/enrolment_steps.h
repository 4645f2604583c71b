// First sign-in: the authenticator app is connected, and the recovery codes are noted.
#pragma once

#include "screens/signin/step_view.h"

class QCheckBox;

namespace ui {

class DigitsEdit;
class Prompter;
class QrCode;

/// The secret of an otpauth:// URI in groups of four, for typing it into the app.
[[nodiscard]] QString secretForTyping(const QString &otpauthUri);

class EnrolmentStep final : public StepView {
    Q_OBJECT
public:
    EnrolmentStep(services::Account &account, QWidget *parent);
    void retranslate() override;
    void enter() override;
    void refresh() override;
    void showProblem(const domain::Error &error) override;
    QWidget *firstField() override;

private:
    void go();

    QString m_uri;
    QrCode *m_qr;
    QLabel *m_secretLabel;
    QLabel *m_secret;
    DigitsEdit *m_code;
    FieldRow *m_row;
    QPushButton *m_go;
    QPushButton *m_back;
};

class RecoveryCodesStep final : public StepView {
    Q_OBJECT
public:
    RecoveryCodesStep(services::Account &account, Prompter &prompter, QWidget *parent);
    void retranslate() override;
    void enter() override;
    void refresh() override;
    QWidget *firstField() override;

private:
    void go();
    void print();

    Prompter &m_prompter;
    QLabel *m_codes;
    QPushButton *m_copy;
    QPushButton *m_print;
    QCheckBox *m_noted;
    FieldRow *m_notedRow;
    QPushButton *m_go;
};

} // namespace ui
