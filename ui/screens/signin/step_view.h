// One step of signing in: heading, explanation, fields, what went wrong, and the button that goes on.
#pragma once

#include "services/account.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace ui {

class Banner;
class FieldRow;
class LineEdit;

class StepView : public QWidget {
    Q_OBJECT
public:
    StepView(services::Account &account, QWidget *parent);
    virtual void retranslate() = 0;
    /// The step comes up: old input goes.
    virtual void enter() {}
    /// Something about the account changed while the step is shown.
    virtual void refresh() {}
    virtual void showProblem(const domain::Error &error);
    void clearProblem();
    /// Where typing begins.
    [[nodiscard]] virtual QWidget *firstField() { return nullptr; }

protected:
    void setHead(const QString &title, const QString &intro);
    [[nodiscard]] FieldRow *addField(QWidget *field);
    [[nodiscard]] QPushButton *addPrimary(const QString &objectName);
    /// A quiet button under the primary one.
    [[nodiscard]] QPushButton *addQuiet(const QString &objectName);
    /// Marks an empty field; true when it was empty.
    bool refuseEmpty(FieldRow *row, const QString &text);
    /// The hub refuses the code that was typed.
    [[nodiscard]] static bool isAboutCode(const domain::Error &error);
    [[nodiscard]] services::Account &account() const { return m_account; }
    [[nodiscard]] QVBoxLayout *body() const { return m_body; }

private:
    services::Account &m_account;
    QLabel *m_title;
    QLabel *m_intro;
    Banner *m_problem;
    QVBoxLayout *m_body;
};

} // namespace ui
