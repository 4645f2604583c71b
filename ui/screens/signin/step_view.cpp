#include "screens/signin/step_view.h"

#include "kit/text/error_text.h"
#include "kit/theme/theme.h"
#include "kit/widgets/banner.h"
#include "kit/widgets/field_row.h"
#include "kit/widgets/labels.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

StepView::StepView(services::Account &account, QWidget *parent)
    : QWidget(parent), m_account(account), m_title(new PageTitle(this)), m_intro(new QLabel(this)),
      m_problem(new Banner(this)), m_body(new QVBoxLayout(this)) {
    m_title->setObjectName(QStringLiteral("stepTitle"));
    m_intro->setWordWrap(true);
    m_intro->setTextFormat(Qt::PlainText);
    m_problem->setObjectName(QStringLiteral("stepProblem"));
    m_problem->setClosing(Banner::Closing::ByCause);
    m_body->setContentsMargins(0, 0, 0, 0);
    m_body->addWidget(m_title);
    m_body->addWidget(m_intro);
    m_body->addWidget(m_problem);
}

void StepView::showProblem(const domain::Error &error) {
    m_problem->say(Tone::Error,
                   error.fields.size() == 1 ? fieldText(error.fields.front()) : errorText(error));
}

bool StepView::isAboutCode(const domain::Error &error) {
    return error.kind == domain::ErrorKind::CodeNeeded || error.kind == domain::ErrorKind::WrongCredentials ||
           (error.fields.size() == 1 && error.fields.front().pointer == "/code");
}

void StepView::clearProblem() {
    m_problem->dismiss();
}

void StepView::setHead(const QString &title, const QString &intro) {
    m_title->setText(title);
    m_intro->setText(intro);
    m_intro->setVisible(!intro.isEmpty());
}

FieldRow *StepView::addField(QWidget *field) {
    auto *row = new FieldRow(field, this);
    m_body->addWidget(row);
    return row;
}

QPushButton *StepView::addPrimary(const QString &objectName) {
    auto *button = new QPushButton(this);
    button->setObjectName(objectName);
    setButtonKind(button, ButtonKind::Primary);
    m_body->addWidget(button);
    return button;
}

QPushButton *StepView::addQuiet(const QString &objectName) {
    auto *button = new QPushButton(this);
    button->setObjectName(objectName);
    setButtonKind(button, ButtonKind::Quiet);
    m_body->addWidget(button, 0, Qt::AlignLeft);
    return button;
}

bool StepView::refuseEmpty(FieldRow *row, const QString &text) {
    const bool empty = text.trimmed().isEmpty();
    row->setError(empty ? fieldText({{}, "required", {}}) : QString());
    return empty;
}

} // namespace ui
