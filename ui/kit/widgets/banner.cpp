#include "kit/widgets/banner.h"

#include "kit/theme/icons.h"
#include "kit/theme/metrics.h"
#include "kit/theme/theme.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace ui {

Banner::Banner(QWidget *parent)
    : QFrame(parent), m_shape(new QWidget(this)), m_text(new QLabel(this)), m_action(new QPushButton(this)),
      m_close(new QToolButton(this)) {
    setFrameShape(QFrame::NoFrame);
    m_text->setObjectName(QStringLiteral("bannerText"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_action->setObjectName(QStringLiteral("bannerAction"));
    m_action->hide();
    m_close->setObjectName(QStringLiteral("bannerClose"));
    m_close->setIcon(icon(QStringLiteral("close")));
    setButtonKind(m_close, ButtonKind::Quiet);
    auto *layout = new QHBoxLayout(this);
    layout->addWidget(m_shape);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action);
    layout->addWidget(m_close);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    connect(m_action, &QPushButton::clicked, this, &Banner::actionTriggered);
    connect(m_close, &QToolButton::clicked, this, [this] {
        dismiss();
        Q_EMIT closed();
    });
    retranslate();
    hide();
}

void Banner::say(Tone tone, const QString &text) {
    m_tone = tone;
    const bool wasShown = isVisible();
    const bool same = isVisibleTo(parentWidget()) && m_text->text() == text;
    m_text->setText(text);
    setAccessibleName(text);
    m_action->hide();
    m_shape->setFixedSize(lineHeights(1.0), lineHeights(1.0));
    setVisible(true);
    update();
    if (!same) {
        tell(wasShown);
    }
}

/// Qt 6.4 passes no alert on to Linux. A notification that comes into sight is what readers there speak, and
/// Qt says that of a hidden one by itself.
void Banner::tell(bool wasShown) {
    QAccessibleEvent alert(m_text, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    if (wasShown) {
        QAccessibleEvent appears(this, QAccessible::ObjectShow);
        QAccessible::updateAccessibility(&appears);
    }
}

void Banner::setAction(const QString &text) {
    m_action->setText(text);
    m_action->setVisible(!text.isEmpty());
}

void Banner::setClosing(Closing closing) {
    m_close->setVisible(closing == Closing::ByUser);
}

void Banner::dismiss() {
    hide();
    m_text->clear();
    setAccessibleName(QString());
}

QString Banner::text() const {
    return m_text->text();
}

void Banner::paintEvent(QPaintEvent *event) {
    Q_UNUSED(event)
    const Colours c = colours(palette());
    const QColor ink = inkOf(m_tone, c);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(ink);
    painter.setBrush(backgroundOf(m_tone, c));
    painter.drawRoundedRect(box, lineHeights(0.25), lineHeights(0.25));
    painter.fillRect(QRectF(box.left() + 1, box.top() + lineHeights(0.25), lineHeights(0.2),
                            box.height() - 2 * lineHeights(0.25)),
                     ink);
    paintIcon(&painter, shapeOf(m_tone), m_shape->geometry(), ink);
}

void Banner::changeEvent(QEvent *event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::FontChange) {
        m_shape->setFixedSize(lineHeights(1.0), lineHeights(1.0));
    }
    QFrame::changeEvent(event);
}

void Banner::retranslate() {
    m_close->setToolTip(tr("Close this message"));
    m_close->setAccessibleName(tr("Close this message"));
}

} // namespace ui
