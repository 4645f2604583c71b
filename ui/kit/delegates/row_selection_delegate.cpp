#include "kit/delegates/row_selection_delegate.h"

#include "kit/theme/colours.h"
#include "kit/theme/metrics.h"

#include <QApplication>
#include <QHeaderView>
#include <QPainter>
#include <QTableView>

namespace ui {

void RowSelectionDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    const Colours ink = colours(option->palette);
    if (!ink.highContrast) {
        option->palette.setColor(QPalette::Highlight, ink.keySoft);
        option->palette.setColor(QPalette::HighlightedText, ink.text);
    }
    option->state &= ~QStyle::State_HasFocus; // the row is marked as a whole; the frame shows the keyboard
}

RowSelectionDelegate::Inks RowSelectionDelegate::inks(const QStyleOptionViewItem &option) {
    const Colours ink = colours(option.palette);
    if (!option.state.testFlag(QStyle::State_Selected)) {
        return {ink.text, ink.muted};
    }
    const QColor text = ink.highContrast ? option.palette.color(QPalette::HighlightedText) : ink.text;
    return {text, text};
}

void RowSelectionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const {
    paintGround(painter, option, index);
    QStyleOptionViewItem inside = option;
    if (isFirst(option, index)) {
        inside.rect.setLeft(inside.rect.left() + lineHeights(0.25)); // beside the bar
    }
    QStyledItemDelegate::paint(painter, inside, index);
}

bool RowSelectionDelegate::isFirst(const QStyleOptionViewItem &option, const QModelIndex &index) {
    const auto *table = qobject_cast<const QTableView *>(option.widget);
    return table == nullptr || table->horizontalHeader()->visualIndex(index.column()) == 0;
}

void RowSelectionDelegate::paintGround(QPainter *painter, const QStyleOptionViewItem &option,
                                       const QModelIndex &index) const {
    QStyleOptionViewItem ground = option;
    initStyleOption(&ground, index);
    ground.text.clear();
    const QWidget *widget = option.widget;
    (widget != nullptr ? widget->style() : QApplication::style())
        ->drawPrimitive(QStyle::PE_PanelItemViewItem, &ground, painter, widget);
    paintBar(painter, option, index);
}

void RowSelectionDelegate::paintBar(QPainter *painter, const QStyleOptionViewItem &option,
                                    const QModelIndex &index) {
    if (isFirst(option, index) && option.state.testFlag(QStyle::State_Selected)) {
        const QRect &row = option.rect;
        painter->fillRect(QRect(row.topLeft(), QSize(std::max(3, lineHeights(0.2)), row.height())),
                          colours(option.palette).key);
    }
}

} // namespace ui
