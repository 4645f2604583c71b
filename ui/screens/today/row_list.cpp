#include "screens/today/row_list.h"

#include "kit/theme/metrics.h"

#include <QAbstractButton>
#include <QEvent>

namespace ui {

void OpeningRowDelegate::setOpen(const QModelIndex &index, int extraHeight) {
    if (m_open == index && m_extraHeight == extraHeight) {
        return;
    }
    m_open = index;
    m_extraHeight = extraHeight;
    Q_EMIT sizeHintChanged(index);
}

RowList::RowList(OpeningRowDelegate *delegate, QWidget *parent) : QListView(parent), m_delegate(delegate) {
    setItemDelegate(delegate);
    delegate->setParent(this);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true); // a row shows that it can be chosen
}

void RowList::setRowButtons(QWidget *buttons) {
    m_buttons = buttons;
    buttons->setParent(viewport());
    buttons->hide();
    const auto all = buttons->findChildren<QAbstractButton *>();
    for (auto *button : all) {
        button->installEventFilter(this);
    }
}

void RowList::openAt(const QModelIndex &index) {
    m_open = index;
    const bool seen =
        !visualRect(currentIndex()).isEmpty() && viewport()->rect().intersects(visualRect(currentIndex()));
    const int height = m_buttons != nullptr ? m_buttons->sizeHint().height() + lineHeights(0.4) : 0;
    m_delegate->setOpen(index, index.isValid() ? height : 0);
    if (index.isValid() && seen) {
        scrollTo(index);
    }
    placeButtons();
}

void RowList::placeButtons() {
    if (m_buttons == nullptr) {
        return;
    }
    const QRect row = m_open.isValid() ? visualRect(m_open) : QRect();
    m_buttons->setVisible(!row.isEmpty());
    if (!row.isEmpty()) {
        const int side = lineHeights(0.6);
        const int height = m_buttons->sizeHint().height();
        m_buttons->setGeometry(row.left() + side,
                               row.bottom() - m_delegate->heightBelow(m_open) - height - lineHeights(0.3),
                               row.width() - side - lineHeights(0.3), height);
        m_buttons->raise();
    }
}

void RowList::doItemsLayout() {
    QListView::doItemsLayout();
    placeButtons();
}

void RowList::scrollContentsBy(int dx, int dy) {
    QListView::scrollContentsBy(dx, dy);
    placeButtons();
}

void RowList::resizeEvent(QResizeEvent *event) {
    QListView::resizeEvent(event);
    placeButtons();
}

/// The first click of a double click has marked the row, and the buttons came under the pointer by
/// themselves.
bool RowList::eventFilter(QObject *watched, QEvent *event) {
    const bool swallows =
        event->type() == QEvent::MouseButtonDblClick && qobject_cast<QAbstractButton *>(watched) != nullptr;
    return swallows || QListView::eventFilter(watched, event);
}

} // namespace ui
