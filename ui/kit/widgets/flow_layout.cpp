#include "kit/widgets/flow_layout.h"

#include <QWidget>

#include <algorithm>

namespace ui {

FlowLayout::FlowLayout(QWidget *parent) : QLayout(parent) {}

FlowLayout::~FlowLayout() {
    qDeleteAll(m_items);
}

void FlowLayout::addItem(QLayoutItem *item) {
    m_items.append(item);
}

QLayoutItem *FlowLayout::takeAt(int index) {
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

int FlowLayout::heightForWidth(int width) const {
    return arrange(QRect(0, 0, width, 0), Mode::Measure);
}

QSize FlowLayout::sizeHint() const {
    const QMargins margins = contentsMargins();
    QSize size(0, 0);
    for (const QLayoutItem *item : m_items) {
        if (!item->isEmpty()) {
            size.rwidth() += item->sizeHint().width() + std::max(0, spacing());
            size.setHeight(std::max(size.height(), item->sizeHint().height()));
        }
    }
    return size.grownBy(margins);
}

QSize FlowLayout::minimumSize() const {
    QSize size;
    for (const QLayoutItem *item : m_items) {
        if (!item->isEmpty()) {
            size = size.expandedTo(item->minimumSize());
        }
    }
    return size.grownBy(contentsMargins());
}

void FlowLayout::setGeometry(const QRect &rect) {
    QLayout::setGeometry(rect);
    arrange(rect, Mode::Place);
}

void FlowLayout::placeLine(qsizetype from, qsizetype to, QPoint at, int lineHeight) const {
    for (qsizetype i = from; i < to; ++i) {
        QLayoutItem *item = m_items.at(i);
        if (item->isEmpty()) {
            continue;
        }
        const QSize size = item->sizeHint();
        item->setGeometry(QRect(at + QPoint(0, (lineHeight - size.height()) / 2), size));
        at.rx() += size.width() + std::max(0, spacing());
    }
}

int FlowLayout::arrange(const QRect &rect, Mode mode) const {
    const QMargins margins = contentsMargins();
    const QRect inner = rect.marginsRemoved(margins);
    const int gap = std::max(0, spacing());
    int x = inner.left();
    int y = inner.top();
    int lineHeight = 0;
    qsizetype lineStart = 0;
    for (qsizetype i = 0; i < m_items.size(); ++i) {
        if (m_items.at(i)->isEmpty()) {
            continue;
        }
        const QSize size = m_items.at(i)->sizeHint();
        if (x > inner.left() && x + size.width() > inner.right() + 1) {
            if (mode == Mode::Place) {
                placeLine(lineStart, i, QPoint(inner.left(), y), lineHeight);
            }
            y += lineHeight + gap;
            x = inner.left();
            lineHeight = 0;
            lineStart = i;
        }
        x += size.width() + gap;
        lineHeight = std::max(lineHeight, size.height());
    }
    if (mode == Mode::Place) {
        placeLine(lineStart, m_items.size(), QPoint(inner.left(), y), lineHeight);
    }
    return y + lineHeight + margins.bottom() - rect.top();
}

} // namespace ui
