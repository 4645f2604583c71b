// 設定: everything about this PC and this account; what is changed is stored at once.
#pragma once

#include "kit/pages/page.h"

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTimer;
class QVBoxLayout;

namespace ui {

class FieldRow;
class HubForm;

class SettingsPage : public Page {
    Q_OBJECT
public:
    explicit SettingsPage(const UiContext &context, QWidget *parent = nullptr);
    ~SettingsPage() override;
    void retranslate() override;
    void activate() override;
    void focusFirst() override;
    [[nodiscard]] PageHelp help() const override;

private:
    [[nodiscard]] QVBoxLayout *addSection(QVBoxLayout *column, const QString &name);
    [[nodiscard]] FieldRow *addChoice(QVBoxLayout *section, QComboBox *box, const QString &name);
    void makeAppearance(QVBoxLayout *column);
    void makeSecurity(QVBoxLayout *column);
    void makeReasons(QVBoxLayout *column);
    void makeAccount(QVBoxLayout *column);
    void makeHub(QVBoxLayout *column);
    void fillChoices();
    void showAccount();
    void storeReasons();
    void askForSignOut();

    UiContext m_context;
    QLabel *m_title;
    QLabel *m_intro;
    std::vector<QLabel *> m_headings;
    QComboBox *m_language = nullptr;
    QComboBox *m_textSize = nullptr;
    QComboBox *m_theme = nullptr;
    QComboBox *m_lock = nullptr;
    FieldRow *m_languageRow = nullptr;
    FieldRow *m_textSizeRow = nullptr;
    FieldRow *m_themeRow = nullptr;
    FieldRow *m_lockRow = nullptr;
    QPlainTextEdit *m_reasons = nullptr;
    FieldRow *m_reasonsRow = nullptr;
    QTimer *m_reasonsDelay = nullptr;
    QLabel *m_account = nullptr;
    QPushButton *m_signOut = nullptr;
    QLabel *m_signOutText = nullptr;
    HubForm *m_hub = nullptr;
    QLabel *m_hubText = nullptr;
    QLabel *m_version;
};

} // namespace ui
