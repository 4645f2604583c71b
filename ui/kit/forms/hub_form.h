// The hub's address and its certificate authority; on the sign-in page and in the settings.
#pragma once

#include "services/account.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace ui {

class FieldRow;
class LineEdit;
class Prompter;

class HubForm : public QWidget {
    Q_OBJECT
public:
    HubForm(services::Account &account, Prompter &prompter, QWidget *parent = nullptr);
    void retranslate();
    /// Shows what is stored.
    void reload();
    [[nodiscard]] LineEdit *addressField() const { return m_address; }

Q_SIGNALS:
    void stored();

private:
    void store();
    void loadCa();
    void showFingerprint();

    services::Account &m_account;
    Prompter &m_prompter;
    LineEdit *m_address;
    FieldRow *m_addressRow;
    QPushButton *m_store;
    QPushButton *m_loadCa;
    FieldRow *m_caRow;
    QLabel *m_fingerprintLabel;
    QLabel *m_fingerprint;
};

} // namespace ui
