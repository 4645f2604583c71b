// Signing in: one page that shows the step at which the account stands.
#pragma once

#include "kit/pages/page.h"

#include <map>

class QLabel;

namespace ui {

class BusyLine;
class ChoiceBox;
class StepView;

class SignInPage : public Page {
    Q_OBJECT
public:
    explicit SignInPage(const UiContext &context, QWidget *parent = nullptr);
    void retranslate() override;
    void activate() override;
    void focusFirst() override;
    /// For the practice mode: types the trainee's login, if the password is asked for.
    void fillIn(const QString &loginId, const QString &password);
    /// A place above the steps, for the practice mode's card.
    void setCompanion(QWidget *companion);

private:
    [[nodiscard]] StepView *view(services::SignInStep step);
    [[nodiscard]] StepView *makeView(services::SignInStep step);
    void showStep(services::SignInStep step);
    void follow();

    UiContext m_context;
    QLabel *m_product;
    QLabel *m_languageLabel;
    ChoiceBox *m_language;
    QWidget *m_steps;
    BusyLine *m_busy;
    QWidget *m_column;
    std::map<services::SignInStep, StepView *> m_views;
    std::optional<services::SignInStep> m_shown;
    bool m_hubWanted = false;
};

} // namespace ui
