#include "kit/widgets/labels.h"

#include "kit/theme/colours.h"
#include "kit/theme/metrics.h"

#include <QEvent>
#include <QKeySequence>
#include <QPainter>

namespace ui {

SizedLabel::SizedLabel(double size, Weight weight, Tint tint, QWidget *parent)
    : QLabel(parent), m_size(size), m_weight(weight), m_tint(tint) {
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    restyle();
}

void SizedLabel::restyle() {
    m_restyling = true;
    QFont wanted = QApplication::font();
    wanted.setPointSizeF(wanted.pointSizeF() * m_size);
    wanted.setBold(m_weight == Weight::Bold);
    setFont(wanted);
    if (m_tint != Tint::Text) {
        const Colours c = colours(QApplication::palette());
        QPalette own;
        own.setColor(QPalette::WindowText, m_tint == Tint::Muted ? c.muted : c.error);
        setPalette(own);
    }
    m_restyling = false;
}

bool SizedLabel::event(QEvent *event) {
    const QEvent::Type type = event->type();
    const bool done = QLabel::event(event); // where it is the deferred deletion, nothing of this is left
    const bool looksChange = type == QEvent::ApplicationFontChange ||
                             type == QEvent::ApplicationPaletteChange || type == QEvent::PaletteChange ||
                             type == QEvent::StyleChange;
    if (looksChange && !m_restyling) {
        restyle();
    }
    return done;
}

KeyHint::KeyHint(QWidget *parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void KeyHint::setHint(const QKeySequence &keys, const QString &text) {
    m_keys = keys.toString(QKeySequence::NativeText);
    m_text = text;
    setAccessibleName(m_keys + QLatin1Char(' ') + m_text);
    updateGeometry();
    update();
}

QSize KeyHint::sizeHint() const {
    const int line = fontMetrics().height();
    return {fontMetrics().horizontalAdvance(m_keys) + fontMetrics().horizontalAdvance(m_text) + line * 3 / 2,
            line * 5 / 4};
}

void KeyHint::paintEvent(QPaintEvent *event) {
    Q_UNUSED(event)
    const Colours c = colours(palette());
    const int line = fontMetrics().height();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box(0.5, 0.5, fontMetrics().horizontalAdvance(m_keys) + line * 0.75, height() - 1);
    painter.setPen(c.border);
    painter.setBrush(c.surface);
    painter.drawRoundedRect(box, line / 5.0, line / 5.0);
    painter.setPen(c.text);
    painter.drawText(box, Qt::AlignCenter, m_keys);
    painter.setPen(c.muted);
    painter.drawText(rect().adjusted(static_cast<int>(box.right()) + line / 3, 0, 0, 0),
                     Qt::AlignLeft | Qt::AlignVCenter, m_text);
}

} // namespace ui
