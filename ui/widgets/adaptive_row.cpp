#include "widgets/adaptive_row.h"

#include "theme/metrics.h"

#include <QBoxLayout>
#include <QEvent>

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
    int width = 0;
    for (int i = 0; i < m_row->count(); ++i) {
        if (!m_row->itemAt(i)->isEmpty()) {
            width = std::max(width, m_row->itemAt(i)->minimumSize().width());
        }
    }
    return {width, m_row->minimumSize().height()};
}

void AdaptiveRow::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    arrange();
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
