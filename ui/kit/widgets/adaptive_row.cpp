#include "kit/widgets/adaptive_row.h"

#include "kit/theme/metrics.h"

#include <QBoxLayout>
#include <QResizeEvent>

#include <algorithm>

namespace ui {

AdaptiveRow::AdaptiveRow(double characters, QWidget *parent)
    : QWidget(parent), m_characters(characters), m_row(new QBoxLayout(QBoxLayout::LeftToRight, this)) {
    m_row->setContentsMargins(0, 0, 0, 0);
}

void AdaptiveRow::add(QWidget *widget, int stretch) {
    m_row->addWidget(widget, stretch);
}

bool AdaptiveRow::isStacked() const {
    return m_row->direction() == QBoxLayout::TopToBottom;
}

QSize AdaptiveRow::minimumSizeHint() const {
    int widest = 0;
    int together = -m_row->spacing();
    for (int i = 0; i < m_row->count(); ++i) {
        const auto *item = m_row->itemAt(i);
        if (!item->isEmpty()) {
            widest = std::max(widest, item->minimumSize().width());
            // Breaking texts into lines costs much; side by side nobody needs it.
            const bool wraps = isStacked() && item->hasHeightForWidth();
            const int wrapped = wraps ? item->minimumHeightForWidth(width()) : 0;
            together += std::max(wrapped, item->minimumSize().height()) + m_row->spacing();
        }
    }
    return {widest, isStacked() ? together : m_row->minimumSize().height()};
}

void AdaptiveRow::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    arrange();
    if (isStacked() && event->size().width() != event->oldSize().width()) {
        updateGeometry(); // texts wrap anew
    }
}

bool AdaptiveRow::event(QEvent *event) {
    const bool done = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest) {
        arrange(); // a part came, went or grew
    }
    return done;
}

void AdaptiveRow::arrange() {
    int together = -m_row->spacing();
    for (int i = 0; i < m_row->count(); ++i) {
        if (!m_row->itemAt(i)->isEmpty()) {
            together += m_row->itemAt(i)->minimumSize().width() + m_row->spacing();
        }
    }
    const bool stacked = width() < std::max(together, charWidths(this, m_characters));
    const auto wanted = stacked ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    if (m_row->direction() != wanted) {
        m_row->setDirection(wanted);
        updateGeometry();
    }
}

} // namespace ui
