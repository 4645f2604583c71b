#include "screens/today/agenda_delegate.h"

#include "kit/models/reservation_list_model.h"
#include "kit/text/common_text.h"
#include "kit/text/row_text.h"
#include "kit/text/tone_of.h"
#include "kit/theme/metrics.h"
#include "kit/widgets/status_chip.h"

#include <QPainter>

namespace ui {

namespace {

constexpr double visitHeight = 2.9;
constexpr double lineHeight = 1.5;

int between(const std::vector<AgendaLine> &lines) {
    return lineHeights(lineHeight) * static_cast<int>(lines.size());
}

void paintLine(QPainter *painter, const QStyleOptionViewItem &option, const QRect &place,
               const AgendaLine &line) {
    const Colours ink = colours(option.palette);
    const bool isNow = line.kind == AgendaLine::Kind::Now;
    QFont font = option.font;
    font.setBold(isNow);
    painter->setFont(font);
    const int width = QFontMetrics(font).horizontalAdvance(line.text);
    const QRect inside = place.adjusted(lineHeights(0.6), 0, -lineHeights(0.6), 0);
    const int middle = inside.center().y();
    painter->setPen(
        QPen(isNow ? ink.error : ink.border, isNow ? 2 : 1, isNow ? Qt::SolidLine : Qt::DashLine));
    const int from = inside.left() + width + lineHeights(0.4);
    painter->drawLine(from, middle, inside.right(), middle);
    if (isNow) {
        painter->setBrush(ink.error);
        painter->setPen(Qt::NoPen);
        painter->drawEllipse(QPoint(inside.right() - lineHeights(0.2), middle), lineHeights(0.2),
                             lineHeights(0.2));
    }
    painter->setPen(isNow ? ink.error : ink.muted);
    painter->drawText(inside, Qt::AlignLeft | Qt::AlignVCenter, line.text);
}

QRect paintLines(QPainter *painter, const QStyleOptionViewItem &option, QRect at,
                 const std::vector<AgendaLine> &lines) {
    for (const auto &line : lines) {
        paintLine(painter, option, QRect(at.topLeft(), QSize(at.width(), lineHeights(lineHeight))), line);
        at.setTop(at.top() + lineHeights(lineHeight));
    }
    return at;
}

/// Beside the time: what is known or awaited of the visit.
UrgencyPill visitPill(const services::ReservationRow &row, const AgendaDelegate::Row &look) {
    if (row.pending.state != services::Pending::None) {
        return {pendingTone(row.pending.state), pendingActText(row.pending)};
    }
    switch (look.state) {
    case VisitState::Unrecorded:
        return {Tone::Warning, AgendaDelegate::tr("To be recorded", "a visit whose time has come")};
    case VisitState::Over:
        return {statusTone(row.reservation.status), statusText(row.reservation.status)};
    case VisitState::Next:
        return {Tone::Info, look.note};
    case VisitState::Later:
        return {};
    }
    return {};
}

void paintVisit(QPainter *painter, const QStyleOptionViewItem &option, const services::ReservationRow &row,
                const AgendaDelegate::Row &look) {
    QFont strong = option.font;
    strong.setBold(look.state == VisitState::Next || look.state == VisitState::Unrecorded);
    painter->setFont(strong);
    const QRect inside = option.rect.adjusted(lineHeights(0.6), lineHeights(0.3), -lineHeights(0.6), 0);
    const QRect first(inside.topLeft(),
                      QSize(inside.width(), chipSize(option.font, QStringLiteral("承")).height()));
    const QString time = timeText(row.start) + u'–' + timeText(row.end);
    painter->drawText(first, Qt::AlignLeft | Qt::AlignVCenter, time);
    const UrgencyPill pill = visitPill(row, look);
    const int from = first.left() + QFontMetrics(strong).horizontalAdvance(time) + lineHeights(0.5);
    if (!pill.text.isEmpty() && from < first.right()) {
        QSize size = chipSize(option.font, pill.text);
        size.setWidth(std::min(size.width(), first.right() - from));
        painter->save();
        paintChip(painter, QRect(QPoint(from, first.center().y() - size.height() / 2), size), option.font,
                  colours(option.palette), pill.tone, pill.text);
        painter->restore();
    }
    const QRect second(inside.left(), first.bottom() + lineHeights(0.05), inside.width(), lineHeights(1.15));
    painter->drawText(second, Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetrics(strong).elidedText(childrenText(row) + u'　' + guardianText(row),
                                                      Qt::ElideRight, second.width()));
}

} // namespace

void AgendaDelegate::setRows(std::vector<Row> rows) {
    if (rows == m_rows) {
        return;
    }
    m_rows = std::move(rows);
    Q_EMIT sizeHintChanged({}); // all rows are laid out anew
}

const AgendaDelegate::Row &AgendaDelegate::rowAt(int row) const {
    static const Row plain;
    return row >= 0 && static_cast<std::size_t>(row) < m_rows.size() ? m_rows[static_cast<std::size_t>(row)]
                                                                     : plain;
}

int AgendaDelegate::heightBelow(const QModelIndex &index) const {
    return between(rowAt(index.row()).below);
}

void AgendaDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const {
    const Row &look = rowAt(index.row());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QStyleOptionViewItem visit = option;
    visit.rect = paintLines(painter, option, option.rect, look.above);
    visit.rect.setBottom(visit.rect.bottom() - between(look.below));
    paintGround(painter, visit, index);
    const Inks ink = inks(option);
    painter->setPen(look.state == VisitState::Over ? ink.muted : ink.text);
    const QVariant value = index.data(ReservationListModel::RowRole);
    if (value.isValid()) {
        paintVisit(painter, visit, value.value<services::ReservationRow>(), look);
    } else {
        painter->drawText(visit.rect, Qt::AlignCenter, QStringLiteral("…"));
    }
    QRect below = option.rect;
    below.setTop(visit.rect.bottom() + 1);
    paintLines(painter, option, below, look.below);
    painter->restore();
}

QSize AgendaDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const {
    const Row &look = rowAt(index.row());
    return {lineHeights(8),
            lineHeights(visitHeight) + between(look.above) + between(look.below) + extraHeight(index)};
}

} // namespace ui
