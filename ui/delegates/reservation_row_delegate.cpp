#include "delegates/reservation_row_delegate.h"

#include "delegates/row_words.h"
#include "models/reservation_list_model.h"
#include "prompt/tones.h"
#include "prompt/words.h"
#include "theme/icons.h"
#include "theme/metrics.h"
#include "widgets/status_chip.h"

#include <QApplication>
#include <QPainter>

namespace ui {

namespace {

services::ReservationRow rowOf(const QModelIndex &index, bool *known) {
    const QVariant value = index.data(ReservationListModel::RowRole);
    *known = value.isValid();
    return *known ? value.value<services::ReservationRow>() : services::ReservationRow();
}

void paintBackground(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) {
    QStyleOptionViewItem empty = option;
    empty.text.clear();
    empty.index = index;
    const QWidget *widget = option.widget;
    (widget != nullptr ? widget->style() : QApplication::style())
        ->drawPrimitive(QStyle::PE_PanelItemViewItem, &empty, painter, widget);
}

/// Paints a chip and gives the x after it.
int chip(QPainter *painter, const QStyleOptionViewItem &option, QPoint at, Tone tone, const QString &text) {
    if (text.isEmpty()) {
        return at.x();
    }
    const QSize size = chipSize(option.font, text);
    paintChip(painter, QRect(at, size), option.font, colours(option.palette), tone, text);
    return at.x() + size.width() + lineHeights(0.3);
}

int chipTop(const QStyleOptionViewItem &option, const QRect &rect, const QString &text) {
    return rect.top() + (rect.height() - chipSize(option.font, text).height()) / 2;
}

} // namespace

void ReservationRowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                   const QModelIndex &index) const {
    bool known = false;
    const auto row = rowOf(index, &known);
    const bool chips =
        index.column() == ReservationListModel::State || index.column() == ReservationListModel::Remaining;
    if (!known || !chips) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    paintBackground(painter, option, index);
    painter->save();
    painter->setClipRect(option.rect);
    const int x = option.rect.left() + lineHeights(0.2);
    if (index.column() == ReservationListModel::State) {
        const QString state = statusText(row.reservation.status);
        const int y = chipTop(option, option.rect, state);
        const int after = chip(painter, option, {x, y}, statusTone(row.reservation.status), state);
        chip(painter, option, {after, y}, pendingTone(row.pending.state), pendingText(row.pending));
    } else if (row.openMinutesLeft) {
        const QString left = remainingText(*row.openMinutesLeft);
        chip(painter, option, {x, chipTop(option, option.rect, left)}, remainingTone(*row.openMinutesLeft),
             left);
    }
    painter->restore();
}

QSize ReservationRowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const {
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(
        std::max(size.height(), chipSize(option.font, QStringLiteral("承")).height() + lineHeights(0.3)));
    if (index.column() == ReservationListModel::State) {
        size.setWidth(chipSize(option.font, statusText(domain::ReservationStatus::Requested)).width() * 2);
    }
    return size;
}

void ReservationCardDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                    const QModelIndex &index) const {
    bool known = false;
    const auto row = rowOf(index, &known);
    paintBackground(painter, option, index);
    const Colours ink = colours(option.palette);
    const int pad = lineHeights(0.35);
    QRect inside = option.rect.adjusted(pad, pad, -pad, -pad);
    painter->save();
    painter->setPen(ink.hairline);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    painter->setPen(ink.text);
    if (!known) {
        painter->drawText(inside, Qt::AlignLeft | Qt::AlignTop, QStringLiteral("…"));
        painter->restore();
        return;
    }
    const int line = chipSize(option.font, QStringLiteral("承")).height();
    QFont bold = option.font;
    bold.setBold(true);
    painter->setFont(bold);
    const QString lead =
        m_kind == Kind::Visitor ? timeText(row.start) + u'–' + timeText(row.end) : visitText(row);
    painter->drawText(QRect(inside.topLeft(), QSize(inside.width(), line)), Qt::AlignLeft | Qt::AlignVCenter,
                      lead);
    int x = inside.left() + painter->fontMetrics().horizontalAdvance(lead) + pad;
    painter->setFont(option.font);
    if (m_kind == Kind::Visitor || !row.openMinutesLeft) {
        x = chip(painter, option, {x, inside.top()}, statusTone(row.reservation.status),
                 statusText(row.reservation.status));
    } else {
        x = chip(painter, option, {x, inside.top()}, remainingTone(*row.openMinutesLeft),
                 remainingText(*row.openMinutesLeft));
    }
    chip(painter, option, {x, inside.top()}, pendingTone(row.pending.state), pendingText(row.pending));
    const QRect second(inside.left(), inside.top() + line + lineHeights(0.15), inside.width(),
                       lineHeights(1));
    painter->setPen(ink.text);
    painter->drawText(second, Qt::AlignLeft | Qt::AlignVCenter,
                      option.fontMetrics.elidedText(childrenText(row), Qt::ElideRight, second.width()));
    const QString question = row.reservation.hasQuestion ? u'　' + tr("has a question") : QString();
    const QString third =
        guardianText(row) + u'　' + tr("%n visitor(s)", nullptr, row.reservation.visitors) + question;
    painter->setPen(ink.muted);
    painter->drawText(second.translated(0, lineHeights(1.1)), Qt::AlignLeft | Qt::AlignVCenter,
                      option.fontMetrics.elidedText(third.trimmed(), Qt::ElideRight, second.width()));
    painter->restore();
}

QSize ReservationCardDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const {
    return {lineHeights(8), chipSize(option.font, QStringLiteral("承")).height() + lineHeights(2.25 + 0.7)};
}

} // namespace ui
