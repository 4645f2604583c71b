#include "kit/delegates/reservation_row_delegate.h"

#include "kit/models/reservation_list_model.h"
#include "kit/text/common_text.h"
#include "kit/text/row_text.h"
#include "kit/text/tone_of.h"
#include "kit/theme/metrics.h"
#include "kit/widgets/status_chip.h"

#include <QPainter>

namespace ui {

namespace {

services::ReservationRow rowOf(const QModelIndex &index, bool *known) {
    const QVariant value = index.data(ReservationListModel::RowRole);
    *known = value.isValid();
    return *known ? value.value<services::ReservationRow>() : services::ReservationRow();
}

struct Chip {
    Tone tone = Tone::Neutral;
    QString text;
};

Chip stateChip(const services::ReservationRow &row) {
    if (row.pending.state == services::Pending::None) {
        return {statusTone(row.reservation.status), statusText(row.reservation.status)};
    }
    return {pendingTone(row.pending.state), pendingActText(row.pending)};
}

Chip urgencyChip(const services::ReservationRow &row) {
    const UrgencyPill pill = urgencyPill(row);
    return {pill.tone, pill.text};
}

/// Paints a chip in a line of this height, never beyond `right`, and gives the x after it.
int paintAt(QPainter *painter, const QStyleOptionViewItem &option, const QRect &line, const Chip &chip) {
    if (chip.text.isEmpty() || line.width() <= 0) {
        return line.left();
    }
    QSize size = chipSize(option.font, chip.text);
    QString text = chip.text;
    if (size.width() > line.width()) {
        const int around = size.width() - option.fontMetrics.horizontalAdvance(text);
        text = option.fontMetrics.elidedText(text, Qt::ElideRight, line.width() - around);
        size.setWidth(line.width());
    }
    const int y = line.top() + (line.height() - size.height()) / 2;
    paintChip(painter, QRect({line.left(), y}, size), option.font, colours(option.palette), chip.tone, text);
    return line.left() + size.width() + lineHeights(0.3);
}

int cardLine(const QFont &font) {
    return chipSize(font, QStringLiteral("承")).height();
}

} // namespace

void ReservationRowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                   const QModelIndex &index) const {
    const bool chips =
        index.column() == ReservationListModel::State || index.column() == ReservationListModel::Remaining;
    bool known = false;
    const auto row = chips ? rowOf(index, &known) : services::ReservationRow();
    if (!known) {
        RowSelectionDelegate::paint(painter, option, index);
        return;
    }
    paintGround(painter, option, index);
    const QRect line = option.rect.adjusted(lineHeights(0.35), 0, -lineHeights(0.1), 0);
    paintAt(painter, option, line,
            index.column() == ReservationListModel::State ? stateChip(row) : urgencyChip(row));
}

QSize ReservationRowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const {
    QSize size = RowSelectionDelegate::sizeHint(option, index);
    size.setHeight(std::max(size.height(), cardLine(option.font) + lineHeights(0.3)));
    return size;
}

void ReservationCardDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                    const QModelIndex &index) const {
    bool known = false;
    const auto row = rowOf(index, &known);
    paintGround(painter, option, index);
    const Inks ink = inks(option);
    painter->save();
    painter->setPen(colours(option.palette).hairline);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    painter->setPen(ink.text);
    const int pad = lineHeights(0.35);
    const QRect inside = option.rect.adjusted(pad + lineHeights(0.2), pad, -pad, -pad);
    QRect line(inside.topLeft(), QSize(inside.width(), cardLine(option.font)));
    if (!known) {
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("…"));
        painter->restore();
        return;
    }
    QFont bold = option.font;
    bold.setBold(true);
    painter->setFont(bold);
    const QString lead =
        m_kind == Kind::Visitor ? timeText(row.start) + u'–' + timeText(row.end) : visitText(row);
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter, lead);
    line.setLeft(line.left() + painter->fontMetrics().horizontalAdvance(lead) + pad);
    painter->setFont(option.font);
    const bool pending = row.pending.state != services::Pending::None;
    paintAt(painter, option, line, m_kind == Kind::Visitor || pending ? stateChip(row) : urgencyChip(row));
    const QRect second(inside.left(), inside.top() + cardLine(option.font) + lineHeights(0.15),
                       inside.width(), lineHeights(1.1));
    painter->drawText(second, Qt::AlignLeft | Qt::AlignVCenter,
                      option.fontMetrics.elidedText(childrenText(row), Qt::ElideRight, second.width()));
    painter->setPen(ink.muted);
    painter->drawText(second.translated(0, lineHeights(1.1)), Qt::AlignLeft | Qt::AlignVCenter,
                      option.fontMetrics.elidedText(companyText(row), Qt::ElideRight, second.width()));
    painter->restore();
}

QSize ReservationCardDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const {
    return {lineHeights(8), cardLine(option.font) + lineHeights(0.15 + 2.2 + 0.8)};
}

} // namespace ui
