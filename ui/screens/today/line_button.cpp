#include "screens/today/line_button.h"

#include "kit/theme/icons.h"
#include "kit/theme/metrics.h"

#include <QPainter>

namespace ui {

namespace {

constexpr int wrapped = Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap;

} // namespace

LineButton::LineButton(QWidget *parent) : QAbstractButton(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void LineButton::setTone(Tone tone) {
    m_tone = tone;
    update();
}

void LineButton::setLeads(bool leads) {
    m_leads = leads;
    setFocusPolicy(leads ? Qt::StrongFocus : Qt::NoFocus);
    setCursor(leads ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

/// Between the mark at the left and the arrow at the right.
QRect LineButton::textRect(const QRect &whole) const {
    const int mark = lineHeights(m_tone ? 1.6 : 0.3);
    return whole.adjusted(mark, lineHeights(0.25), -lineHeights(1.3), -lineHeights(0.25));
}

int LineButton::heightForWidth(int width) const {
    const QRect room = textRect(QRect(0, 0, width, 1000));
    const int text =
        fontMetrics().boundingRect(QRect(0, 0, room.width(), 1000), wrapped, this->text()).height();
    return std::max(lineHeights(1.6), text + lineHeights(0.5));
}

QSize LineButton::sizeHint() const {
    const int width = lineHeights(13);
    return {width, heightForWidth(width)};
}

QSize LineButton::minimumSizeHint() const {
    return {lineHeights(8), lineHeights(1.6)};
}

void LineButton::enterEvent(QEnterEvent *event) {
    QAbstractButton::enterEvent(event);
    update();
}

void LineButton::leaveEvent(QEvent *event) {
    QAbstractButton::leaveEvent(event);
    update();
}

void LineButton::paintEvent(QPaintEvent *event) {
    Q_UNUSED(event)
    const Colours c = colours(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(1, 1, -1, -1);
    if (m_leads && (underMouse() || isDown())) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.keySoft);
        painter.drawRoundedRect(frame, lineHeights(0.3), lineHeights(0.3));
    }
    if (hasFocus()) {
        painter.setPen(QPen(c.focus, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(frame, lineHeights(0.3), lineHeights(0.3));
    }
    const int side = lineHeights(1.1);
    const int middle = (height() - side) / 2;
    if (m_tone) {
        paintIcon(&painter, shapeOf(*m_tone), QRect(lineHeights(0.2), middle, side, side), inkOf(*m_tone, c));
    }
    if (m_leads) {
        paintIcon(&painter, QStringLiteral("right"), QRect(width() - side, middle, side, side), c.key);
    }
    painter.setPen(c.text);
    painter.drawText(textRect(rect()), wrapped, text());
}

} // namespace ui
