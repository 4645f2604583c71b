#include "kit/widgets/field_row.h"

#include "kit/theme/colours.h"
#include "kit/theme/icons.h"
#include "kit/theme/metrics.h"
#include "kit/widgets/labels.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QComboBox>
#include <QEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace ui {
namespace {

/// The error's own shape, so that it is not told by colour alone.
class ErrorMark final : public QWidget {
public:
    using QWidget::QWidget;
    [[nodiscard]] QSize sizeHint() const override { return {lineHeights(0.85), lineHeights(0.85)}; }

protected:
    void paintEvent(QPaintEvent *) override {
        QPainter painter(this);
        const int side = lineHeights(0.85);
        paintIcon(&painter, QStringLiteral("error"), QRectF(0, lineHeights(0.08), side, side),
                  colours(palette()).error);
    }
};

} // namespace

FieldRow::FieldRow(QWidget *field, QWidget *parent)
    : QWidget(parent), m_field(field),
      m_label(new SizedLabel(1.0, SizedLabel::Weight::Bold, SizedLabel::Tint::Text, this)),
      m_support(new MutedLabel(this)), m_errorLine(new QWidget(this)),
      m_error(new SizedLabel(0.93, SizedLabel::Weight::Normal, SizedLabel::Tint::Error)) {
    m_label->setBuddy(field);
    m_support->hide();
    m_errorLine->hide();
    m_error->setObjectName(QStringLiteral("fieldError"));
    auto *mark = new ErrorMark(m_errorLine);
    mark->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Minimum);
    auto *errorLayout = new QHBoxLayout(m_errorLine);
    errorLayout->setContentsMargins(0, 0, 0, 0);
    errorLayout->setSpacing(lineHeights(0.25));
    errorLayout->addWidget(mark);
    errorLayout->addWidget(m_error, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(lineHeights(0.2));
    layout->addWidget(m_label);
    layout->addWidget(m_support);
    // A button or a choice as wide as the page would look like something else.
    const bool narrow = qobject_cast<QAbstractButton *>(field) || qobject_cast<QComboBox *>(field);
    layout->addWidget(field, 0, narrow ? Qt::AlignLeft : Qt::Alignment());
    layout->addWidget(m_errorLine);
}

void FieldRow::setTexts(const QString &label, const QString &support) {
    m_labelText = label;
    m_support->setText(support);
    m_support->setVisible(!support.isEmpty());
    refresh();
}

void FieldRow::setNeed(Need need) {
    m_need = need;
    refresh();
}

void FieldRow::setError(const QString &text) {
    if (m_error->text() == text) {
        return;
    }
    m_error->setText(text);
    m_errorLine->setVisible(!text.isEmpty());
    refresh();
    if (!text.isEmpty()) {
        QAccessibleEvent alert(m_error, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

bool FieldRow::hasError() const {
    return !m_error->text().isEmpty();
}

QString FieldRow::error() const {
    return m_error->text();
}

void FieldRow::refresh() {
    QString full = m_labelText;
    if (m_need == Need::Required) {
        full = tr("%1 *required").arg(m_labelText);
    } else if (m_need == Need::Optional) {
        full = tr("%1 *optional").arg(m_labelText);
    }
    m_label->setText(full);
    QWidget *target = m_field->focusProxy() ? m_field->focusProxy() : m_field;
    const auto *button = qobject_cast<const QAbstractButton *>(target);
    target->setAccessibleName(
        button && !button->text().isEmpty() ? full + QStringLiteral(": ") + button->text() : full);
    target->setAccessibleDescription(
        QStringList({m_support->text(), m_error->text()}).join(QLatin1Char('\n')).trimmed());
}

void FieldRow::changeEvent(QEvent *event) {
    if (event->type() == QEvent::LanguageChange) {
        refresh();
    }
    QWidget::changeEvent(event);
}

} // namespace ui
