#include "screens/today/waiting_row_delegate.h"

#include "kit/models/reservation_list_model.h"
#include "kit/text/common_text.h"
#include "kit/text/row_text.h"
#include "kit/text/tone_of.h"
#include "kit/theme/metrics.h"
#include "kit/widgets/status_chip.h"

#include <QPainter>

namespace ui {

namespace {

constexpr double closedRow = 3.2; ///< 64 px at 100 %

/// Gives the x after it. Never beyond the line.
int paintPill(QPainter *painter, const QStyleOptionViewItem &option, const QRect &line,
              const UrgencyPill &pill) {
    const QSize size = chipSize(option.font, pill.text);
    if (pill.text.isEmpty() || size.width() > line.width()) {
        return line.left();
    }
    const QRect place(QPoint(line.left(), line.center().y() - size.height() / 2), size);
    paintChip(painter, place, option.font, colours(option.palette), pill.tone, pill.text);
    return place.right() + lineHeights(0.5);
}

/// "3名" stays whole; the names before it give way.
void paintWho(QPainter *painter, const QStyleOptionViewItem &option, const QRect &line,
              const services::ReservationRow &row) {
    const QString people =
        WaitingRowDelegate::tr("%n visitor(s)", "short, in a row", row.reservation.visitors);
    const int width = option.fontMetrics.horizontalAdvance(people);
    QFont bold = option.font;
    bold.setBold(true);
    const QRect names = line.adjusted(0, 0, -width - lineHeights(0.5), 0);
    painter->save();
    painter->setFont(bold);
    const QString elided = QFontMetrics(bold).elidedText(childrenText(row), Qt::ElideRight, names.width());
    painter->drawText(names, Qt::AlignLeft | Qt::AlignVCenter, elided);
    painter->restore();
    painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, people);
}

UrgencyPill pillOf(const services::ReservationRow &row) {
    const bool pending = row.pending.state != services::Pending::None;
    return pending ? UrgencyPill{pendingTone(row.pending.state), pendingActText(row.pending)}
                   : urgencyPill(row);
}

} // namespace

void WaitingRowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index) const {
    paintGround(painter, option, index);
    painter->save();
    const Inks ink = inks(option);
    painter->setPen(colours(option.palette).hairline);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    painter->setPen(ink.text);
    const int pad = lineHeights(0.35);
    const QRect inside = option.rect.adjusted(lineHeights(0.6), pad, -lineHeights(0.6), 0);
    const int line = chipSize(option.font, QStringLiteral("承")).height();
    QRect first(inside.topLeft(), QSize(inside.width(), line));
    const QRect second(inside.left(), first.bottom() + lineHeights(0.1), inside.width(), lineHeights(1.15));
    const QVariant value = index.data(ReservationListModel::RowRole);
    if (!value.isValid()) {
        painter->drawText(first, Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("…"));
        painter->restore();
        return;
    }
    const auto row = value.value<services::ReservationRow>();
    first.setLeft(paintPill(painter, option, first, pillOf(row)));
    painter->setPen(ink.text);
    const QString when = visitText(row);
    painter->drawText(first, Qt::AlignLeft | Qt::AlignVCenter, when);
    if (row.reservation.hasQuestion) {
        const QString asked = tr("Question", "mark of a row");
        first.setLeft(first.left() + option.fontMetrics.horizontalAdvance(when) + lineHeights(0.3));
        first.setLeft(std::max(first.left(), first.right() - chipSize(option.font, asked).width()));
        paintPill(painter, option, first, {Tone::Info, asked});
    }
    painter->setPen(ink.text);
    paintWho(painter, option, second, row);
    painter->restore();
}

QSize WaitingRowDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const {
    return {lineHeights(8), lineHeights(closedRow) + extraHeight(index)};
}

} // namespace ui
