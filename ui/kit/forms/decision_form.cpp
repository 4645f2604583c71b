#include "kit/forms/decision_form.h"

#include "kit/text/common_text.h"
#include "kit/text/row_text.h"
#include "kit/theme/metrics.h"
#include "kit/theme/theme.h"
#include "kit/widgets/field_row.h"
#include "kit/widgets/inputs.h"
#include "kit/widgets/labels.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

DecisionForm::DecisionForm(QWidget *parent)
    : QWidget(parent), m_title(new SectionTitle(this)), m_names(new MutedLabel(this)),
      m_templates(new QComboBox), m_reason(new LineEdit), m_message(new QPlainTextEdit),
      m_templatesRow(new FieldRow(m_templates, this)), m_reasonRow(new FieldRow(m_reason, this)),
      m_messageRow(new FieldRow(m_message, this)), m_do(new QPushButton(this)),
      m_back(new QPushButton(this)) {
    m_templates->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_templates->setMinimumContentsLength(8); // long templates do not widen the page
    m_templates->setObjectName(QStringLiteral("declineTemplate"));
    m_names->setObjectName(QStringLiteral("declineNames"));
    m_names->setTextFormat(Qt::PlainText);
    m_reason->setObjectName(QStringLiteral("declineReason"));
    m_message->setObjectName(QStringLiteral("declineMessage"));
    m_do->setObjectName(QStringLiteral("declineConfirm"));
    m_back->setObjectName(QStringLiteral("declineBack"));
    m_message->setTabChangesFocus(true);
    m_message->setFixedHeight(lineHeights(4.5));
    m_reasonRow->setNeed(FieldRow::Need::Required);
    m_messageRow->setNeed(FieldRow::Need::Optional);
    setButtonKind(m_do, ButtonKind::Danger);
    setButtonKind(m_back, ButtonKind::Quiet);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_do, 1);
    buttons->addWidget(m_back);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_title);
    column->addWidget(m_names);
    column->addWidget(m_templatesRow);
    column->addWidget(m_reasonRow);
    column->addWidget(m_messageRow);
    column->addLayout(buttons);
    column->addStretch(1);
    connect(m_templates, &QComboBox::activated, this, &DecisionForm::useTemplate);
    connect(m_do, &QPushButton::clicked, this, &DecisionForm::submit);
    connect(m_reason, &QLineEdit::textChanged, this, &DecisionForm::edited);
    connect(m_message, &QPlainTextEdit::textChanged, this, &DecisionForm::edited);
    connect(m_back, &QPushButton::clicked, this, &DecisionForm::abandoned);
    retranslate();
}

void DecisionForm::begin(const std::vector<services::ReservationRow> &rows, const QString &facilityName,
                         const QStringList &templates) {
    m_rows = rows;
    m_facilityName = facilityName;
    m_templates->clear();
    m_templates->addItem(tr("Choose a text…"));
    m_templates->addItems(templates);
    clear();
    showNames();
}

/// Whoever answers several families at once sees whom.
void DecisionForm::showNames() {
    m_names->setVisible(m_rows.size() > 1);
    m_names->setText(m_rows.size() > 1 ? namesText(m_rows) : QString());
}

void DecisionForm::setWords(const QString &heading, const QString &action) {
    m_title->setText(heading);
    m_do->setText(tr("%1 (Ctrl+Enter)").arg(action));
}

void DecisionForm::clear() {
    setWords({}, callText(domain::ReservationCall::Decline));
    m_reason->clear();
    m_message->clear();
    m_reasonRow->clearError();
}

// For one family the user sees the words as they will be read; for several they differ.
void DecisionForm::useTemplate(int index) {
    if (index <= 0) {
        return;
    }
    const QString text = m_templates->itemText(index);
    m_reason->setText(m_rows.size() == 1 ? filled(text, m_rows.front()) : text);
    m_reasonRow->clearError();
    m_reason->setFocus();
}

QString DecisionForm::filled(const QString &text, const services::ReservationRow &row) const {
    QString result = text;
    result.replace(QStringLiteral("{日時}"), visitText(row));
    result.replace(QStringLiteral("{施設名}"), m_facilityName);
    return result.trimmed();
}

QString DecisionForm::reasonFor(const services::ReservationRow &row) const {
    return filled(m_reason->text(), row);
}

QString DecisionForm::messageFor(const services::ReservationRow &row) const {
    return filled(m_message->toPlainText(), row);
}

QJsonObject DecisionForm::typed() const {
    return {{QStringLiteral("reason"), m_reason->text()},
            {QStringLiteral("message"), m_message->toPlainText()}};
}

void DecisionForm::setTyped(const QJsonObject &typed) {
    m_reason->setText(typed[u"reason"].toString());
    m_message->setPlainText(typed[u"message"].toString());
}

bool DecisionForm::hasText() const {
    return !m_reason->text().trimmed().isEmpty() || !m_message->toPlainText().trimmed().isEmpty();
}

void DecisionForm::showReasonMissing() {
    m_reasonRow->setError(tr("A reason is needed: the family is told."));
    m_reason->setFocus();
}

void DecisionForm::submit() {
    if (m_reason->composing()) {
        return;
    }
    if (m_reason->text().trimmed().isEmpty()) {
        showReasonMissing();
        return;
    }
    Q_EMIT accepted();
}

void DecisionForm::focusFirst() {
    m_templates->setFocus();
}

void DecisionForm::retranslate() {
    showNames();
    m_templatesRow->setTexts(tr("Text to start from"));
    m_reasonRow->setTexts(tr("Reason"), tr("The family reads this."));
    m_messageRow->setTexts(tr("Message to the family"));
    m_back->setText(tr("Back"));
    if (m_reasonRow->hasError()) {
        m_reasonRow->setError(tr("A reason is needed: the family is told."));
    }
    if (m_title->text().isEmpty()) {
        setWords({}, callText(domain::ReservationCall::Decline));
    }
    if (m_templates->count() > 0) {
        m_templates->setItemText(0, tr("Choose a text…"));
    }
}

} // namespace ui
