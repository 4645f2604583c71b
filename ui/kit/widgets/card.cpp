#include "kit/widgets/card.h"

#include "kit/theme/colours.h"
#include "kit/theme/metrics.h"

#include <QPainter>

namespace ui {

Card::Card(QWidget *parent) : QFrame(parent) {
    setFrameShape(QFrame::NoFrame);
}

void Card::paintEvent(QPaintEvent *event) {
    Q_UNUSED(event)
    const Colours c = colours(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(c.hairline);
    painter.setBrush(c.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), lineHeights(0.4),
                            lineHeights(0.4));
}

} // namespace ui
